"""Orders: the tree of offices, and the tasks of one's own."""

from dataclasses import dataclass

from ninja import Body, Router

from fangxian.doors.api.entrance import Asked, clock_of_the_world
from fangxian.operations.orders import queries, services

router = Router()


@dataclass(frozen=True)
class ProofOfTask:
    """What shows that a task is done. `event_id` makes a repeated push harmless."""

    kind: str
    content: str = ""
    event_id: str | None = None


@router.get("/outbreaks/{outbreak_id}/orders", response=list[queries.OrderRow])
def list_orders(request: Asked, outbreak_id: str) -> tuple[queries.OrderRow, ...]:
    """List the orders of an outbreak within your reach."""
    return queries.list_orders(request.auth.reach, outbreak_id, clock_of_the_world().now())


@router.get("/orders/{order_id}/branch", response=list[queries.DispatchNode])
def list_branch(request: Asked, order_id: str, parent: str | None = None) -> tuple[queries.DispatchNode, ...]:
    """List the dispatches under `parent`, or those at the top of the tree."""
    return queries.list_branch(request.auth.reach, order_id, parent, clock_of_the_world().now())


@router.get("/tasks", response=list[queries.TaskRow])
def list_my_tasks(request: Asked) -> tuple[queries.TaskRow, ...]:
    """List the tasks of your office."""
    return queries.list_my_tasks(request.auth, clock_of_the_world().now())


@router.post("/dispatches/{dispatch_id}/acknowledge", response={204: None})
def acknowledge(request: Asked, dispatch_id: str) -> tuple[int, None]:
    """Acknowledge your office's copy of an order."""
    services.acknowledge(request.auth, dispatch_id, clock_of_the_world())
    return 204, None


@router.post("/tasks/{task_id}/complete", response=queries.TaskRow)
def complete(request: Asked, task_id: str, proof: Body[ProofOfTask]) -> queries.TaskRow:
    """Mark a task done, with its proof."""
    given = services.ProofGiven(kind=proof.kind, content=proof.content)
    services.complete(request.auth, task_id, given, clock_of_the_world(), event_id=proof.event_id)
    return queries.get_task(request.auth.reach, task_id)


@router.post("/tasks/{task_id}/verify", response=queries.TaskRow)
def verify(request: Asked, task_id: str) -> queries.TaskRow:
    """Verify a task that somebody else has done."""
    services.verify(request.auth, task_id, clock_of_the_world())
    return queries.get_task(request.auth.reach, task_id)
