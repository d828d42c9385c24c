"""Imports who was where: the stays of one file become one immutable segment of the outbreak's presence store."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.imports.reading import rejected_lines
from fangxian.operations.imports.rows import Applied, BatchRow, Reading, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.places.queries import titles_of
from fangxian.operations.registers import presence_folder
from fangxian.stores.gathering.presences import read_presence_list
from fangxian.stores.presence import Adding, adding


def import_presences(
    actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
) -> BatchRow:
    """Import stays of people at known places (CSV, XLSX, Parquet); the next response reads them.

    A stay the store holds already is a duplicate. The store keeps them until the day the terms say.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = _read(name, content, outbreak.timezone)
    folder, new = presence_folder(outbreak.id), [tables.PRESENCES.empty()]
    with transaction.atomic(), ExitStack() as held:
        # From the first look until the segment is written the store is ours: what was counted as new is new.
        stores: list[Adding] = []

        def apply(frame: pl.DataFrame, _: UUID) -> Applied:
            stores.append(held.enter_context(adding(folder, outbreak.timezone)))
            applied, accepted = _sort_out(stores[0], frame)
            new.append(accepted)
            return applied

        batch = import_rows(
            actor, clock, kind="presences", source=name, reading=reading, apply=apply, terms=terms
        )
        # Written last, before the commit: if it fails the batch is not on record either.
        for store in stores:
            store.append(pl.concat(new), clock.now(), batch.retention_until)
    return batch


def _read(name: str, content: bytes, timezone: str) -> Reading:
    with TemporaryDirectory(prefix="fangxian-import-") as folder:
        path = Path(folder) / Path(name or "file").name
        path.write_bytes(content)
        found = read_presence_list(path, timezone)
    return Reading(found.frame, found.lines.to_list(), found.duplicate, rejected_lines(found), found.sha256)


def _sort_out(store: Adding, frame: pl.DataFrame) -> tuple[Applied, pl.DataFrame]:
    """Return what becomes of the rows, and those that are new."""
    lined = frame.with_row_index("row")
    refused = _refuse(lined)
    taken = lined.filter(~pl.col("row").is_in([refusal.row for refusal in refused])).drop("row")
    accepted = taken.filter(store.are_new(taken))
    return Applied(accepted.height, taken.height - accepted.height, tuple(refused)), accepted


def _refuse(lined: pl.DataFrame) -> list[Refusal]:
    places = titles_of(lined["place_id"].unique())
    nowhere = Text("没有这个地点", "there is no such place")
    wrong = lined.filter(~pl.col("place_id").is_in([place for place in places if place is not None]))
    return [
        Refusal(row, "place_id", place, nowhere) for row, place in wrong.select("row", "place_id").iter_rows()
    ]
