"""Presence: where the infectious stayed, whom they met there, and what each meeting weighs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing.memory import shared_minutes
from fangxian.engines.tracing.source import PresenceSource
from fangxian.engines.tracing.stays import midnight_after, midnight_of, settle, vaguest


@dataclass(frozen=True)
class Venues:
    """What a rule says of each place: its factor and its lingering minutes, by place id ("" the default)."""

    factor: Mapping[str, float]
    linger: Mapping[str, float]

    @classmethod
    def of(cls, places: pl.DataFrame, rule: TracingRule) -> "Venues":
        """Read the rule's figures, given by kind of venue, for every place whose kind is known."""
        kinds = dict(
            places.filter(pl.col("venue_kind").is_not_null()).select("place_id", "venue_kind").rows()
        )
        return cls(_by_place(kinds, rule.venue_factor, 1.0), _by_place(kinds, rule.linger_minutes, 0.0))

    def factor_of(self, place: pl.Expr) -> pl.Expr:
        """Return the factor of a place."""
        return place.replace_strict(self.factor, default=self.factor[""], return_dtype=pl.Float64)

    def linger_of(self, place: pl.Expr) -> pl.Expr:
        """Return how long the air of a place stays infectious, as a duration."""
        whole = {place_id: int(minutes) for place_id, minutes in self.linger.items()}
        return pl.duration(minutes=place.replace_strict(whole, default=whole[""], return_dtype=pl.Int64))


_PEOPLE_AT_ONCE = 4000
"""So many sources are asked for together: it bounds the memory that their encounters take."""


@dataclass(frozen=True)
class Meetings:
    """`stays` of the infectious inside their windows, `encounters` with others clipped to these windows."""

    stays: pl.DataFrame
    encounters: pl.DataFrame


def meet(
    windows: pl.DataFrame, presences: PresenceSource, venues: Venues, rule: TracingRule, timezone: str
) -> Iterator[Meetings]:
    """Yield the meetings of the people of `windows` (WINDOWS), some thousand people at a time."""
    for group in windows["via_person_id"].unique().sort().to_frame().iter_slices(_PEOPLE_AT_ONCE):
        theirs = windows.join(group, on="via_person_id", how="semi")
        yield _meet_at_once(theirs, presences, venues, rule, timezone)


def _meet_at_once(
    windows: pl.DataFrame, presences: PresenceSource, venues: Venues, rule: TracingRule, timezone: str
) -> Meetings:
    reach = timedelta(minutes=max(venues.linger.values()))
    people = windows["via_person_id"].unique().to_list()
    earliest, latest = windows.select(pl.col("from_at").min() - reach, pl.col("to_at").max()).row(0)
    stays = settle(presences.stays_of(people, earliest, latest), timezone)
    shortened = _near_windows(stays, windows, venues)
    encounters = presences.overlaps(shortened, venues.linger, rule.min_minutes)
    return Meetings(
        _inside(stays.rename({"person_id": "via_person_id"}), windows, "arrive_at", "leave_at"),
        _clipped(encounters, windows, rule.min_minutes),
    )


def meeting_exposures(
    encounters: pl.DataFrame, venues: Venues, rule: TracingRule, timezone: str
) -> pl.DataFrame:
    """Return one row per (person, via, place, case) with its minutes, score and worst precision.

    The score is minutes × infectiousness that day × factor of the venue × strength of the link before it.
    """
    factor = venues.factor_of(pl.col("place_id"))
    scored = _weighed(encounters, rule, timezone).with_columns(
        score=pl.col("weighed") * factor * pl.col("strength")
    )
    return scored.group_by("person_id", "via_person_id", "place_id", "case_id").agg(
        pl.col("from_at").min().alias("first_exposed_at"),
        pl.col("to_at").max().alias("last_exposed_at"),
        pl.col("minutes").sum(),
        pl.col("score").sum().round(6),
        vaguest("precision"),
        pl.lit("presence").alias("kind"),
    )


def _by_place(kinds: Mapping[str, str], by_kind: Mapping[str, float], otherwise: float) -> dict[str, float]:
    default = by_kind.get("", otherwise)
    named = {place: by_kind[kind] for place, kind in kinds.items() if by_kind.get(kind, default) != default}
    return {"": default, **named}


def _near_windows(stays: pl.DataFrame, windows: pl.DataFrame, venues: Venues) -> pl.DataFrame:
    """Shorten each stay to its person's windows (with the air left from before), to ask for no more."""
    hull = windows.group_by("via_person_id").agg(pl.col("from_at").min(), pl.col("to_at").max())
    begins = pl.col("from_at") - venues.linger_of(pl.col("place_id"))
    return (
        stays.join(hull, left_on="person_id", right_on="via_person_id")
        .with_columns(
            arrive_at=pl.max_horizontal(pl.col("arrive_at"), begins),
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


def _weighed(encounters: pl.DataFrame, rule: TracingRule, timezone: str) -> pl.DataFrame:
    """Add `weighed`: minutes × infectiousness, day by day counted from the anchor (1 where there is none)."""
    if not rule.infectiousness:
        return encounters.with_columns(weighed=pl.col("minutes"))
    numbered = encounters.with_row_index("_row")
    begin = pl.max_horizontal("from_at", midnight_of(pl.col("_day"), timezone))
    end = pl.min_horizontal("to_at", midnight_after(midnight_of(pl.col("_day"), timezone), timezone))
    offset = (pl.col("_day") - pl.col("anchor_on")).dt.total_days()
    weight = pl.when(pl.col("anchor_on").is_null()).then(1.0).otherwise(_infectiousness(offset, rule))
    by_day = (
        numbered.with_columns(
            pl.date_ranges(_local_date("from_at", timezone), _local_date("to_at", timezone)).alias("_day")
        )
        .explode("_day")
        .with_columns(_part=(end - begin).dt.total_minutes().clip(lower_bound=0))
        .group_by("_row")
        .agg((pl.col("_part") * weight).sum().alias("weighed"))
    )
    return numbered.join(by_day, on="_row").drop("_row")


def _infectiousness(offset: pl.Expr, rule: TracingRule) -> pl.Expr:
    """Days before the first or after the last day given weigh as that day does."""
    first, last = min(rule.infectiousness), max(rule.infectiousness)
    return offset.clip(first, last).replace_strict(
        dict(rule.infectiousness), default=0.0, return_dtype=pl.Float64
    )


def _local_date(column: str, timezone: str) -> pl.Expr:
    return pl.col(column).dt.convert_time_zone(timezone).dt.date()
