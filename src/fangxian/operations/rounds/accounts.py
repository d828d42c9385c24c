"""The register of a round with those added to it, and what happened: the tables the ledger is counted from."""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db.models import Q, QuerySet

from fangxian.engines import tables
from fangxian.operations.chunks import in_chunks
from fangxian.operations.rounds.models import AccountEvent, Addition
from fangxian.stores.registers import RegisterStore

_EVENT = ("id", "person_id", "household_id", "kind", "event_at", "recorded_at", "voids")
_ADDED = ("person_id", "household_id", "place_id", "added_at")


def register_store() -> RegisterStore:
    """Return the registers of this world."""
    return RegisterStore(Path(settings.FANGXIAN_HOME) / "registers")


def register_of(
    round_id: UUID, sha256: str, places: Collection[str] | None, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return REGISTER with those added by `known_at`, of these lowest places or of all. Raises `no-register`."""
    frozen = _frozen(str(round_id), sha256, places)
    rows = Addition.objects.filter(
        Q() if known_at is None else Q(recorded_at__lte=known_at), round_id=round_id
    )
    added = [
        {"round_id": str(round_id), "lists": "", **dict(zip(_ADDED, values, strict=True))}
        for values in _of_places(rows, places, _ADDED)
    ]
    return pl.concat([frozen, tables.REGISTER.rows(added)]) if added else frozen


def events_of(
    round_id: UUID, places: Collection[str] | None, known_at: datetime | None = None
) -> pl.DataFrame:
    """Return EVENTS of these lowest places or of all, recorded by `known_at`."""
    rows = AccountEvent.objects.filter(
        Q() if known_at is None else Q(recorded_at__lte=known_at), round_id=round_id
    )
    found = list(_of_places(rows, places, _EVENT))
    ids, people, doors, kinds, happened, recorded, voids = zip(*found, strict=True) if found else ((),) * 7
    columns = {
        "event_id": [str(one) for one in ids],
        "round_id": [str(round_id)] * len(ids),
        "person_id": people,
        "household_id": doors,
        "kind": kinds,
        "event_at": happened,
        "recorded_at": recorded,
        "voids": [None if one is None else str(one) for one in voids],
    }
    return tables.EVENTS.check(pl.DataFrame(columns, schema_overrides=_TYPES))


_TYPES = {"person_id": pl.String(), "household_id": pl.String(), "voids": pl.String()}


def _of_places(
    rows: QuerySet, places: Collection[str] | None, columns: Iterable[str]
) -> Iterable[tuple[Any, ...]]:
    if places is None:
        return rows.values_list(*columns).iterator(chunk_size=10_000)
    parts = (rows.filter(place_id__in=some).values_list(*columns) for some in in_chunks(sorted(places)))
    return (row for part in parts for row in part)


def _frozen(round_id: str, sha256: str, places: Collection[str] | None) -> pl.DataFrame:
    """A door is asked for again and again: one community is remembered, a city is not."""
    if places is not None and len(places) == 1:
        return _remembered(round_id, sha256, *places)
    return register_store().read(round_id, places)


@lru_cache(maxsize=256)
def _remembered(round_id: str, sha256: str, place_id: str) -> pl.DataFrame:
    """`sha256` changes where somebody was taken out of a register."""
    return register_store().read(round_id, [place_id])
