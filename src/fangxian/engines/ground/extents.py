"""The extent of an area: places of the tree, a drawn polygon, a ring around a point, and these put together."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from math import isfinite
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.engines.problems import Problem, Text

MOST_RADIUS_M = 200_000.0
MOST_CORNERS = 10_000
MOST_PARTS = 2_000
_DEEPEST = 8


@dataclass(frozen=True)
class InPlaces:
    """Everything in these places of the tree: a building, an estate, a community, a street, a venue."""

    place_ids: tuple[str, ...]


@dataclass(frozen=True)
class InPolygon:
    """Everything inside an outline drawn on the map: longitude and latitude, WGS84, straight between corners."""

    geometry: BaseGeometry


@dataclass(frozen=True)
class InRing:
    """Everything within `radius_m` metres of a point, measured on the globe."""

    lat: float
    lon: float
    radius_m: float


@dataclass(frozen=True)
class AnyOf:
    """What lies in at least one of the parts."""

    parts: tuple["Extent", ...]


@dataclass(frozen=True)
class Without:
    """What lies in `whole` and not in `taken_out`: the rest of a street around its sealed building."""

    whole: "Extent"
    taken_out: "Extent"


Extent = InPlaces | InPolygon | InRing | AnyOf | Without


class ExtentProblem(Problem):
    """What was given is no extent an area could have."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(
            "not-an-extent",
            Text(f"范围不可用: {zh}。", f"This extent cannot be used: {en}."),
            Text(
                "应为地区、多边形、圆形范围，或其并集、差集。",
                "Expected places, a polygon, a ring, or a union or difference of them.",
            ),
            Text("请改正后重试。", "Correct it and try again."),
        )


def read_extent(given: Any, _depth: int = 0) -> Extent:
    """Return the extent that a JSON object describes (`describe_extent` writes them).

    Raises:
        ExtentProblem: it is none, its coordinates lie outside the globe, or its outline crosses itself.

    >>> read_extent({"kind": "ring", "lat": 28.2, "lon": 112.9, "radius_m": 100})
    InRing(lat=28.2, lon=112.9, radius_m=100.0)
    """
    if not isinstance(given, Mapping) or _depth > _DEEPEST:
        raise ExtentProblem("不是范围对象", "it is not an object of a known kind")
    readers: dict[str, Callable[[Mapping[str, Any]], Extent]] = {
        "places": _read_places,
        "polygon": _read_polygon,
        "ring": _read_ring,
        "any_of": lambda one: AnyOf(_read_parts(one.get("parts"), _depth)),
        "without": lambda one: Without(
            read_extent(one.get("whole"), _depth + 1), read_extent(one.get("taken_out"), _depth + 1)
        ),
    }
    kind = given.get("kind")
    if not isinstance(kind, str) or kind not in readers:
        raise ExtentProblem(f"没有种类 {kind}", f"there is no kind {kind}")
    return readers[kind](given)


def describe_extent(extent: Extent) -> dict[str, Any]:
    """Return the extent as a JSON object.

    >>> describe_extent(Without(InPlaces(("s1",)), InRing(28.2, 112.9, 100.0)))["taken_out"]["radius_m"]
    100.0
    """
    match extent:
        case InPlaces(place_ids):
            return {"kind": "places", "place_ids": list(place_ids)}
        case InPolygon(geometry):
            return {"kind": "polygon", "geometry": json.loads(shapely.to_geojson(geometry))}
        case InRing(lat, lon, radius_m):
            return {"kind": "ring", "lat": lat, "lon": lon, "radius_m": radius_m}
        case AnyOf(parts):
            return {"kind": "any_of", "parts": [describe_extent(part) for part in parts]}
        case Without(whole, taken_out):
            return {
                "kind": "without",
                "whole": describe_extent(whole),
                "taken_out": describe_extent(taken_out),
            }


def places_named(extent: Extent) -> frozenset[str]:
    """Return every place an extent names, also what it takes out."""
    match extent:
        case InPlaces(place_ids):
            return frozenset(place_ids)
        case AnyOf(parts):
            return frozenset().union(*(places_named(part) for part in parts))
        case Without(whole, taken_out):
            return places_named(whole) | places_named(taken_out)
    return frozenset()


def _read_parts(given: Any, depth: int) -> tuple[Extent, ...]:
    if not isinstance(given, list) or not 0 < len(given) <= MOST_PARTS:
        raise ExtentProblem("并集没有部分", f"a union has 1 to {MOST_PARTS} parts")
    return tuple(read_extent(part, depth + 1) for part in given)


def _read_places(given: Mapping[str, Any]) -> Extent:
    place_ids = given.get("place_ids")
    if not isinstance(place_ids, list) or not place_ids or not all(isinstance(one, str) for one in place_ids):
        raise ExtentProblem("没有选择地点", "no place is named")
    return InPlaces(tuple(dict.fromkeys(place_ids)))


def _read_ring(given: Mapping[str, Any]) -> Extent:
    lat, lon, radius_m = (_number(given.get(name)) for name in ("lat", "lon", "radius_m"))
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ExtentProblem("坐标超出地球范围", "its centre lies outside the globe")
    if not 0 < radius_m <= MOST_RADIUS_M:
        raise ExtentProblem(
            f"半径应大于 0 且不超过 {MOST_RADIUS_M:,.0f} 米", f"a radius is up to {MOST_RADIUS_M:,.0f} m"
        )
    return InRing(lat, lon, radius_m)


def _number(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value):
        raise ExtentProblem("缺少数字", "a number is missing")
    return float(value)


def _read_polygon(given: Mapping[str, Any]) -> Extent:
    """From GeoJSON under `geometry`, or hexadecimal WKB under `wkb`."""
    try:
        wkb = given.get("wkb")
        geometry = shapely.from_wkb(wkb) if wkb else shapely.geometry.shape(given["geometry"])
    except (
        KeyError,
        TypeError,
        ValueError,
        AttributeError,
        IndexError,
        shapely.errors.ShapelyError,
    ) as error:
        raise ExtentProblem("多边形无法读取", "its outline cannot be read") from error
    _check_outline(geometry)
    return InPolygon(geometry)


def _check_outline(geometry: BaseGeometry | None) -> None:
    if geometry is None or geometry.geom_type not in ("Polygon", "MultiPolygon") or geometry.is_empty:
        raise ExtentProblem("不是多边形", "it is not a polygon")
    corners = shapely.get_coordinates(geometry)
    if len(corners) > MOST_CORNERS:
        raise ExtentProblem(f"顶点超过 {MOST_CORNERS:,}", f"it has more than {MOST_CORNERS:,} corners")
    if not (abs(corners[:, 0]) <= 180).all() or not (abs(corners[:, 1]) <= 90).all():
        raise ExtentProblem("坐标超出地球范围", "a corner lies outside the globe")
    if not geometry.is_valid or geometry.area == 0:
        raise ExtentProblem("边线自相交或没有面积", "its outline crosses itself or encloses nothing")
