"""Calling back from leave (R05): whoever is called answers for themselves, and is sent nowhere before they come."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.teams.codes import ANSWERS
from fangxian.operations.teams.members import require_words
from fangxian.operations.teams.models import Member, Recall
from fangxian.operations.teams.problems import ALREADY_ANSWERED, NOT_A_TIME, NOT_YOURS
from fangxian.operations.teams.queries import find_member_of, list_members
from fangxian.operations.teams.standing import like, write_versions


@transaction.atomic
def recall_members(
    actor: Actor, clock: Clock, *, outbreak_id: str, member_ids: Sequence[UUID], due_at: datetime, reason: str
) -> int:
    """Call members back from leave; return how many calls went out. Who has an unanswered call gets no second one.

    Raises:
        Problem: `not-your-role`, `not-found` (outbreak, a member out of reach), `reason-needed`,
            `not-a-time-of-service` (due before now).
    """
    actor.require("command")
    get_outbreak(actor.reach, outbreak_id)
    at = clock.now()
    if not reason.strip():
        raise REASON_NEEDED()
    if due_at <= at:
        raise NOT_A_TIME()
    seen = {row.id: row for row in list_members(actor.reach, at, named=False)}
    for member_id in member_ids:
        if member_id not in seen:
            raise NOT_FOUND(what="member", what_zh="队员", key=member_id)
    waiting = Recall.objects.open().filter(outbreak_id=outbreak_id, answer="")
    called = set(waiting.values_list("member_id", flat=True))
    rows = [
        Recall(
            id=new_id(),
            outbreak_id=outbreak_id,
            place_id=seen[member_id].place_id,
            member_id=member_id,
            starts_at=at,
            due_at=due_at,
            known_from=at,
            valid_from=at,
        )
        for member_id in dict.fromkeys(member_ids)
        if member_id not in called
    ]
    if rows:
        told = {"people": len(rows), "due_at": due_at}
        write_versions(actor, at, "called back", "recall", outbreak_id, rows, told, reason=reason)
    return len(rows)


@transaction.atomic
def answer_recall(actor: Actor, clock: Clock, *, recall_id: UUID, answer: str) -> None:
    """Answer a call: by the person themselves, or by command for somebody without an account.

    Who comes is available from now on.

    Raises:
        Problem: `not-found`, `recall-not-yours`, `recall-answered`, `not-a-team-word`.
    """
    at = clock.now()
    require_words(ANSWERS, [answer])
    row = Recall.objects.open().filter(id=recall_id).first()
    if row is None:
        raise NOT_FOUND(what="recall", what_zh="召回通知", key=recall_id)
    own = find_member_of(actor.user_id, at) == row.member_id
    commands = actor.may("command") and actor.reach.covers(row.place_id)
    if not own and not commands:
        raise (
            NOT_YOURS()
            if actor.reach.covers(row.place_id)
            else NOT_FOUND(what="recall", what_zh="召回通知", key=recall_id)
        )
    if row.answer:
        raise ALREADY_ANSWERED()
    fresh = like(row, at, answer=answer, answered_at=at)
    told = {"answer": answer, "themselves": own}
    write_versions(actor, at, "answered", "recall", row.id, [fresh], told, [row])
    if answer == "coming":
        _make_available(actor, at, row.member_id)


def _make_available(actor: Actor, at: datetime, member_id: UUID) -> None:
    row = Member.objects.open().filter(id=member_id).first()
    if row is None or (row.available_from is None and row.available_to is None):
        return
    fresh = like(row, at, available_from=at, available_to=None)
    write_versions(actor, at, "came back", "member", member_id, [fresh], {"available_from": at}, [row])
