"""The counts that rules about places are judged on, and the areas they propose."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.conditions import compile_condition, evaluate
from fangxian.engines.plans import Scope, nearest_level
from fangxian.engines.response.known import Known
from fangxian.engines.tracing.stays import midnight_of
from fangxian.engines.zoning import EVERYWHERE, AreaCounts, Judge
from fangxian.engines.zoning.features import count_areas, count_exposed, days_to_judge


def judge_of(known: Known, scope: Scope) -> Judge:
    """Return a function that judges conditions of this scope over rows of features."""
    plan = known.plan

    def judge(condition: str, rows: pl.DataFrame) -> pl.Series:
        return evaluate(compile_condition(condition, scope, plan.levels, plan.zone_levels), rows)

    return judge


def counts_with(known: Known, areas: pl.DataFrame, people: pl.DataFrame) -> AreaCounts:
    """Return the counts with these areas in force; `people` are the exposed persons with their places."""
    days = days_to_judge(known.counted_cases, known.today)
    in_force = areas_on(standing(areas)).select(
        "area_id",
        "place_id",
        "covers",
        "level",
        starts_on=pl.col("starts_at").dt.convert_time_zone(known.situation.timezone).dt.date(),
    )
    closure = known.closure.select("ancestor_id", "descendant_id")

    def with_areas(grid: pl.DataFrame) -> pl.DataFrame:
        return count_areas(grid, in_force, closure, known.plan.levels, known.plan.zone_levels)

    return AreaCounts(known.counted, _still(known, people), days, with_areas)


def _still(known: Known, people: pl.DataFrame) -> pl.DataFrame:
    """Return the features without history, of every tree place and of the whole outbreak."""
    exposed = count_exposed(known.venue_exposures, people, known.closure)
    population = populations(known)
    everywhere = pl.DataFrame(
        {"place_id": [EVERYWHERE], "level": [""], "population": [None]}, schema=population.schema
    )
    names = ("exposed_venues", "contacts_1", "contacts_2")
    return (
        pl.concat([population, everywhere])
        .join(exposed, on="place_id", how="left")
        .with_columns(pl.col(names).fill_null(0))
    )


def populations(known: Known) -> pl.DataFrame:
    """Return (place_id, level, population) of the tree; a place without a figure has the sum of its lowest parts."""
    tree = known.places.filter(pl.col("level") != tables.VENUE)
    parents = tree["parent_id"].drop_nulls().implode()
    parts = (
        known.closure.join(
            tree.filter(~pl.col("place_id").is_in(parents)).select(
                descendant_id="place_id", part="population"
            ),
            on="descendant_id",
        )
        .group_by("ancestor_id")
        .agg(parts=pl.col("part").sum(), known=pl.col("part").is_not_null().any())
    )
    joined = tree.join(parts, left_on="place_id", right_on="ancestor_id", how="left")
    summed = pl.when(pl.col("known")).then(pl.col("parts"))
    return joined.select("place_id", "level", population=pl.coalesce("population", summed))


def units_of(known: Known, units: tuple[str, ...]) -> pl.DataFrame:
    """Return (place_id, unit): for each level a plan names, the places of the tree's nearest level."""
    tree = known.places.filter(pl.col("level") != tables.VENUE)
    frames = [
        tree.filter(pl.col("level") == nearest_level(unit, known.levels)).select(
            "place_id", unit=pl.lit(unit)
        )
        for unit in units
    ]
    return pl.concat([pl.DataFrame(schema={"place_id": pl.String(), "unit": pl.String()}), *frames])


def standing(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the rows that are not being released."""
    return frame.filter(pl.col("change") != "no_longer_supported")


def areas_on(areas: pl.DataFrame) -> pl.DataFrame:
    """Return a row per area and place its level counts for, as `covers`; null where it counts for no whole place.

    An area with an extent of its own counts for the places that lie in it, any other for the place it is.
    """
    drawn = pl.col("extent").is_not_null()
    covered = pl.when(drawn).then(pl.col("covers").fill_null("")).otherwise("place_id")
    spread = areas.with_columns(covers=covered.str.split(";")).explode("covers")
    return spread.with_columns(covers=pl.when(pl.col("covers") != "").then(pl.col("covers")))


def evidence_by_place(known: Known) -> pl.DataFrame:
    """Return (place_id, evidence): the counted cases in each place, sorted."""
    return (
        known.counted.group_by("place_id")
        .agg(evidence=pl.col("case_id").unique().sort().str.join(";"))
        .sort("place_id")
    )


def day_starts(column: str, known: Known) -> pl.Expr:
    """The instant at which the day in `column` began in the outbreak's zone."""
    return midnight_of(pl.col(column), known.situation.timezone)
