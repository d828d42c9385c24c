"""Orders: the tree of offices, and the tasks of one's own."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from ninja import Body, Query, Router, Status

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.doors.api.hours import KnownAt, known
from fangxian.engines.problems import Text
from fangxian.operations import mobilising
from fangxian.operations.orders import answering, changing, dividing, queries, services, superseding
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.rows import DispatchNode, EventRow, LateRow, OrderRow, RaisedRow, TaskRow

router = Router()


@dataclass(frozen=True)
class ProofOfTask:
    """What shows that a task is done. `event_id` makes a repeated push harmless."""

    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    event_id: UUID | None = None


@dataclass(frozen=True)
class OrderAsked:
    """An order to be given by hand. What is left out is as the template has it.

    `departments`: level -> departments beside the command office of that level; `operators`: kinds of venue whose
    operators are told; `other_places`: one order to many places.
    """

    measure: str
    place_id: str
    due_at: datetime | None = None
    instruction_zh: str = ""
    instruction_en: str = ""
    title_zh: str = ""
    title_en: str = ""
    cascade_to: str | None = None
    departments: dict[str, list[str]] | None = None
    other_places: list[str] = field(default_factory=list)
    operators: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Reason:
    """Why. `event_id` makes a repeated push harmless."""

    reason: str
    event_id: UUID | None = None


@dataclass(frozen=True)
class MoreTime:
    """Until when, and why."""

    due_at: datetime
    reason: str


@dataclass(frozen=True)
class Replacement:
    """What replaces an order: the same offices, other words or another due time."""

    due_at: datetime
    reason: str
    instruction_zh: str = ""
    instruction_en: str = ""


@dataclass(frozen=True)
class AnotherOffice:
    """The office that gets it instead."""

    place_id: str
    department: str
    reason: str


@dataclass(frozen=True)
class PartAsked:
    """One part of what an office has to do. `owner`: the handle of somebody who serves there."""

    words: str
    owner: str | None = None


@dataclass(frozen=True)
class Parts:
    """What an office splits its copy into."""

    parts: list[PartAsked]


@dataclass(frozen=True)
class Given:
    """The order that was given: its id, its number, how many offices were told."""

    id: UUID
    number: int
    offices: int


@router.get("/outbreaks/{outbreak_id}/orders", response=list[OrderRow])
def list_orders(
    request: Asked,
    outbreak_id: str,
    place_id: str | None = None,
    limit: int = 200,
    known_at: KnownAt = None,
) -> list[OrderRow]:
    """List the orders of an outbreak within your reach, at `place_id` if given, as known at `known_at`."""
    now, then = _hour(known_at)
    return list(queries.list_orders(request.auth.reach, outbreak_id, now, place_id, limit, then))


@router.get("/outbreaks/{outbreak_id}/orders/late", response=list[LateRow])
def list_late(
    request: Asked, outbreak_id: str, limit: int = Query(50, ge=1, le=5_000), known_at: KnownAt = None
) -> list[LateRow]:
    """List the offices past their time, the longest first, as known at `known_at`."""
    now, then = _hour(known_at)
    return list(queries.list_late(request.auth.reach, outbreak_id, now, limit, then))


@router.get("/outbreaks/{outbreak_id}/orders/raised", response=list[RaisedRow])
def list_raised(request: Asked, outbreak_id: str, known_at: KnownAt = None) -> list[RaisedRow]:
    """List what waits for a decision of your office: not feasible below, or sent one level up."""
    now, then = _hour(known_at)
    return list(queries.list_raised(request.auth, outbreak_id, now, known_at=then))


@router.get("/outbreaks/{outbreak_id}/orders/templates", response=list[mobilising.Template])
def list_templates(request: Asked, outbreak_id: str) -> list[mobilising.Template]:
    """List what an order by hand may be made from; what restricts needs a signed decision."""
    return list(mobilising.list_templates(request.auth.reach, outbreak_id))


@router.post("/outbreaks/{outbreak_id}/orders/preview", response=mobilising.Preview)
def preview_order(request: Asked, outbreak_id: str, asked: Body[OrderAsked]) -> mobilising.Preview:
    """See whom an order by hand would reach; nobody is told."""
    return mobilising.preview(request.auth, clock_of_the_world(), _by_hand(outbreak_id, asked))


@router.post("/outbreaks/{outbreak_id}/orders", response={201: Given})
def give_order(request: Asked, outbreak_id: str, asked: Body[OrderAsked]) -> Status[Given]:
    """Give an order by hand. It binds nobody: what restricts is refused without a signed decision."""
    made = mobilising.give(request.auth, clock_of_the_world(), _by_hand(outbreak_id, asked))
    return Status(201, Given(made.ids[0], made.numbers[0], made.dispatches))


@router.get("/orders/{order_id}", response=OrderRow)
def get_order(request: Asked, order_id: UUID, known_at: KnownAt = None) -> OrderRow:
    """Get one order with the counts of its dispatches, as known at `known_at`."""
    now, then = _hour(known_at)
    return queries.get_order(request.auth.reach, order_id, now, then)


@router.get("/orders/{order_id}/branch", response=list[DispatchNode])
def list_branch(
    request: Asked, order_id: UUID, parent: UUID | None = None, known_at: KnownAt = None
) -> list[DispatchNode]:
    """List the dispatches under `parent`, or those at the top of the tree, as known at `known_at`."""
    now, then = _hour(known_at)
    return list(queries.list_branch(request.auth.reach, order_id, parent, now, then))


@router.post("/orders/{order_id}/postpone", response=OrderRow)
def postpone(request: Asked, order_id: UUID, given: Body[MoreTime]) -> OrderRow:
    """Give every office that has not finished more time."""
    clock = clock_of_the_world()
    changing.postpone(request.auth, clock, order_id=order_id, due_at=given.due_at, reason=given.reason)
    return queries.get_order(request.auth.reach, order_id, clock.now())


@router.post("/orders/{order_id}/revoke", response=OrderRow)
def revoke(request: Asked, order_id: UUID, given: Body[Reason]) -> OrderRow:
    """Take an order back; what was done stays on record."""
    clock = clock_of_the_world()
    changing.revoke(request.auth, clock, order_id=order_id, reason=given.reason)
    return queries.get_order(request.auth.reach, order_id, clock.now())


@router.post("/orders/{order_id}/supersede", response={201: Given})
def supersede(request: Asked, order_id: UUID, given: Body[Replacement]) -> Status[Given]:
    """Replace an order: the same offices are told anew, the old one is closed."""
    made = superseding.supersede(
        request.auth,
        clock_of_the_world(),
        order_id=order_id,
        due_at=given.due_at,
        reason=given.reason,
        instruction=_text(given.instruction_zh, given.instruction_en),
    )
    return Status(201, Given(made.ids[0], made.numbers[0], made.dispatches))


@router.get("/tasks", response=list[TaskRow])
def list_my_tasks(request: Asked, known_at: KnownAt = None) -> list[TaskRow]:
    """List the tasks of your office, as known at `known_at`."""
    now, then = _hour(known_at)
    return list(queries.list_my_tasks(request.auth, now, known_at=then))


@router.get("/dispatches/{dispatch_id}/tasks", response=list[TaskRow])
def list_tasks_of(request: Asked, dispatch_id: UUID, known_at: KnownAt = None) -> list[TaskRow]:
    """List the tasks an office has split its copy into, as known at `known_at`."""
    queries.get_order_of(request.auth.reach, dispatch_id)
    return list(queries.list_tasks_of(request.auth.reach, dispatch_id, *_hour(known_at)))


@router.get("/dispatches/{dispatch_id}/events", response=list[EventRow])
def list_events(request: Asked, dispatch_id: UUID, known_at: KnownAt = None) -> list[EventRow]:
    """List what happened to an office's copy of an order, as known at `known_at`."""
    queries.get_order_of(request.auth.reach, dispatch_id)
    return list(queries.list_events(request.auth.reach, dispatch_id, _hour(known_at)[1]))


