"""Who can walk where: every pair of a place and a candidate within the longest walk."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy.spatial import cKDTree

from fangxian.engines.tables.distances import EARTH_RADIUS_M, metres_between

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

_SLACK = 1 + 1e-9


@dataclass(frozen=True, eq=False)
class Arcs:
    """One entry per pair, ordered by site, then place: row of the place, row of the candidate, metres to walk."""

    place: Ints
    site: Ints
    walk_m: Floats


def find_arcs(places: pl.DataFrame, candidates: pl.DataFrame, walk_m: float) -> Arcs:
    """Return every pair within `walk_m`, walks rounded to 0.1 m, as the crow flies.

    A place without a position reaches the candidates of its own alone, at no distance.
    """
    known = [
        np.flatnonzero(frame["lat"].is_not_null() & frame["lon"].is_not_null())
        for frame in (places, candidates)
    ]
    apart = _pairs(places[known[0]], candidates[known[1]], walk_m)
    at_home = _pairs_at_home(places, candidates)
    place = np.concatenate([known[0][apart.place], at_home.place])
    site = np.concatenate([known[1][apart.site], at_home.site])
    walk = np.concatenate([apart.walk_m, at_home.walk_m])
    order = np.lexsort((place, site))
    return Arcs(place[order], site[order], walk[order])


def _pairs(places: pl.DataFrame, candidates: pl.DataFrame, walk_m: float) -> Arcs:
    if places.is_empty() or candidates.is_empty():
        return Arcs(np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0))
    chord = 2 * np.sin(min(walk_m / (2 * EARTH_RADIUS_M), np.pi / 2))
    found = cKDTree(_on_sphere(places)).query_ball_point(_on_sphere(candidates), chord * _SLACK)
    site = np.repeat(np.arange(candidates.height), [len(near) for near in found])
    place = np.array([at for near in found for at in near], dtype=np.int64)
    lat, lon = places["lat"].to_numpy()[place], places["lon"].to_numpy()[place]
    walk = metres_between(lat, lon, candidates["lat"].to_numpy()[site], candidates["lon"].to_numpy()[site])
    near_enough = walk <= walk_m
    return Arcs(place[near_enough], site[near_enough], walk[near_enough].round(1))


def _pairs_at_home(places: pl.DataFrame, candidates: pl.DataFrame) -> Arcs:
    """Return the pairs of which nobody knows how far apart they are but that they are the same place."""
    here = places.with_row_index("place").select("place", "place_id", "lat", "lon")
    there = candidates.with_row_index("site").select("site", "place_id", site_lat="lat", site_lon="lon")
    same = here.join(there, on="place_id").filter(
        pl.any_horizontal(pl.col("lat", "lon", "site_lat", "site_lon").is_null())
    )
    place, site = same["place"].to_numpy().astype(np.int64), same["site"].to_numpy().astype(np.int64)
    return Arcs(place, site, np.zeros(same.height))


def _on_sphere(frame: pl.DataFrame) -> Floats:
    lat, lon = np.radians(frame["lat"].to_numpy()), np.radians(frame["lon"].to_numpy())
    return np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
