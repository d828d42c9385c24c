"""Reads what forms give: a place by number or certain name, moments in the outbreak's own time."""

from datetime import datetime

from django.http import QueryDict
from django.utils import timezone

from fangxian.engines.problems import Problem, Text
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.reach import Reach

_DIGITS = 9
"""What is longer fits into no column, and is a slip of the finger."""


def read_text(form: QueryDict, name: str, called: Text) -> str:
    """Return what was written. Raises `form-unclear` and names the field, as all of these."""
    said = form.get(name, "").strip()
    if not said:
        raise unclear(called)
    return said


def read_number(form: QueryDict, name: str, called: Text) -> int:
    """Return a whole number; commas between its digits are no matter."""
    text = form.get(name, "").strip().replace(",", "").replace("，", "")
    if not text.isdecimal() or len(text) > _DIGITS:
        raise unclear(called)
    return int(text)


def read_optional_number(form: QueryDict, name: str, called: Text) -> int | None:
    """Return a whole number, or None where the field is empty."""
    return read_number(form, name, called) if form.get(name, "").strip() else None


def read_place(form: QueryDict, reach: Reach) -> str:
    """A number, or a name that is certain, within reach: a bare name is asked back, never guessed."""
    called = Text("地点", "the place")
    named = find_places(read_text(form, "place", called))
    inside = reach.keep(one.place_id for one in named)
    found = [one for one in named if one.place_id in inside]
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise unclear(called)
    return sure[0]


def read_moment(form: QueryDict, name: str, called: Text, *, optional: bool = False) -> datetime | None:
    """Return a moment; without a zone it is in the outbreak's. `optional`: an empty field is None."""
    text = form.get(name, "").strip()
    if not text and optional:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise unclear(called) from error
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_current_timezone())


def unclear(called: Text) -> Problem:
    """Return the problem of a field that was not understood."""
    return Problem(
        "form-unclear",
        Text(f"没有看懂“{called.zh}”。", f"This was not understood: {called.en}."),
        Text(
            "应为地点编号或完整名称、整数、日期和时间。",
            "Expected a place by its number or full name, whole numbers, a date with a time.",
        ),
        Text("请改正后重报。", "Correct it and send it again."),
        status=400,
    )
