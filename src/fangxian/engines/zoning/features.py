"""What is counted in a place and everything below it, on any day: the figures that conditions may ask for."""

from collections.abc import Sequence
from datetime import date, timedelta

import polars as pl

EVERYWHERE = ""
"""The place id under which the whole outbreak is counted, including cases whose place is unknown."""

WINDOW_DAYS = 14
NEVER = 9999


def cases_by_place(cases: pl.DataFrame, closure: pl.DataFrame) -> pl.DataFrame:
    """Return (place_id, case_id, reported_on, kind, cluster_id): each case once in every place around its own.

    A case's place is its residence, or where that is unknown the place of infection. The whole outbreak is
    counted under `EVERYWHERE`.

    >>> from fangxian.engines.tables import CASES
    >>> home = {"case_id": "c1", "person_id": "p1", "reported_on": date(2021, 7, 29), "residence_place_id": "s1"}
    >>> tree = pl.DataFrame({"ancestor_id": ["city", "s1"], "descendant_id": ["s1", "s1"]})
    >>> cases_by_place(CASES.rows([home]), tree)["place_id"].sort().to_list()
    ['', 'city', 's1']
    """
    own = cases.select(
        "case_id",
        "reported_on",
        "kind",
        "cluster_id",
        own=pl.coalesce("residence_place_id", "infection_place_id"),
    )
    around = own.join(closure, left_on="own", right_on="descendant_id").select(
        "case_id", "reported_on", "kind", "cluster_id", place_id="ancestor_id"
    )
    everywhere = own.select("case_id", "reported_on", "kind", "cluster_id", place_id=pl.lit(EVERYWHERE))
    return pl.concat([around, everywhere])


def days_to_judge(cases: pl.DataFrame, today: date) -> list[date]:
    """Return every day from the first report to today: the days on which a rule may have begun to hold."""
    first = cases["reported_on"].min()
    start = first if isinstance(first, date) and first < today else today
    return [start + timedelta(days=step) for step in range((today - start).days + 1)]


def place_features(
    counted: pl.DataFrame, place_ids: Sequence[str] | pl.Series, days: Sequence[date]
) -> pl.DataFrame:
    """Count the cases of every place on every day, from `cases_by_place` (kinds beside the two count in cases_*).

    Returns a row per place and day (`on`) with the features cases_total, cases_14d, confirmed_*, asymptomatic_*,
    new_cases_24h (reported that day), days_since_last_case (9999: none yet), days_since_first_report
    (9999 likewise), largest_cluster_14d and `first_on`, the first day of report in that place.

    >>> counted = pl.DataFrame({"place_id": ["s1"], "case_id": ["c1"], "reported_on": [date(2021, 7, 29)],
    ...                         "kind": ["confirmed"], "cluster_id": ["boat"]})
    >>> columns = ["confirmed_14d", "largest_cluster_14d", "new_cases_24h", "days_since_last_case"]
    >>> place_features(counted, ["s1"], [date(2021, 7, 31)]).select(columns).rows()
    [(1, 1, 0, 2)]
    """
    grid = pl.DataFrame({"place_id": place_ids}, schema={"place_id": pl.String()}).join(
        pl.DataFrame({"on": days}, schema={"on": pl.Date()}), how="cross"
    )
    seen = (
        counted.join(grid, on="place_id")
        .filter(pl.col("reported_on") <= pl.col("on"))
        .with_columns(age_days=(pl.col("on") - pl.col("reported_on")).dt.total_days())
        .with_columns(recent=pl.col("age_days") < WINDOW_DAYS)
    )
    counts = seen.group_by("place_id", "on").agg(*_counts())
    clusters = (
        seen.filter("recent", pl.col("cluster_id").is_not_null())
        .group_by("place_id", "on", "cluster_id")
        .agg(size=pl.len().cast(pl.Int64))
        .group_by("place_id", "on")
        .agg(largest_cluster_14d=pl.col("size").max())
    )
    joined = grid.join(counts, on=["place_id", "on"], how="left").join(
        clusters, on=["place_id", "on"], how="left"
    )
    return joined.with_columns(
        pl.col("days_since_last_case", "days_since_first_report").fill_null(NEVER),
        pl.col("largest_cluster_14d", "new_cases_24h", "^(cases|confirmed|asymptomatic)_.*$").fill_null(0),
    ).sort("place_id", "on")


