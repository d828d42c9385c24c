"""A small synthetic town with its days: homes, work, school, shops, a theatre, trains, boats. Nobody is real."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.truth.crowd import Ints
from fangxian.engines.truth.days import Calendar, as_presences, live_days
from fangxian.engines.truth.kinds import KINDS
from fangxian.engines.truth.residents import Residents, Venues, count_communities, make_residents

_CENTRE = (28.2, 112.97)
_SPACING_M, _SPREAD_M = 700.0, 330.0
"""Between the middles of two communities; and how far from the middle its buildings and venues lie."""
_METRES_PER_DEGREE = 111_320.0


@dataclass(frozen=True)
class Town:
    """Everything that happened in the town.

    `presences` (`tables.PRESENCES`): every stay outside home with its session, zone and seat. `at_home`: the
    rest of everybody's time, at the building where they live. `places`: communities, venues and buildings.
    """

    presences: pl.DataFrame
    households: pl.DataFrame
    places: pl.DataFrame
    at_home: pl.DataFrame


def make_town(
    *, people: int, days: int, start_on: date, timezone: str, rng: np.random.Generator, outings: float = 1.0
) -> Town:
    """Draw a town and `days` local days of it; the same generator state gives the same town.

    `outings` (density): how often people go out for anything but work and school, 1 for about two outings in
    three days besides. The time of a call grows with people × days.

    >>> town = make_town(people=200, days=3, start_on=date(2021, 7, 1), timezone="Asia/Shanghai",
    ...                  rng=np.random.default_rng(1))
    >>> town.households["person_id"].n_unique()
    200
    """
    residents, venues = make_residents(people, rng)
    calendar = Calendar.of(start_on, days, timezone)
    stays = live_days(residents, venues, calendar, outings, rng)
    person_ids = [f"p{number:05d}" for number in range(1, people + 1)]
    venue_ids = _numbered([KINDS[kind].name for kind in venues.kind])
    buildings = [f"building-{number + 1}" for number in range(int(residents.building[-1]) + 1)]
    households = pl.DataFrame(
        {"person_id": person_ids, "household_id": [f"h{number + 1:05d}" for number in residents.household]}
    )
    return Town(
        presences=as_presences(stays, person_ids, venue_ids),
        households=tables.HOUSEHOLDS.check(households),
        places=_places(residents, venues, venue_ids, buildings, rng),
        at_home=as_presences(_at_home(stays, residents, calendar), person_ids, buildings),
    )


def _numbered(names: list[str]) -> list[str]:
    seen: dict[str, int] = {}
    for name in names:
        seen[name] = seen.get(name, 0)
    numbers = {name: iter(range(1, names.count(name) + 1)) for name in seen}
    return [f"{name}-{next(numbers[name])}" for name in names]


def _at_home(stays: pl.DataFrame, residents: Residents, calendar: Calendar) -> pl.DataFrame:
    """Return what is left of everybody's days between the stays, as stays at their building."""
    begin, end = int(calendar.midnights[0]), int(calendar.midnights[-1]) + 1440
    everybody = np.arange(len(residents))
    edges = pl.concat(
        [
            stays.select("person", "arrive_minute", "leave_minute"),
            pl.DataFrame({"person": everybody, "arrive_minute": end, "leave_minute": end}),
        ],
        how="vertical_relaxed",
    ).sort("person", "arrive_minute")
    since = pl.col("leave_minute").shift(1).over("person").fill_null(begin)
    gaps = edges.select("person", arrive_minute=since, leave_minute="arrive_minute")
    home = pl.Series("venue", residents.building[gaps["person"].to_numpy()])
    return gaps.with_columns(home).filter(pl.col("arrive_minute") < pl.col("leave_minute"))


def _places(
    residents: Residents, venues: Venues, venue_ids: list[str], buildings: list[str], rng: np.random.Generator
) -> pl.DataFrame:
    communities = count_communities(len(residents))
    first_of_building = np.searchsorted(residents.building, np.arange(len(buildings)))
    where = np.concatenate([venues.community, residents.community[first_of_building]])
    kinds = [KINDS[kind] for kind in venues.kind]
    lat, lon = _located(where, communities, rng)
    leaves = pl.DataFrame(
        {
            "place_id": venue_ids + buildings,
            "name": [f"{kind.zh} {name.split('-')[1]}" for kind, name in zip(kinds, venue_ids, strict=True)]
            + [f"{name.split('-')[1]} 栋" for name in buildings],
            "name_en": [
                f"{kind.en} {name.split('-')[1]}" for kind, name in zip(kinds, venue_ids, strict=True)
            ]
            + [f"Building {name.split('-')[1]}" for name in buildings],
            "level": tables.VENUE,
            "parent_id": [f"community-{code + 1}" for code in where],
            "venue_kind": [kind.name for kind in kinds] + ["home"] * len(buildings),
            "lat": lat,
            "lon": lon,
        }
    )
    return tables.PLACES.check(pl.concat([_communities(communities), leaves], how="diagonal"))


def _communities(count: int) -> pl.DataFrame:
    numbers = range(1, count + 1)
    return pl.DataFrame(
        {
            "place_id": [f"community-{number}" for number in numbers],
            "name": [f"第 {number} 社区" for number in numbers],
            "name_en": [f"Community {number}" for number in numbers],
            "level": "community",
        }
    )


def _located(where: Ints, communities: int, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Return latitude and longitude: communities on a square grid, everything near the middle of its own."""
    side = int(np.ceil(np.sqrt(communities)))
    north = (where // side) * _SPACING_M + rng.uniform(-_SPREAD_M, _SPREAD_M, len(where))
    east = (where % side) * _SPACING_M + rng.uniform(-_SPREAD_M, _SPREAD_M, len(where))
    narrower = _METRES_PER_DEGREE * np.cos(np.radians(_CENTRE[0]))
    return _CENTRE[0] + north / _METRES_PER_DEGREE, _CENTRE[1] + east / narrower
