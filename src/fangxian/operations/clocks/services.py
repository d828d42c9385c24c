"""Ringing an outbreak's clocks, and seeing what one was told."""

from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from fangxian.engines.timing import Ring, find_rings
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.bulk import insert_rows
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.clocks.ladders import Office, choose_offices
from fangxian.operations.clocks.models import Bell, Nudge
from fangxian.operations.clocks.reading import plan_of, read_outbreak
from fangxian.operations.clocks.rows import Rung
from fangxian.operations.clocks.watching import Watched
from fangxian.operations.journal.services import record

Told = list[tuple[Ring, Watched, Office]]


@transaction.atomic
def ring(actor: Actor, clock: Clock, *, outbreak_id: str) -> Rung:
    """Tell everybody what is due to be told by now and was not yet; return how much that was.

    Rung again at the same hour, or twice at once, it tells nothing more. What lies outside the reach of whoever
    rings stays for somebody who sees it. Raises `not-found`.
    """
    actor.require("command")
    outbreak = get_outbreak(actor.reach, outbreak_id)
    now, bell = clock.now(), _hold(outbreak)
    sent = dict(Nudge.objects.filter(outbreak_id=outbreak.id).values_list("key", "sent_at"))
    timed = {one.reading.key: one for one in read_outbreak(actor.reach, outbreak, now)}
    readings = [one.reading for one in timed.values()]
    due = find_rings(readings, now, sent, plan_of(outbreak).quiet, outbreak.timezone)
    rings = [(one, timed[one.reading.key].watched) for one in due]
    chosen = choose_offices(rings, actor.reach, outbreak.place_id)
    told: Told = [(one, watched, office) for one, watched in rings if (office := chosen[one.key])]
    _send(actor, clock, outbreak, told)
    bell.rung_at = now
    bell.save(update_fields=["rung_at"])
    reminders = sum(one.kind == "reminder" for one, _, _ in told)
    return Rung(reminders, len(told) - reminders, len(rings) - len(told))


@transaction.atomic
def see(actor: Actor, clock: Clock, *, nudge_ids: Sequence[UUID]) -> int:
    """Say that one has seen what one was told; return how many were new. Nobody can see for another office."""
    at = clock.now()
    rows = actor.reach.filter(nudges_to(actor).filter(id__in=list(nudge_ids), seen_at=None))
    ids = sorted(rows.values_list("id", flat=True))
    if ids:
        Nudge.objects.filter(id__in=ids).update(seen_at=at, seen_by_id=actor.user_id)
        record(actor, "saw", "nudges", ids[0], at=at, after={"nudges": ids})
    return len(ids)


def nudges_to(actor: Actor) -> QuerySet:
    """Return what was told to this person, or to everybody in this person's office."""
    to_all = Q(user=None, office_id=actor.office_id or None)
    return Nudge.objects.filter(Q(user_id=actor.user_id) | to_all)


def _hold(outbreak: OutbreakRow) -> Bell:
    """Hold the outbreak's bell until the transaction ends: whoever rings meanwhile waits and finds it told."""
    Bell.objects.get_or_create(outbreak_id=outbreak.id)
    return Bell.objects.select_for_update().get(outbreak_id=outbreak.id)


def _send(actor: Actor, clock: Clock, outbreak: OutbreakRow, told: Told) -> None:
    if not told:
        return
    at = clock.now()
    offices = ensure_offices(actor, clock, {office for _, _, office in told})
    insert_rows(
        Nudge(
            outbreak_id=outbreak.id,
            key=one.key,
            clock=one.reading.rule.id,
            kind=one.kind,
            step=one.step,
            title_zh=one.reading.rule.title.zh,
            title_en=one.reading.rule.title.en,
            about_zh=watched.about.zh,
            about_en=watched.about.en,
            cause=one.reading.cause or "",
            order_id=watched.order_id,
            place_id=watched.place_id,
            office_id=offices[office],
            # The person who took the work is told in person; the office above as an office.
            user_id=watched.owner_id if one.step == 0 else None,
            due_at=one.reading.due_at,
            sent_at=at,
        )
        for one, watched, office in told
    )
    keys = sorted(one.key for one, _, _ in told)
    after = {"nudges": len(keys), "sha256": sha256("\n".join(keys).encode()).hexdigest()}
    record(actor, "nudged", "outbreak", outbreak.id, at=at, after=after)
