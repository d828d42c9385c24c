"""Orders at the door: the tasks that lead to one, settled by whoever stands there, and the doors a wide task came to."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.orders.folding import DONE, OPEN, PART_DONE, REVOKED, VISITED
from fangxian.operations.orders.happening import happen, is_repeated
from fangxian.operations.orders.hours import Hour
from fangxian.operations.orders.models import Dispatch, Event
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.rows import TaskRow
from fangxian.operations.orders.services import complete, hold_task
from fangxian.operations.orders.tasks import task_rows, visible
from fangxian.operations.places.reach import Reach

ALREADY, REPEATED, ELSEWHERE = "already", "repeated", "elsewhere"


@dataclass(frozen=True)
class DoorTask:
    """An open task of an office with nobody below it: of which measure of which plan, about which place."""

    task: TaskRow
    measure: str
    plan: str
    subject_id: str


def list_door_tasks(
    reach: Reach,
    departments: Collection[str],
    measures: Collection[str],
    now: datetime,
    known_at: datetime | None = None,
    limit: int = 500,
) -> tuple[DoorTask, ...]:
    """Return the open tasks of these measures, of at most `limit` offices of these departments that pass nothing on."""
    hour = Hour(now, known_at)
    some = _at_doors(reach, departments, measures, hour).order_by("due_then", "id")[:limit]
    orders = {row.order_id: row.order for row in some}
    tasks = [task for task in task_rows(some, hour, None) if task.status in OPEN]
    return tuple(
        DoorTask(task, order.measure, order.plan, order.place_id)
        for task in tasks
        for order in [orders[task.order_id]]
    )


def count_door_tasks(
    reach: Reach,
    departments: Collection[str],
    measures: Collection[str],
    now: datetime,
    known_at: datetime | None = None,
) -> int:
    """Return to how many offices `list_door_tasks` would lead without its limit."""
    return _at_doors(reach, departments, measures, Hour(now, known_at)).count()


def _at_doors(reach: Reach, departments: Collection[str], measures: Collection[str], hour: Hour) -> QuerySet:
    below = hour.dispatches(Dispatch.objects.filter(parent=OuterRef("pk"))).exclude(status_then=REVOKED)
    return visible(reach, hour).filter(
        ~Exists(below), office__department__in=departments, order__measure__in=measures, status_then__in=OPEN
    )


def find_asked(event_ids: Iterable[UUID], known_at: datetime | None = None) -> set[UUID]:
    """Return those of the ids under which somebody noted a wide task at a door."""
    found: set[UUID] = set()
    for some in in_chunks(list(event_ids)):
        rows = Event.objects.filter(id__in=some, kind=VISITED)
        rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
        found.update(rows.values_list("id", flat=True))
    return found


def count_doors(
    reach: Reach, task_ids: Collection[UUID], known_at: datetime | None = None
) -> Mapping[UUID, int]:
    """Return task -> at how many doors it was asked so far; none for those outside the reach."""
    rows = reach.filter(Event.objects.filter(task__in=task_ids, kind=VISITED), "dispatch__place_id")
    rows = rows if known_at is None else rows.filter(recorded_at__lte=known_at)
    return Counter(task_id for task_id in rows.values_list("task_id", flat=True) if task_id)


@transaction.atomic
def settle_at_door(actor: Actor, clock: Clock, *, task_id: UUID, proof: ProofGiven, event_id: UUID) -> str:
    """Report a task done from the door; return `done`, `repeated`, or `already` where a colleague was first.

    Raises as `complete` does.
    """
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    if is_repeated(event_id, dispatch, DONE, PART_DONE):
        return REPEATED
    if task.done_at is not None:
        return ALREADY
    complete(actor, clock, task_id=task_id, proof=proof, event_id=event_id)
    return DONE


@transaction.atomic
def note_door(actor: Actor, clock: Clock, *, task_id: UUID, event_id: UUID, within: Collection[str]) -> str:
    """Note that a task for a whole place was asked at one door; return what came of it, as `settle_at_door`.

    event_id: of the task and the door together, so that each door counts once whoever sends it; nothing else of the
    door is kept. within: the places the door lies in; `elsewhere` where the task's is none of them.
    """
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    if is_repeated(event_id, dispatch, VISITED):
        return REPEATED
    if dispatch.place_id not in within:
        return ELSEWHERE
    if task.done_at is not None:
        return ALREADY
    happen(actor, clock, dispatch, VISITED, task_id=task.id, event_id=event_id)
    return DONE
