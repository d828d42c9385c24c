"""Reads the forms of the testing day: whole numbers, the size of a tube, numbers of tubes one a line."""

import re
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.given import unclear
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id

_NAMED = {
    "count": Text("采样管数", "the number of tubes"),
    "declared": Text("清点数", "the number counted by hand"),
    "rows": Text("行数", "the number of rows"),
    "positives": Text("阳性数", "the number of positives"),
    "tubes_a_day": Text("日检测量", "the tubes a day"),
}


def read_number(form: QueryDict, name: str) -> int:
    """Return a whole number. Raises `form-unclear` and names the field."""
    text = form.get(name, "").strip().replace(",", "")
    if not text.isdigit():
        raise unclear(_NAMED[name])
    return int(text)


def read_optional(form: QueryDict, name: str) -> int | None:
    """Return a whole number, or None where the field is empty."""
    return read_number(form, name) if form.get(name, "").strip() else None


def read_size(form: QueryDict) -> int | None:
    """Return how many people share a tube; None: one household."""
    text = form.get("size", "").strip()
    if text == "household":
        return None
    if not text.isdigit():
        raise unclear(Text("每管人数", "the people in a tube"))
    return int(text)


def read_codes(form: QueryDict) -> list[str]:
    """Return numbers of tubes, however they are set apart."""
    return [one for one in re.split(r"[\s,;，；]+", form.get("tubes", "")) if one]


def read_id(form: QueryDict, name: str) -> UUID:
    """Return the id a form was given when it was shown; without one it is a new act."""
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return new_id()
