"""Putting areas and measures in force, keeping them true to the evidence, ending them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.models import Area, MeasureInForce, RoundOfTests
from fangxian.operations.areas.problems import ROUND_NOT_POSSIBLE
from fangxian.operations.clock import Clock
from fangxian.operations.in_force import Noun, Rows, amend, keep_true, put, release, take_over
from fangxian.operations.journal.services import record
from fangxian.operations.problems import NOT_FOUND


@dataclass(frozen=True)
class RoundGiven:
    """A round of tests as the office reports it: people due, people tested, positives."""

    finished_on: date
    due: int
    tested: int
    positive: int


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
    take_over(actor, clock, _AREA, columns, effective_at)


@transaction.atomic
def record_official_measure(
    actor: Actor, clock: Clock, *, columns: Mapping[str, Any], effective_at: datetime
) -> None:
    """Take over a measure that an authority decided outside this system (`columns["source"]` says where it stands)."""
    take_over(actor, clock, _MEASURE, columns, effective_at)


@transaction.atomic
def record_official_change(
    actor: Actor, clock: Clock, *, key: str, level: str, source: str, effective_at: datetime
) -> None:
    """Take over that an authority changed the level of an area that stands. Raises `not-found`."""
    row, after = _standing(key), {"level": level, "source": source}
    told = {"before": {"level": row.level}, "after": after, "event_at": effective_at}
    changes = {**after, "starts_at": effective_at, "valid_from": effective_at}
    amend(actor, clock, _AREA, row, "took over", told, **changes)


@transaction.atomic
def record_official_end(actor: Actor, clock: Clock, *, key: str, source: str, effective_at: datetime) -> None:
    """Take over that an authority ended an area. Raises `not-found`."""
    row, after = _standing(key), {"valid_to": effective_at, "source": source}
    told = {"after": after, "reason": source, "event_at": effective_at}
    amend(actor, clock, _AREA, row, "ended", told, valid_to=max(effective_at, row.valid_from))


@transaction.atomic
def record_round(actor: Actor, clock: Clock, *, key: str, figures: RoundGiven, last_day: date) -> None:
    """Record what a round of tests in an area came to; `last_day`: today where the area lies.

    Raises:
        Problem: `not-found` (outside the reach too), `round-not-possible`.
    """
    actor.require("work")
    found = actor.reach.filter(Area.objects.open().filter(id=key)).first()
    if found is None:
        raise NOT_FOUND(what="area", what_zh="地区", key=key)
    if figures.finished_on > last_day or not 0 <= figures.positive <= figures.tested or figures.due < 0:
        raise ROUND_NOT_POSSIBLE()
    at, columns = clock.now(), asdict(figures)
    entry = record(actor, "recorded", "round", key, at=at, after=columns)
    RoundOfTests.objects.create(
        area=key, outbreak_id=found.outbreak_id, recorded_at=at, entry=entry, **columns
    )


def _standing(key: str) -> Area:
    row = Area.objects.open().filter(id=key, valid_to=None).first()
    if row is None:
        raise NOT_FOUND(what="area", what_zh="地区", key=key)
    return row
