"""What an extent covers: places whole or in part, venues, and how many people, said to be estimated where it is."""

from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray

from fangxian.engines.ground.extents import AnyOf, Extent, InPlaces, InPolygon, InRing, Without
from fangxian.engines.ground.outlines import drawn_outline, equal_area, piece_of
from fangxian.engines.ground.units import Booleans, Floats, Ground
from fangxian.engines.tables.distances import metres_between

NONE, WHOLE, CUT = 0, 1, 2
LEAST_SHARE = 1e-9
HALF = 0.5
PARTS = {
    "place_id": pl.String(),
    "share": pl.Float64(),
    "basis": pl.String(),
    "people": pl.Float64(),
}
"""`basis` of a share: whole (the place lies inside), area (of its cell), points (of its households), centre."""


@dataclass(frozen=True)
class Cover:
    """What an extent covers. `people` is an estimate where a place is cut; it lies between `least` and `most`.

    `parts`: one row per place with people of its own. `venues`: those inside. `unknown`: places inside whose number
    of people nobody knows. `anchor`: the lowest place around it all, None where it touches nothing.
    """

    parts: pl.DataFrame
    venues: tuple[str, ...]
    people: float
    least: float
    most: float
    unknown: int
    anchor: str | None

    @property
    def estimated(self) -> bool:
        """Whether the number of people rests on anything but whole places."""
        return bool((self.parts["basis"] != "whole").any())


def cover(extent: Extent, ground: Ground) -> Cover:
    """Return what an extent covers.

    Where a place is cut, the share of its people inside is that of its households' points if the ground has them,
    else that of the area of its cell; a place with neither counts as inside when its own point is.

    >>> place = {"place_id": "c", "name": "c", "level": "community", "population": 100}
    >>> from fangxian.engines import tables
    >>> from fangxian.engines.ground import build_ground
    >>> ground = build_ground(tables.PLACES.rows([place]), {"c": shapely.box(0, -1, 2, 1)})
    >>> found = cover(InRing(0.0, 0.0, 1_000.0), ground)
    >>> found.estimated, found.anchor
    (True, 'c')
    """
    shares, basis = shares_of(extent, ground)
    inside = np.flatnonzero(shares > LEAST_SHARE)
    share, known = shares[inside], np.nan_to_num(ground.own[inside])
    people = share * known
    # At a whole place there is nothing to doubt; a cut one may hold all of its people inside, or none.
    sure = basis[inside] == "whole"
    points = basis[inside] == "points"
    parts = pl.DataFrame(
        {
            "place_id": ground.place_ids[inside].astype(str),
            "share": share,
            "basis": basis[inside].astype(str),
            "people": people,
        },
        schema=PARTS,
    )
    venues = venues_in(extent, ground)
    # A venue whose place is known only widely would widen the area: unless it is named, its point counts for it.
    named = venues[_by_tree(extent, ground)[venues]]
    touched = np.union1d(inside, named) if len(inside) else venues
    return Cover(
        parts=parts,
        venues=tuple(str(key) for key in ground.place_ids[venues]),
        people=float(people.sum()),
        least=float(people[sure | points].sum()),
        most=float(people[sure | points].sum() + known[~(sure | points)].sum()),
        unknown=int(np.isnan(ground.own[inside]).sum()),
        anchor=ground.around(touched) or _place_around(extent, ground),
    )


def shares_of(extent: Extent, ground: Ground) -> tuple[Floats, NDArray[np.object_]]:
    """Return for every place the share of its own people inside (0 where it has none), and what the share rests on."""
    states = _states(extent, ground) * ground.counts
    shares = (states == WHOLE).astype(float)
    basis = np.where(states == WHOLE, "whole", "").astype(object)
    drawn = _has_drawing(extent)
    for unit in np.flatnonzero(states == CUT):
        cell = ground.cells[unit]
        shares[unit] = min(equal_area(piece_of(extent, ground, int(unit))) / equal_area(cell), 1.0)
        basis[unit] = "area" if shares[unit] < 1 - LEAST_SHARE else "whole"
    if drawn:
        bare = (
            np.array([cell is None for cell in ground.cells]) & (states == WHOLE) & ~_by_tree(extent, ground)
        )
        basis[bare] = "centre"
        _count_households(extent, ground, shares, basis)
    return shares, basis


def covered_places(extent: Extent, ground: Ground) -> tuple[str, ...]:
    """Return the widest places at least half of whose every part lies inside: where its level counts for rules.

    A place of which less is inside is left out, so that a ring never turns a whole community into an area.

    >>> from fangxian.engines.ground import InPlaces, build_ground
    >>> from fangxian.engines.response.examples import A_TREE
    >>> covered_places(InPlaces(("s1", "s2")), build_ground(A_TREE))
    ('d1',)
    """
    shares, _ = shares_of(extent, ground)
    missing = np.concatenate([[0], np.cumsum(ground.counts & (shares < HALF))])
    counted = np.concatenate([[0], np.cumsum(ground.counts)])
    start, end = np.arange(len(ground.end)), ground.end
    full = (missing[end] == missing[start]) & (counted[end] > counted[start])
    above = np.where(ground.parent >= 0, full[ground.parent], False)
    return tuple(str(key) for key in ground.place_ids[full & ~above])


