"""From the whole numbers an engine answers with, back to instants and words."""

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.links import LINK_COLUMNS

_NAMES = dict(enumerate(tables.PRECISIONS))
_LINKS = pl.Schema(
    {
        "person_id": pl.String(),
        "via_person_id": pl.String(),
        "place_id": pl.String(),
        "case_id": pl.String(),
        "first_exposed_at": tables.INSTANT,
        "last_exposed_at": tables.INSTANT,
        "minutes": pl.Float64(),
        "score": pl.Float64(),
        "precision": pl.String(),
        "kind": pl.String(),
    }
)


def stays_read(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows with both instants in minutes as `tables.PRESENCES`."""
    return tables.PRESENCES.check(
        rows.with_columns(arrive_at=instant_of("arrive_at"), leave_at=instant_of("leave_at"))
    )


def encounters_read(rows: pl.DataFrame) -> pl.DataFrame:
    """Return encounters as `tables.ENCOUNTERS`."""
    told = rows.select(
        source_person_id="person_id",
        person_id="other_person_id",
        place_id="place_id",
        from_at=instant_of("begins"),
        to_at=instant_of("ends"),
        minutes=pl.col("minutes").cast(pl.Float64()),
        precision=_precision(),
    )
    return tables.ENCOUNTERS.check(told)


def links_read(rows: pl.DataFrame) -> pl.DataFrame:
    """Return links as `tracing.links.LINK_COLUMNS`."""
    told = rows.with_columns(
        first_exposed_at=instant_of("first_minute"),
        last_exposed_at=instant_of("last_minute"),
        score=pl.col("score").round(6),
        precision=_precision(),
        kind=pl.lit("presence"),
    )
    return told.select(LINK_COLUMNS).cast(_LINKS)


def no_links() -> pl.DataFrame:
    """Return the answer when nobody asked about was anywhere."""
    return _LINKS.to_frame().select(LINK_COLUMNS)


def instant_of(column: str) -> pl.Expr:
    """Return the instant at which a minute since 1970 begins."""
    moment = (pl.col(column).cast(pl.Int64()) * 60_000_000).cast(pl.Datetime("us"))
    return moment.dt.replace_time_zone("UTC")


def _precision() -> pl.Expr:
    return pl.col("rank").cast(pl.Int64()).replace_strict(_NAMES, return_dtype=pl.String())
