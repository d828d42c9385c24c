"""Working on an order: acknowledge, take, complete with a proof, verify by a second person.

Every act carries an id made where it was born; sending it again changes nothing and answers the same.
"""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.orders.changing import revoke
from fangxian.operations.orders.folding import (
    ACKNOWLEDGED,
    DONE,
    PART_DONE,
    PART_VERIFIED,
    SENT_BACK,
    TAKEN,
    VERIFIED,
)
from fangxian.operations.orders.happening import author_of, happen, hold, is_repeated
from fangxian.operations.orders.models import Dispatch, Proof, Task
from fangxian.operations.orders.problems import NOT_DONE_YET, SECOND_PERSON_NEEDED, TASK_TAKEN
from fangxian.operations.orders.proofs import ProofGiven, check_proof
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED

__all__ = ["acknowledge", "complete", "revoke", "send_back", "take_task", "verify"]


@transaction.atomic
def acknowledge(
    actor: Actor,
    clock: Clock,
    *,
    dispatch_id: UUID,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
) -> str:
    """Say that the office has the order; return the status of its dispatch."""
    actor.require("work")
    dispatch = hold(actor, clock, id=dispatch_id)
    return happen(actor, clock, dispatch, ACKNOWLEDGED, event_id=event_id, device_at=device_at)


@transaction.atomic
def take_task(actor: Actor, clock: Clock, *, task_id: UUID) -> None:
    """Make the task one's own. Raises `task-taken`."""
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    if str(task.owner_id) == actor.user_id:
        return
    if task.owner_id is not None:
        raise TASK_TAKEN()
    Task.objects.filter(id=task.id).update(owner_id=actor.user_id)
    happen(actor, clock, dispatch, TAKEN, task_id=task.id, detail={"owner": actor.user_id})


@transaction.atomic
def complete(
    actor: Actor,
    clock: Clock,
    *,
    task_id: UUID,
    proof: ProofGiven,
    event_id: UUID | None = None,
    device_at: datetime | None = None,
) -> str:
    """Report a task done, with the proof its order wants; return the status of its dispatch.

    Raises:
        Problem: `not-found`, `order-revoked`, `proof-not-enough`, `event-id-taken`.
    """
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    check_proof(proof, dispatch.order.proof)
    if is_repeated(event_id, dispatch, DONE, PART_DONE):
        return dispatch.status
    at = clock.now()
    Proof.objects.create(
        task=task,
        kind=proof.kind,
        content=proof.content,
        sha256=proof.sha256,
        by_id=author_of(actor),
        recorded_at=at,
    )
    Task.objects.filter(id=task.id).update(done_at=at, done_by_id=author_of(actor))
    kind = PART_DONE if _left(dispatch).filter(done_at=None).exists() else DONE
    return happen(
        actor,
        clock,
        dispatch,
        kind,
        task_id=task.id,
        event_id=event_id,
        device_at=device_at,
        detail={"proof": proof.kind, "sha256": proof.sha256},
    )


@transaction.atomic
def verify(actor: Actor, clock: Clock, *, task_id: UUID, event_id: UUID | None = None) -> str:
    """Confirm as a second person that a task was done. Raises `second-person-needed`, `not-done-yet`."""
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    if is_repeated(event_id, dispatch, VERIFIED, PART_VERIFIED):
        return dispatch.status
    _check_second_person(actor, task)
    Task.objects.filter(id=task.id).update(verified_at=clock.now())
    kind = PART_VERIFIED if _left(dispatch).filter(verified_at=None).exists() else VERIFIED
    return happen(actor, clock, dispatch, kind, task_id=task.id, event_id=event_id)


@transaction.atomic
def send_back(actor: Actor, clock: Clock, *, task_id: UUID, reason: str, event_id: UUID | None = None) -> str:
    """Say as a second person that a task reported done is not. Raises `second-person-needed`, `not-done-yet`."""
    actor.require("work")
    if not reason.strip():
        raise REASON_NEEDED()
    dispatch, task = hold_task(actor, clock, task_id)
    if is_repeated(event_id, dispatch, SENT_BACK):
        return dispatch.status
    _check_second_person(actor, task)
    Task.objects.filter(id=task.id).update(done_at=None, done_by=None, verified_at=None)
    return happen(actor, clock, dispatch, SENT_BACK, task_id=task.id, event_id=event_id, reason=reason)


def hold_task(actor: Actor, clock: Clock, task_id: UUID) -> tuple[Dispatch, Task]:
    """Return a task in reach with its dispatch, held. Raises `not-found`, `order-revoked`."""
    found = Task.objects.filter(id=task_id, withdrawn_at=None).values_list("dispatch_id", flat=True).first()
    if found is None or not actor.reach.filter(Dispatch.objects.filter(id=found), "place_id").exists():
        raise NOT_FOUND(what="task", what_zh="任务", key=task_id)
    # Read once it is held: what another has done to the task meanwhile is seen.
    return hold(actor, clock, id=found), Task.objects.get(id=task_id)


def _check_second_person(actor: Actor, task: Task) -> None:
    if task.done_at is None:
        raise NOT_DONE_YET()
    if str(task.done_by_id) == actor.user_id:
        raise SECOND_PERSON_NEEDED()


def _left(dispatch: Dispatch) -> QuerySet:
    return Task.objects.filter(dispatch=dispatch, withdrawn_at=None)