@router.post("/dispatches/{dispatch_id}/split", response=list[TaskRow])
def split(request: Asked, dispatch_id: UUID, given: Body[Parts]) -> list[TaskRow]:
    """Split what your office has to do into tasks with one owner each."""
    clock = clock_of_the_world()
    parts = [dividing.Part(part.words, part.owner) for part in given.parts]
    dividing.split(request.auth, clock, dispatch_id=dispatch_id, parts=parts)
    return list(queries.list_tasks_of(request.auth.reach, dispatch_id, clock.now()))


@router.post("/dispatches/{dispatch_id}/not-feasible", response={204: None})
def answer_not_feasible(request: Asked, dispatch_id: UUID, given: Body[Reason]) -> Status[None]:
    """Say that your office cannot, and why: the clock stands, the office above decides."""
    answering.answer_not_feasible(
        request.auth,
        clock_of_the_world(),
        dispatch_id=dispatch_id,
        reason=given.reason,
        event_id=given.event_id,
    )
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/escalate", response={204: None})
def escalate(request: Asked, dispatch_id: UUID, given: Body[Reason]) -> Status[None]:
    """Send it one level up; sent again, another level."""
    answering.escalate(
        request.auth,
        clock_of_the_world(),
        dispatch_id=dispatch_id,
        reason=given.reason,
        event_id=given.event_id,
    )
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/insist", response={204: None})
def insist(request: Asked, dispatch_id: UUID, given: Body[Reason]) -> Status[None]:
    """Decide, as an office above, that it is to be done all the same."""
    answering.insist(request.auth, clock_of_the_world(), dispatch_id=dispatch_id, reason=given.reason)
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/give-time", response={204: None})
def give_time(request: Asked, dispatch_id: UUID, given: Body[MoreTime]) -> Status[None]:
    """Give one office below yours more time."""
    answering.give_time(
        request.auth, clock_of_the_world(), dispatch_id=dispatch_id, due_at=given.due_at, reason=given.reason
    )
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/relieve", response={204: None})
def relieve(request: Asked, dispatch_id: UUID, given: Body[Reason]) -> Status[None]:
    """Take it from an office below yours."""
    answering.relieve(request.auth, clock_of_the_world(), dispatch_id=dispatch_id, reason=given.reason)
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/reassign", response={204: None})
def reassign(request: Asked, dispatch_id: UUID, given: Body[AnotherOffice]) -> Status[None]:
    """Give what an office below yours has to do to another office."""
    answering.reassign(
        request.auth,
        clock_of_the_world(),
        dispatch_id=dispatch_id,
        place_id=given.place_id,
        department=given.department,
        reason=given.reason,
    )
    return Status(204, None)


