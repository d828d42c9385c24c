"""Where cases met: their stays at the same place at the same time, and how crowded it was."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.chains.meeting_kernel import DAY_MINUTES, count_meetings, write_meetings
from fangxian.engines.chains.timing import Ints, day_number

VAGUE_MINUTES = 60
"""A stay known only by its day or window counts for at most so many shared minutes a day."""


@dataclass(frozen=True)
class Presence:
    """One row per stay of a case: the local day it began, its minutes, how many people and cases were there."""

    case: Ints
    day: Ints
    minutes: Ints
    crowd: Ints
    cases: Ints
    shared_minutes: int
    """How long all pairs of cases were together, whether one could have infected the other or not."""


@dataclass(frozen=True)
class Meetings:
    """One row per pair of cases, place and local day; `case` and `other` are positions in the anchored cases.

    `crowd` is how many people were at the place that day (1 where nobody counted them); `places` names the codes.
    """

    case: Ints
    other: Ints
    place: Ints
    day: Ints
    minutes: Ints
    begin: Ints
    crowd: Ints
    places: pl.Series
    seen: Ints
    """Positions of the cases of whom any stay is known."""

    def __len__(self) -> int:
        return len(self.case)


def find_meetings(
    anchored: pl.DataFrame,
    windows: Ints,
    stays: pl.DataFrame | None,
    crowds: pl.DataFrame | None,
    timezone: str,
) -> tuple[Meetings, Presence]:
    """Return where the cases met, and their stays, from the presences of their persons (`tables.PRESENCES`).

    `windows`: first and last day each case may infect, last day it may be infected; days on which neither could infect
    the other are left out. `crowds`: place_id, on, people; without it every place counts alike.
    """
    known = tables.PRESENCES.empty() if stays is None else tables.PRESENCES.check(stays)
    rows = _rows(anchored, known, timezone)
    sorted_rows = rows.select("case", "place", "session", "zone", "arrive", "leave", "vague").to_numpy()
    ready = np.ascontiguousarray(sorted_rows, dtype=np.int64)
    rows_found, shared = count_meetings(ready, windows, VAGUE_MINUTES)
    found = np.empty((rows_found, 6), dtype=np.int64)
    if len(found):
        write_meetings(ready, windows, VAGUE_MINUTES, found)
    places = rows["place_id"].unique().sort()
    case, other, place, day, minutes, begin = (np.ascontiguousarray(column) for column in found.T)
    crowd = _crowd(place, day, places, crowds)
    seen = rows["case"].unique().sort().to_numpy()
    meetings = Meetings(case, other, place, day, minutes, begin, crowd, places, seen)
    return meetings, _presence(rows, places, crowds, shared)


def _presence(rows: pl.DataFrame, places: pl.Series, crowds: pl.DataFrame | None, shared: int) -> Presence:
    limit = pl.when(pl.col("vague") == 1).then(VAGUE_MINUTES).otherwise(DAY_MINUTES)
    told = rows.with_columns(
        day=pl.col("arrive") // DAY_MINUTES,
        minutes=pl.min_horizontal(pl.col("leave") - pl.col("arrive"), limit),
    ).with_columns(cases=pl.col("case").n_unique().over("place", "day"))
    case, place, day, minutes, cases = (
        told[name].cast(pl.Int64).to_numpy() for name in ("case", "place", "day", "minutes", "cases")
    )
    return Presence(case, day, minutes, _crowd(place, day, places, crowds), cases, shared)


def _rows(anchored: pl.DataFrame, stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    numbered = anchored.select("person_id", case=pl.int_range(pl.len(), dtype=pl.Int64))
    vague = pl.col("precision").is_in(["window", "day"]).fill_null(value=False)
    kept = stays.join(numbered, on="person_id").unique()
    return (
        kept.with_columns(
            _local_minute("arrive_at", timezone).alias("arrive"),
            _local_minute("leave_at", timezone).alias("leave"),
            _code("place_id").alias("place"),
            _code("session"),
            _code("zone"),
            place_name=pl.col("place_id"),
        )
        .with_columns(vague=vague | pl.col("leave").is_null() | (pl.col("leave") <= pl.col("arrive")))
        .with_columns(*_whole_days())
        .with_columns(pl.col("vague").cast(pl.Int64))
        .sort("place", "arrive", "case", "leave")
    )


def _whole_days() -> tuple[pl.Expr, pl.Expr]:
    """A day alone covers its day; an unknown end is open until the end of its day."""
    is_day = (pl.col("precision") == "day").fill_null(value=False)
    arrive, leave = pl.col("arrive"), pl.col("leave")
    last = pl.when(leave > arrive).then(leave - 1).otherwise(arrive)
    closing = (pl.coalesce(last, arrive) // DAY_MINUTES + 1) * DAY_MINUTES
    open_ended = is_day | leave.is_null() | (leave <= arrive)
    return (
        pl.when(is_day).then(arrive // DAY_MINUTES * DAY_MINUTES).otherwise(arrive).alias("arrive"),
        pl.when(open_ended).then(closing).otherwise(leave).alias("leave"),
    )


def _local_minute(column: str, timezone: str) -> pl.Expr:
    local = pl.col(column).dt.convert_time_zone(timezone).dt.replace_time_zone(None)
    return local.dt.epoch("s") // 60


def _code(column: str) -> pl.Expr:
    """Return a code per value, in the order of the values; -1 for none."""
    return (pl.col(column).rank("dense").cast(pl.Int64) - 1).fill_null(-1)


def _crowd(place: Ints, day: Ints, places: pl.Series, crowds: pl.DataFrame | None) -> Ints:
    if crowds is None:
        return np.ones(len(place), dtype=np.int64)
    named = pl.DataFrame({"place_id": places, "place": np.arange(len(places), dtype=np.int64)})
    counted = (
        crowds.join(named, on="place_id")
        .with_columns(day=day_number("on"))
        .group_by("place", "day")
        .agg(pl.col("people").max())
    )
    asked = pl.DataFrame({"place": place, "day": day}).join(
        counted, on=["place", "day"], how="left", maintain_order="left"
    )
    return asked["people"].fill_null(1).clip(1).cast(pl.Int64).to_numpy()
