"""What was ordered and done so far, from the record to the table the engine reads."""

import polars as pl

from fangxian.engines.drill import DISPATCHES
from fangxian.operations.areas.queries import find_measure_ends
from fangxian.operations.drilling.opening import Opened
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.orders.copies import CopyRow, list_copies


def read_sheet(stage: Stage, opened: Opened) -> pl.DataFrame:
    """Return DISPATCHES of the drill's outbreak as it stands."""
    ends = find_measure_ends(OUTBREAK)
    copies = list_copies(opened.system.reach, OUTBREAK)
    end = stage.instant(float(stage.truth.start.length))

    def row(copy: CopyRow) -> tuple:
        until = min(ends.get(copy.measure_key, end), copy.revoked_at or end)
        return (
            str(copy.dispatch_id), str(copy.number), copy.measure, copy.place_id, copy.department,
            stage.day(copy.issued_at), stage.day(copy.due_at), None if copy.done_at is None else stage.day(copy.done_at),
            stage.day(until), copy.leads,
        )  # fmt: skip

    return pl.DataFrame([row(copy) for copy in copies], schema=DISPATCHES, orient="row")
