"""Which level counts where areas nest and overlap: the strictest. Nobody is counted under two levels."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from fangxian.engines.ground.covering import LEAST_SHARE, contains, cover, shares_of, venues_in
from fangxian.engines.ground.extents import AnyOf, Extent, Without
from fangxian.engines.ground.units import Floats, Ground

Relation = Literal["same", "inside", "around", "overlaps", "apart"]


@dataclass(frozen=True)
class Zone:
    """One area in force: its id, its level, what it covers."""

    id: str
    level: str
    extent: Extent


@dataclass(frozen=True)
class PeopleAt:
    """How many people live under a level, those under a stricter one left out."""

    level: str
    people: int
    least: int
    most: int
    estimated: bool


def strictest(levels: Sequence[str], ranks: Mapping[str, int]) -> str:
    """Return the level that counts where all of these apply; "" where none does, or none is of this ladder.

    >>> strictest(["precaution", "sealed", "controlled"], {"precaution": 0, "controlled": 1, "sealed": 2})
    'sealed'
    """
    known = [level for level in levels if level in ranks]
    return max(known, key=lambda level: (ranks[level], level), default="")


def level_of(
    zones: Sequence[Zone],
    ranks: Mapping[str, int],
    ground: Ground,
    *,
    lat: float,
    lon: float,
    place_id: str = "",
) -> tuple[str, tuple[str, ...]]:
    """Return the level that counts at a point (of a place, where that is known), and the ids of all zones there.

    >>> from fangxian.engines.ground import InPlaces, build_ground
    >>> from fangxian.engines.response.examples import A_TREE
    >>> zones = [Zone("z1", "medium", InPlaces(("d1",))), Zone("z2", "high", InPlaces(("s1",)))]
    >>> level_of(zones, {"medium": 1, "high": 2}, build_ground(A_TREE), lat=0.0, lon=0.0, place_id="s1")
    ('high', ('z1', 'z2'))
    """
    here = (np.array([lat]), np.array([lon]), np.array([ground.at.get(place_id, -1)]))
    around = [zone for zone in zones if zone.level in ranks and contains(zone.extent, ground, *here)[0]]
    return strictest([zone.level for zone in around], ranks), tuple(sorted(zone.id for zone in around))


def people_by_level(zones: Sequence[Zone], ranks: Mapping[str, int], ground: Ground) -> tuple[PeopleAt, ...]:
    """Return the people under each level of a ladder, the strictest first, each person once.

    The figures are rounded so that they add up to the people under any level at all.

    >>> from fangxian.engines.ground import InPlaces, build_ground
    >>> from fangxian.engines.response.examples import A_TREE
    >>> zones = [Zone("z1", "medium", InPlaces(("d1",))), Zone("z2", "high", InPlaces(("s1",)))]
    >>> [(row.level, row.people) for row in people_by_level(zones, {"medium": 1, "high": 2}, build_ground(A_TREE))]
    [('high', 500), ('medium', 700)]
    """
    found: list[PeopleAt] = []
    stricter: list[Extent] = []
    people, told = 0.0, 0
    for level in sorted(ranks, key=lambda one: (-ranks[one], one)):
        extents = [zone.extent for zone in sorted(zones, key=lambda one: one.id) if zone.level == level]
        if not extents:
            continue
        own: Extent = AnyOf(tuple(extents))
        covered = cover(Without(own, AnyOf(tuple(stricter))) if stricter else own, ground)
        people += covered.people
        count = round(people) - told
        told += count
        found.append(PeopleAt(level, count, round(covered.least), round(covered.most), covered.estimated))
        stricter += extents
    return tuple(found)


def relate(one: Extent, other: Extent, ground: Ground) -> Relation:
    """Return how one extent lies to another, judged by the people and places in both.

    >>> from fangxian.engines.ground import InPlaces, build_ground
    >>> from fangxian.engines.response.examples import A_TREE
    >>> relate(InPlaces(("s1",)), InPlaces(("d1",)), build_ground(A_TREE))
    'inside'
    """
    first, alone, rest = (
        _presence(extent, ground) for extent in (one, Without(one, other), Without(other, one))
    )
    if not ((first - alone) > LEAST_SHARE).any():
        return "apart"
    left, right = (alone > LEAST_SHARE).any(), (rest > LEAST_SHARE).any()
    if not left and not right:
        return "same"
    if not left:
        return "inside"
    return "overlaps" if right else "around"


def _presence(extent: Extent, ground: Ground) -> Floats:
    """How much of every place lies inside; a venue lies inside or not, whether or not people live there."""
    shares, _ = shares_of(extent, ground)
    shares[venues_in(extent, ground)] = 1.0
    return shares
