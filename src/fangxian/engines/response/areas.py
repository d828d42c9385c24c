"""Areas: what the rules propose, held against what stands."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.response.counts import (
    counts_with,
    day_starts,
    evidence_by_place,
    judge_of,
    populations,
    units_of,
)
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.digests import identity, with_digest
from fangxian.engines.response.known import Known, facts_of, intact_by_facts
from fangxian.engines.zoning import AreaCounts, rate_areas
from fangxian.engines.zoning.areas import may_end


def areas_of(known: Known, people: pl.DataFrame, releasing: Releasing) -> pl.DataFrame:
    """Return the areas table: proposed, kept, eligible to end and to be released."""
    before = known.situation.standing.areas
    counts = counts_with(known, before, people)
    units = units_of(known, tuple({rule.unit for rule in known.plan.areas}))
    rated = rate_areas(known.plan.areas, known.plan.levels, units, counts, judge_of(known, "place"))
    proposed = with_digest(_rows(known, rated, counts), tables.AREAS).select(tables.AREAS.names)
    found = difference(tables.AREAS, before, proposed, intact_by_facts(before, known, "area_id"), releasing)
    return _may_end(known, found, rated, counts)


def _rows(known: Known, rated: pl.DataFrame, counts: AreaCounts) -> pl.DataFrame:
    outbreak = pl.Series([known.situation.outbreak_id] * rated.height, dtype=pl.String())
    features = counts.features(rated["place_id"], counts.today)
    joined = (
        rated.join(evidence_by_place(known), on="place_id", how="left")
        .with_columns(pl.col("evidence").fill_null(";".join(known.case_ids)))
        .join(known.places.select("place_id", "name", "name_en"), on="place_id")
        .join(features.drop("level", "on", "population"), on="place_id")
        .join(populations(known).select("place_id", "population"), on="place_id", how="left")
        .join(_titles(known), on="rule")
    )
    reasons = joined.with_columns(reason_zh=_reason("zh"), reason_en=_reason("en"))
    return reasons.with_columns(
        area_id=identity("a-", outbreak, reasons["level"], reasons["place_id"]),
        starts_at=day_starts("since_on", known),
        outbreak_id=pl.lit(known.situation.outbreak_id),
        change=pl.lit("new"),
        release_due_at=pl.lit(None),
        extent=pl.lit(None, dtype=pl.String()),
        covers=pl.lit(None, dtype=pl.String()),
        facts=facts_of(reasons["evidence"], known.facts),
    )


def _titles(known: Known) -> pl.DataFrame:
    rows = [(rule.id, rule.title.zh, rule.title.en) for rule in known.plan.areas]
    return pl.DataFrame(rows, schema=["rule", "title_zh", "title_en"], orient="row").cast(pl.String())


def _reason(language: str) -> pl.Expr:
    if language == "zh":
        words = "{}: 14 天内病例 {} 例（确诊 {}, 无症状 {}）, 累计 {} 例。依据: {}。"
        name = pl.col("name")
    else:
        words = "{}: {} cases in 14 days ({} confirmed, {} asymptomatic), {} in all. Rule: {}."
        name = pl.coalesce("name_en", "name")
    counts = ("cases_14d", "confirmed_14d", "asymptomatic_14d", "cases_total", f"title_{language}")
    return pl.format(words, name, *counts)


def _may_end(known: Known, areas: pl.DataFrame, rated: pl.DataFrame, counts: AreaCounts) -> pl.DataFrame:
    """Judge the ending of areas whose rule no longer holds, and of those a higher level has overtaken."""
    ranks = {level: rank for rank, level in enumerate(known.plan.levels)}
    now = rated.select("place_id", level_now="level")
    # What was drawn by hand may lie in a place at a higher level, or stand on another ladder: nothing overtakes it.
    comparable = pl.col("extent").is_null() & pl.col("level").is_in(list(ranks))
    joined = areas.join(now, on="place_id", how="left").with_columns(
        overtaken=comparable
        & (
            pl.col("level_now").replace_strict(ranks, default=-1)
            > pl.col("level").replace_strict(ranks, default=-1)
        ),
        proposed=pl.col("level_now") == pl.col("level"),
    )
    endings = [
        may_end(rule.ends_when, judge_of(known, "place"), counts, found["place_id"].unique()).with_columns(
            rule=pl.lit(rule.id)
        )
        for rule in known.plan.areas
        if (found := joined.filter(rule=rule.id)).height
    ]
    empty = pl.DataFrame(
        schema={"place_id": pl.String(), "eligible_to_end": pl.Boolean(), "rule": pl.String()}
    )
    ended = pl.concat([empty, *endings]).rename({"eligible_to_end": "ends_now"})
    judged = joined.join(ended, on=["place_id", "rule"], how="left")
    eligible = pl.col("overtaken") | pl.coalesce("ends_now", "eligible_to_end")
    return tables.AREAS.check(judged.with_columns(eligible_to_end=eligible)).sort("area_id")
