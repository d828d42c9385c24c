"""Reads the forms of screening: what was ticked is said, what was not is not."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.checks import read_mark
from fangxian.doors.web.given import read_moment, read_place, read_text, unclear
from fangxian.engines.problems import Text
from fangxian.operations.ids import new_id
from fangxian.operations.places.reach import Reach
from fangxian.operations.screening.routes import GAPS
from fangxian.operations.screening.services import AlarmGiven, KeyPersonGiven, ScreeningGiven, StayTold

_BETWEEN = "|"
_EVERYBODY = "*"
_FILLED_IN_WITHIN = timedelta(minutes=30)


def read_form(form: QueryDict, place_id: str, door_id: str, now: datetime) -> ScreeningGiven:
    """Return a form of a door. Raises `form-unclear` and names the field."""
    members = form.getlist("member")
    said = {one: form.get(f"said-{one}", "") for one in members}
    return ScreeningGiven(
        id=_mark(form),
        place_id=place_id,
        household_id=door_id,
        outcome=form.get("outcome", ""),
        event_at=_knocked_at(form, now),
        present=tuple(one for one in members if said[one] == "here"),
        refusing=tuple(one for one in members if said[one] == "refuses"),
        symptoms={one: found for one in members if (found := tuple(form.getlist(f"symptom-{one}")))},
        needs=tuple(form.getlist("need")),
        stays=tuple(_stays(form, members)),
        call_back_at=read_moment(
            form, "call_back_at", Text("约定时间", "the hour to come back"), optional=True
        ),
        companion=form.get("companion", ""),
    )


def read_alarm(form: QueryDict, place_id: str, door_id: str, now: datetime) -> AlarmGiven:
    """Return which button was pressed."""
    return AlarmGiven(_mark(form), place_id, door_id, form.get("kind", ""), now)


def read_key_person(form: QueryDict, reach: Reach) -> KeyPersonGiven:
    """Return who needs looking after. Raises `form-unclear` and names the field."""
    carers = form.get("carers", "").replace("，", ",").replace("、", ",").split(",")
    return KeyPersonGiven(
        place_id=read_place(form, reach),
        household_id=read_text(form, "door", Text("户编号", "the door")),
        person_id=read_text(form, "person", Text("人员编号", "the person")),
        needs=tuple(form.getlist("need")),
        carers=tuple(one.strip() for one in carers if one.strip()),
    )


def read_route(query: QueryDict, own: str) -> dict[str, Any]:
    """Return which way is asked for: by default along all doors of one's own place, for one worker."""
    gap = query.get("gap", "")
    try:
        workers = int(query.get("workers", "1"))
    except ValueError as error:
        raise unclear(Text("人数", "how many workers")) from error
    return {
        "place_id": query.get("place") or own,
        "gaps": (gap,) if gap else GAPS,
        "workers": workers,
        "pairs": bool(query.get("pairs")),
    }


def _knocked_at(form: QueryDict, now: datetime) -> datetime:
    """Somebody knocked when the form was opened, and may be filling it in past nine; an old page says nothing."""
    try:
        opened = datetime.fromisoformat(form.get("opened_at", ""))
    except ValueError:
        return now
    return opened if opened.tzinfo and timedelta() <= now - opened <= _FILLED_IN_WITHIN else now


def _mark(form: QueryDict) -> UUID:
    return read_mark(form.get("event_id", "")) or new_id()


def _stays(form: QueryDict, members: list[str]) -> list[StayTold]:
    """Who was at which venue: a name, or everybody who lives there."""
    found = []
    for window in form.getlist("window"):
        who = form.get(f"stay-{window}", "")
        place_id, _, began = window.rpartition(_BETWEEN)
        people = members if who == _EVERYBODY else [who] if who else []
        try:
            found += [StayTold(one, place_id, datetime.fromisoformat(began)) for one in people]
        except ValueError as error:
            raise unclear(Text("到访场所", "the venue")) from error
    return found
