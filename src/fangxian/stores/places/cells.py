"""Positions below the districts: seeded points, since no open boundaries exist there. All synthetic."""

import zlib
from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.stores.places.outlines import Outline

Points = npt.NDArray[np.float64]

ROUNDS = 24
"""Tries for a random point before it settles beside its own seed."""

TOWN_DEGREES = 0.04
"""How far the urban streets of a district scatter around its seat (standard deviation)."""


def with_points(tree: pl.DataFrame, outlines: Mapping[str, Outline]) -> pl.DataFrame:
    """Fill lat and lon of every place below one that has an outline, inside that outline.

    The points depend on the codes and the outline only: the same pack gives the same points.
    """
    children = {
        parent: frame
        for (parent,), frame in tree.filter(pl.col("lat").is_null()).group_by(
            "parent_id", maintain_order=True
        )
    }
    seats = {place: (lon, lat) for place, lat, lon in tree.select("place_id", "lat", "lon").iter_rows()}
    found: dict[str, tuple[float, float]] = {}
    for place, outline in outlines.items():
        if place in children:
            _fill_district(place, seats[place], outline.shape, children, found)
    made = pl.DataFrame(
        {"place_id": list(found), "made": [list(point) for point in found.values()]},
        schema={"place_id": pl.String, "made": pl.Array(pl.Float64, 2)},
    )
    joined = tree.join(made, on="place_id", how="left", maintain_order="left")
    return joined.with_columns(
        lat=pl.coalesce("lat", pl.col("made").arr.get(1)), lon=pl.coalesce("lon", pl.col("made").arr.get(0))
    ).select(tree.columns)


def _fill_district(
    district: str,
    seat: tuple[float, float],
    outline: BaseGeometry,
    children: Mapping[str, pl.DataFrame],
    found: dict[str, tuple[float, float]],
) -> None:
    rng = np.random.default_rng(zlib.crc32(district.encode()))
    shapely.prepare(outline)
    streets = children[district]
    urban = streets["name"].str.ends_with("街道").to_numpy()
    seeds = scatter_streets(np.array(seat), urban, outline, rng)
    below = [children.get(street, streets.clear())["place_id"].to_list() for street in streets["place_id"]]
    owners = np.repeat(np.arange(len(below)), [len(names) for names in below])
    points = scatter_around(seeds, owners, outline, rng)
    found.update(zip(streets["place_id"], map(_rounded, seeds), strict=True))
    found.update(zip((name for names in below for name in names), map(_rounded, points), strict=True))


def _rounded(point: Points) -> tuple[float, float]:
    """About ten metres, more than a made-up point can mean."""
    return round(float(point[0]), 5), round(float(point[1]), 5)


def scatter_streets(
    seat: Points, urban: npt.NDArray[np.bool_], outline: BaseGeometry, rng: np.random.Generator
) -> Points:
    """Return a point inside `outline` per street: urban ones around the seat, the others anywhere."""
    west, south, east, north = outline.bounds
    inside = _inside_point(seat, outline)
    points = np.repeat(inside[None, :], len(urban), axis=0)
    waiting = np.arange(len(urban))
    for _ in range(ROUNDS):
        near = rng.normal(seat, TOWN_DEGREES, (len(waiting), 2))
        anywhere = rng.uniform((west, south), (east, north), (len(waiting), 2))
        tries = np.where(urban[waiting, None], near, anywhere)
        fits = shapely.contains_xy(outline, tries[:, 0], tries[:, 1])
        points[waiting[fits]] = tries[fits]
        waiting = waiting[~fits]
    return points


def scatter_around(
    seeds: Points, owners: npt.NDArray[np.int64], outline: BaseGeometry, rng: np.random.Generator
) -> Points:
    """Return a point per entry of `owners`, nearer to its own seed than to any other and inside `outline`."""
    points = seeds[owners]
    waiting = np.arange(len(owners))
    spread = np.full(len(owners), _spacing(seeds) / 2)
    for _ in range(ROUNDS):
        tries = seeds[owners[waiting]] + rng.normal(0.0, 1.0, (len(waiting), 2)) * spread[waiting, None]
        nearest = ((tries[:, None, :] - seeds[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
        fits = (nearest == owners[waiting]) & shapely.contains_xy(outline, tries[:, 0], tries[:, 1])
        points[waiting[fits]] = tries[fits]
        waiting = waiting[~fits]
        spread[waiting] *= 0.7
    return points


def _inside_point(seat: Points, outline: BaseGeometry) -> Points:
    if shapely.contains_xy(outline, seat[0], seat[1]):
        return seat
    return shapely.get_coordinates(outline.representative_point())[0]


def _spacing(seeds: Points) -> float:
    """The typical distance between neighbouring seeds."""
    if len(seeds) < 2:
        return TOWN_DEGREES
    gaps = np.sqrt(((seeds[:, None, :] - seeds[None, :, :]) ** 2).sum(axis=2))
    np.fill_diagonal(gaps, np.inf)
    return float(np.median(gaps.min(axis=1)))
