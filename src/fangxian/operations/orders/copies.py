"""Every office's copy of the orders of an outbreak, with when it was first done: what a drill is judged by afterwards."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.orders.folding import DONE, REVOKED
from fangxian.operations.orders.models import Dispatch, Event, Task
from fangxian.operations.places.reach import Reach

_COLUMNS = (
    "id", "order_id", "order__number", "order__measure", "order__measure_key", "order__title_zh", "order__title_en",
    "order__issued_at", "order__revoked_at", "place_id", "office__department", "parent_id", "due_at",
)  # fmt: skip


@dataclass(frozen=True)
class CopyRow:
    """One office's copy of an order. `done_at`: when it was done first; `due_at`: its time then, or its time now.

    `leads`: no command office below has a copy of its own.
    """

    dispatch_id: UUID
    order_id: UUID
    number: int
    measure: str
    measure_key: str
    title: Text
    issued_at: datetime
    revoked_at: datetime | None
    place_id: str
    department: str
    due_at: datetime
    done_at: datetime | None
    leads: bool


@dataclass(frozen=True)
class OpenTask:
    """A task that is not done: the proof it wants, and for how many people."""

    task_id: UUID
    dispatch_id: UUID
    proof: str
    people: int | None


def list_copies(reach: Reach, outbreak_id: str) -> tuple[CopyRow, ...]:
    """Return all copies of all orders of an outbreak in reach, revoked ones too, by when they were due."""
    found: Any = reach.filter(Dispatch.objects.filter(order__outbreak_id=outbreak_id))
    rows = list(found.order_by("due_at", "id").values_list(*_COLUMNS))
    done = _first_done(outbreak_id)
    over = {row[11] for row in rows if row[10] == "command_office"}
    return tuple(_copy(row, done, over) for row in rows)


def list_open_tasks(reach: Reach, outbreak_id: str) -> tuple[OpenTask, ...]:
    """Return the tasks of an outbreak's standing orders that are not done, in reach."""
    tasks = Task.objects.filter(
        dispatch__order__outbreak_id=outbreak_id, dispatch__order__revoked_at=None, withdrawn_at=None, done_at=None
    ).exclude(dispatch__status=REVOKED)  # fmt: skip
    rows: Any = reach.filter(tasks, "dispatch__place_id").order_by("id")
    columns = ("id", "dispatch_id", "dispatch__order__proof", "dispatch__order__people")
    return tuple(OpenTask(*row) for row in rows.values_list(*columns))


def find_acknowledged(dispatch_ids: Collection[UUID]) -> set[UUID]:
    """Return those of the dispatches that their office has acknowledged."""
    rows = Dispatch.objects.filter(id__in=list(dispatch_ids)).exclude(acknowledged_at=None)
    return set(rows.values_list("id", flat=True))


def _first_done(outbreak_id: str) -> dict[UUID, tuple[datetime, datetime]]:
    """Return dispatch -> (when it was first done, when it was due then)."""
    events: Any = Event.objects.filter(kind=DONE, dispatch__order__outbreak_id=outbreak_id)
    rows = events.order_by("-nth").values_list("dispatch_id", "recorded_at", "due_at")
    return {dispatch: (at, due) for dispatch, at, due in rows}


def _copy(row: Any, done: dict[UUID, tuple[datetime, datetime]], over: set[UUID]) -> CopyRow:
    key, order, number, measure, measure_key, zh, en, issued, revoked, place, department, _, due = row
    done_at, due_at = done.get(key, (None, due))
    return CopyRow(
        key, order, number, measure, measure_key, Text(zh, en), issued, revoked, place, department, due_at,
        done_at, department == "command_office" and key not in over,
    )  # fmt: skip
