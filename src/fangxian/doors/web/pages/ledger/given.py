"""Reads the forms of the ledger: a place by number or certain name, moments in the outbreak's own time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils import timezone

from fangxian.engines.problems import Problem, Text
from fangxian.operations.ids import new_id
from fangxian.operations.places.finding import find_places
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.rows import EventGiven, PersonFound

_FOUND_HERE = "found-"
"""How the key of somebody begins who was found on no list: made at the door, it tells nothing of them."""


def read_round(form: QueryDict, reach: Reach) -> dict[str, Any]:
    """Return what is told of a new round. Raises `form-unclear` and names the field, as all of these."""
    return {
        "kind": form.get("kind", ""),
        "place_id": _place(form, reach),
        "due_at": _moment(form, "due_at", Text("截止时间", "by when it is done")),
    }


def read_event(form: QueryDict, now: datetime) -> EventGiven:
    """Return one event of a person or, without one, of a door."""
    return EventGiven(
        id=_id(form, "event_id"),
        place_id=form.get("place_id", ""),
        kind=form.get("kind", ""),
        event_at=now,
        person_id=form.get("person") or None,
        household_id=form.get("door") or None,
        voids=_id(form, "voids") if form.get("voids") else None,
    )


def read_found(form: QueryDict, now: datetime) -> PersonFound:
    """Return somebody found on no list; the key is made here, nobody is asked for a document."""
    event_id = _id(form, "event_id")
    key = f"{_FOUND_HERE}{event_id.hex}"
    return PersonFound(event_id, form.get("place_id", ""), key, now, form.get("door") or None)


def read_list(form: QueryDict) -> dict[str, Any]:
    """Return how a list is to stand."""
    return {
        "on": form.get("on") == "yes",
        "legal_basis": form.get("legal_basis", ""),
        "approver": form.get("approver", ""),
        "expires_at": _moment(form, "expires_at", Text("到期时间", "until when")),
        "reason": form.get("reason", ""),
    }


def _id(form: QueryDict, name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return new_id()


def _place(form: QueryDict, reach: Reach) -> str:
    """A number, or a name that is certain, within reach: a bare name is asked back, never guessed."""
    named = find_places(form.get("place", "").strip())
    inside = reach.keep(one.place_id for one in named)
    found = [one for one in named if one.place_id in inside]
    sure = [one.place_id for one in found if one.certain or len(found) == 1]
    if not sure:
        raise _unclear(Text("地点", "the place"))
    return sure[0]


def _moment(form: QueryDict, name: str, called: Text) -> datetime | None:
    text = form.get(name, "").strip()
    if not text:
        return None
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        raise _unclear(called) from None
    return read if timezone.is_aware(read) else timezone.make_aware(read)


def _unclear(called: Text) -> Problem:
    return Problem(
        "form-unclear",
        Text(f"看不懂: {called.zh}。", f"It is not clear: {called.en}."),
        Text("应为一个确定的地点或时间。", "Expected a certain place or a time."),
        Text("请改正后重试。", "Correct it and try again."),
    )
