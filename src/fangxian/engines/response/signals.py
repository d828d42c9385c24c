"""Signals as subjects of triggers: positive pools, capacities and feeds, one row each, with the instant they began.

A signal has one event, the result, the count or the hour something was due; every clock counts from it.
"""

from collections.abc import Callable

import polars as pl

from fangxian.engines.conditions import NEVER_DAYS
from fangxian.engines.response.known import Known
from fangxian.engines.response.subjects import complete, hours_until


def pool_subjects(known: Known) -> pl.DataFrame:
    """Return one row per positive pool, at the tree place where it was taken."""
    waited = (pl.col("result_at") - pl.col("taken_at")).dt.total_seconds() / 3600
    rows = known.pools.with_columns(
        retested=pl.col("confirmed").is_not_null(),
        hours_since_result=hours_until(known, "result_at"),
        hours_to_result=waited,
    )
    return _subjects(known, rows, "pool", "result_at")


def capacity_subjects(known: Known) -> pl.DataFrame:
    """Return one row per capacity and place, as counted last."""
    needed, available = pl.col("needed"), pl.col("available")
    rows = known.capacities.with_columns(
        short=(needed - available).clip(lower_bound=0),
        load=pl.when(available > 0).then(needed / available).when(needed > 0).then(NEVER_DAYS).otherwise(0),
    )
    return _subjects(known, rows, "capacity", "counted_at")


def feed_subjects(known: Known) -> pl.DataFrame:
    """Return one row per feed; it is missing once it is due and nothing newer has come."""
    late = hours_until(known, "due_at")
    newer = (pl.col("last_received_at") >= pl.col("due_at")).fill_null(value=False)
    rows = known.feeds.with_columns(missing=(late >= 0) & ~newer).with_columns(
        hours_late=pl.when("missing").then(late).otherwise(0.0)
    )
    return _subjects(known, rows, "feed", "due_at")


def _subjects(known: Known, rows: pl.DataFrame, kind: str, event: str) -> pl.DataFrame:
    placed = rows.join(known.tree_place, on="place_id", how="left")
    named = evidence_id(kind, pl.col(f"{kind}_id"))
    return complete(
        placed.with_columns(
            subject_id=pl.col(f"{kind}_id"),
            place_id=pl.col("tree_place_id"),
            evidence_cases=pl.concat_list(named),
            case_reported_first=pl.col(event),
            case_reported_last=pl.col(event),
        )
    ).sort("subject_id")


def evidence_id(kind: str, key: pl.Expr) -> pl.Expr:
    """Return how a signal is named among the evidence of a row: "pool:t-17"."""
    return pl.concat_str(pl.lit(f"{kind}:"), key)


SIGNALS: dict[str, Callable[[Known], pl.DataFrame]] = {
    "pool": pool_subjects,
    "capacity": capacity_subjects,
    "feed": feed_subjects,
}