def _counts() -> list[pl.Expr]:
    counts = []
    for name, kind in (("cases", None), ("confirmed", "confirmed"), ("asymptomatic", "asymptomatic")):
        of_kind = pl.lit(value=True) if kind is None else pl.col("kind") == kind
        counts += [
            of_kind.cast(pl.Int64).sum().alias(f"{name}_total")
            if kind
            else pl.len().cast(pl.Int64).alias(f"{name}_total"),
            (of_kind & pl.col("recent")).cast(pl.Int64).sum().alias(f"{name}_14d"),
        ]
    return [
        *counts,
        (pl.col("age_days") == 0).cast(pl.Int64).sum().alias("new_cases_24h"),
        pl.col("age_days").min().cast(pl.Int64).alias("days_since_last_case"),
        pl.col("age_days").max().cast(pl.Int64).alias("days_since_first_report"),
        pl.col("reported_on").min().alias("first_on"),
    ]


def count_exposed(
    venue_exposures: pl.DataFrame, exposed_at: pl.DataFrame, closure: pl.DataFrame
) -> pl.DataFrame:
    """Return (place_id, exposed_venues, contacts_1, contacts_2) rolled up over the tree.

    `exposed_at` has (person_id, degree, place_id): each exposed person where it lives or was exposed.
    """
    venues = venue_exposures.select("place_id", subject=pl.col("place_id"), degree=pl.lit(0, dtype=pl.Int64))
    people = exposed_at.select("place_id", "degree", subject="person_id")
    subjects = pl.concat([venues, people.select(venues.columns)]).unique()
    around = subjects.join(closure, left_on="place_id", right_on="descendant_id").select(
        "subject", "degree", place_id="ancestor_id"
    )
    everywhere = subjects.select("subject", "degree", place_id=pl.lit(EVERYWHERE))
    names = {0: "exposed_venues", 1: "contacts_1", 2: "contacts_2"}
    return (
        pl.concat([around, everywhere])
        .unique()
        .group_by("place_id")
        .agg((pl.col("degree") == degree).cast(pl.Int64).sum().alias(name) for degree, name in names.items())
    )


def count_areas(
    grid: pl.DataFrame,
    areas: pl.DataFrame,
    closure: pl.DataFrame,
    levels: Sequence[str],
    zones: Sequence[str] = (),
) -> pl.DataFrame:
    """Add what stands of each ladder to a grid of (place_id, on).

    That is `area_level` and one `areas_<level>` per risk level, `zone_level` and one `zones_<level>` per level of the
    zones. `areas` has (area_id, place_id, level, starts_on) and `covers`, a row per place the area counts for (null:
    for none as a whole). An area counts from the day it starts, once in every place it lies in or covers and in all
    places around them; a place's level is the highest of the areas of that ladder that cover it.
    """
    counted = _count_ladder(grid, areas, closure, levels, ("area_level", "areas_"))
    return _count_ladder(counted, areas, closure, zones, ("zone_level", "zones_")) if zones else counted


def _count_ladder(
    grid: pl.DataFrame,
    areas: pl.DataFrame,
    closure: pl.DataFrame,
    levels: Sequence[str],
    names: tuple[str, str],
) -> pl.DataFrame:
    """Add the level and the counts of one ladder under these names: the level's, and what each count begins with."""
    own, each = names
    here = areas.filter(pl.col("level").is_in(list(levels)))
    counts = _on_days(grid, _inside(here, closure)).agg(
        (pl.col("level") == level).cast(pl.Int64).sum().alias(f"{each}{level}") for level in levels
    )
    ranks = {level: rank for rank, level in enumerate(levels)}
    rank = pl.col("level").replace_strict(ranks, default=-1)
    covering = here.join(closure, left_on="covers", right_on="ancestor_id").select(
        "level", "starts_on", place_id="descendant_id"
    )
    highest = _on_days(grid, covering).agg(pl.col("level").sort_by(rank).last().alias(own))
    keys = ["place_id", "on"]
    joined = grid.join(counts, on=keys, how="left").join(highest, on=keys, how="left")
    return joined.with_columns(
        pl.col(own).fill_null(""), *(pl.col(f"{each}{level}").fill_null(0) for level in levels)
    )


def _inside(areas: pl.DataFrame, closure: pl.DataFrame) -> pl.DataFrame:
    """Return (level, starts_on, place_id): each area once in every place around it, and once everywhere."""
    own = ["area_id", "level", "starts_on"]
    lies_in = pl.concat([areas.select(*own, place=name) for name in ("place_id", "covers")]).unique()
    around = (
        lies_in.join(closure, left_on="place", right_on="descendant_id")
        .select(*own, place_id="ancestor_id")
        .unique()
        .drop("area_id")
    )
    everywhere = areas.select(own).unique().select("level", "starts_on", place_id=pl.lit(EVERYWHERE))
    return pl.concat([around, everywhere])


def _on_days(grid: pl.DataFrame, areas: pl.DataFrame) -> "pl.dataframe.group_by.GroupBy":
    started = (
        grid.select("place_id", "on").join(areas, on="place_id").filter(pl.col("starts_on") <= pl.col("on"))
    )
    return started.group_by("place_id", "on")
