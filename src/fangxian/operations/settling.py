"""Records from the spool that say something of a round go into its ledger: a knock, somebody sampled, somebody in a tube."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_actor
from fangxian.operations.clock import Clock
from fangxian.operations.custody.rows import SampleGiven
from fangxian.operations.custody.services import record_samples
from fangxian.operations.registrations.pending import Waiting, list_waiting, refuse, settle
from fangxian.operations.rounds.rows import EventGiven
from fangxian.operations.rounds.services import record_events

AT_ONCE = 500
SAID, TUBE, SITE = "said", "tube", "site"
"""Answers of a payload: what a knock met (`no-answer`, `answered`, `refused` ...); the tube a sample went into, at which site."""


@dataclass(frozen=True)
class Settled:
    """Records that are in their ledger now, and those it would not take."""

    settled: int = 0
    refused: int = 0


def settle_registrations(clock: Clock) -> Settled:
    """Put some of what waits into its ledger, in the name of who sent it; nothing once all is there.

    A record's id is that of its event, so that doing it twice changes nothing. What a ledger refuses (somebody in no
    register, a round that was closed) stays on record and is counted with the problem.
    """
    waiting = sorted(list_waiting(AT_ONCE), key=_act)
    done = Settled()
    for _, rows in groupby(waiting, key=_act):
        found = _settle(clock, list(rows))
        done = Settled(done.settled + found.settled, done.refused + found.refused)
    return done


def _act(one: Waiting) -> tuple[str, str, str, bool]:
    return one.user_id, one.office_id, str(one.round_id), _is_sample(one)


def _is_sample(one: Waiting) -> bool:
    return one.kind == "registration" and TUBE in one.payload


def _settle(clock: Clock, rows: Sequence[Waiting]) -> Settled:
    """All at once; where one of them can't be, each by itself."""
    try:
        with transaction.atomic():
            _write(clock, rows)
            settle([one.id for one in rows])
    except Problem as problem:
        if len(rows) > 1:
            each = [_settle(clock, [one]) for one in rows]
            return Settled(sum(one.settled for one in each), sum(one.refused for one in each))
        refuse(rows[0].id, problem.code, clock.now())
        return Settled(refused=1)
    return Settled(settled=len(rows))


def _write(clock: Clock, rows: Sequence[Waiting]) -> None:
    first = rows[0]
    actor: Actor = get_actor(first.user_id, clock.now(), first.office_id or None)
    if _is_sample(first):
        samples = [_sample(one) for one in rows]
        record_samples(actor, clock, round_id=first.round_id, samples=samples, strict=False)
        return
    events = [_event(one) for one in rows if one.kind != "passage"]
    if events:
        record_events(actor, clock, round_id=first.round_id, events=events)


def _sample(one: Waiting) -> SampleGiven:
    return SampleGiven(
        id=one.id,
        tube_code=str(one.payload[TUBE]),
        person_id=one.person_key or "",
        place_id=one.place_id,
        taken_at=one.event_at,
        device_at=one.device_at,
        site_id=str(one.payload.get(SITE) or "") or None,
    )


def _event(one: Waiting) -> EventGiven:
    knock = one.kind == "knock"
    return EventGiven(
        id=one.id,
        place_id=one.place_id,
        kind=str(one.payload.get(SAID, "no-answer" if knock else "done")),
        event_at=one.event_at,
        person_id=None if knock else one.person_key,
        household_id=one.household_key if knock else None,
        device_at=one.device_at,
    )
