"""Presence: where the people of a sweep stayed, whom they met there, and what each meeting weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing.links import LINK_COLUMNS, empty_links
from fangxian.engines.tracing.memory import shared_minutes
from fangxian.engines.tracing.source import PresenceSource, Sweep, SweepingSource
from fangxian.engines.tracing.stays import midnight_after, midnight_of, settle, vaguest
from fangxian.engines.tracing.sweeps import by_place, linger_of

_PEOPLE_AT_ONCE = 4000
"""So many sources are asked for together: it bounds the memory that their encounters take."""


@dataclass(frozen=True)
class Meetings:
    """`stays` of the sources inside their windows, `encounters` with others clipped to these windows."""

    stays: pl.DataFrame
    encounters: pl.DataFrame


def links_of(source: PresenceSource, sweep: Sweep) -> pl.DataFrame:
    """Return one row per (person, via, place, case) met (LINK_COLUMNS), by the source itself where it can.

    >>> from datetime import UTC, datetime
    >>> from fangxian.engines.tracing import InMemoryPresences
    >>> from fangxian.engines.tracing.windows import WINDOWS
    >>> eight, nine, ten = (datetime(2021, 7, 28, hour, tzinfo=UTC) for hour in (8, 9, 10))
    >>> cafe = InMemoryPresences(tables.PRESENCES.rows([
    ...     {"person_id": "ann", "place_id": "cafe", "arrive_at": eight, "leave_at": ten},
    ...     {"person_id": "bo", "place_id": "cafe", "arrive_at": nine, "leave_at": ten}]), "UTC")
    >>> ann = pl.DataFrame([{"case_id": "c1", "via_person_id": "ann", "from_at": eight, "to_at": ten,
    ...                      "strength": 1.0}], schema=WINDOWS)
    >>> links_of(cafe, Sweep(ann, "UTC", 5, {"": 30})).select("person_id", "minutes", "score").rows()
    [('bo', 60.0, 60.0)]
    """
    if isinstance(source, SweepingSource):
        return source.links(sweep)
    met = (meeting_exposures(part.encounters, sweep) for part in meet(source, sweep))
    return pl.concat([empty_links(), *(rows.select(LINK_COLUMNS) for rows in met)])


def meet(source: PresenceSource, sweep: Sweep) -> Iterator[Meetings]:
    """Yield the meetings of the people of a sweep, some thousand people at a time."""
    windows = sweep.windows
    people = windows["via_person_id"].unique().sort().to_frame()
    for begin in range(0, people.height, _PEOPLE_AT_ONCE):
        sweep.tell(begin / people.height)
        group = people[begin : begin + _PEOPLE_AT_ONCE]
        yield _meet_at_once(windows.join(group, on="via_person_id", how="semi"), source, sweep)
    sweep.tell(1.0)


def _meet_at_once(windows: pl.DataFrame, source: PresenceSource, sweep: Sweep) -> Meetings:
    reach = timedelta(minutes=max(sweep.linger_minutes.values()) if sweep.direction == "forward" else 0)
    people = windows["via_person_id"].unique().to_list()
    earliest, latest = windows.select(pl.col("from_at").min() - reach, pl.col("to_at").max()).row(0)
    stays = settle(source.stays_of(people, earliest, latest), sweep.timezone)
    ask = _ask_forward if sweep.direction == "forward" else _ask_backward
    encounters = ask(stays, windows, source, sweep)
    return Meetings(
        _inside(stays.rename({"person_id": "via_person_id"}), windows, "arrive_at", "leave_at"),
        _clipped(encounters, windows, sweep.min_minutes),
    )


def _ask_forward(
    stays: pl.DataFrame, windows: pl.DataFrame, source: PresenceSource, sweep: Sweep
) -> pl.DataFrame:
    shortened = _near_windows(stays, windows, linger_of(sweep, pl.col("place_id")))
    return _overlaps(source, shortened, sweep.linger_minutes, sweep.min_minutes, sweep.seat_rows)


def _ask_backward(
    stays: pl.DataFrame, windows: pl.DataFrame, source: PresenceSource, sweep: Sweep
) -> pl.DataFrame:
    """Return the encounters of stays with the others' stays lengthened by the air these leave behind.

    A source lengthens the stays it is given only, so these are asked for from that much earlier, each under a
    number of its own, and the encounters moved to where they belong.
    """
    air = linger_of(sweep, pl.col("place_id"))
    mine = _near_windows(stays, windows, pl.duration(minutes=0)).with_columns(
        _stay=pl.format("\u0001{}", pl.int_range(pl.len()))
    )
    earlier = mine.with_columns(person_id=pl.col("_stay"), arrive_at=pl.col("arrive_at") - air)
    met = _overlaps(source, earlier.select(tables.PRESENCES.names), {"": 0.0}, 0, sweep.seat_rows)
    whose = mine.select("_stay", "arrive_at", "leave_at", _source="person_id")
    return (
        met.rename({"source_person_id": "_stay"})
        .join(whose, on="_stay")
        .with_columns(
            source_person_id=pl.col("_source"),
            from_at=pl.max_horizontal("from_at", "arrive_at"),
            to_at=pl.min_horizontal(pl.col("to_at") + air, "leave_at"),
        )
        .filter(pl.col("from_at") < pl.col("to_at"), pl.col("person_id") != pl.col("source_person_id"))
        .with_columns(minutes=shared_minutes())
        .select(tables.ENCOUNTERS.names)
    )


def _overlaps(
    source: PresenceSource,
    stays: pl.DataFrame,
    linger: Mapping[str, float],
    min_minutes: float,
    seat_rows: Mapping[str, int],
) -> pl.DataFrame:
    """Ask a source; one that knows nothing of seats is asked nothing about them."""
    if not seat_rows:
        return source.overlaps(stays, linger, min_minutes)
    return source.overlaps(stays, linger, min_minutes, seat_rows)


def meeting_exposures(encounters: pl.DataFrame, sweep: Sweep) -> pl.DataFrame:
    """Return one row per (person, via, place, case) with its minutes, score and worst precision.

    The score is minutes × infectiousness that day × factor of the venue × strength of the link before it.
    """
    factor = by_place(sweep.venue_factor, pl.col("place_id"))
    scored = _weighed(encounters, sweep).with_columns(score=pl.col("weighed") * factor * pl.col("strength"))
    return scored.group_by("person_id", "via_person_id", "place_id", "case_id").agg(
        pl.col("from_at").min().alias("first_exposed_at"),
        pl.col("to_at").max().alias("last_exposed_at"),
        pl.col("minutes").sum(),
        pl.col("score").sum().round(6),
        vaguest("precision"),
        pl.lit("presence").alias("kind"),
    )


def _near_windows(stays: pl.DataFrame, windows: pl.DataFrame, air: pl.Expr) -> pl.DataFrame:
    """Shorten each stay to its person's windows (with the air left from before), to ask for no more."""
    hull = windows.group_by("via_person_id").agg(pl.col("from_at").min(), pl.col("to_at").max())
    return (
        stays.join(hull, left_on="person_id", right_on="via_person_id")
        .with_columns(
            arrive_at=pl.max_horizontal(pl.col("arrive_at"), pl.col("from_at") - air),
            leave_at=pl.min_horizontal("leave_at", "to_at"),
        )
        .filter(pl.col("arrive_at") < pl.col("leave_at"))
        .select(tables.PRESENCES.names)
    )


