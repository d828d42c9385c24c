"""The ground: every place in the order of the tree, with the people no place below it accounts for."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fangxian.engines import tables
from fangxian.engines.ground.points import Points, no_points, sort_points

Booleans = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Ground:
    """Places in preorder: what lies in place i are the places from i to `end[i]`.

    `own`: the people of a place that no place below it accounts for (NaN: nobody knows). `counts`: the places that
    have such people or nothing below them. `cells`: outlines of those, None where there is none. `households`:
    points with people, where the world has them, and `housed` how many people those of each place are.
    """

    place_ids: NDArray[np.object_]
    level: NDArray[np.object_]
    parent: NDArray[np.int64]
    end: NDArray[np.int64]
    own: Floats
    counts: Booleans
    lat: Floats
    lon: Floats
    cells: NDArray[np.object_]
    tree: shapely.STRtree
    with_cell: NDArray[np.int64]
    at: Mapping[str, int]
    households: Points
    housed: Floats

    @property
    def venues(self) -> Booleans:
        """Which of the places are venues, buildings and estates: leaves without an office."""
        return self.level == tables.VENUE

    def below(self, place_ids: tuple[str, ...]) -> Booleans:
        """Return which places lie in these; a place that is not on this ground lies nowhere."""
        inside = np.zeros(len(self.place_ids), dtype=bool)
        for place_id in place_ids:
            if (index := self.at.get(place_id)) is not None:
                inside[index : self.end[index]] = True
        return inside

    def around(self, indices: NDArray[np.int64]) -> str | None:
        """Return the lowest tree place that holds all of these places, None where nothing does."""
        if not len(indices):
            return None
        index, last = int(indices.min()), int(indices.max())
        while index >= 0 and (self.end[index] <= last or self.level[index] == tables.VENUE):
            index = int(self.parent[index])
        return None if index < 0 else str(self.place_ids[index])


def build_ground(
    places: pl.DataFrame,
    cells: Mapping[str, BaseGeometry] | None = None,
    households: pl.DataFrame | None = None,
) -> Ground:
    """Build the ground of a places table. `cells`: outlines by place; `households`: (place_id, lat, lon, people).

    >>> rows = [{"place_id": "c", "name": "c", "level": "community", "population": 100},
    ...         {"place_id": "b", "name": "b", "level": "venue", "parent_id": "c", "population": 30}]
    >>> build_ground(tables.PLACES.rows(rows)).own.tolist()
    [70.0, 30.0]
    """
    order, parent, end = _preorder(places)
    rows = places[order]
    population = rows["population"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    venue = (rows["level"] == tables.VENUE).to_numpy()
    own, whole = _own_people(population, parent, venue)
    counts = (whole & ~(venue & np.isnan(own))) | (own > 0)
    place_ids = rows["place_id"].to_numpy().astype(object)
    found = np.array(
        [(cells or {}).get(key) if one else None for key, one in zip(place_ids, counts, strict=True)]
    )
    with_cell = np.flatnonzero([cell is not None for cell in found])
    # Of people of a district whom no street has, its own point says nothing; a community stands where it stands, and
    # a building counted in it moves the others nowhere.
    standing = ~np.isin(np.arange(len(place_ids)), parent[~venue])
    at = {str(key): index for index, key in enumerate(place_ids)}
    homes = no_points() if households is None else sort_points(households, at)
    return Ground(
        place_ids=place_ids,
        level=rows["level"].to_numpy().astype(object),
        parent=parent,
        end=end,
        own=own,
        counts=counts,
        lat=_where(rows["lat"], standing),
        lon=_where(rows["lon"], standing),
        cells=found,
        tree=shapely.STRtree(found[with_cell]),
        with_cell=with_cell,
        at=at,
        households=homes,
        housed=np.bincount(homes.unit, weights=homes.people, minlength=len(place_ids)).astype(np.float64),
    )


def _where(degrees: pl.Series, standing: Booleans) -> Floats:
    return np.where(standing, degrees.cast(pl.Float64).fill_null(np.nan).to_numpy(), np.nan)


def _preorder(places: pl.DataFrame) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Return the rows in preorder and, by that order, each place's parent (-1: none) and end of what is in it."""
    keys, above = places["place_id"].to_list(), places["parent_id"].to_list()
    known = set(keys)
    children: dict[str | None, list[int]] = {}
    for row in sorted(range(len(keys)), key=keys.__getitem__, reverse=True):
        children.setdefault(above[row] if above[row] in known else None, []).append(row)
    order: list[int] = []
    parent, end = [-1] * len(keys), [0] * len(keys)
    stack = [(row, -1) for row in children.get(None, [])]
    while stack:
        row, under = stack.pop()
        index = len(order)
        order.append(row)
        parent[index] = under
        stack += [(child, index) for child in children.get(keys[row], [])]
    parent, end = parent[: len(order)], list(range(1, len(order) + 1))
    for index in range(len(order) - 1, -1, -1):
        if parent[index] >= 0:
            end[parent[index]] = max(end[parent[index]], end[index])
    return np.array(order, dtype=np.int64), np.array(parent, dtype=np.int64), np.array(end, dtype=np.int64)


def _own_people(population: Floats, parent: NDArray[np.int64], venue: Booleans) -> tuple[Floats, Booleans]:
    """Return what no place below accounts for, and which places have no parts: venues without residents are none."""
    below = np.zeros(len(parent))
    parted = np.zeros(len(parent), dtype=bool)
    own = population.copy()
    for index in range(len(parent) - 1, -1, -1):
        known = not np.isnan(population[index])
        if known:
            own[index] = max(population[index] - below[index], 0.0)
        elif parted[index]:
            own[index] = 0.0
        if parent[index] >= 0:
            below[parent[index]] += max(population[index], below[index]) if known else below[index]
            parted[parent[index]] |= known or parted[index] or not venue[index]
    return own, ~parted
