"""A tracing budget over time: whoever stands keeps the place, newcomers share what is left.

Scores of exposures that go on grow by the minute, so the last places of a full budget would change hands with every
look at the clock.
"""

from dataclasses import replace
from datetime import UTC

import polars as pl

from fangxian.engines.response.counts import standing
from fangxian.engines.response.known import Known, trace_known


def within_budget(known: Known, people: pl.DataFrame) -> pl.DataFrame:
    """Leave out newcomers for whom the budget of their degree has no room beside those who stand."""
    stand = standing_people(known)
    for degree, budget in sorted(known.plan.tracing.budget.items()):
        held = stand.filter(degree=degree)["person_id"]
        newcomers = people.filter(
            pl.col("degree") == degree, ~pl.col("person_id").is_in(stand["person_id"].implode())
        )
        ranked = newcomers.sort("score", "person_id", descending=[True, False])["person_id"]
        left_out = ranked.slice(max(budget - len(held), 0))
        people = people.filter(~pl.col("person_id").is_in(left_out.implode()))
    return people


def standing_people(known: Known) -> pl.DataFrame:
    """Return (person_id, degree) of the exposed people for whom something stands and is not over."""
    before = known.situation.standing
    as_of = known.situation.as_of.astimezone(UTC)
    rows = [
        standing(frame).filter(pl.col("ends_at") > as_of).select("person_id", "degree")
        for frame in (before.restrictions, before.follow_ups)
    ]
    named = pl.concat(rows).filter(pl.col("degree").is_not_null())
    return named.group_by("person_id").agg(pl.col("degree").min())


def exposures_to_lean_on(known: Known) -> pl.DataFrame:
    """Return (person_id, case_id) of everybody exposed, beyond the budget too where the budget cut somebody who stands.

    The second trace costs as much as the first and is made only then.
    """
    listed = known.exposures.select("person_id", "case_id").unique()
    counts = known.exposures.group_by("degree").agg(pl.col("person_id").n_unique())
    full = any(
        people >= known.plan.tracing.budget.get(degree, people + 1) for degree, people in counts.iter_rows()
    )
    if not full or standing_people(known).join(listed, on="person_id", how="anti").is_empty():
        return listed
    unlimited = replace(known.plan, tracing=replace(known.plan.tracing, budget={}))
    beyond = trace_known(known.situation, unlimited, known.places).exposures
    return pl.concat([listed, beyond.select("person_id", "case_id")]).unique()
