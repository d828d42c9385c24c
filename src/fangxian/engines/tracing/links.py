"""Links without a presence: people of one household, and contacts named in an interview."""

import polars as pl

from fangxian.engines.plans import TracingRule
from fangxian.engines.tables import INSTANT
from fangxian.engines.tracing.stays import midnight_of

LINK_COLUMNS = (
    "person_id", "via_person_id", "place_id", "case_id", "first_exposed_at", "last_exposed_at",
    "minutes", "score", "precision", "kind",
)  # fmt: skip

_KINDS = dict(
    zip(
        LINK_COLUMNS,
        (*(pl.String(),) * 4, INSTANT, INSTANT, pl.Float64(), pl.Float64(), pl.String(), pl.String()),
        strict=True,
    )
)


def empty_links() -> pl.DataFrame:
    """Return no links, with the columns of links."""
    return pl.DataFrame(schema=_KINDS)


def household_exposures(windows: pl.DataFrame, households: pl.DataFrame, rule: TracingRule) -> pl.DataFrame:
    """Return everybody who shares a household with a person of `windows`, for the whole window.

    How many minutes they shared is not known (null); the place is the home of the case, where known.
    """
    homes = windows.join(households, left_on="via_person_id", right_on="person_id")
    members = homes.join(households, on="household_id").filter(pl.col("person_id") != pl.col("via_person_id"))
    return _as_links(members, "household", rule.household_score, pl.col("home_place_id"))


def named_exposures(
    windows: pl.DataFrame, contacts: pl.DataFrame, rule: TracingRule, timezone: str
) -> pl.DataFrame:
    """Return the contacts named for each case whose days of contact touch its window, as intervals of days."""
    named = contacts.rename({"source_case_id": "case_id"}).join(windows, on="case_id")
    begins = midnight_of(pl.coalesce("first_on", "last_on"), timezone)
    ends = midnight_of(pl.col("last_on").dt.offset_by("1d"), timezone)
    clipped = named.with_columns(
        from_at=pl.max_horizontal(pl.col("from_at"), begins), to_at=pl.min_horizontal(pl.col("to_at"), ends)
    ).filter(pl.col("from_at") < pl.col("to_at"), pl.col("person_id") != pl.col("via_person_id"))
    grouped = clipped.group_by("case_id", "person_id", "via_person_id").agg(
        pl.col("from_at").min(), pl.col("to_at").max(), pl.col("strength").max()
    )
    return _as_links(grouped, "named", rule.named_score, pl.lit(None, pl.String()))


def count_outside(named: pl.DataFrame, known: pl.DataFrame, contacts: pl.DataFrame) -> int:
    """Count the contacts named for a known case (`tables.CASES`) of whom no contact fell inside its window."""
    cases = known.select(case_id="case_id", via_person_id="person_id")
    asked = _named_pairs(contacts).join(cases, on="case_id")
    others = asked.filter(pl.col("person_id") != pl.col("via_person_id"))
    return others.join(named, on=["case_id", "person_id"], how="anti").height


def count_of_no_case(known: pl.DataFrame, contacts: pl.DataFrame) -> int:
    """Count the contacts named for a case that is not known, not counted or not in the line list at all."""
    return _named_pairs(contacts).join(known, on="case_id", how="anti").height


def _named_pairs(contacts: pl.DataFrame) -> pl.DataFrame:
    return contacts.select(case_id="source_case_id", person_id="person_id").unique()


def _as_links(rows: pl.DataFrame, kind: str, score: float, place: pl.Expr) -> pl.DataFrame:
    return (
        rows.with_columns(
            place.alias("place_id"),
            pl.col("from_at").cast(INSTANT).alias("first_exposed_at"),
            pl.col("to_at").cast(INSTANT).alias("last_exposed_at"),
            pl.lit(None, pl.Float64()).alias("minutes"),
            (pl.col("strength") * score).round(6).alias("score"),
            pl.lit("day").alias("precision"),
            pl.lit(kind).alias("kind"),
        )
        .select(LINK_COLUMNS)
        .unique()
    )