@router.post("/dispatches/{dispatch_id}/acknowledge", response={204: None})
def acknowledge(request: Asked, dispatch_id: UUID) -> Status[None]:
    """Acknowledge your office's copy of an order."""
    services.acknowledge(request.auth, clock_of_the_world(), dispatch_id=dispatch_id)
    return Status(204, None)


@router.post("/tasks/{task_id}/complete", response=TaskRow)
def complete(request: Asked, task_id: UUID, proof: Body[ProofOfTask]) -> TaskRow:
    """Mark a task done, with its proof."""
    clock = clock_of_the_world()
    given = ProofGiven(proof.kind, proof.content)
    services.complete(request.auth, clock, task_id=task_id, proof=given, event_id=proof.event_id)
    return queries.get_task(request.auth.reach, task_id, clock.now())


@router.post("/tasks/{task_id}/verify", response=TaskRow)
def verify(request: Asked, task_id: UUID) -> TaskRow:
    """Verify a task that somebody else has done."""
    clock = clock_of_the_world()
    services.verify(request.auth, clock, task_id=task_id)
    return queries.get_task(request.auth.reach, task_id, clock.now())


@router.post("/tasks/{task_id}/send-back", response=TaskRow)
def send_back(request: Asked, task_id: UUID, given: Body[Reason]) -> TaskRow:
    """Send back, as a second person, a task that turns out not to be done."""
    clock = clock_of_the_world()
    services.send_back(request.auth, clock, task_id=task_id, reason=given.reason, event_id=given.event_id)
    return queries.get_task(request.auth.reach, task_id, clock.now())


def _by_hand(outbreak_id: str, asked: OrderAsked) -> mobilising.ByHand:
    return mobilising.ByHand(
        outbreak_id=outbreak_id,
        measure=asked.measure,
        place_id=asked.place_id,
        instruction=_text(asked.instruction_zh, asked.instruction_en),
        due_at=asked.due_at,
        cascade_to=asked.cascade_to,
        departments=asked.departments,
        title=_text(asked.title_zh, asked.title_en),
        other_places=tuple(asked.other_places),
        operators=tuple(asked.operators),
    )


def _text(zh: str, en: str) -> Text | None:
    return Text(zh or en, en or zh) if zh or en else None


def _hour(known_at: datetime | None) -> tuple[datetime, datetime | None]:
    """Return (moment judged, earlier hour asked for): None reads orders as they stand."""
    return known(known_at), None if known_at is None else known(known_at)
