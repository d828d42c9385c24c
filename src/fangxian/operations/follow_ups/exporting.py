"""The call list of a day leaves the house: with a reason, and an entry that says how many rows went out."""

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.lists import list_follow_ups
from fangxian.operations.follow_ups.rows import FollowUpRow
from fangxian.operations.journal.services import record
from fangxian.operations.problems import REASON_NEEDED

_ROWS_AT_ONCE = 5_000


@transaction.atomic
def export_follow_ups(
    actor: Actor, clock: Clock, *, outbreak_id: str, reason: str, only: str = "due_today", office_id: str = ""
) -> tuple[FollowUpRow, ...]:
    """Return every follow-up in reach of one choice (see `lists.ONLY`), for a call centre or a printer.

    Raises:
        Problem: `not-your-role`, `not-found`, `reason-needed`.
    """
    actor.require("work")
    if not reason.strip():
        raise REASON_NEEDED()
    at, rows, page = clock.now(), list[FollowUpRow](), 1
    while True:
        found = list_follow_ups(
            actor.reach, outbreak_id, at, only=only, office_id=office_id, page=page, per_page=_ROWS_AT_ONCE
        )
        rows += found.rows
        if page >= found.pages:
            break
        page += 1
    after = {"only": only, "rows": len(rows), "office": office_id}
    record(actor, "exported", "follow-ups", outbreak_id, at=at, after=after, reason=reason)
    return tuple(rows)
