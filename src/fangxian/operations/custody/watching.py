"""Looking at every laboratory's results: what is due and has not come is a signal and an alarm, once."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.custody.backlogs import Backlog, list_backlogs
from fangxian.operations.custody.models import Alarm
from fangxian.operations.custody.rows import AlarmRow
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.signals.services import record_feed


@transaction.atomic
def watch_feeds(actor: Actor, clock: Clock, *, outbreak_id: str) -> int:
    """Raise an alarm for each laboratory whose results are late or short; return how many are new.

    The feed is recorded as a signal too, so that a plan that fires on a missing feed does. Looking again raises nothing.

    Raises:
        Problem: `not-found`, `not-your-role`.
    """
    actor.require("command")
    at = clock.now()
    raised = 0
    for one in list_backlogs(actor.reach, outbreak_id, at):
        if one.shortfall and one.due_at and not _is_raised(outbreak_id, one.laboratory.id, one.due_at):
            _raise(actor, clock, outbreak_id, one, one.shortfall, one.due_at)
            raised += 1
    return raised


def list_alarms(outbreak_id: str, at: datetime, backlogs: Iterable[Backlog]) -> tuple[AlarmRow, ...]:
    """Return the alarms raised by then, the latest first; those are over whose tubes have a result.

    backlogs: what each laboratory has to do, as the reader was let see it.
    """
    waits = {one.laboratory.id: one.due_at for one in backlogs}
    rows = Alarm.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).order_by("-recorded_at", "-id")
    return tuple(
        AlarmRow(
            row.laboratory_id,
            row.shortfall,
            row.due_at,
            row.waiting,
            row.recorded_at,
            over=(due_at := waits.get(row.laboratory_id)) is None or due_at > row.due_at,
        )
        for row in rows
    )


def _is_raised(outbreak_id: str, key: str, due_at: datetime) -> bool:
    return Alarm.objects.filter(outbreak_id=outbreak_id, laboratory_id=key, due_at=due_at).exists()


def _raise(
    actor: Actor, clock: Clock, outbreak_id: str, one: Backlog, shortfall: str, due_at: datetime
) -> None:
    key = one.laboratory.id
    after = {"shortfall": shortfall, "due_at": due_at, "waiting": one.waiting}
    row = Alarm(outbreak_id=outbreak_id, laboratory_id=key, **after)
    write_rows(actor, clock.now(), "raised", "feed-alarm", f"{outbreak_id}:{key}", [row], after)
    record_feed(
        actor,
        clock,
        outbreak_id=outbreak_id,
        source=f"laboratory-{key}",
        place_id=one.laboratory.place_id,
        due_at=due_at,
        last_received_at=one.last_result_at,
    )
