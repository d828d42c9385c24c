"""Places and the whole outbreak as subjects of triggers."""

import polars as pl

from fangxian.engines.plans import Trigger
from fangxian.engines.response.counts import (
    areas_on,
    day_starts,
    evidence_by_place,
    judge_of,
    standing,
    units_of,
)
from fangxian.engines.response.known import Known
from fangxian.engines.response.subjects import complete
from fangxian.engines.zoning import EVERYWHERE, AreaCounts
from fangxian.engines.zoning.areas import since_when


def firing_places(known: Known, trigger: Trigger, counts: AreaCounts, areas: pl.DataFrame) -> pl.DataFrame:
    """Return the subjects of a trigger of scope "place" for which it holds today, with since when."""
    place_ids = units_of(known, (trigger.at,))["place_id"].sort()
    since = since_when(trigger.when, judge_of(known, "place"), counts, place_ids)
    return _subjects(known, since, areas)


def firing_outbreak(known: Known, trigger: Trigger, counts: AreaCounts, areas: pl.DataFrame) -> pl.DataFrame:
    """Return the outbreak as one subject if the trigger holds today; its own place is the root of the tree."""
    judge = judge_of(known, "outbreak")
    reached = places_with_cases(known)

    def judge_whole(condition: str, rows: pl.DataFrame) -> pl.Series:
        return judge(condition, rows.with_columns(places_with_cases=pl.lit(reached)))

    since = since_when(trigger.when, judge_whole, counts, pl.Series([EVERYWHERE]))
    return _subjects(known, since, areas).with_columns(place_id=pl.lit(root_of(known)))


def places_with_cases(known: Known) -> int:
    """Count the tree places where counted cases live (or were infected, where that is all that is known)."""
    own = known.counted_cases.select(own=pl.coalesce("residence_place_id", "infection_place_id"))
    return own.join(known.tree_place, left_on="own", right_on="place_id")["tree_place_id"].n_unique()


def root_of(known: Known) -> str | None:
    """Return the root of the tree that holds most of the counted cases, or the first root without any."""
    roots = known.places.filter(
        ~pl.col("parent_id").is_in(known.places["place_id"].implode()).fill_null(value=False)
    )
    counted = known.counted.group_by("place_id").agg(cases=pl.len())
    ranked = roots.join(counted, on="place_id", how="left").with_columns(pl.col("cases").fill_null(0))
    return next(iter(ranked.sort("cases", "place_id", descending=[True, False])["place_id"]), None)


def _subjects(known: Known, since: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    reported = known.counted.group_by("place_id").agg(last_on=pl.col("reported_on").max())
    joined = (
        since.join(reported, on="place_id", how="left")
        .join(evidence_by_place(known), on="place_id", how="left")
        .join(_areas_by_place(known, areas), on="place_id", how="left")
        .with_columns(_evidence(known))
    )
    return complete(
        joined.with_columns(
            subject_id="place_id",
            case_reported_first=day_starts("since_on", known),
            case_reported_last=day_starts("last_on", known),
        )
    )


def _evidence(known: Known) -> pl.Expr:
    """The cases in the place and those its areas rest on; with neither, the outbreak as a whole."""
    listed = [
        pl.col(name).fill_null("").str.split(";").list.filter(pl.element() != "")
        for name in ("evidence", "area_evidence")
    ]
    own = pl.concat_list(listed).list.unique().list.sort()
    whole = pl.lit(pl.Series([list(known.case_ids)], dtype=pl.List(pl.String())))
    return pl.when(own.list.len() > 0).then(own).otherwise(whole.first()).alias("evidence_cases")


def _areas_by_place(known: Known, areas: pl.DataFrame) -> pl.DataFrame:
    """Return what the areas inside, on or around each place say: when they start and what they rest on."""
    live = areas_on(standing(areas)).select("place_id", "covers", "starts_at", "evidence")
    inside = live.join(known.closure, left_on="place_id", right_on="descendant_id").select(
        "starts_at", "evidence", place_id="ancestor_id"
    )
    around = live.join(known.closure, left_on="covers", right_on="ancestor_id").select(
        "starts_at", "evidence", place_id="descendant_id"
    )
    everywhere = live.select("starts_at", "evidence", place_id=pl.lit(EVERYWHERE))
    return (
        pl.concat([inside, around, everywhere])
        .group_by("place_id")
        .agg(
            area_starts_first=pl.col("starts_at").min(),
            area_starts_last=pl.col("starts_at").max(),
            area_evidence=pl.col("evidence").unique().sort().str.join(";"),
        )
    )