def contains(extent: Extent, ground: Ground, lat: Floats, lon: Floats, unit: NDArray[np.int64]) -> Booleans:
    """Return for points, each of a place (index on the ground, -1: of none), whether they lie in an extent."""
    match extent:
        case InPlaces(place_ids):
            below = np.append(ground.below(place_ids), False)
            return below[unit]
        case InPolygon(geometry):
            return np.asarray(shapely.contains_xy(geometry, lon, lat), dtype=bool)
        case InRing(centre_lat, centre_lon, radius_m):
            return np.asarray(metres_between(centre_lat, centre_lon, lat, lon) <= radius_m)
        case AnyOf(parts):
            return np.logical_or.reduce([contains(part, ground, lat, lon, unit) for part in parts])
        case Without(whole, taken_out):
            return contains(whole, ground, lat, lon, unit) & ~contains(taken_out, ground, lat, lon, unit)


def venues_in(extent: Extent, ground: Ground) -> NDArray[np.int64]:
    """Return the indices of the venues (buildings and estates among them) that lie inside."""
    venues = np.flatnonzero(ground.venues)
    return venues[contains(extent, ground, ground.lat[venues], ground.lon[venues], venues)]


def _states(extent: Extent, ground: Ground) -> NDArray[np.int64]:
    """Return for every place whether it lies inside as a whole, is cut, or lies outside."""
    match extent:
        case InPlaces(place_ids):
            return ground.below(place_ids).astype(np.int64) * WHOLE
        case AnyOf(parts):
            found = np.array([_states(part, ground) for part in parts])
            return np.where((found == WHOLE).any(axis=0), WHOLE, found.max(axis=0))
        case Without(whole, taken_out):
            inside, out = _states(whole, ground), _states(taken_out, ground)
            clear = (inside == WHOLE) & (out == NONE)
            return np.where((inside == NONE) | (out == WHOLE), NONE, np.where(clear, WHOLE, CUT))
    return _drawn_states(extent, ground)


def _drawn_states(extent: InPolygon | InRing, ground: Ground) -> NDArray[np.int64]:
    states = np.full(len(ground.place_ids), NONE)
    outline = drawn_outline(extent)
    shapely.prepare(outline)
    states[ground.with_cell[ground.tree.query(outline, predicate="intersects")]] = CUT
    states[ground.with_cell[ground.tree.query(outline, predicate="covers")]] = WHOLE
    bare = np.setdiff1d(np.flatnonzero(ground.counts), ground.with_cell)
    inside = contains(extent, ground, ground.lat[bare], ground.lon[bare], bare)
    states[bare[inside]] = WHOLE
    return states


def _has_drawing(extent: Extent) -> bool:
    match extent:
        case AnyOf(parts):
            return any(_has_drawing(part) for part in parts)
        case Without(whole, taken_out):
            return _has_drawing(whole) or _has_drawing(taken_out)
    return not isinstance(extent, InPlaces)


def _by_tree(extent: Extent, ground: Ground) -> Booleans:
    """Return which places are inside because the extent names them or what they lie in."""
    match extent:
        case InPlaces(place_ids):
            return ground.below(place_ids)
        case AnyOf(parts):
            return np.logical_or.reduce([_by_tree(part, ground) for part in parts])
        case Without(whole, _):
            return _by_tree(whole, ground)
    return np.zeros(len(ground.place_ids), dtype=bool)


def _count_households(extent: Extent, ground: Ground, shares: Floats, basis: NDArray[np.object_]) -> None:
    """Where households have points, they say what share lies inside."""
    homes = ground.households
    if not len(homes.lat):
        return
    inside = np.flatnonzero(_homes_in(extent, ground))
    unit, people = homes.unit[inside], homes.people[inside]
    within = np.bincount(unit, weights=people, minlength=len(ground.place_ids))
    known = ground.housed > 0
    shares[known] = within[known] / ground.housed[known]
    cut = known & (shares > 0) & (shares < 1)
    basis[known] = np.where(shares[known] >= 1, "whole", "")
    basis[cut] = "points"


def _homes_in(extent: Extent, ground: Ground) -> Booleans:
    homes = ground.households
    match extent:
        case InPlaces(place_ids):
            return ground.below(place_ids)[homes.unit]
        case InPolygon(geometry):
            return homes.in_outline(geometry)
        case InRing(lat, lon, radius_m):
            return homes.in_ring(lat, lon, radius_m)
        case AnyOf(parts):
            return np.logical_or.reduce([_homes_in(part, ground) for part in parts])
        case Without(whole, taken_out):
            return _homes_in(whole, ground) & ~_homes_in(taken_out, ground)


def _place_around(extent: Extent, ground: Ground) -> str | None:
    """Nothing with people is touched: the lowest place whose cell holds the drawing's middle."""
    if isinstance(extent, InPlaces | AnyOf | Without) or not len(ground.with_cell):
        return None
    middle = drawn_outline(extent).representative_point()
    around = ground.with_cell[ground.tree.query(middle, predicate="within")]
    return str(ground.place_ids[around.max()]) if len(around) else None
