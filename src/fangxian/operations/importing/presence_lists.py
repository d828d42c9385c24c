"""Imports who was where: the stays of one file become one immutable segment of the outbreak's presence store."""

from datetime import datetime
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tracing.stays import possible, settle
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.clock import Clock
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.places.queries import titles_of
from fangxian.operations.registers import imported_presences, presence_folder
from fangxian.stores.presence import build_store

_SAME = ("person_id", "place_id", "arrive_at", "leave_at", "session", "zone", "seat")
"""Two stays alike in these are one stay, whoever recorded them."""


def import_presences(
    actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
) -> BatchRow:
    """Import stays of people at known places (CSV, XLSX, Parquet); the next response reads them.

    A stay the store holds already is a duplicate.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = read_content(name, content, tables.PRESENCES, outbreak.timezone)
    new = [tables.PRESENCES.empty()]

    def apply(frame: pl.DataFrame, _: UUID) -> Applied:
        applied, accepted = _sort_out(outbreak, frame, clock.now())
        new.append(accepted)
        return applied

    # The segment is written last, before the commit: if it fails the batch is not on record either.
    with transaction.atomic():
        batch = import_rows(
            actor, clock, kind="presences", source=name, reading=reading, apply=apply, terms=terms
        )
        _append(outbreak, pl.concat(new), clock.now())
    return batch


def _append(outbreak: OutbreakRow, stays: pl.DataFrame, recorded_at: datetime) -> None:
    if stays.height:
        folder = presence_folder(outbreak.id)
        build_store(stays, folder, timezone=outbreak.timezone, recorded_at=recorded_at)


def _sort_out(outbreak: OutbreakRow, frame: pl.DataFrame, at: datetime) -> tuple[Applied, pl.DataFrame]:
    """Return what becomes of the rows, and those that are new."""
    lined = frame.with_row_index("row")
    refused = _refuse(lined)
    taken = lined.filter(~pl.col("row").is_in([refusal.row for refusal in refused]))
    settled = settle(taken, outbreak.timezone).unique(_SAME, keep="first", maintain_order=True)
    fresh = settled.join(_held(outbreak, settled, at), on=_SAME, how="anti", nulls_equal=True)
    accepted = taken.filter(pl.col("row").is_in(fresh["row"].implode())).drop("row")
    return Applied(accepted.height, taken.height - accepted.height, tuple(refused)), accepted


def _held(outbreak: OutbreakRow, settled: pl.DataFrame, at: datetime) -> pl.DataFrame:
    store = imported_presences(outbreak.id, at)
    if store is None or settled.is_empty():
        return tables.PRESENCES.empty()
    people = settled["person_id"].unique().to_list()
    begin, end = settled.select(pl.col("arrive_at").min(), pl.col("leave_at").max()).row(0)
    return store.stays_of(people, begin, end)


def _refuse(lined: pl.DataFrame) -> list[Refusal]:
    places = titles_of(lined["place_id"].unique())
    nowhere = Text("没有这个地点", "there is no such place")
    backwards = Text("离开早于到达", "it ends before it begins")
    unknown = ~pl.col("place_id").is_in([place for place in places if place is not None])
    wrong = lined.filter(unknown | ~possible())
    return [
        Refusal(line["row"], "leave_at", line["leave_at"].isoformat(), backwards)
        if line["place_id"] in places
        else Refusal(line["row"], "place_id", line["place_id"], nowhere)
        for line in wrong.iter_rows(named=True)
    ]
