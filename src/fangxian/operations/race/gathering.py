"""What the race clock is computed on: the outbreak as known at an hour, its city, its plan, what is believed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.rehearsal import closeness_of
from fangxian.engines.rehearsal.fitting import scale_of
from fangxian.engines.rehearsal.race import (
    DAYS_BACK,
    DISPATCHES,
    Belief,
    OnRecord,
    Raced,
    Stage,
    fitted_belief,
    race_setting,
    usual_belief,
)
from fangxian.operations.areas.queries import standing_measures
from fangxian.operations.cases.queries import case_table
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.fits.choosing import choose_city
from fangxian.operations.fits.queries import read_draws
from fangxian.operations.orders.open_work import OpenWork, list_open_work
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rehearsals.running import open_stage
from fangxian.stores.packs import read_disease, read_plan


@dataclass(frozen=True, eq=False)
class Asked:
    """One clock as it was asked for; the same values give the same prices."""

    outbreak: OutbreakRow
    place_id: str
    as_of: datetime
    fit: str


@dataclass(frozen=True, eq=False)
class Gathered:
    """The race, and the offices' work it was made from."""

    raced: Raced
    work: dict[UUID, OpenWork]
    cases: int


def choose_city_at(reach: Reach, outbreak_id: str, at: datetime) -> str:
    """Return the place whose city is run for the cases of the last four weeks.

    Raises:
        Problem: `outbreak-without-case`, `outbreak-without-city`.
    """
    recent = (at - timedelta(days=DAYS_BACK)).date()
    return choose_city(reach, case_table(reach, outbreak_id, at, at).filter(pl.col("reported_on") >= recent))


def gather(reach: Reach, asked: Asked) -> Gathered:
    """Return the race of an outbreak as known at an hour. Raises those of the engines, `not-found`."""
    outbreak_id, at = asked.outbreak.id, asked.as_of
    known = OnRecord(
        cases=case_table(reach, outbreak_id, at, at),
        measures=tables.MEASURES.rows(standing_measures(reach, outbreak_id, at, at)),
        dispatches=pl.DataFrame(schema=DISPATCHES),
        as_of=at,
        timezone=asked.outbreak.timezone,
    )
    work = list_open_work(reach, outbreak_id, at)
    known = OnRecord(known.cases, known.measures, _dispatches(work, known.measures), at, known.timezone)
    stage = _stage(asked)
    belief = _belief(asked, stage, len(known.recent_cases()))
    raced = race_setting(stage, known, belief)
    return Gathered(raced, {one.dispatch_id: one for one in work}, known.recent_cases().height)


def _dispatches(work: tuple[OpenWork, ...], measures: pl.DataFrame) -> pl.DataFrame:
    """Return the offices' work as the engine reads it; what an order is about is what its measure rests on."""
    evidence = dict(measures.select("measure_id", "evidence").iter_rows())
    rows = [
        {
            "dispatch_id": str(one.dispatch_id), "parent_id": str(one.parent_id) if one.parent_id else None,
            "measure": one.measure, "measure_id": one.measure_key, "place_id": one.place_id,
            "parent_place_id": one.parent_place_id, "department": one.department,
            "evidence": evidence.get(one.measure_key, ""), "is_done": one.is_done, "due_at": one.due_at,
            "done_at": one.done_at, "share_left": 1.0 - one.tasks_done / one.tasks,
        }
        for one in work
    ]  # fmt: skip
    return pl.DataFrame(rows, schema=DISPATCHES)


def _stage(asked: Asked) -> Stage:
    city, course, compiled = open_stage(asked.place_id, asked.outbreak.plan, asked.outbreak.disease)
    places = frame(Reach(frozenset({asked.outbreak.place_id})))
    parents = dict(places.select("place_id", "parent_id").drop_nulls().iter_rows())
    return Stage(city, course, read_plan(asked.outbreak.plan), compiled, parents)


def _belief(asked: Asked, stage: Stage, cases: int) -> Belief:
    if not asked.fit:
        return usual_belief(cases)
    draws = read_draws(asked.outbreak.id, asked.fit)
    disease = read_disease(asked.outbreak.disease)
    return fitted_belief(draws, scale_of(disease, stage.course, closeness_of(stage.city.ground)))
