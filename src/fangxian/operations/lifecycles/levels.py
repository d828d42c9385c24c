"""Which level counts where, for how many people, and how it looks on a map."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

import shapely

from fangxian.engines.ground import PeopleAt, Zone, level_of, outline_of, people_by_level
from fangxian.engines.ground.extents import InRing
from fangxian.engines.ground.nesting import strictest
from fangxian.engines.tables import VENUE
from fangxian.operations.areas.history import (
    Period,
    get_periods,
    list_periods,
    zones_over,
)
from fangxian.operations.areas.ladders import ladders_of
from fangxian.operations.areas.queries import name_in
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.ground import current_ground, extent_of, measure_extent
from fangxian.operations.lifecycles.rows import LevelHere
from fangxian.operations.places.queries import ancestors, get_place, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan

Counting = tuple[str, tuple[str, ...]]
"""The level that counts, and the areas it was taken from."""
Judge = Callable[[Sequence[Zone], Mapping[str, int]], Counting]


def level_at(
    reach: Reach, outbreak_id: str, place_id: str, as_of: datetime, known_at: datetime
) -> tuple[LevelHere, ...]:
    """Return what counts at a place on every ladder of the plan: the strictest of the areas that cover it.

    A venue or building is asked at its point. A place of the tree is covered when at least half of its every part is:
    a ring in a community is not the level of the community.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    periods = zones_over(reach, outbreak_id, place_id, as_of, known_at)
    place = get_place(place_id)
    if place.level == VENUE and place.lat is not None and place.lon is not None:
        return _levels(outbreak, periods, _at_point(outbreak, place.lat, place.lon, place_id))
    around = {place_id, *(above.place_id for above in ancestors(place_id))}

    def covering(zones: Sequence[Zone], ranks: Mapping[str, int]) -> Counting:
        keys = tuple(one.key for one in periods if one.level in ranks and _covers_any(one, around))
        return strictest([one.level for one in zones if one.id in keys], ranks), keys

    return _levels(outbreak, periods, covering)


def level_at_point(
    reach: Reach, outbreak_id: str, lat: float, lon: float, as_of: datetime, known_at: datetime
) -> tuple[LevelHere, ...]:
    """Return what counts at a point. Raises `not-found` where the point lies in no place of the reach."""
    outbreak = get_outbreak(reach, outbreak_id)
    at = measure_extent(reach, outbreak.place_id, InRing(lat, lon, 1.0)).anchor or outbreak.place_id
    periods = zones_over(reach, outbreak_id, at, as_of, known_at)
    return _levels(outbreak, periods, _at_point(outbreak, lat, lon, at))


def _at_point(outbreak: OutbreakRow, lat: float, lon: float, place_id: str) -> Judge:
    ground = current_ground(outbreak.place_id)
    return lambda zones, ranks: level_of(zones, ranks, ground, lat=lat, lon=lon, place_id=place_id)


def _covers_any(period: Period, around: set[str]) -> bool:
    covered = (period.covers or "").split(";") if period.extent else [period.place_id]
    return not around.isdisjoint(covered)


def people_under_levels(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime
) -> dict[str, tuple[PeopleAt, ...]]:
    """Return ladder -> people under each of its levels now, each person once, under the strictest."""
    outbreak = get_outbreak(reach, outbreak_id)
    ground = current_ground(outbreak.place_id)
    zones = [_zone(one) for one in in_force(reach, outbreak_id, as_of, known_at)]
    return {
        ladder.id: people_by_level(
            [zone for zone in zones if zone.level in ladder.ranks], ladder.ranks, ground
        )
        for ladder in ladders_of(read_plan(outbreak.plan))
    }


def area_outlines(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, keys: Sequence[str] | None = None
) -> dict[str, Any]:
    """Return the areas that are in force (of `keys`: whatever they are) as GeoJSON, the strictest on top."""
    outbreak = get_outbreak(reach, outbreak_id)
    ground = current_ground(outbreak.place_id)
    periods = (
        in_force(reach, outbreak_id, as_of, known_at)
        if keys is None
        else [period_at(get_periods(reach, key, known_at), as_of) for key in keys]
    )
    places = titles_of(one.place_id for one in periods)
    ranks = {level: rank for one in ladders_of(read_plan(outbreak.plan)) for level, rank in one.ranks.items()}
    features = []
    for one in sorted(periods, key=lambda one: (ranks.get(one.level, -1), one.key)):
        outline = outline_of(extent_of(one.place_id, one.extent), ground)
        name = name_in(one.extent) or places[one.place_id]
        features.append(
            {
                "type": "Feature",
                "id": one.key,
                "geometry": shapely.geometry.mapping(outline),
                "properties": {"key": one.key, "level": one.level, "name": name.zh, "name_en": name.en},
            }
        )
    return {
        "type": "FeatureCollection",
        "features": [one for one in features if one["geometry"].get("coordinates")],
    }


def in_force(reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime) -> list[Period]:
    found = list_periods(reach, outbreak_id, known_at)
    now = [one for periods in found.values() for one in periods if _holds(one, as_of)]
    return [one for one in now if one.state(as_of) in ("in_force", "eligible", "release")]


def _holds(period: Period, as_of: datetime) -> bool:
    return period.valid_from <= as_of and (period.valid_to is None or period.valid_to > as_of)


def period_at(periods: Sequence[Period], as_of: datetime) -> Period:
    """The period that holds at an hour, or the last one begun before it, or the first."""
    begun = [one for one in periods if one.valid_from <= as_of]
    return begun[-1] if begun else periods[0]


def _zone(period: Period) -> Zone:
    return Zone(period.key, period.level, extent_of(period.place_id, period.extent))


def _levels(outbreak: OutbreakRow, periods: Sequence[Period], judge: Judge) -> tuple[LevelHere, ...]:
    zones, by_key = [_zone(one) for one in periods], {one.key: one for one in periods}
    found = []
    for ladder in ladders_of(read_plan(outbreak.plan)):
        level, keys = judge(zones, ladder.ranks)
        since = min((by_key[key].starts_at for key in keys if by_key[key].level == level), default=None)
        found.append(LevelHere(ladder.id, level, since, keys))
    return tuple(found)
