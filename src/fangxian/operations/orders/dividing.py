"""What an office does with its copy: adds detail for its branch, splits it, gives every part one owner."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import list_members
from fangxian.operations.clock import Clock
from fangxian.operations.orders.folding import ASSIGNED, DETAILED, FINISHED, SPLIT
from fangxian.operations.orders.happening import author_of, happen, hold
from fangxian.operations.orders.issuing import new_task
from fangxian.operations.orders.models import Detail, Dispatch, Task
from fangxian.operations.orders.problems import ALREADY_DONE, NO_PARTS, NO_SUCH_OWNER
from fangxian.operations.orders.services import hold_task


@dataclass(frozen=True)
class Part:
    """One part of what an office has to do: a few words, and whose it is (None: whoever takes it)."""

    words: str
    owner: str | None = None


@transaction.atomic
def add_detail(actor: Actor, clock: Clock, *, dispatch_id: UUID, words: str) -> UUID:
    """Add local detail to an order: every office below this one reads it beside the instruction.

    Raises:
        Problem: `not-found`, `order-revoked`, `no-parts` (no words).
    """
    actor.require("work")
    if not words.strip():
        raise NO_PARTS()
    dispatch = hold(actor, clock, id=dispatch_id)
    happen(actor, clock, dispatch, DETAILED)
    detail = Detail.objects.create(
        dispatch=dispatch, words=words.strip(), by_id=author_of(actor), recorded_at=dispatch.changed_at
    )
    return detail.id


@transaction.atomic
def split(actor: Actor, clock: Clock, *, dispatch_id: UUID, parts: Sequence[Part]) -> tuple[UUID, ...]:
    """Divide what an office has to do into tasks; return them. The office is done when all of them are.

    The task for the whole is withdrawn, unless it is done already: then the parts come on top of it.

    Raises:
        Problem: `not-found`, `order-revoked`, `no-parts`, `already-done`, `no-such-owner`.
    """
    actor.require("work")
    given = [part for part in parts if part.words.strip()]
    if not given:
        raise NO_PARTS()
    dispatch = hold(actor, clock, id=dispatch_id)
    if dispatch.status in FINISHED:
        raise ALREADY_DONE()
    happen(actor, clock, dispatch, SPLIT, detail={"parts": len(given)})
    at = dispatch.changed_at
    Task.objects.filter(dispatch=dispatch, words="", done_at=None, withdrawn_at=None).update(withdrawn_at=at)
    made = [_part(dispatch, part, at) for part in given]
    for part, task in zip(given, made, strict=True):
        task.save(force_insert=True)
        if part.owner is not None:
            _give(actor, clock, dispatch, task, part.owner)
    return tuple(task.id for task in made)


@transaction.atomic
def assign_task(actor: Actor, clock: Clock, *, task_id: UUID, owner: str) -> None:
    """Give a task to somebody of its office, whoever had it before (`owner`: the handle).

    Raises:
        Problem: `not-found`, `order-revoked`, `already-done`, `no-such-owner`.
    """
    actor.require("work")
    dispatch, task = hold_task(actor, clock, task_id)
    if task.done_at is not None:
        raise ALREADY_DONE()
    _give(actor, clock, dispatch, task, owner)


def _part(dispatch: Dispatch, part: Part, at: datetime) -> Task:
    task = new_task(dispatch, part.words.strip()[:300])
    task.created_at = at
    return task


def _give(actor: Actor, clock: Clock, dispatch: Dispatch, task: Task, handle: str) -> None:
    members = {one.handle: one for one in list_members(str(dispatch.office_id), clock.now())}
    if handle not in members:
        raise NO_SUCH_OWNER(handle=handle)
    owner = members[handle].user_id
    Task.objects.filter(id=task.id).update(owner_id=owner)
    happen(actor, clock, dispatch, ASSIGNED, task_id=task.id, detail={"owner": owner})
