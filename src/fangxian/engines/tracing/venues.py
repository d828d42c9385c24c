"""Venues: every place a case visited inside its window, and whether those present can be found."""

from collections.abc import Iterable, Set

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.meetings import Meetings, meet
from fangxian.engines.tracing.source import VISITS, PresenceSource, Sweep, VisitingSource
from fangxian.engines.tracing.stays import vaguest
from fangxian.engines.tracing.sweeps import linger_of

_STAY = ("case_id", "place_id", "from_at", "to_at")


def visits_of(source: PresenceSource, sweep: Sweep) -> pl.DataFrame:
    """Return one row per case, place and stay inside the case's window (VISITS), by the source itself where it can."""
    if isinstance(source, VisitingSource):
        return source.visits(sweep)
    return visits_among(meet(source, sweep), source.places_seen() or frozenset(), sweep)


def visits_among(meetings: Iterable[Meetings], seen: Set[str], sweep: Sweep) -> pl.DataFrame:
    """Return the visits (VISITS) of meetings; `seen` are the places with a list of visitors."""
    empty = tables.VENUE_EXPOSURES.empty().select(VISITS[:-1])
    visits = pl.concat([empty, *(_visits(part, sweep) for part in meetings)])
    visited = set(visits["place_id"])
    return visits.with_columns(listed=pl.col("place_id").is_in(sorted(seen & visited)))


def venue_exposures(visits: pl.DataFrame, places: pl.DataFrame, sweep: Sweep) -> pl.DataFrame:
    """Return visits as `tables.VENUE_EXPOSURES`; backwards, the places that most cases share come first.

    `unknown_attendees`: neither a trace nor the register (`has_list` of `places`) knows a list of visitors of the
    place, so whoever else was there is not found. A place that keeps no list (`has_list` is false) is never known
    whole, however many of its visitors left a trace. `cases`: those who were there inside their windows.
    """
    visited = set(visits["place_id"])
    kept = places.filter(pl.col("place_id").is_in(sorted(visited))).select("place_id", "has_list")
    listed, listless = (
        visited & set(kept.filter(pl.col("has_list") == said)["place_id"]) for said in (True, False)
    )
    without = pl.col("place_id").is_in(sorted(visited - listed)) & ~pl.col("listed")
    counted = visits.with_columns(
        unknown_attendees=without | pl.col("place_id").is_in(sorted(listless)),
        cases=pl.col("case_id").n_unique().over("place_id").cast(pl.Int64),
    )
    if sweep.direction == "forward":
        return tables.VENUE_EXPOSURES.check(counted.sort(_STAY))
    most_shared = counted.sort("cases", "place_id", *_STAY, descending=[True, *[False] * (1 + len(_STAY))])
    return tables.VENUE_EXPOSURES.check(most_shared)


def _visits(meetings: Meetings, sweep: Sweep) -> pl.DataFrame:
    stays = (
        meetings.stays.select(
            "case_id", "place_id", from_at="arrive_at", to_at="leave_at", precision="precision"
        )
        .group_by(_STAY)
        .agg(vaguest("precision"))
    )
    counted = stays.join(_found(stays, meetings.encounters, sweep), on=_STAY, how="left")
    return counted.with_columns(pl.col("found").fill_null(0)).select(VISITS[:-1])


def _found(stays: pl.DataFrame, encounters: pl.DataFrame, sweep: Sweep) -> pl.DataFrame:
    met = encounters.select("case_id", "place_id", "person_id", met_at="from_at")
    air = linger_of(sweep, pl.col("place_id")) if sweep.direction == "forward" else pl.duration(minutes=0)
    return (
        stays.join(met, on=["case_id", "place_id"])
        .filter(pl.col("met_at") >= pl.col("from_at"), pl.col("met_at") <= pl.col("to_at") + air)
        .group_by(_STAY)
        .agg(pl.col("person_id").n_unique().cast(pl.Int64).alias("found"))
    )
