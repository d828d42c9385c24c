"""From a rule to one question: what it says of each place, and which windows it opens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from fangxian.engines.plans import TracingRule
from fangxian.engines.tracing.source import Direction, Sweep


@dataclass(frozen=True)
class Venues:
    """What a rule says of each place, by place id ("" the default): factor, lingering minutes, rows of seats."""

    factor: Mapping[str, float]
    linger: Mapping[str, float]
    seat_rows: Mapping[str, int]

    @classmethod
    def of(cls, places: pl.DataFrame, rule: TracingRule) -> "Venues":
        """Read the rule's figures, given by kind of venue, for every place whose kind is known."""
        known = places.filter(pl.col("venue_kind").is_not_null())
        kinds = dict(known.select("place_id", "venue_kind").rows())
        seats = rule.seat_rows
        default = {"": seats[""]} if "" in seats else {}
        numbered = {place: seats[kind] for place, kind in kinds.items() if kind in seats}
        return cls(
            _by_place(kinds, rule.venue_factor, 1.0),
            _by_place(kinds, rule.linger_minutes, 0.0),
            default | numbered,
        )


def sweep_of(
    windows: pl.DataFrame,
    rule: TracingRule,
    venues: Venues,
    timezone: str,
    direction: Direction = "forward",
    tell: Callable[[float], None] = lambda _share: None,
) -> Sweep:
    """Return the question for the people of `windows` (WINDOWS), cut down to whole minutes as presences are."""
    whole = windows.with_columns(pl.col("from_at", "to_at").dt.truncate("1m"))
    return Sweep(
        windows=whole.filter(pl.col("from_at") < pl.col("to_at")),
        timezone=timezone,
        min_minutes=rule.min_minutes,
        linger_minutes=venues.linger,
        venue_factor=venues.factor,
        seat_rows=venues.seat_rows,
        infectiousness=rule.infectiousness if direction == "forward" else rule.incubation,
        direction=direction,
        tell=tell,
    )


def by_place(given: Mapping[str, float], place: pl.Expr) -> pl.Expr:
    """Return the figure that holds for a place."""
    figures = {place_id: float(figure) for place_id, figure in given.items()}
    return place.replace_strict(figures, default=figures.get("", 0.0), return_dtype=pl.Float64)


def linger_of(sweep: Sweep, place: pl.Expr) -> pl.Expr:
    """Return how long the air of a place stays infectious, in whole minutes, as a duration."""
    return pl.duration(minutes=by_place(sweep.linger_minutes, place).cast(pl.Int64))


def _by_place(kinds: Mapping[str, str], by_kind: Mapping[str, float], otherwise: float) -> dict[str, float]:
    default = by_kind.get("", otherwise)
    named = {place: by_kind[kind] for place, kind in kinds.items() if by_kind.get(kind, default) != default}
    return {"": default, **named}
