"""One future stepped through the live `respond`, morning by morning: what stands by the rules, beside what the kernel did."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import polars as pl

from fangxian.engines import tables
from fangxian.engines.epidemic import Course
from fangxian.engines.plans import Plan
from fangxian.engines.rehearsal import Assumptions, MixingCity, Start, compile_plan
from fangxian.engines.rehearsal.stepping import Calendar, Morning, look_at
from fangxian.engines.response import Situation, Standing, respond

CALENDAR = Calendar(date(2021, 7, 20), "Asia/Shanghai", "drawn", "sars-cov-2-delta")
EVENING = 0.9
AT_ONCE = Assumptions(signing_hours=0.0, done_share=0.0, schools_open=1.0)
"""A decider who signs everything at once, and offices that do it at once: then the kernel has to do what `respond` says."""


@dataclass(frozen=True)
class Both:
    """What stands on one evening: place -> level, and (measure, place) -> (day it starts, day it ends)."""

    day: int
    areas_live: dict[str, str]
    areas: dict[str, str]
    measures_live: dict[tuple[str, str], tuple[date, date]]
    measures: dict[tuple[str, str], tuple[date, date]]


def step(
    city: MixingCity, course: Course, plan: Plan, start: Start, number: int, days: range
) -> Iterator[Both]:
    """Yield both sides of every evening; what `respond` proposes is signed before the next."""
    compiled = compile_plan(plan, city.levels, city.kinds, city.people, AT_ONCE)
    places, standing = places_of(city), Standing()
    for day in days:
        morning = look_at(city, course, compiled, start, number, day + EVENING, CALENDAR)
        as_of = CALENDAR.instant(day + EVENING)
        response = respond(
            Situation(
                CALENDAR.outbreak_id,
                as_of,
                as_of,
                CALENDAR.timezone,
                morning.cases,
                places,
                standing=standing,
            ),
            plan,
        )
        standing = Standing(response.areas, response.measures)
        yield Both(
            day,
            _areas(response.areas),
            {row["place_id"]: plan.levels[row["level"]] for row in morning.areas.iter_rows(named=True)},
            _measures(response.measures.filter(pl.col("change") != "no_longer_supported"), compiled.measures, as_of),
            _measures(morning.measures, compiled.measures, as_of),
        )  # fmt: skip


def _areas(areas: pl.DataFrame) -> dict[str, str]:
    rows = areas.filter((pl.col("change") != "no_longer_supported") & ~pl.col("eligible_to_end"))
    return dict(rows.select("place_id", "level").iter_rows())


def _measures(rows: pl.DataFrame, names: tuple[str, ...], as_of) -> dict[tuple[str, str], tuple[date, date]]:
    now = pl.lit(as_of).cast(tables.INSTANT)
    local = [
        pl.col(name).dt.convert_time_zone(CALENDAR.timezone).dt.date() for name in ("starts_at", "ends_at")
    ]
    stands = rows.filter(
        pl.col("measure").is_in(names) & (pl.col("starts_at") <= now) & (now < pl.col("ends_at"))
    )
    found = stands.with_columns(local).select("measure", "place_id", "starts_at", "ends_at")
    return {(measure, place): (starts, ends) for measure, place, starts, ends in found.iter_rows()}


def places_of(city: MixingCity) -> pl.DataFrame:
    """Return the tree of a city as a table of places."""
    rows = []
    for node, place in enumerate(city.places):
        level = int(city.ground.node_level[node])
        above = [int(n) for n in city.ground.up[node, level + 1 :]]
        rows.append(
            {
                "place_id": place,
                "name": place,
                "level": city.levels[level],
                "parent_id": city.places[above[0]] if above else None,
                "population": int(city.population[node]),
            }
        )
    return tables.PLACES.rows(rows)


__all__ = ["AT_ONCE", "CALENDAR", "Both", "Morning", "places_of", "step"]
