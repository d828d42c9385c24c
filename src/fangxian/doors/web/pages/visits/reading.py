"""A visit as its form gives it: what was tapped for each person, ticked for each slip, shown for each task."""

from uuid import UUID

from django.http import QueryDict

from fangxian.doors.web.checks import read_mark, read_temperature
from fangxian.doors.web.proofs import read_proof
from fangxian.operations.follow_ups.services import CheckGiven
from fangxian.operations.ids import new_id
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.visits.rows import VisitGiven


def read_visit(given: QueryDict, door_id: str) -> VisitGiven:
    """Return what was done. What was not tapped, ticked or filled in was not done, and stays due.

    `all` is the one tap for a door where everybody is well and everything was asked.
    """
    return VisitGiven(
        door_id=door_id,
        event_id=read_mark(given.get("event_id", "")) or new_id(),
        checks={key: _check(given, key) for key in given.getlist("followed") if _result(given, key)},
        slips=frozenset(given.getlist("slip")),
        proofs=_proofs(given),
        asked=frozenset(_ids(given.getlist("riding" if given.get("all") else "asked"))),
    )


def _result(given: QueryDict, key: str) -> str:
    return given.get(f"result-{key}", "") or given.get("all", "")


def _check(given: QueryDict, key: str) -> CheckGiven:
    return CheckGiven(
        channel="visit",
        result=_result(given, key),
        symptoms=tuple(given.getlist(f"symptom-{key}")),
        temperature_c=read_temperature(given.get(f"temperature-{key}", "")),
        note=given.get(f"note-{key}", "").strip(),
    )


def _proofs(given: QueryDict) -> dict[UUID, ProofGiven]:
    """A tap is a tick; anything else is filled in or was not done."""
    found = {}
    for task_id in _ids(given.getlist("task")):
        shown = given.get(f"proof-{task_id}", "").strip()
        if shown:
            found[task_id] = read_proof(given.get(f"kind-{task_id}", ""), shown)
    return found


def _ids(texts: list[str]) -> list[UUID]:
    return [mark for text in texts if (mark := read_mark(text)) is not None]
