"""What a sample showed is known wherever the person is: told to a follow-up, it stands in their room at a site too."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups import services as follow_ups
from fangxian.operations.follow_ups.sampled import find_sampled
from fangxian.operations.ids import new_id
from fangxian.operations.quarantine_sites.rows import RESULTS
from fangxian.operations.quarantine_sites.told import write_told


@transaction.atomic
def record_finding(
    actor: Actor,
    clock: Clock,
    *,
    follow_up: str,
    result: str,
    taken_at: datetime | None = None,
    event_id: UUID | None = None,
) -> None:
    """Record a sample's result, or what became of a dose; a result is written into the room the person has at a site.

    Sent again, nothing changes. Raises as `follow_ups.services.record_finding`.
    """
    key, at = event_id or new_id(), clock.now()
    told = {"follow_up": follow_up, "result": result, "taken_at": taken_at, "event_id": key}
    fresh = follow_ups.record_finding(actor, clock, **told)  # type: ignore[arg-type]
    if not fresh or result not in RESULTS:
        return
    outbreak_id, person_id = find_sampled(follow_up)
    whose = {"outbreak_id": outbreak_id, "person_id": person_id}
    write_told(actor, at, **whose, finding_id=key, result=result, taken_at=taken_at or at)
