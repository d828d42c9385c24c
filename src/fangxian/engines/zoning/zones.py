"""The zones a pack proposes around one case: sealed, controlled, precaution, each without the stricter ones."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fangxian.engines import tables
from fangxian.engines.ground import AnyOf, Extent, Ground, InPlaces, InRing, Without
from fangxian.engines.plans import ZoneRule, Zones


@dataclass(frozen=True)
class ProposedZone:
    """One level of the ladder around a case, and what it covers."""

    level: str
    rule: ZoneRule
    extent: Extent


def zones_around(
    zones: Zones, ground: Ground, *, home: str, stays: Sequence[tuple[str, float]]
) -> tuple[ProposedZone, ...]:
    """Return the zones around a case that lives at `home` and was at places for so many minutes, the strictest first.

    `home` is the smallest place known: a building where there is one. A level that would cover nothing is left out.

    >>> from fangxian.engines.ground import build_ground, describe_extent
    >>> from fangxian.engines.zoning.examples import THREE_ZONES, A_STREET
    >>> found = zones_around(THREE_ZONES, build_ground(A_STREET), home="b1", stays=[("tea", 90.0), ("bus", 5.0)])
    >>> [(zone.level, describe_extent(zone.extent)["kind"]) for zone in found]
    [('sealed', 'places'), ('controlled', 'without'), ('precaution', 'without')]
    """
    found: list[ProposedZone] = []
    for level in reversed(zones.levels):
        rule = zones.rules[level]
        own = _covered(rule, ground, home, stays)
        stricter = tuple(zone.extent for zone in found)
        if own is not None:
            found.append(ProposedZone(level, rule, Without(own, AnyOf(stricter)) if stricter else own))
    return tuple(found)


def _covered(rule: ZoneRule, ground: Ground, home: str, stays: Sequence[tuple[str, float]]) -> Extent | None:
    long = sorted(
        {place for place, minutes in stays if minutes >= rule.activity_minutes and place in ground.at}
    )
    if rule.covers == "home_and_activity":
        return InPlaces((home, *(place for place in long if place != home)))
    if rule.covers == "around":
        return _around(rule, ground, home, long)
    wide = _place_above(ground, home, rule.unit)
    return None if wide is None else InPlaces((wide,))


def _around(rule: ZoneRule, ground: Ground, home: str, activity: Sequence[str]) -> Extent | None:
    """The community around a home smaller than one, and a ring around every point that is known."""
    parts: list[Extent] = []
    tree_place = _tree_place(ground, home)
    if tree_place is not None and tree_place != home:
        parts.append(InPlaces((tree_place,)))
    for place in (home, *activity):
        index = ground.at[place]
        if rule.ring_m and not np.isnan(ground.lat[index]):
            parts.append(InRing(float(ground.lat[index]), float(ground.lon[index]), rule.ring_m))
    return AnyOf(tuple(parts)) if parts else None


def _tree_place(ground: Ground, place_id: str) -> str | None:
    return ground.around(np.array([ground.at[place_id]], dtype=np.int64))


def _place_above(ground: Ground, place_id: str, level: str) -> str | None:
    """Return the place of this level around another; without one, the widest below the root."""
    index, last = ground.at[place_id], None
    while index >= 0:
        if ground.level[index] == level:
            return str(ground.place_ids[index])
        if ground.level[index] != tables.VENUE and ground.parent[index] >= 0:
            last = str(ground.place_ids[index])
        index = int(ground.parent[index])
    return last
