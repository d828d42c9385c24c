"""Recording signals. The last word on a pool, a capacity or a feed stands; what was said before stays on record."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fangxian.engines.tables import CAPACITY_KINDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.signals.models import Signal
from fangxian.operations.signals.problems import SIGNAL_NOT_POSSIBLE
from fangxian.operations.versions import correct

Facts = Mapping[str, Any]


def record_pool(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    pool_id: str,
    place_id: str,
    result_at: datetime,
    taken_at: datetime | None = None,
    members: int | None = None,
    confirmed: bool | None = None,
) -> None:
    """Record a pool with a positive result, or what became of it when its members were sampled one by one.

    Raises `not-found`, `not-your-role`, `signal-not-possible`.
    """
    backwards = taken_at is not None and taken_at > result_at
    _require(not backwards and result_at <= clock.now(), "时间", "the time of the result")
    _require(members is None or members > 0, "人数", "the number of people")
    facts = {"result_at": result_at, "taken_at": taken_at, "members": members, "confirmed": confirmed}
    _record(actor, clock, outbreak_id, "pool", pool_id, place_id, facts)


def record_capacity(
    actor: Actor, clock: Clock, *, outbreak_id: str, kind: str, place_id: str, needed: int, available: int
) -> None:
    """Record how much of a capacity a place needs and has now.

    Raises `not-found`, `not-your-role`, `signal-not-possible`.
    """
    _require(kind in CAPACITY_KINDS, f"类别 {kind}", f"the kind {kind}")
    _require(min(needed, available) >= 0, "数量", "the amount")
    facts = {"kind": kind, "needed": needed, "available": available, "counted_at": clock.now()}
    _record(actor, clock, outbreak_id, "capacity", f"{kind}@{place_id}", place_id, facts)


def record_feed(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    source: str,
    place_id: str,
    due_at: datetime,
    last_received_at: datetime | None = None,
) -> None:
    """Record when a source of data is due next at a place, and when it last came.

    Raises `not-found`, `not-your-role`, `signal-not-possible`.
    """
    future = last_received_at is not None and last_received_at > clock.now()
    _require(bool(source) and not future, "收到时间", "the time it came")
    facts = {"source": source, "due_at": due_at, "last_received_at": last_received_at}
    _record(actor, clock, outbreak_id, "feed", f"{source}@{place_id}", place_id, facts)


def _require(possible: bool, zh: str, en: str) -> None:
    if not possible:
        raise SIGNAL_NOT_POSSIBLE(what=en, what_zh=zh)


@transaction.atomic
def _record(
    actor: Actor, clock: Clock, outbreak_id: str, kind: str, key: str, place_id: str, facts: Facts
) -> None:
    actor.require("work")
    get_outbreak(actor.reach, outbreak_id)
    actor.reach.require(place_id)
    at, signal_id = clock.now(), f"{outbreak_id}:{kind}:{key}"
    stored = {name: one.isoformat() if isinstance(one, datetime) else one for name, one in facts.items()}
    before = Signal.objects.open().filter(id=signal_id).first()
    after = {"place_id": place_id, **stored}
    entry = record(
        actor, "recorded", "signal", signal_id, at=at, before=before.facts if before else None, after=after
    )
    if before is not None:
        correct(before, entry, at, place_id=place_id, facts=stored)
        return
    Signal.objects.create(
        id=signal_id,
        outbreak_id=outbreak_id,
        kind=kind,
        key=key,
        place_id=place_id,
        facts=stored,
        known_from=at,
        valid_from=at,
        entry=entry,
    )
