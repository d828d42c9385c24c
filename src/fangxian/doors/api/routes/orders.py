"""Orders: the tree of offices, and the tasks of one's own."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from ninja import Body, Router, Status

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.orders import queries, services
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.rows import DispatchNode, OrderRow, TaskRow

router = Router()


@dataclass(frozen=True)
class ProofOfTask:
    """What shows that a task is done. `event_id` makes a repeated push harmless."""

    kind: str
    content: dict[str, Any] = field(default_factory=dict)
    event_id: UUID | None = None


@router.get("/outbreaks/{outbreak_id}/orders", response=list[OrderRow])
def list_orders(
    request: Asked, outbreak_id: str, place_id: str | None = None, limit: int = 200
) -> list[OrderRow]:
    """List the orders of an outbreak within your reach, at `place_id` if given."""
    return list(
        queries.list_orders(request.auth.reach, outbreak_id, clock_of_the_world().now(), place_id, limit)
    )


@router.get("/orders/{order_id}", response=OrderRow)
def get_order(request: Asked, order_id: UUID) -> OrderRow:
    """Get one order with the counts of its dispatches."""
    return queries.get_order(request.auth.reach, order_id, clock_of_the_world().now())


@router.get("/orders/{order_id}/branch", response=list[DispatchNode])
def list_branch(request: Asked, order_id: UUID, parent: UUID | None = None) -> list[DispatchNode]:
    """List the dispatches under `parent`, or those at the top of the tree."""
    return list(queries.list_branch(request.auth.reach, order_id, parent, clock_of_the_world().now()))


@router.get("/tasks", response=list[TaskRow])
def list_my_tasks(request: Asked) -> list[TaskRow]:
    """List the tasks of your office."""
    return list(queries.list_my_tasks(request.auth, clock_of_the_world().now()))


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
