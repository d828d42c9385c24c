"""Putting areas and measures in force, keeping them true to the evidence, ending them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.models import Area, MeasureInForce
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.versions import change, correct, end

Model = type[Area] | type[MeasureInForce]
Rows = Sequence[Mapping[str, Any]]


def raise_areas(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Put areas in force, inside the caller's transaction. Rows hold the columns of `Area`; `id` is the area's."""
    for row in rows:
        _put(actor, clock, Area, "raised", row)


def start_measures(actor: Actor, clock: Clock, rows: Rows) -> None:
    """Put measures in force, inside the caller's transaction."""
    for row in rows:
        _put(actor, clock, MeasureInForce, "started", row)


def keep_areas_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of areas that stand (evidence, release clock); return how many differed."""
    return _keep_true(actor, clock, Area, rows)


def keep_measures_true(actor: Actor, clock: Clock, rows: Rows) -> int:
    """Store what a response found of measures that stand; return how many differed."""
    return _keep_true(actor, clock, MeasureInForce, rows)


def release_areas(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End areas now; return how many stood."""
    return _release(actor, clock, Area, keys, reason)


def release_measures(actor: Actor, clock: Clock, *, keys: Iterable[str], reason: str) -> int:
    """End measures now, before their time; return how many stood."""
    return _release(actor, clock, MeasureInForce, keys, reason)


def record_official_area(
    actor: Actor,
    clock: Clock,
    *,
    columns: Mapping[str, Any],
    effective_at: datetime,
    ended_at: datetime | None = None,
) -> None:
    """Take over an area that an authority decided outside this system (`columns["source"]` says where it stands)."""
    at = clock.now()
    entry = record(actor, "took over", "area", columns["id"], at=at, after=columns, event_at=effective_at)
    Area.objects.create(known_from=at, valid_from=effective_at, valid_to=ended_at, entry=entry, **columns)


def _put(actor: Actor, clock: Clock, model: Model, verb: str, row: Mapping[str, Any]) -> None:
    at = clock.now()
    standing = _standing(model, [row["id"]])
    before = _image(standing[0], row) if standing else None
    entry = record(actor, verb, _kind(model), row["id"], at=at, before=before, after=row)
    if standing:
        change(standing[0], entry, at, at, **{name: value for name, value in row.items() if name != "id"})
    else:
        model.objects.create(known_from=at, valid_from=at, entry=entry, **row)


def _keep_true(actor: Actor, clock: Clock, model: Model, rows: Rows) -> int:
    at, found = clock.now(), {row["id"]: row for row in rows}
    differing = [
        standing
        for standing in _standing(model, list(found))
        if any(getattr(standing, name) != value for name, value in found[standing.id].items())
    ]
    for standing in differing:
        after = found[standing.id]
        before = _image(standing, after)
        entry = record(actor, "reviewed", _kind(model), standing.id, at=at, before=before, after=after)
        correct(standing, entry, at, **after)
    return len(differing)


def _release(actor: Actor, clock: Clock, model: Model, keys: Iterable[str], reason: str) -> int:
    at, rows = clock.now(), _standing(model, list(keys))
    for row in rows:
        entry = record(actor, "released", _kind(model), row.id, at=at, after={"valid_to": at}, reason=reason)
        end(row, entry, at, valid_to=at)
    return len(rows)


def _standing(model: Model, keys: list[str]) -> list[Any]:
    return list(model.objects.open().filter(valid_to=None, id__in=keys))


def _image(row: Any, like: Mapping[str, Any]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in like}


def _kind(model: Model) -> str:
    return "area" if model is Area else "measure"
