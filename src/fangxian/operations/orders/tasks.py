"""Reading the tasks of an office, what happened to a dispatch, and what waits for a decision from above."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import name_offices, name_users
from fangxian.operations.orders.folding import (
    BLOCKED,
    DONE,
    ESCALATED,
    EXTENDED,
    NUDGED,
    OPEN,
    PART_DONE,
    PART_VERIFIED,
    REVOKED,
    SENT_BACK,
    VERIFIED,
)
from fangxian.operations.orders.hours import Hour
from fangxian.operations.orders.models import Detail, Dispatch, Event, Proof, Task
from fangxian.operations.orders.paths import above
from fangxian.operations.orders.rows import DetailRow, EventRow, RaisedRow, TaskRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

SYSTEM = Text("系统", "the system")


@dataclass(frozen=True)
class _State:
    """How far one task has come, and whose it is."""

    status: str = ""
    owner_id: str | None = None
    done_by_id: str | None = None


def list_my_tasks(
    actor: Actor, now: datetime, limit: int = 500, known_at: datetime | None = None
) -> tuple[TaskRow, ...]:
    """Return the tasks of the actor's own office: what is late first, what is done last."""
    return list_tasks_at(actor.reach, actor.place_id, actor.department, now, limit, known_at)


def list_tasks_at(
    reach: Reach,
    place_id: str,
    department: str,
    now: datetime,
    limit: int = 500,
    known_at: datetime | None = None,
) -> tuple[TaskRow, ...]:
    """Return the tasks of one office within reach."""
    hour = Hour(now, known_at)
    rows = visible(reach, hour).filter(place_id=place_id, office__department=department)
    found = task_rows(rows.exclude(status_then=REVOKED).order_by("due_then", "id"), hour, limit)
    return tuple(sorted(found, key=lambda task: task.status not in OPEN))


def list_tasks_of(
    reach: Reach, dispatch_id: UUID, now: datetime, known_at: datetime | None = None
) -> tuple[TaskRow, ...]:
    """Return the tasks of one dispatch, as they were made; none outside the reach."""
    hour = Hour(now, known_at)
    return tuple(task_rows(visible(reach, hour).filter(id=dispatch_id), hour, None))


def get_task(reach: Reach, task_id: UUID, now: datetime, known_at: datetime | None = None) -> TaskRow:
    """Return one task. Raises `not-found`, also for one outside the reach."""
    hour = Hour(now, known_at)
    found = task_rows(visible(reach, hour).filter(tasks=task_id), hour, None)
    row = next((row for row in found if row.id == task_id), None)
    if row is None:
        raise NOT_FOUND(what="task", what_zh="任务", key=task_id)
    return row


def list_events(reach: Reach, dispatch_id: UUID, known_at: datetime | None = None) -> tuple[EventRow, ...]:
    """Return what happened to a dispatch, in the order it was recorded."""
    rows = reach.filter(Event.objects.filter(dispatch_id=dispatch_id), "dispatch__place_id")
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    events = list(rows.select_related("by").order_by("nth"))
    shown, named = _proofs(reach, dispatch_id), _named(events)
    return tuple(
        EventRow(
            row.kind,
            _who(row),
            row.event_at,
            row.recorded_at,
            row.detail,
            shown.get(row.detail.get("sha256")),
            named.get(row.detail.get("owner") or row.detail.get("to_office")),
        )
        for row in events
    )


def list_raised(
    actor: Actor, outbreak_id: str, now: datetime, limit: int = 100, known_at: datetime | None = None
) -> tuple[RaisedRow, ...]:
    """Return what waits for a decision of the actor's office: not feasible below, or sent up; the oldest first."""
    if not actor.office_id:
        return ()
    hour = Hour(now, known_at)
    rows = hour.standing(actor.reach.filter(Dispatch.objects.filter(order__outbreak_id=outbreak_id)))
    waiting = rows.filter(raised_then=actor.office_id).exclude(status_then=REVOKED)
    found = {row.id: row for row in waiting.select_related("order", "office")[:limit]}
    raised = {event.dispatch_id: event for event in _events(found, hour, BLOCKED, ESCALATED)}
    places = titles_of([row.place_id for row in found.values()])
    rows_ = [_raised(row, raised[row.id], places[row.place_id]) for row in found.values() if row.id in raised]
    return tuple(sorted(rows_, key=lambda row: (row.raised_at, row.dispatch_id)))


