"""The ground of a city: which districts and communities there are, and how many synthetic people in each."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.city import DistrictFigures, largest_remainder
from fangxian.stores.outbreaks import CityRules
from fangxian.stores.places import PlacePack

PEOPLE_PER_CASE = 12
"""A district holds at least so many synthetic people per published case, whatever the scale."""


@dataclass(frozen=True)
class Ground:
    """Districts in the order of the tree (a city's are neighbours) and the communities of each."""

    districts: list[DistrictFigures]
    communities: list[list[str]]
    city_of: list[str]

    @property
    def first_person(self) -> np.ndarray:
        """The code of each district's first person, and the number of all people at the end."""
        return np.concatenate([[0], np.cumsum([figures.people.sum() for figures in self.districts])])

    def span_of(self, place_id: str) -> tuple[int, int]:
        """Return the districts [from, to) of the city in which a place of the tree lies."""
        rows = [row for row, city in enumerate(self.city_of) if place_id.startswith(city)]
        return rows[0], rows[-1] + 1


def ground_of(pack: PlacePack, rules: CityRules, per_person: int) -> Ground:
    """Lay out the districts of a pack at a scale; sums follow the largest remainder."""
    listed = pack.under(pack.root, "district")
    whole = round(int(listed["population"].sum()) / per_person)
    counts = largest_remainder(whole, listed["population"].to_numpy())
    cases = cases_by_district(pack, rules)
    needed = np.array([PEOPLE_PER_CASE * cases.get(place, 0) for place in listed["place_id"]])
    frames = [pack.under(place, "community") for place in listed["place_id"]]
    rows = zip(listed.iter_rows(named=True), frames, np.maximum(counts, needed), strict=True)
    return Ground(
        [_figures(pack, place, frame, int(people)) for place, frame, people in rows],
        [frame["place_id"].to_list() for frame in frames],
        listed["parent_id"].to_list(),
    )


def _figures(pack: PlacePack, place: dict, communities: pl.DataFrame, people: int) -> DistrictFigures:
    shares = pack.census.filter(pl.col("place_id") == place["place_id"]).row(0, named=True)
    return DistrictFigures(
        place["place_id"],
        largest_remainder(people, communities["population"].to_numpy()),
        (~communities["name"].str.contains("村(委会|民委员会)?$")).to_numpy(),
        place["population"] / place["households"],
        shares["one_person_share"],
        shares["alone_65_share"],
    )


def cases_by_district(pack: PlacePack, rules: CityRules) -> dict[str, int]:
    """Return how many of the published infections lived in each district."""
    found: dict[str, int] = {}
    for places in rules.residences.values():
        for place, cases in places.items():
            district = district_of(pack, place)
            found[district] = found.get(district, 0) + cases
    return found


def district_of(pack: PlacePack, place_id: str) -> str:
    """Return the district a place lies in (itself, if it is one)."""
    above = pack.closure.filter((pl.col("descendant_id") == place_id) & (pl.col("kind") == "tree"))
    levels = above.join(pack.tree, left_on="ancestor_id", right_on="place_id")
    return str(levels.filter(pl.col("level") == "district")["ancestor_id"][0])


def communities_for_cases(pack: PlacePack, place_id: str, listed: Sequence[str]) -> list[str]:
    """Return the communities a case of `place_id` may live in: those officially listed, else the urban ones.

    A zone that the census counts apart is left out of the district around it.
    """
    inside = pack.under(place_id, "community")
    if inside.is_empty():
        return [place_id]
    named = [community for community in inside["place_id"] if community in set(listed)]
    if named:
        return named
    apart = _apart(pack) if place_id == district_of(pack, place_id) else set()
    urban = inside.filter(pl.col("name").str.contains("社区|居"))
    rows = urban if urban.height else inside
    return [community for community in rows["place_id"] if community not in apart]


def _apart(pack: PlacePack) -> set[str]:
    zones = pack.zones.filter(pl.col("zone_id").is_in(pack.census["place_id"].implode()))["zone_id"]
    members = pack.closure.filter(pl.col("ancestor_id").is_in(zones.implode()))
    return set(members["descendant_id"])
