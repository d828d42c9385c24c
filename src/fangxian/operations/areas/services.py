"""Putting areas and measures in force, keeping them true to the evidence, ending them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.models import Area, MeasureInForce
from fangxian.operations.clock import Clock
from fangxian.operations.in_force import Noun, Rows, keep_true, put, release
from fangxian.operations.journal.services import record

_AREA, _MEASURE = Noun(Area, "area"), Noun(MeasureInForce, "measure")


def raise_areas(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Put areas in force, inside the caller's transaction. Rows hold the columns of `Area`; `id` is the area's."""
    put(actor, clock, _AREA, "raised", rows)


def start_measures(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Put measures in force, inside the caller's transaction."""
    put(actor, clock, _MEASURE, "started", rows)


def keep_areas_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of areas that stand (evidence, release clock); return how many differed."""
    return keep_true(actor, clock, _AREA, rows)


def keep_measures_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of measures that stand; return how many differed."""
    return keep_true(actor, clock, _MEASURE, rows)


def release_areas(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End areas now; return how many stood."""
    return release(actor, clock, _AREA, keys, reason)


def release_measures(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End measures now, before their time; return how many stood."""
    return release(actor, clock, _MEASURE, keys, reason)


@transaction.atomic
def record_official_area(
    actor: Actor, clock: Clock, *, columns: Mapping[str, Any], effective_at: datetime
) -> None:
    """Take over an area that an authority decided outside this system (`columns["source"]` says where it stands)."""
    at = clock.now()
    entry = record(actor, "took over", "area", columns["id"], at=at, after=columns, event_at=effective_at)
    Area.objects.create(known_from=at, valid_from=effective_at, entry=entry, **columns)


@transaction.atomic
def record_official_measure(
    actor: Actor, clock: Clock, *, columns: Mapping[str, Any], effective_at: datetime
) -> None:
    """Take over a measure that an authority decided outside this system (`columns["source"]` says where it stands)."""
    at = clock.now()
    entry = record(actor, "took over", "measure", columns["id"], at=at, after=columns, event_at=effective_at)
    MeasureInForce.objects.create(known_from=at, valid_from=effective_at, entry=entry, **columns)