def visible(reach: Reach, hour: Hour) -> QuerySet:
    """Return the dispatches in reach whose orders stood at the hour."""
    return hour.standing(reach.filter(Dispatch.objects.all())).select_related("order", "office")


def task_rows(dispatches: QuerySet, hour: Hour, limit: int | None) -> list[TaskRow]:
    """Return the tasks of these dispatches as rows, as they stood at the hour."""
    by_id = {row.id: row for row in dispatches[:limit]}
    tasks = _lasting(by_id, hour)
    states = _states_now(tasks, by_id) if hour.known_at is None else _states_then(tasks, by_id, hour)
    places = titles_of([*(r.place_id for r in by_id.values()), *(r.order.place_id for r in by_id.values())])
    owners = name_users({state.owner_id for state in states.values() if state.owner_id})
    details = _details(by_id.values(), hour)
    said = {event.dispatch_id: event for event in _events(by_id, hour, BLOCKED, SENT_BACK)}
    nudged = {event.dispatch_id: event.recorded_at for event in _events(by_id, hour, NUDGED)}
    return [
        TaskRow(
            id=task.id,
            dispatch_id=row.id,
            order_id=row.order_id,
            outbreak_id=row.order.outbreak_id,
            title=Text(row.order.title_zh, row.order.title_en),
            instruction=Text(row.order.instruction_zh, row.order.instruction_en),
            place_id=row.place_id,
            place=places[row.place_id],
            subject=places[row.order.place_id],
            department=row.office.department,
            people=row.people_then,
            proof=row.order.proof,
            status=state.status,
            due_at=row.due_then,
            overdue=hour.is_late(state.status, row.due_then),
            owner_id=state.owner_id,
            done_by_id=state.done_by_id,
            number=row.order.number,
            words=task.words,
            owner=owners.get(state.owner_id or ""),
            details=details[row.id],
            reason=_reason(said.get(row.id), row.status_then, state.status),
            nudged_at=nudged.get(row.id),
        )
        for task in tasks
        for row, state in [(by_id[task.dispatch_id], states[task.id])]
    ]


def _lasting(by_id: Mapping[UUID, Any], hour: Hour) -> list[Task]:
    """The tasks there were, dispatch by dispatch in the order given, within one as they were made."""
    tasks = Task.objects.filter(dispatch_id__in=list(by_id))
    if hour.known_at is None:
        tasks = tasks.filter(withdrawn_at=None)
    else:
        there = Q(withdrawn_at=None) | Q(withdrawn_at__gt=hour.known_at)
        tasks = tasks.filter(there, created_at__lte=hour.known_at)
    at = {key: n for n, key in enumerate(by_id)}
    return sorted(tasks, key=lambda task: (at[task.dispatch_id], task.created_at, task.id))


def _states_now(tasks: Sequence[Task], by_id: Mapping[UUID, Any]) -> dict[UUID, _State]:
    def state(task: Task) -> _State:
        status = (
            VERIFIED if task.verified_at else DONE if task.done_at else by_id[task.dispatch_id].status_then
        )
        owner, done_by = task.owner_id, task.done_by_id
        return _State(status, str(owner) if owner else None, str(done_by) if done_by else None)

    return {task.id: state(task) for task in tasks}


def _states_then(tasks: Sequence[Task], by_id: Mapping[UUID, Any], hour: Hour) -> dict[UUID, _State]:
    """The same, folded from the events recorded by then."""
    happened: dict[UUID, list[Event]] = defaultdict(list)
    for event in _events(by_id, hour):
        happened[event.dispatch_id].append(event)
    states = {}
    for task in tasks:
        state = _State()
        for event in happened[task.dispatch_id]:
            state = _step(state, event) if event.task_id in (None, task.id) else state
        status = state.status or by_id[task.dispatch_id].status_then
        states[task.id] = _State(status, state.owner_id, state.done_by_id)
    return states


