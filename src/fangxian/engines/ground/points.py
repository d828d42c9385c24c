"""Points with people, kept in order of latitude so that a question touches only a strip of them."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import polars as pl
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from fangxian.engines.tables.distances import EARTH_RADIUS_M, metres_between

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Points:
    """Points in order of latitude: where, of which place (its index on the ground), how many people."""

    lat: Floats
    lon: Floats
    unit: NDArray[np.int64]
    people: Floats

    def in_outline(self, outline: BaseGeometry) -> NDArray[np.bool_]:
        """Return which points lie inside an outline in degrees."""
        west, south, east, north = outline.bounds
        found, strip = np.zeros(len(self.lat), dtype=bool), self._strip(south, north)
        near = np.flatnonzero((self.lon[strip] >= west) & (self.lon[strip] <= east)) + strip.start
        shapely.prepare(outline)
        found[near] = shapely.contains_xy(outline, self.lon[near], self.lat[near])
        return found

    def in_ring(self, lat: float, lon: float, radius_m: float) -> NDArray[np.bool_]:
        """Return which points lie within `radius_m` metres of a point."""
        high = float(np.degrees(radius_m / EARTH_RADIUS_M)) * (1 + 1e-9)
        found, strip = np.zeros(len(self.lat), dtype=bool), self._strip(lat - high, lat + high)
        far = metres_between(lat, lon, self.lat[strip], self.lon[strip])
        found[strip] = far <= radius_m
        return found

    def _strip(self, south: float, north: float) -> slice:
        first, last = np.searchsorted(self.lat, south, "left"), np.searchsorted(self.lat, north, "right")
        return slice(int(first), int(last))


def sort_points(rows: pl.DataFrame, at: Mapping[str, int]) -> Points:
    """Return the points of (place_id, lat, lon, people); those without a position or a known place are left out."""
    known = rows.drop_nulls(["place_id", "lat", "lon"]).filter(pl.col("place_id").is_in(list(at)))
    known = known.sort("lat")
    none = pl.Series(dtype=pl.Int64())
    unit = known["place_id"].replace_strict(dict(at), return_dtype=pl.Int64()) if known.height else none
    return Points(
        known["lat"].cast(pl.Float64).to_numpy(),
        known["lon"].cast(pl.Float64).to_numpy(),
        np.asarray(unit, dtype=np.int64),
        known["people"].cast(pl.Float64).fill_null(0.0).to_numpy(),
    )


def no_points() -> Points:
    """Return no points at all."""
    return Points(np.empty(0), np.empty(0), np.empty(0, dtype=np.int64), np.empty(0))
