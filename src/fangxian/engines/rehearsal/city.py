"""The city a rehearsal runs in: who is close to whom, and the places above them, as the kernel reads them."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.city import KINDS, DistrictFigures, Mixing, Quarter, mix
from fangxian.engines.epidemic import AGES, CITY, DISTRICT, SCHOOL, STREET, Ground

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

LEVELS = ("community", "street", "district", "city")
"""Levels of a city whose places are made up, lowest first."""
COMMUNITY_PEOPLE, STREET_COMMUNITIES, DISTRICT_COMMUNITIES = 3_000, 12, 90
"""How large the places of a made-up city are."""
REACH = {"shop": STREET, "market": STREET, "clinic": STREET, "training": STREET, "hospital": CITY, "station": CITY,
         "scenic": CITY, "hotel": CITY}  # fmt: skip
"""How far people come to a kind of venue; from the district where nothing is said. Assumption."""
MET = {
    "shop": (0.6, 1.2, 1.2, 1.6, 1.0), "restaurant": (0.5, 0.8, 2.2, 1.2, 0.4), "market": (0.2, 0.2, 0.6, 1.2, 1.6),
    "training": (0.0, 1.6, 0.1, 0.2, 0.1), "clinic": (0.2, 0.1, 0.1, 0.2, 0.4), "hospital": (0.1, 0.1, 0.1, 0.2, 0.4),
    "hotel": (0.0, 0.0, 0.1, 0.1, 0.0), "scenic": (0.2, 0.4, 0.3, 0.3, 0.2), "theatre": (0.1, 0.4, 0.4, 0.3, 0.1),
    "station": (0.1, 0.2, 0.4, 0.4, 0.2),
}  # fmt: skip
"""How many people of each age group one stands close to at a kind of venue in a day; assumption of this project."""


@dataclass(frozen=True, eq=False)
class MixingCity:
    """`places`: id of every node of the ground; `population`, `pupils`: of every node. `levels`: lowest first."""

    ground: Ground
    places: tuple[str, ...]
    levels: tuple[str, ...]
    kinds: tuple[str, ...]
    population: Floats
    pupils: Floats

    @property
    def people(self) -> int:
        """How many live here."""
        return len(self.ground.age)


def districts_of(city: MixingCity) -> dict[str, str]:
    """Return the district of every place of a city up to districts.

    >>> districts_of(make_up_city(6_000, 1, 0.0))["c0"]
    'd0'
    """
    up = city.ground.up
    return {
        place: city.places[up[n, DISTRICT]] for n, place in enumerate(city.places) if up[n, DISTRICT] >= 0
    }


@dataclass(frozen=True)
class Tree:
    """For each community, the number of its street, district and city; and the ids of all of them, level by level."""

    street: Ints
    district: Ints
    city: Ints
    places: tuple[str, ...]
    levels: tuple[str, ...]


def make_up_city(population: int, seed: int, vaccinated: float) -> MixingCity:
    """Return a city of so many people, in communities, streets and districts of usual size.

    >>> city = make_up_city(20_000, 1, 0.5)
    >>> city.people, city.places[-1]
    (20000, 'city')
    """
    quarters, tree = made_up(population)
    return settle(mix(quarters, seed, vaccinated), tree)


def made_up(population: int) -> tuple[list[Quarter], Tree]:
    """Return the quarters and the tree of a city of so many people.

    >>> quarters, tree = made_up(300_000)
    >>> len(quarters), len(tree.street)
    (2, 100)
    """
    communities = max(population // COMMUNITY_PEOPLE, 1)
    sizes = np.full(communities, population // communities) + (
        np.arange(communities) < population % communities
    )
    number = np.arange(communities)
    district = number // DISTRICT_COMMUNITIES
    street = number // STREET_COMMUNITIES + district
    quarters = [
        Quarter(
            DistrictFigures(f"d{d}", sizes[own], np.ones(len(own), dtype=bool), 2.6, 0.25, 0.15),
            street[own],
            0,
        )
        for d in range(int(district[-1]) + 1)
        if len(own := np.flatnonzero(district == d))
    ]
    street = np.unique(street, return_inverse=True)[1]
    names = [
        f"{letter}{n}"
        for letter, of in (("c", number), ("s", street), ("d", district))
        for n in range(int(of[-1]) + 1)
    ]
    return quarters, Tree(street, district, np.zeros(communities, dtype=np.int64), (*names, "city"), LEVELS)


def settle(mixing: Mixing, tree: Tree) -> MixingCity:
    """Return a city from who is close to whom and the tree of its places.

    >>> quarters, tree = made_up(9_000)
    >>> city = settle(mix(quarters, seed=1, vaccinated_share=0.5), tree)
    >>> city.levels, int(city.population[-1])
    (('community', 'street', 'district', 'city'), 9000)
    """
    first = mixing.community_first.astype(np.int64)
    up, level, span = _above(tree)
    communities = len(first) - 1
    pupils = np.bincount(
        np.searchsorted(first, _learners(mixing), side="right") - 1, minlength=communities
    ).astype(float)
    ground = Ground(
        household=mixing.household, household_first=mixing.household_first, group=mixing.group,
        group_first=mixing.group_first, member=mixing.member, group_kind=mixing.group_kind,
        group_community=mixing.group_community, age=mixing.age, community_first=mixing.community_first,
        up=up, node_level=level, span=span, venue_community=mixing.venue_community, venue_sum=mixing.venue_sum,
        venue_first=mixing.venue_first, venue_reach=reach_of([kind.name for kind in KINDS]), meeting=meeting_of([kind.name for kind in KINDS]),
    )  # fmt: skip
    counts = (np.diff(first).astype(float), pupils)
    return MixingCity(
        ground,
        tree.places,
        tree.levels,
        tuple(kind.name for kind in KINDS),
        *(_summed(up, each) for each in counts),
    )


def _learners(mixing: Mixing) -> npt.NDArray[np.uint32]:
    """Return everybody who is in a class: classes come after teams."""
    first = int(np.searchsorted(mixing.group_kind, SCHOOL))
    return np.sort(mixing.member[int(mixing.group_first[first]) :])


def reach_of(kinds: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Return how far people come to each kind of venue."""
    return np.array([REACH.get(kind, DISTRICT) for kind in kinds], dtype=np.uint8)


