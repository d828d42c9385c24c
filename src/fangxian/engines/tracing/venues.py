"""Exposure venues: every place a case visited while infectious, and whether those present can be found."""

from collections.abc import Set

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.meetings import Meetings, Venues
from fangxian.engines.tracing.stays import vaguest

_STAY = ("case_id", "place_id", "from_at", "to_at")


def venue_exposures(meetings: Meetings, listed: Set[str], venues: Venues) -> pl.DataFrame:
    """Return one row per case, place and stay inside the case's window (`tables.VENUE_EXPOSURES`).

    `found` counts the people met during that stay or in the air it left. `unknown_attendees`: the place is
    not among those `listed` as having a list of visitors, so whoever else was there is not found.
    """
    stays = (
        meetings.stays.select(
            "case_id", "place_id", from_at="arrive_at", to_at="leave_at", precision="precision"
        )
        .group_by(_STAY)
        .agg(vaguest("precision"))
    )
    counted = stays.join(_found(stays, meetings.encounters, venues), on=_STAY, how="left")
    unlisted = sorted(set(stays["place_id"]) - listed)
    return tables.VENUE_EXPOSURES.check(
        counted.with_columns(
            pl.col("found").fill_null(0), unknown_attendees=pl.col("place_id").is_in(unlisted)
        )
    )


def _found(stays: pl.DataFrame, encounters: pl.DataFrame, venues: Venues) -> pl.DataFrame:
    met = encounters.select("case_id", "place_id", "person_id", met_at="from_at")
    air_until = pl.col("to_at") + venues.linger_of(pl.col("place_id"))
    return (
        stays.join(met, on=["case_id", "place_id"])
        .filter(pl.col("met_at") >= pl.col("from_at"), pl.col("met_at") <= air_until)
        .group_by(_STAY)
        .agg(pl.col("person_id").n_unique().cast(pl.Int64).alias("found"))
    )
