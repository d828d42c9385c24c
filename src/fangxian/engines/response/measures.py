"""Measures: one row per measure and place, with its period, its reach in people and its ground in law."""

from datetime import UTC

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure
from fangxian.engines.response.counts import areas_on, populations, standing
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.digests import identity, with_digest
from fangxian.engines.response.known import Known, facts_of, intact_by_facts
from fangxian.engines.response.periods import due, ends, ends_of_place, starts
from fangxian.engines.response.persons import PersonRows, concerns_persons

_AGGREGATED = ("person", "case")
_SHAPE = {
    "measure": pl.String(),
    "place_id": pl.String(),
    "starts_at": pl.Datetime("us", "UTC"),
    "ends_at": pl.Datetime("us", "UTC"),
    "deadline_at": pl.Datetime("us", "UTC"),
    "people": pl.Int64(),
    "rule": pl.String(),
    "evidence": pl.String(),
}


def measures_of(
    known: Known, fires: pl.DataFrame, persons: PersonRows, areas: pl.DataFrame, releasing: Releasing
) -> pl.DataFrame:
    """Return the measures table: what the triggers start, held against what stands."""
    before = known.situation.standing.measures
    grouped = pl.concat(
        [
            pl.DataFrame(schema=_SHAPE),
            *(
                _of_persons(measure, persons)
                if concerns_persons(measure)
                else _of_places(known, measure, fires)
                for _, measure in sorted(known.plan.measures.items())
            ),
        ]
    )
    proposed = _rows(known, grouped, areas)
    over = proposed.filter(pl.col("ends_at") <= known.situation.as_of.astimezone(UTC))
    living = pl.col("measure").is_in(_counting_by_itself(known))
    ready = with_digest(proposed, tables.MEASURES, living).select(tables.MEASURES.names)
    return difference(
        tables.MEASURES,
        before,
        ready,
        _intact(known, before, persons),
        releasing,
        lapsed=frozenset(over["measure_id"]),
    )


def _counting_by_itself(known: Known) -> list[str]:
    """The measures whose number of people follows from the place; for persons it is part of the proposal."""
    return [measure.id for measure in known.plan.measures.values() if measure.kind not in _AGGREGATED]


def _of_persons(measure: Measure, persons: PersonRows) -> pl.DataFrame:
    """One row per place for all persons there whom the measure concerns and whose row stands."""
    rows = [
        frame.select("person_id", "measure", "place_id", "rule")
        for frame in (standing(persons.restrictions), standing(persons.follow_ups))
    ]
    people = pl.concat(rows).filter(measure=measure.id).group_by("measure", "place_id")
    proposed = persons.keyed.filter(measure=measure.id).group_by("measure", "place_id")
    periods = proposed.agg(
        pl.col("starts_at").min(),
        pl.col("ends_at", "deadline_at").max(),
        rule=pl.col("rule").str.split(";").explode().unique().sort().str.join(";"),
        evidence=pl.col("evidence").str.split(";").explode().unique().sort().str.join(";"),
    )
    counted = people.agg(people=pl.col("person_id").n_unique().cast(pl.Int64))
    return periods.join(counted, on=["measure", "place_id"]).select(list(_SHAPE))


def _of_places(known: Known, measure: Measure, fires: pl.DataFrame) -> pl.DataFrame:
    """One row per place where the measure was started, whatever started it there."""
    end = ends(measure.duration, known) if measure.kind == "case" else ends_of_place(measure.duration, known)
    grouped = (
        fires.filter(measure=measure.id)
        .with_columns(deadline_at=due(measure.deadline, known))
        .group_by("measure", "place_id")
        .agg(
            pl.col("^.*_first$").min(),
            pl.col("^.*_last$").max(),
            pl.col("deadline_at").min(),
            pl.col("found").max(),
            scope=pl.col("scope").sort_by(pl.col("scope").is_in(["place", "outbreak"])).last(),
            subjects=pl.col("subject_id").n_unique().cast(pl.Int64),
            rule=pl.col("rule").unique().sort().str.join(";"),
            evidence=pl.col("evidence_cases").explode().unique().sort().str.join(";"),
        )
    )
    timed = grouped.with_columns(starts_at=starts(measure.duration, known), ends_at=end)
    bound = populations(known).select("place_id", "population")
    counted = timed.join(bound, on="place_id", how="left").with_columns(people=_bound(measure))
    return counted.select(list(_SHAPE))


def _bound(measure: Measure) -> pl.Expr:
    """How many people the measure concerns: cases, people found at the venue, or a share of the population."""
    if measure.kind == "case":
        return pl.col("subjects")
    if measure.kind == "venue":
        return pl.col("found")
    return (pl.col("population") * measure.binds_share).round().cast(pl.Int64)


def _rows(known: Known, grouped: pl.DataFrame, areas: pl.DataFrame) -> pl.DataFrame:
    outbreak = pl.Series([known.situation.outbreak_id] * grouped.height, dtype=pl.String())
    measures = known.plan.measures.values()
    return grouped.with_columns(
        measure_id=identity("m-", outbreak, grouped["measure"], grouped["place_id"]),
        restricts=pl.col("measure").replace_strict(
            {m.id: m.restricts for m in measures}, return_dtype=pl.Boolean()
        ),
        legal_basis=pl.col("measure").replace_strict(
            {m.id: m.legal_basis for m in measures}, return_dtype=pl.String()
        ),
        outbreak_id=pl.lit(known.situation.outbreak_id),
        change=pl.lit("new"),
        release_due_at=pl.lit(None),
        facts=facts_of(grouped["evidence"], known.facts),
    ).join(_area_of(known, areas), on="place_id", how="left")


def _area_of(known: Known, areas: pl.DataFrame) -> pl.DataFrame:
    """Return (place_id, area_id): the highest area that stands on the place."""
    ranks = {level: rank for rank, level in enumerate(known.plan.levels)}
    on = areas_on(standing(areas)).drop("place_id").drop_nulls("covers").rename({"covers": "place_id"})
    ranked = on.with_columns(rank=pl.col("level").replace_strict(ranks, default=-1))
    best = ranked.sort("rank", "area_id").group_by("place_id", maintain_order=True)
    return best.agg(pl.col("area_id").last())


def _intact(known: Known, before: pl.DataFrame, persons: PersonRows) -> frozenset[str]:
    """Return the standing measures whose ground is whole though nothing starts them now."""
    by_person = [m.id for m in known.plan.measures.values() if concerns_persons(m)]
    by_venue = [m.id for m in known.plan.measures.values() if m.kind == "venue"]
    whole = intact_by_facts(before, known, "measure_id")
    rows = [
        frame.select("measure", "place_id")
        for frame in (standing(persons.restrictions), standing(persons.follow_ups))
    ]
    with_people = before.filter(pl.col("measure").is_in(by_person)).join(
        pl.concat(rows), on=["measure", "place_id"], how="semi"
    )
    visited = _still_visited(known, before.filter(pl.col("measure").is_in(by_venue)))
    others = before.filter(~pl.col("measure").is_in([*by_person, *by_venue]))
    return frozenset(with_people["measure_id"]) | visited | (whole & frozenset(others["measure_id"]))


def _still_visited(known: Known, before: pl.DataFrame) -> frozenset[str]:
    pairs = before.select("measure_id", "place_id", case_id=pl.col("evidence").str.split(";")).explode(
        "case_id"
    )
    lost = pairs.join(known.venue_exposures, on=["place_id", "case_id"], how="anti")
    return frozenset(before["measure_id"]) - frozenset(lost["measure_id"])
