"""The user's own boundaries, GeoJSON or Shapefile, matched to places by code or by name."""

import json
import struct
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import shapefile
import shapely
from shapely.geometry.base import BaseGeometry

from fangxian.engines.problems import Problem, Text

CODE_FIELDS = ("place_id", "code", "adcode", "id", "geoid", "gb")
NAME_FIELDS = ("name", "name_zh", "name_en", "namelsad", "名称")


@dataclass(frozen=True)
class Boundaries:
    """`shapes`: place id -> geometry in WGS84. What could not be matched, and why, is listed."""

    shapes: Mapping[str, BaseGeometry]
    unmatched: tuple[tuple[str, Text], ...]
    without: tuple[str, ...]
    """Places of the levels matched that got no shape."""


def read_boundaries(path: Path, tree: pl.DataFrame) -> Boundaries:
    """Read .geojson, .json, .shp or a zipped Shapefile and match its areas to `tree` (tables.PLACES).

    A code field decides; else a name, if only one place of the tree bears it. Nothing is guessed.

    Raises:
        Problem: the file is neither, or holds no area in degrees.
    """
    codes = set(tree["place_id"])
    names = _names_of(tree)
    shapes: dict[str, BaseGeometry] = {}
    unmatched: list[tuple[str, Text]] = []
    for number, (fields, geometry) in enumerate(_areas(path), 1):
        place, reason = _match(fields, codes, names)
        if place is not None and place not in shapes:
            shapes[place] = shapely.make_valid(geometry)
            continue
        unmatched.append((_title(fields, number), reason or _TWICE))
    _require_degrees(path, shapes)
    levels = tree.filter(pl.col("place_id").is_in(list(shapes)))["level"].unique()
    missing = tree.filter(pl.col("level").is_in(levels.implode()) & ~pl.col("place_id").is_in(list(shapes)))
    return Boundaries(shapes, tuple(unmatched), tuple(missing["place_id"]))


_TWICE = Text("该地区已有一个边界", "the place has a boundary already")
_UNKNOWN = Text("代码与名称均未找到", "neither its code nor its name is known")
_AMBIGUOUS = Text("名称对应多个地区", "several places bear its name")


_FAULTS = (
    OSError,
    ValueError,
    KeyError,
    struct.error,
    zipfile.BadZipFile,
    shapefile.ShapefileException,
    shapely.errors.ShapelyError,
)
"""What reading a broken file may raise."""


def _names_of(tree: pl.DataFrame) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for place, *titles in tree.select("place_id", "name", "name_en").iter_rows():
        for title in {title.strip().lower() for title in titles if title}:
            found.setdefault(title, []).append(place)
    return found


def _match(
    fields: Mapping[str, Any], codes: set[str], names: Mapping[str, list[str]]
) -> tuple[str | None, Text | None]:
    lowered = {key.lower(): str(value).strip() for key, value in fields.items() if value not in (None, "")}
    for field in CODE_FIELDS:
        if lowered.get(field) in codes:
            return lowered[field], None
    for field in NAME_FIELDS:
        found = names.get(lowered.get(field, "").lower(), [])
        if len(found) == 1:
            return found[0], None
        if found:
            return None, _AMBIGUOUS
    return None, _UNKNOWN


def _title(fields: Mapping[str, Any], number: int) -> str:
    named = next((str(value) for value in fields.values() if value not in (None, "")), "")
    return f"#{number} {named}".strip()


def _areas(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry]]:
    try:
        yield from _from_shapefile(path) if path.suffix.lower() in (".shp", ".zip") else _from_geojson(path)
    except _FAULTS as error:
        raise _unreadable(path, str(error)) from error


def _from_geojson(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry]]:
    for feature in json.loads(path.read_text("utf-8-sig"))["features"]:
        if feature.get("geometry"):
            fields = {"id": feature.get("id")} | (feature.get("properties") or {})
            yield fields, shapely.geometry.shape(feature["geometry"])


def _from_shapefile(path: Path) -> Iterator[tuple[Mapping[str, Any], BaseGeometry]]:
    encoding = path.with_suffix(".cpg")
    named = encoding.read_text("ascii").strip() if encoding.exists() else "utf-8"
    with shapefile.Reader(str(path), encoding=named, encodingErrors="replace") as reader:
        for record in reader.iterShapeRecords():
            yield record.record.as_dict(), shapely.geometry.shape(record.shape.__geo_interface__)


def _require_degrees(path: Path, shapes: Mapping[str, BaseGeometry]) -> None:
    for geometry in shapes.values():
        west, south, east, north = geometry.bounds
        if west < -180 or east > 180 or south < -90 or north > 90:
            raise _unreadable(path, "coordinates are not in degrees")
    if not shapes:
        raise _unreadable(path, "no area matches a place")


def _unreadable(path: Path, why: str) -> Problem:
    return Problem(
        "cannot-read-boundaries",
        Text(
            f"无法读取边界文件 {path.name}: {why}。", f"The boundaries in {path.name} cannot be read: {why}."
        ),
        Text(
            "应为 WGS84 经纬度的 GeoJSON、.shp 或压缩的 Shapefile，含代码或名称字段。",
            "Expected GeoJSON, .shp or a zipped Shapefile in WGS84 degrees with a code or a name field.",
        ),
        Text(
            "请转换为 EPSG:4326 并检查字段后重试。", "Convert it to EPSG:4326, check the fields, try again."
        ),
    )
