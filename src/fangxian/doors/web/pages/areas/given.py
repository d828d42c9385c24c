"""Reads what was drawn from the form: places by name, corners line by line, or a point and a radius."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from fangxian.engines.problems import Problem, Text
from fangxian.operations.drawing import Drawn
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.queries import find_place
from fangxian.operations.places.reach import Reach

CANDIDATES_NAMED = 3


def read_extent_given(form: QueryDict, reach: Reach) -> dict[str, Any]:
    """Return the extent a form holds, as JSON with its name. Raises `area-unclear` and names the line."""
    readers = {"places": _places, "polygon": _polygon, "ring": _ring}
    kind = form.get("form", "")
    if kind not in readers:
        raise _unclear(Text("没有选择画法", "no way of drawing is chosen"))
    return readers[kind](form, reach) | _name(form)


def read_drawn(form: QueryDict, reach: Reach) -> Drawn:
    """Return the whole drawing. Raises as `read_extent_given`."""
    starts_at = form.get("starts_at", "").strip()
    name = _name(form).get("name")
    return Drawn(
        extent=read_extent_given(form, reach),
        level=form.get("level", ""),
        evidence=tuple(form.getlist("case")),
        reason=form.get("reason", ""),
        name=Text(name["zh"], name["en"]) if name else None,
        starts_at=_moment(starts_at) if starts_at else None,
    )


def _name(form: QueryDict) -> dict[str, Any]:
    name = form.get("name", "").strip()
    return {"name": {"zh": name, "en": name}} if name else {}


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).replace(tzinfo=timezone.get_current_timezone())
    except ValueError as error:
        raise _unclear(Text(f"“{text}”不是时间", f"“{text}” is not a moment")) from error


def _places(form: QueryDict, reach: Reach) -> dict[str, Any]:
    lines = [line.strip() for line in form.get("places", "").splitlines() if line.strip()]
    return {"kind": "places", "place_ids": [_place(line, reach) for line in lines]}


def _place(line: str, reach: Reach) -> str:
    """A number, or a name that is certain: a bare name is asked back, never guessed."""
    number = line.split(maxsplit=1)[0]
    if find_place(number) is not None:
        return number
    found = find_places(line)
    inside = reach.keep([one.place_id for one in found])
    within = [one for one in found if one.place_id in inside]
    if within and (within[0].certain or len(within) == 1):
        return within[0].place_id
    paths = "; ".join(f"{one.place_id} {one.path}" for one in within[:CANDIDATES_NAMED]) or "–"
    raise _unclear(
        Text(f"“{line}”不确定是哪里，可能是: {paths}", f"“{line}” could be several places or none: {paths}")
    )


def _polygon(form: QueryDict, _reach: Reach) -> dict[str, Any]:
    lines = [line.strip() for line in form.get("corners", "").splitlines() if line.strip()]
    corners = [_corner(line) for line in lines]
    if len(corners) < 3:
        raise _unclear(Text("多边形至少三个点", "a polygon has at least three corners"))
    closed = corners if corners[0] == corners[-1] else [*corners, corners[0]]
    return {"kind": "polygon", "geometry": {"type": "Polygon", "coordinates": [closed]}}


def _corner(line: str) -> list[float]:
    """A line holds latitude and longitude, as maps and phones tell them."""
    parts = line.replace("，", ",").replace(",", " ").split()
    try:
        lat, lon = (float(part) for part in parts)
    except ValueError as error:
        raise _unclear(Text(f"“{line}”不是“纬度, 经度”", f"“{line}” is not “latitude, longitude”")) from error
    return [lon, lat]


def _ring(form: QueryDict, _reach: Reach) -> dict[str, Any]:
    try:
        numbers = {name: float(form.get(name, "")) for name in ("lat", "lon", "radius_m")}
    except ValueError as error:
        raise _unclear(
            Text("圆形范围缺少纬度、经度或半径", "a ring needs latitude, longitude and radius")
        ) from error
    return {"kind": "ring", **numbers}


def _unclear(fault: Text) -> Problem:
    return Problem(
        "area-unclear",
        Text(f"范围不清楚: {fault.zh}。", f"The area is unclear: {fault.en}."),
        Text(
            "应为地点编号或完整名称、至少三个“纬度, 经度”，或圆心和半径。",
            "Expected numbers or full names of places, at least three “latitude, longitude”, or a point and a radius.",
        ),
        Text("请改正后重试，已填内容仍在。", "Correct it and try again; nothing you typed is lost."),
    )
