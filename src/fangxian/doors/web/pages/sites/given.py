"""Reads the forms of sampling sites: whole numbers, degrees."""

from django.http import QueryDict

from fangxian.doors.web.given import unclear
from fangxian.engines.problems import Text

_NAMED = {
    "desks": Text("采样台数", "the desks"),
    "queue_limit": Text("排队上限", "the queue limit"),
    "waiting": Text("排队人数", "the people waiting"),
    "lat": Text("纬度", "the latitude"),
    "lon": Text("经度", "the longitude"),
}


def read_number(form: QueryDict, name: str) -> int:
    """Return a whole number. Raises `form-unclear` and names the field."""
    text = form.get(name, "").strip().replace(",", "")
    if not text.isdecimal() or len(text) > 6:
        raise unclear(_NAMED[name])
    return int(text)


def read_optional(form: QueryDict, name: str) -> int | None:
    """Return a whole number, or None where the field is empty."""
    return read_number(form, name) if form.get(name, "").strip() else None


def read_degrees(form: QueryDict, name: str) -> float:
    """Return degrees on the globe. Raises `form-unclear` and names the field."""
    try:
        found = float(form.get(name, ""))
    except ValueError as error:
        raise unclear(_NAMED[name]) from error
    if not -180 <= found <= 180:
        raise unclear(_NAMED[name])
    return found
