"""What lists of people say: kept sealed, each import under a key of its own, until the day it came with."""

from collections.abc import Callable, Collection
from datetime import date, datetime
from functools import partial
from pathlib import Path
from uuid import UUID

import polars as pl
from django.conf import settings
from django.db import transaction

from fangxian.operations.people.vault import open_vault
from fangxian.operations.rounds.models import ListPart
from fangxian.stores.listed import LISTED, ListStore


def keep_rows(
    batch_id: UUID, outbreak_id: str, list_id: str, rows: pl.DataFrame, kept_until: date, at: datetime
) -> None:
    """Keep the rows (LISTED) that came with one import; for imports, which journal it."""
    if not rows.height:
        return
    part = ListPart(
        id=batch_id,
        outbreak_id=outbreak_id,
        list_id=list_id,
        wrapped=open_vault().make_key(),
        rows=rows.height,
        kept_until=kept_until,
        recorded_at=at,
    )
    part.save(force_insert=True)
    _store().write(str(batch_id), rows, partial(open_vault().seal, part.wrapped))


def find_rows(outbreak_id: str, list_id: str, at: datetime) -> pl.DataFrame:
    """Return every row (LISTED) a list of an outbreak has, and may still have, at `at`.

    For what unites lists or adds to them, which answers nobody directly and therefore takes no reach.
    """
    parts = ListPart.objects.filter(outbreak_id=outbreak_id, list_id=list_id, recorded_at__lte=at)
    held = parts.filter(kept_until__gt=at.date()).order_by("id")
    return pl.concat([LISTED.empty(), *(_read(part) for part in held)])


def find_rows_by_key(row_keys: Collection[str], at: datetime) -> pl.DataFrame:
    """Return those of the rows (LISTED) that may still be held at `at`."""
    parts = ListPart.objects.filter(id__in={key[:36] for key in row_keys}, kept_until__gt=at.date())
    rows = pl.concat([LISTED.empty(), *(_read(part) for part in parts.order_by("id"))])
    return rows.filter(pl.col("row_key").is_in(sorted(row_keys)))


def forget_rows(person_key: str, row_keys: Collection[str]) -> int:
    """Take a person out of every list: the rows that state their number, and those found to be theirs."""
    gone = 0
    theirs = pl.col("row_key").is_in([*row_keys, person_key]) | (pl.col("person_id") == person_key)
    for part in ListPart.objects.order_by("id"):
        rows = _read(part)
        rest = rows.filter(~theirs.fill_null(False))
        if rest.height < rows.height:
            _store().write(str(part.id), rest, partial(open_vault().seal, part.wrapped))
            ListPart.objects.filter(id=part.id).update(rows=rest.height)
            gone += rows.height - rest.height
    return gone


def count_rows_due(day: date) -> dict[str, int]:
    """Return import -> the rows that were to be kept until `day` or an earlier one."""
    due = ListPart.objects.filter(kept_until__lte=day).order_by("id")
    return {str(key): rows for key, rows in due.values_list("id", "rows")}


def drop_rows_due(day: date) -> dict[str, int]:
    """Destroy the keys of these imports and drop their files; return import -> how many rows went."""
    dropped = count_rows_due(day)
    ListPart.objects.filter(id__in=list(dropped)).delete()
    for name in dropped:
        transaction.on_commit(_dropping(name))
    return dropped


def _dropping(name: str) -> Callable[[], None]:
    return lambda: _store().drop(name)


def _read(part: ListPart) -> pl.DataFrame:
    return _store().read(str(part.id), partial(open_vault().unseal, part.wrapped))


def _store() -> ListStore:
    return ListStore(Path(settings.FANGXIAN_HOME) / "lists")
