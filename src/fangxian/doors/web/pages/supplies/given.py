"""Reads the forms of supplies."""

from datetime import date, datetime
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.given import read_moment, read_number, read_optional_number, read_text, unclear
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.supplies.deliveries import Fleet
from fangxian.operations.supplies.rows import HandedGiven, HouseholdGiven, LotGiven, RequestGiven

NAMED = {
    "lat": Text("纬度", "the latitude"),
    "lon": Text("经度", "the longitude"),
    "household": Text("住户编号", "the number of the household"),
    "item": Text("物资", "the item"),
    "quantity": Text("数量", "the amount"),
    "amount": Text("金额", "the yuan"),
    "depot": Text("仓库", "the depot"),
    "vehicles": Text("车辆", "the vehicles"),
    "hours": Text("时长", "the hours"),
    "starts_at": Text("出发时间", "the start"),
    "day": Text("日期", "the day"),
}
_BANDS = ("infants", "children", "adults", "elders")


def read_degrees(form: QueryDict, name: str, *, optional: bool = False) -> float | None:
    """Return degrees on the globe. Raises `form-unclear` and names the field, as all of these."""
    text = form.get(name, "").strip()
    if optional and not text:
        return None
    try:
        return float(text)
    except ValueError as error:
        raise unclear(NAMED[name]) from error


def read_day(form: QueryDict, name: str) -> date | None:
    """Return a day, or None where the field is empty."""
    text = form.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise unclear(NAMED["day"]) from error


def read_household(form: QueryDict, place_id: str) -> HouseholdGiven:
    """Return a household as it was counted."""
    return HouseholdGiven(
        read_text(form, "household", NAMED["household"]),
        place_id,
        gate_id=form.get("gate", "").strip(),
        lat=read_degrees(form, "lat", optional=True),
        lon=read_degrees(form, "lon", optional=True),
        **{band: read_optional_number(form, band, NAMED["quantity"]) or 0 for band in _BANDS},
    )


def read_request(form: QueryDict) -> RequestGiven:
    """Return what a household asks for."""
    return RequestGiven(
        read_mark(form.get("mark", "")) or new_id(),
        read_text(form, "household", NAMED["household"]),
        read_text(form, "item", NAMED["item"]),
        read_number(form, "quantity", NAMED["quantity"]),
        urgent=bool(form.get("urgent")),
    )


def read_lot(form: QueryDict) -> LotGiven:
    """Return goods as they come in."""
    return LotGiven(
        read_text(form, "depot", NAMED["depot"]),
        read_text(form, "item", NAMED["item"]),
        read_number(form, "quantity", NAMED["quantity"]),
        read_day(form, "expires_on"),
        read_day(form, "arrives_on"),
    )


def read_fleet(form: QueryDict) -> Fleet:
    """Return hours and vehicles: one a line, as name, depot, kg; none: as many small vans as it takes."""
    starts_at = read_moment(form, "starts_at", NAMED["starts_at"])
    try:
        hours = float(form.get("hours", ""))
    except ValueError as error:
        raise unclear(NAMED["hours"]) from error
    if starts_at is None:
        raise unclear(NAMED["starts_at"])
    lines = [line for line in form.get("vehicles", "").splitlines() if line.strip()]
    return Fleet(starts_at, hours, tuple(_vehicle(line) for line in lines))


def _vehicle(line: str) -> tuple[str, str, int]:
    parts = [part.strip() for part in line.replace("，", ",").split(",")]
    if len(parts) != 3 or not parts[2].isdecimal() or len(parts[2]) > 6 or not all(parts):
        raise unclear(NAMED["vehicles"])
    return parts[0], parts[1], int(parts[2])


def read_handed(form: QueryDict, drop_id: UUID, now: datetime) -> HandedGiven:
    """Return what became of it at a door: the button pressed, with the word or the reason beside it."""
    return HandedGiven(
        read_mark(form.get("mark", "")) or new_id(),
        drop_id,
        form.get("outcome", ""),
        now,
        word=form.get("word", ""),
        why=form.get("why", ""),
    )
