"""The subjects a trigger may fire for, one row each: features, place, person, evidence and the clocks that ran."""

from datetime import UTC

import polars as pl

from fangxian.engines.response.known import Known, whole_days
from fangxian.engines.tracing.stays import midnight_of

CLOCKS = ("case_reported", "area_starts", "first_exposed", "last_exposed")
"""Each as two columns, `<clock>_first` and `<clock>_last`: the earliest and the latest event of the subject."""

_INSTANT = pl.Datetime("us", "UTC")
SUBJECT = {
    "subject_id": pl.String(),
    "place_id": pl.String(),
    "person_id": pl.String(),
    "evidence_cases": pl.List(pl.String()),
    **{f"{clock}_{edge}": _INSTANT for clock in CLOCKS for edge in ("first", "last")},
}
_KINDS = ["household", "named", "presence"]


def complete(frame: pl.DataFrame) -> pl.DataFrame:
    """Add the subject columns a scope does not have as nulls."""
    missing = [
        pl.lit(None, dtype=dtype).alias(name) for name, dtype in SUBJECT.items() if name not in frame.columns
    ]
    return frame.with_columns(missing)


def case_subjects(known: Known) -> pl.DataFrame:
    """Return one row per case that is not discarded, at the tree place of its residence (unknown: the office)."""
    cases = known.cases.with_columns(
        own=pl.coalesce("residence_place_id", "infection_place_id"),
        reported_at=midnight_of(pl.col("reported_on"), known.situation.timezone),
    )
    placed = cases.join(known.tree_place, left_on="own", right_on="place_id", how="left").join(
        known.offices, on="case_id", how="left"
    )
    ranked = placed.sort("reported_on", "case_id").with_row_index("rank")
    return complete(
        ranked.select(
            "kind",
            "age",
            "immunity",
            "detection_route",
            "outcome",
            "person_id",
            subject_id="case_id",
            place_id=pl.coalesce("tree_place_id", "office_id"),
            evidence_cases=pl.concat_list("case_id"),
            case_reported_first="reported_at",
            case_reported_last="reported_at",
            has_residence=pl.col("residence_place_id").is_not_null(),
            has_onset=pl.col("onset_on").is_not_null(),
            is_first=pl.col("rank") == 0,
            days_since_report=(pl.lit(known.today) - pl.col("reported_on")).dt.total_days(),
        )
    )


def venue_subjects(known: Known) -> pl.DataFrame:
    """Return one row per place visited by an infectious case."""
    reported = _reported(known)
    found = (
        known.exposures.filter(pl.col("degree") == 1)
        .group_by("place_id")
        .agg(found=pl.col("person_id").n_unique().cast(pl.Int64))
    )
    venues = (
        known.venue_exposures.join(reported, on="case_id", how="left")
        .group_by("place_id")
        .agg(
            pl.col("unknown_attendees").any(),
            evidence_cases=pl.col("case_id").unique().sort(),
            case_reported_first=pl.col("reported_at").min(),
            case_reported_last=pl.col("reported_at").max(),
            first_exposed_first=pl.col("from_at").min(),
            first_exposed_last=pl.col("from_at").max(),
            last_exposed_first=pl.col("to_at").min(),
            last_exposed_last=pl.col("to_at").max(),
        )
    )
    kinds = known.places.select("place_id", "venue_kind")
    joined = venues.join(kinds, on="place_id").join(found, on="place_id", how="left").sort("place_id")
    return complete(
        joined.with_columns(
            pl.col("found").fill_null(0),
            subject_id="place_id",
            cases=pl.col("evidence_cases").list.len().cast(pl.Int64),
            hours_since_last=hours_until(known, "last_exposed_last"),
        ).with_columns(_last_days(known))
    )


def person_subjects(known: Known) -> pl.DataFrame:
    """Return one row per exposed person, from the exposures of its nearest degree."""
    nearest = known.exposures.filter(pl.col("degree") == pl.col("degree").min().over("person_id"))
    grouped = (
        nearest.join(_reported(known), on="case_id", how="left")
        .sort("first_exposed_at", "case_id", "place_id", nulls_last=True)
        .group_by("person_id", maintain_order=True)
        .agg(*_person_aggregates())
    )
    placed = exposed_at(known, grouped)
    facts = known.persons.select(
        "person_id", "age", "immunity", "occupation", in_school=pl.col("school_place_id").is_not_null()
    )
    return complete(
        placed.join(facts, on="person_id", how="left")
        .with_columns(
            subject_id="person_id",
            hours_since_first_exposure=hours_until(known, "first_exposed_first"),
            days_since_last_exposure=hours_until(known, "last_exposed_last") / 24,
        )
        .with_columns(_last_days(known))
        .sort("person_id")
    )


def _last_days(known: Known) -> list[pl.Expr]:
    """The last exposure counts in whole days: one that still goes on must not move its clock by the minute."""
    zone = known.situation.timezone
    return [
        whole_days("last_exposed_first", zone, end=False),
        whole_days("last_exposed_last", zone, end=True),
    ]


def _person_aggregates() -> list[pl.Expr]:
    rank = pl.col("kind").replace_strict({kind: at for at, kind in enumerate(_KINDS)}, default=9)
    return [
        pl.col("degree").first(),
        pl.col("kind").sort_by(rank).first(),
        pl.col("score").max(),
        pl.when(pl.col("minutes").is_not_null().any()).then(pl.col("minutes").sum()).alias("minutes"),
        pl.col("case_id").unique().sort().alias("evidence_cases"),
        pl.col("place_id").drop_nulls().first().alias("exposed_place_id"),
        pl.col("reported_at").min().alias("case_reported_first"),
        pl.col("reported_at").max().alias("case_reported_last"),
        pl.col("first_exposed_at").min().alias("first_exposed_first"),
        pl.col("first_exposed_at").max().alias("first_exposed_last"),
        pl.col("last_exposed_at").min().alias("last_exposed_first"),
        pl.col("last_exposed_at").max().alias("last_exposed_last"),
    ]


def exposed_at(known: Known, people: pl.DataFrame) -> pl.DataFrame:
    """Add `place_id`: the tree place of residence, else of the exposure, else the office that interviews the case."""
    candidates = (
        people.join(known.persons.select("person_id", "residence_place_id"), on="person_id", how="left")
        .with_columns(first_case=pl.col("evidence_cases").list.first())
        .join(known.offices, left_on="first_case", right_on="case_id", how="left")
    )
    for name in ("residence_place_id", "exposed_place_id"):
        tree = known.tree_place.rename({"place_id": name, "tree_place_id": f"{name}:tree"})
        candidates = candidates.join(tree, on=name, how="left")
    return candidates.with_columns(
        place_id=pl.coalesce("residence_place_id:tree", "exposed_place_id:tree", "office_id")
    )


def _reported(known: Known) -> pl.DataFrame:
    return known.cases.select(
        "case_id", reported_at=midnight_of(pl.col("reported_on"), known.situation.timezone)
    )


def hours_until(known: Known, column: str) -> pl.Expr:
    """Hours from an instant to the moment judged."""
    as_of = pl.lit(known.situation.as_of.astimezone(UTC)).cast(_INSTANT)
    return (as_of - pl.col(column)).dt.total_seconds() / 3600
