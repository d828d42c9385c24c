"""Shapes for a map: small GeoJSON of the places under one place, each saying whether it is synthetic."""

from typing import Any

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.stores.places.outlines import Outline, only_polygons, voronoi_cells
from fangxian.stores.places.pack import PlacePack

PARTS_OF_EXTENT = 600
"""A simplified line may stray by one such part of the drawing's width: under two pixels on a wide screen."""

DIGITS, SMALL_DEGREES = 4, 0.05
"""Decimals of a coordinate, some ten metres; a drawing narrower than this many degrees has two more."""


def shapes(pack: PlacePack, parent: str, level: str | None = None) -> dict[str, Any]:
    """Return a GeoJSON FeatureCollection of the children of `parent` (or of all `level` places under it).

    Each feature has the place id as `id` and the properties place_id, name, name_en, level, synthetic.
    Above the level that has outlines, shapes are unions; below it they are cells around seeded points.
    """
    children = pack.tree.filter(pl.col("parent_id") == parent)
    rows = pack.under(parent, level) if level else children
    drawn = {place: shape_of(pack, place) for place in rows["place_id"]} if level else _children(pack, parent)
    width = _width([outline.shape for outline in drawn.values()])
    features = [_feature(row, drawn[row["place_id"]], width) for row in rows.iter_rows(named=True)]
    return {"type": "FeatureCollection", "features": features}


def shape_of(pack: PlacePack, place_id: str) -> Outline:
    """Return the shape of one place: its own outline, the union of those below it, or its cell."""
    if place_id in pack.outlines:
        return pack.outlines[place_id]
    inside = [place for place in pack.under(place_id)["place_id"] if place in pack.outlines]
    if inside:
        parts = [pack.outlines[place] for place in inside]
        joined = shapely.union_all(np.array([part.shape for part in parts]), grid_size=1e-5)
        return Outline(joined, all(part.synthetic for part in parts))
    parent = pack.tree.filter(pl.col("place_id") == place_id)["parent_id"][0]
    return _children(pack, parent)[place_id]


def _children(pack: PlacePack, parent: str) -> dict[str, Outline]:
    rows = pack.tree.filter(pl.col("parent_id") == parent)
    if rows.is_empty():
        return {}
    first = rows["place_id"][0]
    if first in pack.outlines or any(place in pack.outlines for place in pack.under(first)["place_id"]):
        return {place: shape_of(pack, place) for place in rows["place_id"]}
    points = shapely.points(rows.select("lon", "lat").to_numpy())
    cells = voronoi_cells(points, shape_of(pack, parent).shape)
    return {place: Outline(cell, True) for place, cell in zip(rows["place_id"], cells, strict=True)}


def _width(parts: list[BaseGeometry]) -> float:
    if not parts:
        return 0.0
    west, south, east, north = shapely.total_bounds(np.array(parts))
    return float(max(east - west, north - south))


def _feature(row: dict[str, Any], outline: Outline, width: float) -> dict[str, Any]:
    slim = shapely.simplify(outline.shape, width / PARTS_OF_EXTENT)
    digits = DIGITS if width > SMALL_DEGREES else DIGITS + 2
    rough = shapely.set_precision(slim if not slim.is_empty else outline.shape, 10.0 ** -(digits + 1))
    properties = {key: row[key] for key in ("place_id", "name", "name_en", "level")}
    return {
        "type": "Feature",
        "id": row["place_id"],
        "properties": properties | {"synthetic": outline.synthetic},
        "geometry": _rounded(shapely.geometry.mapping(only_polygons(rough)), digits),
    }


def _rounded(geometry: dict[str, Any], digits: int) -> dict[str, Any]:
    def walk(part: Any) -> Any:
        return round(part, digits) if isinstance(part, float) else [walk(inner) for inner in part]

    return {"type": geometry["type"], "coordinates": walk(geometry["coordinates"])}
