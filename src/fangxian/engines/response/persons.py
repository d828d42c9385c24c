"""What each person is owed: restrictions (two signatures, always an end) and follow-ups."""

from dataclasses import dataclass
from datetime import UTC

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure
from fangxian.engines.response.budget import exposures_to_lean_on
from fangxian.engines.response.difference import Releasing, difference
from fangxian.engines.response.digests import KEY, identity, with_digest
from fangxian.engines.response.known import Known, facts_of
from fangxian.engines.response.periods import due, ends, starts

_PREFIX = {tables.RESTRICTIONS.name: "r-", tables.FOLLOW_UPS.name: "f-"}


@dataclass(frozen=True)
class PersonRows:
    """The two tables about persons, and the proposals behind them with their deadlines (`keyed`)."""

    restrictions: pl.DataFrame
    follow_ups: pl.DataFrame
    keyed: pl.DataFrame


def concerns_persons(measure: Measure) -> bool:
    """Return whether the measure acts on named persons, so that each gets a row of its own."""
    return measure.kind == "person" or (measure.kind == "case" and measure.restricts)


def person_rows(known: Known, fires: pl.DataFrame, releasing: Releasing) -> PersonRows:
    """Return restrictions and follow-ups held against what stands."""
    proposed = _proposed(known, fires)
    standing = known.situation.standing
    as_of = known.situation.as_of.astimezone(UTC)
    late = (pl.col("ends_at") <= as_of) | (pl.col("lapses") & (pl.col("deadline_at") < as_of))
    exposed = exposures_to_lean_on(known)
    found = {}
    for table, rows, before in (
        (tables.RESTRICTIONS, proposed.filter("restricts"), standing.restrictions),
        (tables.FOLLOW_UPS, proposed.filter(~pl.col("restricts")), standing.follow_ups),
    ):
        key = KEY[table.name]
        keyed = rows.with_columns(pl.concat_str(pl.lit(_PREFIX[table.name]), "key").alias(key))
        ready = with_digest(keyed, table).select(table.names)
        lapsed = frozenset(keyed.filter(late)[key])
        found[table.name] = difference(
            table, before, ready, _still_exposed(known, exposed, before, key), releasing, lapsed=lapsed
        )
    return PersonRows(found["restrictions"], found["follow_ups"], proposed.filter(~late))


def _proposed(known: Known, fires: pl.DataFrame) -> pl.DataFrame:
    measures = [measure for _, measure in sorted(known.plan.measures.items()) if concerns_persons(measure)]
    with_person = fires.filter(pl.col("person_id").is_not_null())
    rows = [_of_measure(known, measure, with_person.filter(measure=measure.id)) for measure in measures]
    return pl.concat([*rows, _of_measure_schema(known, with_person)], how="vertical")


def _of_measure_schema(known: Known, fires: pl.DataFrame) -> pl.DataFrame:
    """Return the columns without rows, for a plan without such measures."""
    measure = next(iter(known.plan.measures.values()), None)
    return _of_measure(known, measure, fires.clear()) if measure else pl.DataFrame()


def _of_measure(known: Known, measure: Measure, fires: pl.DataFrame) -> pl.DataFrame:
    grouped = (
        fires.with_columns(
            starts_at=starts(measure.duration, known),
            ends_at=ends(measure.duration, known),
            deadline_at=due(measure.deadline, known),
        )
        .sort("rule", "place_id", nulls_last=True)
        .group_by("measure", "person_id", maintain_order=True)
        .agg(
            pl.col("starts_at", "deadline_at").min(),
            pl.col("ends_at").max(),
            pl.col("place_id").first(),
            pl.col("degree").min(),
            rule=pl.col("rule").unique().sort().str.join(";"),
            evidence=pl.col("evidence_cases").explode().unique().sort().str.join(";"),
        )
    )
    outbreak = pl.Series([known.situation.outbreak_id] * grouped.height, dtype=pl.String())
    return grouped.with_columns(
        key=identity("", outbreak, grouped["measure"], grouped["person_id"]),
        restricts=pl.lit(measure.restricts),
        lapses=pl.lit(measure.deadline.lapses),
        legal_basis=pl.lit(measure.legal_basis),
        signatures_required=pl.lit(known.plan.signatures_required, dtype=pl.Int64()),
        voluntary_first=pl.lit(measure.voluntary_first),
        outbreak_id=pl.lit(known.situation.outbreak_id),
        change=pl.lit("new"),
        release_due_at=pl.lit(None),
        facts=facts_of(grouped["evidence"], known.facts),
    )


def _still_exposed(known: Known, exposed: pl.DataFrame, before: pl.DataFrame, key: str) -> frozenset[str]:
    """Return the standing rows whose person is still exposed through (or is) every case they rest on."""
    own = known.cases.select("person_id", "case_id")
    supported = pl.concat([exposed, own]).unique().with_columns(supported=pl.lit(value=True))
    pairs = before.select(key, "person_id", case_id=pl.col("evidence").str.split(";")).explode("case_id")
    judged = pairs.join(supported, on=["person_id", "case_id"], how="left").group_by(key)
    whole = judged.agg(whole=pl.col("supported").fill_null(value=False).all()).filter("whole")
    return frozenset(whole[key])
