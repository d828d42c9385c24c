"""Presences held in memory: for tests, small places and the interviews of cases. Plain joins, no index."""

from collections.abc import Mapping, Sequence
from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.seats import seat_row
from fangxian.engines.tracing.stays import possible, settle, worst

INTERVIEW = "interview"
"""The source of a presence that a case told: it says nothing of who else was there."""


class InMemoryPresences:
    """A PresenceSource over one frame (`tables.PRESENCES`); `left_out` counts rows that cannot be stays."""

    def __init__(self, frame: pl.DataFrame, timezone: str) -> None:
        checked = tables.PRESENCES.check(frame)
        kept = checked.filter(possible())
        self.left_out = checked.height - kept.height
        self.timezone = timezone
        self._rows = settle(kept, timezone)

    @property
    def rows(self) -> pl.DataFrame:
        """All stays, settled (`tables.PRESENCES`)."""
        return self._rows

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the settled stays of these people that touch [from_at, to_at], unclipped."""
        return self._rows.filter(
            pl.col("person_id").is_in(list(person_ids)),
            pl.col("arrive_at") <= to_at,
            pl.col("leave_at") >= from_at,
        )

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per pair of stays that share place and time (`tables.ENCOUNTERS`)."""
        sources = linger(settle(tables.PRESENCES.check(stays), self.timezone), linger_minutes)
        return join_stays(sources, self._rows, min_minutes, seat_rows)

    def places_seen(self) -> frozenset[str]:
        """Return the places for which somebody other than an interviewed case left a trace."""
        return frozenset(self._rows.filter(is_listed())["place_id"].unique())


def is_listed() -> pl.Expr:
    """Whether a presence comes from a list of visitors."""
    return pl.col("source").is_null() | (pl.col("source") != INTERVIEW)


def linger(stays: pl.DataFrame, linger_minutes: Mapping[str, float]) -> pl.DataFrame:
    """Return `stays` lengthened by the whole minutes the air of their place stays infectious."""
    default = linger_minutes.get("", 0.0)
    minutes = pl.col("place_id").replace_strict(
        {place: int(value) for place, value in linger_minutes.items()},
        default=int(default),
        return_dtype=pl.Int64,
    )
    return stays.with_columns(pl.col("leave_at") + pl.duration(minutes=minutes))


def join_stays(
    sources: pl.DataFrame,
    others: pl.DataFrame,
    min_minutes: float,
    seat_rows: Mapping[str, int] | None = None,
) -> pl.DataFrame:
    """Return the encounters of settled stays: same place, session and zone where both are known, same time.

    Two seats with known rows more than `seat_rows` apart (by place, "" the default) are no encounter.
    Joined by place and day, so that a busy place does not pair every visit with every other; a pair that
    shares several days is kept on the first of them.
    """
    there = others.join(sources.select("place_id").unique(), on="place_id", how="semi")
    pairs = _by_day(sources).join(_by_day(there), on=["place_id", "_day"], suffix="_other")
    return (
        pairs.filter(
            pl.col("_day") == pl.max_horizontal("_first", "_first_other"),
            pl.col("person_id") != pl.col("person_id_other"),
            _agrees("session"),
            _agrees("zone"),
            _near(seat_rows or {}),
        )
        .select(
            source_person_id="person_id",
            person_id="person_id_other",
            place_id="place_id",
            from_at=pl.max_horizontal("arrive_at", "arrive_at_other"),
            to_at=pl.min_horizontal("leave_at", "leave_at_other"),
            precision=worst("precision", "precision_other"),
        )
        .with_columns(minutes=shared_minutes())
        .filter(pl.col("minutes") > 0, pl.col("minutes") >= min_minutes)
        .select(tables.ENCOUNTERS.names)
        .sort("source_person_id", "person_id", "place_id", "from_at", "to_at", "precision")
    )


def shared_minutes() -> pl.Expr:
    """Return the minutes from `from_at` to `to_at`."""
    return (pl.col("to_at") - pl.col("from_at")).dt.total_minutes().cast(pl.Float64)


def _by_day(stays: pl.DataFrame) -> pl.DataFrame:
    first, last = pl.col("arrive_at").dt.date(), pl.col("leave_at").dt.date()
    return stays.with_columns(first.alias("_first"), pl.date_ranges(first, last).alias("_day")).explode(
        "_day"
    )


def _agrees(column: str) -> pl.Expr:
    mine, theirs = pl.col(column), pl.col(f"{column}_other")
    return mine.is_null() | theirs.is_null() | (mine == theirs)


def _near(seat_rows: Mapping[str, int]) -> pl.Expr:
    """Whether two seats are within the rows that a place allows; unknown seats are, and places without a figure."""
    if not seat_rows:
        return pl.lit(value=True)
    limit = pl.col("place_id").replace_strict(
        dict(seat_rows), default=seat_rows.get(""), return_dtype=pl.Int64
    )
    apart = (seat_row(pl.col("seat")) - seat_row(pl.col("seat_other"))).abs()
    return (apart <= limit).fill_null(value=True)
