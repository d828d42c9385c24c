"""Thresholds and budgets: how many people a degree may name, and saying so when that cuts."""

import polars as pl

from fangxian.engines.plans import TracingRule
from fangxian.engines.problems import Text


def is_limited(degree: int, rule: TracingRule) -> bool:
    """Whether a rule limits a degree at all."""
    return degree in rule.score_threshold or degree in rule.budget


def choose(scores: pl.DataFrame, degree: int, rule: TracingRule) -> tuple[pl.DataFrame, tuple[Text, ...]]:
    """Return the people (person_id) whose scores reach the threshold together, and of these the highest.

    `scores` has any number of rows (person_id, score) a person. Ties at the budget go by person id. Each cut
    yields a remark.
    """
    people = scores.group_by("person_id").agg(pl.col("score").sum().round(6))
    reaching = people.filter(pl.col("score") >= rule.score_threshold.get(degree, float("-inf")))
    kept = reaching
    if degree in rule.budget:
        kept = reaching.sort("score", "person_id", descending=[True, False]).head(rule.budget[degree])
    remarks = (*_below(people, reaching, degree, rule), *_over_budget(reaching, kept, degree))
    return kept.select("person_id"), remarks


def _below(people: pl.DataFrame, reaching: pl.DataFrame, degree: int, rule: TracingRule) -> tuple[Text, ...]:
    left_out = people.height - reaching.height
    if not left_out:
        return ()
    threshold = f"{rule.score_threshold[degree]:g}"
    return (
        Text(
            f"第 {degree} 层有 {left_out} 人得分低于阈值 {threshold}，未列入。",
            f"Degree {degree}: {left_out} people scored below the threshold of {threshold} and are not listed.",
        ),
    )


def _over_budget(reaching: pl.DataFrame, kept: pl.DataFrame, degree: int) -> tuple[Text, ...]:
    left_out = reaching.height - kept.height
    if not left_out:
        return ()
    lowest = f"{kept.select(pl.col('score').min().fill_null(0.0)).item():.1f}"
    return (
        Text(
            f"第 {degree} 层名额 {kept.height} 人已满，另有 {left_out} 人未列入；列入者最低得分 {lowest}。",
            f"Degree {degree}: the budget of {kept.height} people is used up; {left_out} more are not listed. "
            f"The lowest score listed is {lowest}.",
        ),
    )
