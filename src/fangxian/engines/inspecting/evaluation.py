"""The work of each place from facts only, beside what the same tasks came to elsewhere; few tasks say little."""

import polars as pl

from fangxian.engines.inspecting.feasibility import NOT_FEASIBLE
from fangxian.engines.inspecting.sizes import estimate_share
from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

Z_DIFFERS = 3.09
"""With thousands of places one in twenty would differ by chance: we speak of a difference at two in a thousand."""

VERDICTS = ("worse", "better", "as-others", "too-few")
"""`too-few`: whatever the outcome, so few tasks could not have shown a difference."""

WORK = Table(
    "work",
    Text("到期任务", "tasks whose time is over"),
    (
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("measure", pl.String(), Text("措施", "measure"), required=True),
        Column("acknowledged_in_time", pl.Boolean(), Text("按时签收", "acknowledged in time"), required=True),
        Column("done_in_time", pl.Boolean(), Text("按时完成", "done in time"), required=True),
        Column("verified", pl.Boolean(), Text("已核验", "verified"), required=True),
        Column("feasibility", pl.String(), Text("可行性", "feasibility"), required=True),
    ),
)
"""One row a task. Whether it could be done is judged for all of them, done or not, or the rest would be chosen by it."""

CHECKED = Table(
    "checked",
    Text("督查结果", "what inspections found"),
    (
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("proofs", pl.Int64(), Text("复查凭证", "proofs checked again")),
        Column("proofs_true", pl.Int64(), Text("属实", "found true")),
        Column("findings", pl.Int64(), Text("问题", "findings")),
        Column("findings_open", pl.Int64(), Text("未整改", "findings open")),
        Column("rectified", pl.Int64(), Text("已整改", "rectified")),
    ),
)

EVALUATED = (
    "place_id", "asked", "left_out", "acknowledged", "done", "verified", "held", "held_done", "expected",
    "low", "high", "verdict", "proofs", "proofs_true", "findings", "findings_open", "rectified",
)  # fmt: skip
"""The columns of an evaluation. `left_out`: tasks that were not feasible, whatever became of them; `held`: the rest."""


def evaluate_places(work: pl.DataFrame, checked: pl.DataFrame) -> pl.DataFrame:
    """Return one row a place, by place: its counts, its share done in time with the interval, and what it says.

    `expected`: the share these same measures came to over all places, so that nobody is compared with another's
    easier tasks. Nothing is ranked.

    >>> evaluate_places(WORK.empty(), CHECKED.empty()).height
    0
    """
    held = WORK.check(work).with_columns(held=pl.col("feasibility") != NOT_FEASIBLE)
    done = pl.col("done_in_time") & pl.col("held")
    usual = held.filter("held").group_by("measure").agg(usual=pl.col("done_in_time").mean())
    counted = (
        held.join(usual, on="measure", how="left")
        .group_by("place_id")
        .agg(
            asked=pl.len(),
            left_out=(~pl.col("held")).sum(),
            acknowledged=pl.col("acknowledged_in_time").sum(),
            done=pl.col("done_in_time").sum(),
            verified=pl.col("verified").sum(),
            held=pl.col("held").sum(),
            held_done=done.sum(),
            expected=pl.col("usual").filter(pl.col("held")).mean(),
        )
    )
    rows = [_judged(row) for row in counted.iter_rows(named=True)]
    judged = pl.DataFrame(rows, schema={**counted.schema, **_JUDGED})
    whole = judged.join(CHECKED.check(checked), on="place_id", how="full", coalesce=True)
    numbers = [name for name in EVALUATED if name not in ("place_id", "expected", "low", "high", "verdict")]
    filled = whole.with_columns(
        pl.col(numbers).fill_null(0).cast(pl.Int64), pl.col("verdict").fill_null("too-few")
    )
    return filled.select(EVALUATED).sort("place_id")


_JUDGED = {"low": pl.Float64(), "high": pl.Float64(), "verdict": pl.String()}


def _judged(row: dict[str, object]) -> dict[str, object]:
    held, done, expected = int(str(row["held"])), int(str(row["held_done"])), row["expected"]
    shown = estimate_share(done, held)
    if expected is None:
        return {**row, "low": None, "high": None, "verdict": "too-few"}
    return {
        **row,
        "low": shown.low,
        "high": shown.high,
        "verdict": _verdict(done, held, float(str(expected))),
    }


def _verdict(done: int, held: int, expected: float) -> str:
    none, every = (estimate_share(part, held, z=Z_DIFFERS) for part in (0, held))
    if none.high >= expected and every.low <= expected:
        return "too-few"
    found = estimate_share(done, held, z=Z_DIFFERS)
    if found.high < expected:
        return "worse"
    return "better" if found.low > expected else "as-others"
