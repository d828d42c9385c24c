"""Imports the results of a laboratory: tube by tube, against the totals the laboratory tells with its file."""

from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.problems import CONTROL_TOTALS_DIFFER, FILE_MAY_BE_CUT
from fangxian.operations.custody.resulting import ResultGiven, settle_results
from fangxian.operations.custody.rows import ControlTotals
from fangxian.operations.custody.tubes import find_tubes
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Reading, Refusal, Terms
from fangxian.operations.imports.services import import_rows

_FULL = (2**16 - 1, 2**16, 2**20 - 1, 2**20)
"""Rows of a spreadsheet that is full, with or without its head: the laboratory's file may have had more."""


def import_results(
    actor: Actor,
    clock: Clock,
    *,
    outbreak_id: str,
    name: str,
    content: bytes,
    terms: Terms | None,
    totals: ControlTotals | None = None,
) -> BatchRow:
    """Import results (CSV, XLSX, Parquet) of tubes that were given out in the outbreak.

    totals: what the laboratory says is in the file. Where they differ no row is taken.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `control-totals-differ`, `file-may-be-cut`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = read_content(name, content, tables.RESULTS, outbreak.timezone)
    _require_totals(reading, totals)

    def apply(frame: pl.DataFrame, batch_id: UUID) -> Applied:
        return _apply(actor, clock, outbreak_id, frame, batch_id)

    return import_rows(
        actor,
        clock,
        kind="results",
        source=name,
        reading=reading,
        apply=apply,
        terms=terms,
        act="work",
    )


def _require_totals(reading: Reading, totals: ControlTotals | None) -> None:
    if totals is None:
        if reading.read in _FULL:
            raise FILE_MAY_BE_CUT(rows=f"{reading.read:,}")
        return
    if totals.rows != reading.read:
        raise CONTROL_TOTALS_DIFFER(what="rows", what_zh="行数", found=reading.read, told=totals.rows)
    found = reading.frame.filter(pl.col("outcome") == "positive").height
    if totals.positives is not None and totals.positives != found:
        raise CONTROL_TOTALS_DIFFER(what="positives", what_zh="阳性数", found=found, told=totals.positives)


def _apply(actor: Actor, clock: Clock, outbreak_id: str, frame: pl.DataFrame, batch_id: UUID) -> Applied:
    refused = _refuse(actor, clock, outbreak_id, frame)
    wrong = {one.row for one in refused}
    given = [
        ResultGiven(**line) for number, line in enumerate(frame.iter_rows(named=True)) if number not in wrong
    ]
    accepted = settle_results(actor, clock, outbreak_id=outbreak_id, results=given, batch_id=batch_id)
    return Applied(accepted, len(given) - accepted, tuple(refused))


def _refuse(actor: Actor, clock: Clock, outbreak_id: str, frame: pl.DataFrame) -> list[Refusal]:
    """The lines about no tube, no laboratory or no time there is; the file's other lines are taken."""
    known = find_tubes(outbreak_id, frame["tube_code"].unique().to_list())
    laboratories = {
        one.id for one in list_laboratories(actor.reach, outbreak_id) if actor.reach.covers(one.place_id)
    }
    at, refused = clock.now(), list[Refusal]()
    for number, line in enumerate(frame.iter_rows(named=True)):
        if line["tube_code"] not in known:
            refused.append(Refusal(number, "tube_code", line["tube_code"], _NO_TUBE))
        elif line["laboratory_id"] not in laboratories:
            refused.append(Refusal(number, "laboratory_id", line["laboratory_id"], _NO_LABORATORY))
        elif line["resulted_at"] > at:
            refused.append(Refusal(number, "resulted_at", line["resulted_at"].isoformat(), _FUTURE))
    return refused


_NO_TUBE = Text("没有领用过这支采样管", "this tube was not given out")
_NO_LABORATORY = Text("没有这个实验室，或不归您负责", "there is no such laboratory, or it is not yours")
_FUTURE = Text("时间在将来", "the time is in the future")
