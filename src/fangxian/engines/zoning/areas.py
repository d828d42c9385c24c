"""Proposed risk areas: which places meet which rule, since when, on what evidence."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from fangxian.engines.plans import AreaRule
from fangxian.engines.zoning.features import place_features

Judge = Callable[[str, pl.DataFrame], pl.Series]
"""Evaluates a condition of scope "place" over rows of features; one Boolean per row."""


@dataclass(frozen=True)
class AreaCounts:
    """What the rules are judged on.

    `counted`: from `cases_by_place`. `still`: features that have no history (population, contacts …), a row per
    place. `days`: the days to judge, the last one today.
    """

    counted: pl.DataFrame
    still: pl.DataFrame
    days: Sequence[date]
    with_areas: Callable[[pl.DataFrame], pl.DataFrame]
    """Adds the features about standing areas to rows of (place_id, on)."""

    def features(self, place_ids: pl.Series, days: Sequence[date]) -> pl.DataFrame:
        """Return all features of these places on these days."""
        counts = place_features(self.counted, place_ids, days)
        return self.with_areas(counts).join(self.still, on="place_id", how="left")

    @property
    def today(self) -> list[date]:
        """The last day alone."""
        return [self.days[-1]]


def since_when(condition: str, judge: Judge, counts: AreaCounts, place_ids: pl.Series) -> pl.DataFrame:
    """Return (place_id, since_on) of the places where the condition holds today.

    `since_on` is the first day of the unbroken run of days on which it has held.
    """
    now = counts.features(place_ids, counts.today)
    holding = now.filter(judge(condition, now))["place_id"]
    history = counts.features(holding, counts.days)
    judged = history.select("place_id", "on").with_columns(holds=judge(condition, history))
    broken = judged.filter(~pl.col("holds")).group_by("place_id").agg(last=pl.col("on").max())
    return (
        judged.join(broken, on="place_id", how="left")
        .filter(pl.col("last").is_null() | (pl.col("on") > pl.col("last")))
        .group_by("place_id")
        .agg(since_on=pl.col("on").min())
        .sort("place_id")
    )


def rate_areas(
    rules: Sequence[AreaRule], levels: Sequence[str], units: pl.DataFrame, counts: AreaCounts, judge: Judge
) -> pl.DataFrame:
    """Return (place_id, level, rule, since_on, eligible_to_end): the areas the rules propose today.

    `units` has (place_id, unit): which places each rule's unit stands for. Where several rules hold for a place
    the highest level wins, then the rule with the first id.

    >>> from fangxian.engines.problems import Text
    >>> rule = AreaRule("a-case", Text("有病例", "a case"), "medium", "community", "cases_14d >= 1", "false")
    >>> counted = pl.DataFrame({"place_id": ["s1"], "case_id": ["c1"], "reported_on": [date(2021, 7, 29)],
    ...                         "kind": ["confirmed"], "cluster_id": ["boat"]})
    >>> still = pl.DataFrame({"place_id": ["s1", "s2"]})
    >>> days = [date(2021, 7, 29), date(2021, 7, 30)]
    >>> units = still.with_columns(unit=pl.lit("community"))
    >>> by_hand = lambda condition, rows: (rows["cases_14d"] >= 1) & (condition != "false")
    >>> rate_areas([rule], ["medium"], units, AreaCounts(counted, still, days, lambda rows: rows), by_hand).rows()
    [('s1', 'medium', 'a-case', datetime.date(2021, 7, 29), False)]
    """
    ranks = {level: rank for rank, level in enumerate(levels)}
    found = [_rated(rule, units, counts, judge) for rule in sorted(rules, key=lambda rule: rule.id)]
    empty = pl.DataFrame(schema={**SHAPE, "rank": pl.Int64()})
    ranked = [f.with_columns(rank=pl.lit(ranks.get(r, -1), dtype=pl.Int64())) for f, r in found]
    best = pl.concat([empty, *ranked]).sort("place_id", "rank", "rule", descending=[False, True, False])
    return best.unique("place_id", keep="first", maintain_order=True).select(list(SHAPE))


SHAPE = {
    "place_id": pl.String(),
    "level": pl.String(),
    "rule": pl.String(),
    "since_on": pl.Date(),
    "eligible_to_end": pl.Boolean(),
}


def _rated(rule: AreaRule, units: pl.DataFrame, counts: AreaCounts, judge: Judge) -> tuple[pl.DataFrame, str]:
    place_ids = units.filter(pl.col("unit") == rule.unit)["place_id"]
    since = since_when(rule.when, judge, counts, place_ids)
    ending = may_end(rule.ends_when, judge, counts, since["place_id"])
    rated = since.join(ending, on="place_id").with_columns(level=pl.lit(rule.level), rule=pl.lit(rule.id))
    return rated.select(list(SHAPE)), rule.level


def may_end(condition: str, judge: Judge, counts: AreaCounts, place_ids: pl.Series) -> pl.DataFrame:
    """Return (place_id, eligible_to_end): where the condition for ending holds today."""
    now = counts.features(place_ids, counts.today)
    return now.select("place_id").with_columns(eligible_to_end=judge(condition, now))
