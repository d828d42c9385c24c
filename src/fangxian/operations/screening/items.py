"""What was told at doors and waits for an office: raised at once, seen, settled with what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from django.db import transaction

from fangxian.engines.visiting import ITEMS, Told
from fangxian.engines.visiting.doorway import HEALTH
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.screening.desks import CLINICAL, offices_of
from fangxian.operations.screening.models import DoorItem, ItemAct
from fangxian.operations.screening.problems import ITEM_SETTLED, NOT_A_HEALTH_WORKER, NOT_AN_ENDING
from fangxian.operations.screening.rows import ENDINGS, HELPED, SEEN, SETTLED


def item_id(form_id: UUID, kind: str, person_id: str | None = None) -> UUID:
    """Return the id of what a form or a button says: the same however often it is sent."""
    return uuid5(form_id, f"{kind}:{person_id or ''}")


def raise_items(
    actor: Actor,
    clock: Clock,
    *,
    form_id: UUID,
    outbreak_id: str,
    place_id: str,
    household_id: str,
    told: Sequence[Told],
    raised_at: datetime,
) -> int:
    """Put what was told at a door on the desks that answer it, inside the caller's transaction; return how many."""
    if not told:
        return 0
    offices = offices_of(actor, clock, {one.kind for one in told}, place_id)
    rows = [
        DoorItem(
            id=item_id(form_id, one.kind, one.person_id),
            outbreak_id=outbreak_id,
            place_id=place_id,
            household_id=household_id,
            person_id=one.person_id,
            kind=one.kind,
            codes=list(one.codes),
            seat_id=offices[one.kind][0],
            answering_id=UUID(offices[one.kind][1]),
            raised_at=raised_at,
            due_at=raised_at + timedelta(hours=ITEMS[one.kind].due_hours),
        )
        for one in told
    ]
    after = {"kinds": sorted(one.kind for one in told), "place_id": place_id}
    write_rows(actor, clock.now(), "raised", "door-item", form_id, rows, after, event_at=raised_at)
    return len(rows)


@transaction.atomic
def see_item(actor: Actor, clock: Clock, *, item_id: UUID) -> None:
    """Say that the office has seen it; a second time changes nothing.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-health-worker`.
    """
    row = _get(actor, item_id)
    if not row.acts.filter(act=SEEN).exists():
        act = ItemAct(item=row, act=SEEN)
        write_rows(actor, clock.now(), "saw", "door-item-act", row.pk, [act], {"act": SEEN})


@transaction.atomic
def settle_item(actor: Actor, clock: Clock, *, item_id: UUID, ending: str) -> None:
    """Say what came of it.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-health-worker`, `not-an-ending`, `door-item-settled`.
    """
    row = _get(actor, item_id)
    if ending not in ENDINGS:
        raise NOT_AN_ENDING(ending=ending, endings=", ".join(ENDINGS))
    done = row.acts.filter(act=SETTLED).first()
    if done is not None:
        raise ITEM_SETTLED(at=done.recorded_at.isoformat())
    act = ItemAct(item=row, act=SETTLED, ending=ending)
    after = {"act": SETTLED, "ending": ending}
    write_rows(actor, clock.now(), "settled", "door-item-act", row.pk, [act], after)


def settle_delivered(actor: Actor, clock: Clock, *, item_ids: Sequence[UUID]) -> int:
    """Settle what was delivered with proof, inside the caller's transaction, which has seen the proof; return how many.

    Whoever brought it need not serve at the desk. What is settled stays as it is.
    """
    rows = DoorItem.objects.select_for_update().filter(id__in=list(item_ids)).exclude(acts__act=SETTLED)
    acts = [ItemAct(item=row, act=SETTLED, ending=HELPED) for row in rows.order_by("id")]
    if acts:
        after = {"act": SETTLED, "ending": HELPED, "items": sorted(str(one.item_id) for one in acts)}
        write_rows(actor, clock.now(), "settled", "door-item-act", acts[0].item_id, acts, after)
    return len(acts)


def _get(actor: Actor, item_id: UUID) -> DoorItem:
    actor.require("work")
    rows = actor.reach.filter_persons(DoorItem.objects.select_for_update(), "seat_id")
    row = rows.filter(id=item_id).first()
    if row is None:
        raise NOT_FOUND(what="item told at a door", what_zh="排查事项", key=item_id)
    if ITEMS[row.kind].desk == HEALTH and actor.department not in CLINICAL:
        raise NOT_A_HEALTH_WORKER()
    return row
