"""Blocking a list of people as a whole, and keeping for the auditor who wanted them bound."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.people.vault import open_vault
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.restrictions.models import Asking, BlockedList
from fangxian.operations.restrictions.problems import LIST_BLOCKED, LIST_SETTLED, OF_THE_SIGNING_LINE
from fangxian.operations.restrictions.support import count_faults, judge
from fangxian.operations.restrictions.words import tell_faults

Row = Mapping[str, Any]


@dataclass(frozen=True)
class ListAsked:
    """A list somebody wanted bound. `faults`: why -> how many; `people` goes no further than into a keyed digest."""

    outbreak_id: str
    measure: str
    people: tuple[str, ...]
    faults: Mapping[str, int]
    door: str
    reason: str = ""
    proposal_id: UUID | None = None

    @property
    def faulty(self) -> int:
        """How many people cannot be restricted."""
        return sum(self.faults.values())


class ListBlocked(Problem):
    """A list was refused. Whoever catches it has to keep it for the auditor: see `kept_for_the_auditor`."""

    def __init__(self, asked: ListAsked, problem: Problem | None = None) -> None:
        words = tell_faults(asked.faults)
        told = problem or LIST_BLOCKED(
            persons=f"{len(asked.people):,}", faulty=f"{asked.faulty:,}", faults=words.en, faults_zh=words.zh
        )
        super().__init__(told.code, told.happened, told.expected, told.remedy, told.status)
        self.asked = asked


@contextmanager
def kept_for_the_auditor(actor: Actor, clock: Clock) -> Iterator[None]:
    """Run one transaction. If a list is blocked in it nothing of it stays, but that somebody asked does."""
    try:
        with transaction.atomic():
            yield
    except ListBlocked as blocked:
        with transaction.atomic():
            keep_blocked(actor, clock, blocked.asked)
        raise


def refuse_unsupported(
    outbreak: OutbreakRow,
    rows: Sequence[Row],
    at: datetime,
    *,
    door: str,
    reason: str = "",
    asked_by: str = "",
    proposal_id: UUID | None = None,
    seen: Collection[str] | None = None,
) -> None:
    """Raise `list-blocked` if one row may not bind its person: then none of them may.

    A list is one act of whoever asks: were it cut down to those with evidence, names could be tried in bulk, what is
    refused would tell who is on record, and a list drawn up for another purpose would pass in part.
    """
    faults = judge(outbreak, rows, at, asked_by=asked_by, seen=seen)
    if faults:
        people = tuple(sorted({row["person_id"] for row in rows}))
        measure = ";".join(sorted({row["measure"] for row in rows}))[:80]
        raise ListBlocked(
            ListAsked(outbreak.id, measure, people, count_faults(faults), door, reason, proposal_id)
        )


def keep_blocked(actor: Actor, clock: Clock, asked: ListAsked) -> UUID:
    """Put a blocked list before the auditor, inside the caller's transaction; asked for again it opens again."""
    at = clock.now()
    digest = open_vault().digest("blocked-list", "\n".join(sorted(asked.people)))
    blocked, _ = BlockedList.objects.get_or_create(
        outbreak_id=asked.outbreak_id,
        measure=asked.measure,
        digest=digest,
        defaults={"persons": len(asked.people), "first_at": at},
    )
    told = {
        "measure": asked.measure,
        "digest": digest,
        "persons": len(asked.people),
        "faults": dict(asked.faults),
        "door": asked.door,
        "proposal": str(asked.proposal_id or ""),
    }
    entry = record(actor, "stopped", "blocked-list", blocked.id, at=at, after=told, reason=asked.reason)
    Asking.objects.create(
        blocked=blocked,
        at=at,
        by=actor.user_id,
        role=actor.role,
        office=actor.office_id,
        door=asked.door,
        supported=max(len(asked.people) - asked.faulty, 0),
        faults=dict(asked.faults),
        reason=asked.reason,
        proposal=asked.proposal_id,
        entry=entry,
    )
    BlockedList.objects.filter(id=blocked.id).update(settled_at=None, settled_by="", finding="")
    return blocked.id


@transaction.atomic
def settle_blocked(actor: Actor, clock: Clock, *, blocked_id: UUID, finding: str) -> None:
    """Write down what the auditor found. Nobody who asked for the list, nor their office, may.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`, `list-settled`, `of-the-signing-line`.
    """
    actor.require("audit")
    if not finding.strip():
        raise REASON_NEEDED()
    found = BlockedList.objects.select_for_update().filter(id=blocked_id).first()
    if found is None:
        raise NOT_FOUND(what="blocked list", what_zh="被拦名单", key=blocked_id)
    if found.settled_at is not None:
        raise LIST_SETTLED()
    askings = found.askings.all()
    if any(row.by == actor.user_id or (row.office and row.office == actor.office_id) for row in askings):
        raise OF_THE_SIGNING_LINE()
    found.settled_at, found.settled_by, found.finding = clock.now(), actor.user_id, finding
    found.save(update_fields=["settled_at", "settled_by", "finding"])
    record(actor, "settled", "blocked-list", found.id, at=clock.now(), reason=finding)
