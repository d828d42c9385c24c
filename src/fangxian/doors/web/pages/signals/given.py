"""Reads the three forms of signals: a place by number or certain name, moments in the outbreak's own time."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from fangxian.engines.problems import Problem, Text
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.reach import Reach

CONFIRMED = {"": None, "yes": True, "no": False}
Given = dict[str, Any]


def read_pool(form: QueryDict, reach: Reach) -> Given:
    """Return what is told of a positive pool. Raises `signal-unclear` and names the field, as all of these."""
    return {
        "pool_id": _said(form, "pool_id", Text("混检管编号", "the number of the pool")),
        "place_id": _place(form, reach),
        "result_at": _moment(form, "result_at", Text("结果时间", "when the result came")),
        "taken_at": _moment(form, "taken_at", Text("采样时间", "when it was taken"), optional=True),
        "members": _number(form, "members", Text("混检人数", "how many people"), optional=True),
        "confirmed": CONFIRMED.get(form.get("confirmed", "")),
    }


def read_capacity(form: QueryDict, reach: Reach) -> Given:
    """Return how much is needed and there is."""
    return {
        "kind": form.get("what", ""),
        "place_id": _place(form, reach),
        "needed": _number(form, "needed", Text("需要多少", "how much is needed")),
        "available": _number(form, "available", Text("现有多少", "how much there is")),
    }


def read_feed(form: QueryDict, reach: Reach) -> Given:
    """Return when something was due, and when it came last."""
    return {
        "source": _said(form, "source", Text("来源", "the source")),
        "place_id": _place(form, reach),
        "due_at": _moment(form, "due_at", Text("应到时间", "when it is due")),
        "last_received_at": _moment(
            form, "last_received_at", Text("最近收到时间", "when it last came"), optional=True
        ),
    }


def _said(form: QueryDict, name: str, called: Text) -> str:
    said = form.get(name, "").strip()
    if not said:
        raise _unclear(called)
    return said


def _place(form: QueryDict, reach: Reach) -> str:
    """A number, or a name that is certain, within reach: a bare name is asked back, never guessed."""
    named = find_places(_said(form, "place", Text("地点", "the place")))
    inside = reach.keep(one.place_id for one in named)
    found = [one for one in named if one.place_id in inside]
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise _unclear(Text("地点", "the place"))
    return sure[0]


def _number(form: QueryDict, name: str, called: Text, *, optional: bool = False) -> int | None:
    text = form.get(name, "").strip().replace(",", "").replace("，", "")
    if not text and optional:
        return None
    if not text.isdecimal():
        raise _unclear(called)
    return int(text)


def _moment(form: QueryDict, name: str, called: Text, *, optional: bool = False) -> datetime | None:
    text = form.get(name, "").strip()
    if not text and optional:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError as error:
        raise _unclear(called) from error
    return found if found.tzinfo else found.replace(tzinfo=timezone.get_current_timezone())


def _unclear(called: Text) -> Problem:
    return Problem(
        "signal-unclear",
        Text(f"没有看懂“{called.zh}”。", f"This was not understood: {called.en}."),
        Text(
            "应为地点编号或完整名称、整数、日期和时间。",
            "Expected a place by its number or full name, whole numbers, a date with a time.",
        ),
        Text("请改正后重报。", "Correct it and record it again."),
        status=400,
    )
