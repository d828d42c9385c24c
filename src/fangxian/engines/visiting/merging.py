"""One visit a door: the tasks that lead to it put together, each question asked of each person once."""

import polars as pl

_INSTANT = pl.Datetime("us", "UTC")
CALLS = {
    "door_id": pl.String(),
    "place_id": pl.String(),
    "task_id": pl.String(),
    "person_id": pl.String(),
    "question": pl.String(),
    "minutes": pl.Float64(),
    "due_at": _INSTANT,
    "urgent": pl.Boolean(),
}
"""One row a question that a task wants asked at a door. `person_id` null: of the household as a whole."""

VISITS = {
    "door_id": pl.String(),
    "place_id": pl.String(),
    "task_ids": pl.List(pl.String()),
    "asked": pl.List(pl.Struct({"person_id": pl.String(), "question": pl.String()})),
    "minutes": pl.Float64(),
    "minutes_apart": pl.Float64(),
    "due_at": _INSTANT,
    "urgent": pl.Boolean(),
}
"""One row a door. `minutes_apart`: what the same tasks would take as a visit each."""

WALK_MINUTES = 3.0
"""From door to door: our own planning figure. Every visit pays it once."""


def merge_visits(calls: pl.DataFrame) -> pl.DataFrame:
    """Return one visit a door (`VISITS`) from `CALLS`: urgent ones first, then by the earliest deadline.

    Where two tasks want the same question of the same person the longer asking counts, and once.

    >>> merge_visits(pl.DataFrame(schema=CALLS)).height
    0
    """
    once = calls.group_by("door_id", "person_id", "question").agg(pl.col("minutes").max())
    asked = once.sort("door_id", "person_id", "question", nulls_last=False).group_by(
        "door_id", maintain_order=True
    )
    questions = asked.agg(
        asked=pl.struct("person_id", "question"), minutes=pl.col("minutes").sum() + WALK_MINUTES
    )
    each = calls.group_by("door_id", "task_id").agg(apart=pl.col("minutes").sum() + WALK_MINUTES)
    apart = each.group_by("door_id").agg(minutes_apart=pl.col("apart").sum())
    doors = calls.group_by("door_id").agg(
        pl.col("place_id").min(),
        task_ids=pl.col("task_id").unique().sort(),
        due_at=pl.col("due_at").min(),
        urgent=pl.col("urgent").any(),
    )
    joined = doors.join(questions, on="door_id").join(apart, on="door_id")
    ordered = joined.sort("urgent", "due_at", "door_id", descending=[True, False, False], nulls_last=True)
    return ordered.select(pl.col(name).cast(kind) for name, kind in VISITS.items())