def _clipped(encounters: pl.DataFrame, windows: pl.DataFrame, min_minutes: float) -> pl.DataFrame:
    named = encounters.rename({"source_person_id": "via_person_id", "from_at": "_from", "to_at": "_to"})
    inside = _inside(named, windows, "_from", "_to").drop("from_at", "to_at")
    return (
        inside.rename({"_from": "from_at", "_to": "to_at"})
        .with_columns(minutes=shared_minutes())
        .filter(pl.col("minutes") >= min_minutes)
    )


def _inside(rows: pl.DataFrame, windows: pl.DataFrame, begin: str, end: str) -> pl.DataFrame:
    """Cut intervals to each window of their person; what falls outside is left out."""
    return (
        rows.join(windows, on="via_person_id")
        .with_columns(
            pl.max_horizontal(begin, "from_at").alias(begin), pl.min_horizontal(end, "to_at").alias(end)
        )
        .filter(pl.col(begin) < pl.col(end))
    )


def _weighed(encounters: pl.DataFrame, sweep: Sweep) -> pl.DataFrame:
    """Add `weighed`: minutes × infectiousness, day by day counted from the anchor (1 where there is none)."""
    if not sweep.infectiousness:
        return encounters.with_columns(weighed=pl.col("minutes"))
    zone = sweep.timezone
    numbered = encounters.with_row_index("_row")
    begin = pl.max_horizontal("from_at", midnight_of(pl.col("_day"), zone))
    end = pl.min_horizontal("to_at", midnight_after(midnight_of(pl.col("_day"), zone), zone))
    offset = (pl.col("_day") - pl.col("anchor_on")).dt.total_days()
    weight = pl.when(pl.col("anchor_on").is_null()).then(1.0).otherwise(_infectiousness(offset, sweep))
    by_day = (
        numbered.with_columns(
            pl.date_ranges(_local_date("from_at", zone), _local_date("to_at", zone)).alias("_day")
        )
        .explode("_day")
        .with_columns(_part=(end - begin).dt.total_minutes().clip(lower_bound=0))
        .group_by("_row")
        .agg((pl.col("_part") * weight).sum().alias("weighed"))
    )
    return numbered.join(by_day, on="_row").drop("_row")


def _infectiousness(offset: pl.Expr, sweep: Sweep) -> pl.Expr:
    """Days before the first or after the last day given weigh as that day does."""
    given = {day: float(weight) for day, weight in sweep.infectiousness.items()}
    return offset.clip(min(given), max(given)).replace_strict(given, default=0.0, return_dtype=pl.Float64)


def _local_date(column: str, timezone: str) -> pl.Expr:
    return pl.col(column).dt.convert_time_zone(timezone).dt.date()