def meeting_of(kinds: Sequence[str]) -> Floats:
    """Return `Ground.meeting`: running sums over the kinds, a row an age group."""
    each = np.array([MET.get(kind, (0.0,) * AGES) for kind in kinds])
    return np.ascontiguousarray(np.cumsum(each.T, axis=1))


def _above(tree: Tree) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.uint8], npt.NDArray[np.int32]]:
    """Return `Ground.up`, `node_level` and `span` of a tree."""
    communities = len(tree.street)
    keys = (np.arange(communities), tree.street, tree.district, tree.city)
    sizes = [int(key[-1]) + 1 for key in keys]
    offsets = np.cumsum([0, *sizes])
    up = np.full((offsets[-1], len(keys)), -1, dtype=np.int32)
    span = np.zeros((len(keys) - 1, communities, 2), dtype=np.int32)
    for level, key in enumerate(keys):
        own, first = np.unique(key, return_index=True)
        for upper in range(level, len(keys)):
            up[offsets[level] + own, upper] = offsets[upper] + keys[upper][first]
        if level:
            span[level - 1, :, 0] = np.searchsorted(key, key, side="left")
            span[level - 1, :, 1] = np.searchsorted(key, key, side="right")
    return up, np.repeat(np.arange(len(keys), dtype=np.uint8), sizes), span


def _summed(up: npt.NDArray[np.int32], of_communities: Floats) -> Floats:
    """Return the sums of a count of communities for every node around them."""
    summed = np.zeros(len(up))
    for level in range(up.shape[1]):
        np.add.at(summed, up[: len(of_communities), level], of_communities)
    return summed
