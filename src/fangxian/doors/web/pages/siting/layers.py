"""An answer as the map draws it: communities by their walk, sites, lines between them."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from fangxian.operations.siting.rows import WhatIf

Json = dict[str, Any]


def build_sites(tried: WhatIf) -> Json:
    """Return GeoJSON of communities, sites and lines, and the box they lie in. What has no position is left out."""
    places = tried.placement.instance.places.drop_nulls(["lat", "lon"])
    sites = tried.placement.sites.drop_nulls(["lat", "lon"])
    walks = tried.placement.assignments
    return {
        "communities": _collection(_communities(places, walks)),
        "sites": _collection(
            _point(row, {"site_id": row["site_id"], "people": row["people"], "open": row["open"]})
            for row in sites.iter_rows(named=True)
        ),
        "walks": _collection(_lines(places, sites, walks)),
        "bounds": _bounds(places),
    }


def _communities(places: pl.DataFrame, walks: pl.DataFrame) -> Iterable[Json]:
    """`walk` is the mean of a community; -1 where somebody there has no site."""
    served = walks.group_by("place_id").agg(
        served=pl.col("people").sum(), metres=(pl.col("people") * pl.col("walk_m")).sum()
    )
    every = places.join(served, on="place_id", how="left").with_columns(
        pl.col("served", "metres").fill_null(0)
    )
    for row in every.sort("place_id").iter_rows(named=True):
        whole = row["served"] == row["people"]
        walk = round(row["metres"] / row["served"]) if whole and row["served"] else -1
        yield _point(row, {"place_id": row["place_id"], "people": row["people"], "walk": walk})


def _lines(places: pl.DataFrame, sites: pl.DataFrame, walks: pl.DataFrame) -> Iterable[Json]:
    """Who has a site next door has no line."""
    ends = walks.join(places.select("place_id", "lat", "lon"), on="place_id").join(
        sites.select("site_id", site_lat="lat", site_lon="lon"), on="site_id"
    )
    for row in ends.filter(pl.col("walk_m") > 0).iter_rows(named=True):
        line = [[row["lon"], row["lat"]], [row["site_lon"], row["site_lat"]]]
        yield {
            "type": "Feature",
            "geometry": {"type": "LineString", "coordinates": line},
            "properties": {"people": row["people"]},
        }


def _point(row: Json, properties: Json) -> Json:
    geometry = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def _bounds(places: pl.DataFrame) -> list[float]:
    if places.is_empty():
        return []
    corners = places.select(
        west=pl.col("lon").min(),
        south=pl.col("lat").min(),
        east=pl.col("lon").max(),
        north=pl.col("lat").max(),
    )
    return list(corners.row(0))


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}