def _step(state: _State, event: Event) -> _State:
    if event.kind == EXTENDED or (event.kind == SENT_BACK and event.task_id is not None):
        return _State("", state.owner_id, None)
    if event.task_id is None:
        return state
    if event.kind in (DONE, PART_DONE):
        return _State(DONE, state.owner_id, str(event.by_id) if event.by_id else None)
    if event.kind in (VERIFIED, PART_VERIFIED):
        return _State(VERIFIED, state.owner_id, state.done_by_id)
    return _State(state.status, event.detail.get("owner", state.owner_id), state.done_by_id)


def _reason(event: Event | None, office: str, task: str) -> str:
    """Why it is blocked or was sent back, while that is so."""
    if event is None or task in (DONE, VERIFIED) or (event.kind == BLOCKED and office != BLOCKED):
        return ""
    return event.detail.get("reason", "")


def _details(rows: Iterable[Any], hour: Hour) -> Mapping[UUID, tuple[DetailRow, ...]]:
    """What the offices above each of these and they themselves added. It is meant for whoever is below them."""
    lines = {row.id: [*above(row.path), row.path] for row in rows}
    orders = {row.id: row.order_id for row in rows}
    paths = {path for line in lines.values() for path in line}
    found = Detail.objects.filter(dispatch__order_id__in=set(orders.values()), dispatch__path__in=paths)
    if hour.known_at is not None:
        found = found.filter(recorded_at__lte=hour.known_at)
    said = list(found.select_related("dispatch__office", "by").order_by("recorded_at", "id"))
    places = titles_of([one.dispatch.place_id for one in said])
    at: dict[tuple[UUID, str], list[DetailRow]] = defaultdict(list)
    for one in said:
        at[one.dispatch.order_id, one.dispatch.path].append(_detail(one, places))
    return {
        key: tuple(detail for path in line for detail in at.get((orders[key], path), ()))
        for key, line in lines.items()
    }


def _detail(one: Any, places: Mapping[str | None, Text]) -> DetailRow:
    place = places[one.dispatch.place_id]
    return DetailRow(place, one.dispatch.office.department, one.words, _who(one), one.recorded_at)


def _events(dispatch_ids: Iterable[UUID], hour: Hour, *kinds: str) -> QuerySet:
    events = Event.objects.filter(dispatch_id__in=list(dispatch_ids)).order_by("nth")
    if kinds:
        events = events.filter(kind__in=kinds)
    return events if hour.known_at is None else events.filter(recorded_at__lte=hour.known_at)


def _raised(row: Any, event: Any, place: Text) -> RaisedRow:
    return RaisedRow(
        dispatch_id=row.id,
        order_id=row.order_id,
        number=row.order.number,
        title=Text(row.order.title_zh, row.order.title_en),
        place_id=row.place_id,
        place=place,
        department=row.office.department,
        status=row.status_then,
        due_at=row.due_then,
        kind=event.kind,
        reason=event.detail.get("reason", ""),
        who=_who(event),
        raised_at=event.recorded_at,
    )


def _who(row: Any) -> Text:
    return Text(row.by.name_zh, row.by.name_en) if row.by else SYSTEM


def _named(events: Sequence[Event]) -> dict[str | None, Text]:
    """The owners and offices events speak of."""
    owners = {str(event.detail["owner"]) for event in events if event.detail.get("owner")}
    offices = {str(event.detail["to_office"]) for event in events if event.detail.get("to_office")}
    found: dict[str | None, Text] = {}
    found.update(name_users(owners))
    found.update(name_offices(offices))
    return found


def _proofs(reach: Reach, dispatch_id: UUID) -> dict[str | None, dict[str, Any]]:
    """Digest -> content: an event names its proof by the digest."""
    if not reach.identities:
        return {}
    proofs = reach.filter(Proof.objects.filter(task__dispatch_id=dispatch_id), "task__dispatch__place_id")
    return dict(proofs.values_list("sha256", "content"))
