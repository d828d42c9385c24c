"""Places and times to publish: whoever was there finds themselves in the list, and no list tells one person's route."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from fangxian.engines.publishing.spans import Span, spans_of

_INSTANT = pl.Datetime("us", "UTC")
PUBLISHED = {
    "place_id": pl.String(),
    "from_at": _INSTANT,
    "to_at": _INSTANT,
    "whole_days": pl.Boolean(),
    "widened": pl.Boolean(),
}
"""One row to publish. `whole_days`: the hours are withheld; `widened`: the place around it is named instead."""


@dataclass(frozen=True)
class PublishRule:
    """How few are too few.

    `least_cases`: a day tells its hours only if that many cases were somewhere on it. `least_people`: a place where
    fewer are known to have been is named by the place around it, as is every place of `private_kinds`.
    """

    least_cases: int = 3
    least_people: int = 5
    private_kinds: frozenset[str] = frozenset({"household", "residence", "home"})
    round_minutes: int = 60


@dataclass(frozen=True)
class Publication:
    """What to publish (`PUBLISHED`, by place, never by time) and how many of the exposed it reaches.

    `exposed`: people exposed at a place; `covered`: those of them who find their place and time in the list.
    """

    rows: pl.DataFrame
    exposed: int
    covered: int

    @property
    def coverage(self) -> float:
        """The share of the exposed whom the list reaches; 1 where nobody was exposed at a place."""
        return self.covered / self.exposed if self.exposed else 1.0


def publish_places(
    visits: pl.DataFrame,
    exposures: pl.DataFrame,
    places: pl.DataFrame,
    timezone: str,
    rule: PublishRule | None = None,
) -> Publication:
    """Return what to publish of the places that cases visited.

    visits: `tables.VENUE_EXPOSURES`; exposures: `tables.EXPOSURES`; places: `tables.PLACES`.

    Days are put together into spans until at least `least_cases` cases were out in each (`spans_of`). Hours are told
    only inside a span each of whose days has that many; elsewhere all places of a span carry the span's days, so that
    the visits of one case have no order. A single case therefore yields one list of places under one range of days.

    >>> from fangxian.engines import tables
    >>> publish_places(tables.VENUE_EXPOSURES.empty(), tables.EXPOSURES.empty(), tables.PLACES.empty(), "UTC").coverage
    1.0
    """
    rule = rule or PublishRule()
    named = _named(visits, places, rule)
    spans = spans_of(named.select("case_id", "from_at", "to_at"), timezone, rule.least_cases)
    windows = _windows(named, spans, timezone, rule)
    rows = _together(windows)
    met = exposures.filter(kind="presence", degree=1)
    return Publication(rows, met["person_id"].n_unique(), _covered(met, rows, places))


def _named(visits: pl.DataFrame, places: pl.DataFrame, rule: PublishRule) -> pl.DataFrame:
    """Give each visit the place to name: its own, or the one around it where its own would point at somebody."""
    known = places.select("place_id", "parent_id", "venue_kind")
    joined = visits.join(known, on="place_id", how="left")
    present = pl.col("found") + 1
    few = ~pl.col("unknown_attendees") & (present < rule.least_people)
    private = pl.col("venue_kind").is_in(list(rule.private_kinds)).fill_null(value=False)
    widened = (few.fill_null(value=False) | private) & pl.col("parent_id").is_not_null()
    return joined.with_columns(
        widened=widened, place_id=pl.when(widened).then("parent_id").otherwise("place_id")
    ).select("case_id", "place_id", "from_at", "to_at", "widened", "precision")


def _windows(
    named: pl.DataFrame, spans: Mapping[int, Span], timezone: str, rule: PublishRule
) -> pl.DataFrame:
    """Return the window of each visit as it may be told."""
    if named.is_empty():
        return pl.DataFrame(schema=PUBLISHED)
    rows = []
    for row in named.with_row_index("line").iter_rows(named=True):
        span = spans[row["line"]]
        sharp = span.sharp and row["precision"] != "day"
        begin, end = span.rounded(row["from_at"], row["to_at"], rule.round_minutes) if sharp else span.bounds
        rows.append((row["place_id"], begin, end, not sharp, row["widened"]))
    return pl.DataFrame(rows, schema=PUBLISHED, orient="row")


def _together(windows: pl.DataFrame) -> pl.DataFrame:
    """Windows of one place that touch are told as one, so that a list does not count the cases."""
    ordered = windows.sort("place_id", "from_at", "to_at")
    reach = pl.col("to_at").cum_max().shift(1).over("place_id")
    fresh = (reach.is_null() | (pl.col("from_at") > reach)).cast(pl.Int64)
    numbered = ordered.with_columns(part=fresh.cum_sum().over("place_id"))
    return (
        numbered.group_by("place_id", "part", maintain_order=True)
        .agg(pl.col("from_at").min(), pl.col("to_at").max(), pl.col("whole_days", "widened").any())
        .sort("place_id", "part")
        .select(list(PUBLISHED))
    )


def _covered(met: pl.DataFrame, rows: pl.DataFrame, places: pl.DataFrame) -> int:
    """Count the people one of whose exposures lies inside a published row of the place or of the one around it."""
    around = places.select("place_id", "parent_id")
    own = met.select("person_id", "place_id", "first_exposed_at", "last_exposed_at")
    wider = own.join(around, on="place_id").select(
        "person_id", "first_exposed_at", "last_exposed_at", place_id="parent_id"
    )
    both = pl.concat([own, wider.select(own.columns)]).drop_nulls("place_id")
    inside = both.join(rows, on="place_id").filter(
        pl.col("first_exposed_at") <= pl.col("to_at"), pl.col("last_exposed_at") >= pl.col("from_at")
    )
    return inside["person_id"].n_unique()
