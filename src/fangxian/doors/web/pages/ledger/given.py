"""Reads the forms of the ledger: a place by number or certain name, moments in the outbreak's own time."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.given import read_moment, read_place
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.rows import EventGiven, PersonFound

_FOUND_HERE = "found-"
"""How the key of somebody begins who was found on no list: made at the door, it tells nothing of them."""


def read_round(form: QueryDict, reach: Reach) -> dict[str, Any]:
    """Return what is told of a new round. Raises `form-unclear` and names the field, as all of these."""
    return {
        "kind": form.get("kind", ""),
        "place_id": read_place(form, reach),
        "due_at": read_moment(form, "due_at", Text("截止时间", "by when it is done"), optional=True),
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
        "expires_at": read_moment(form, "expires_at", Text("到期时间", "until when"), optional=True),
        "reason": form.get("reason", ""),
    }


def _id(form: QueryDict, name: str) -> UUID:
    try:
        return UUID(form.get(name, ""))
    except ValueError:
        return new_id()
