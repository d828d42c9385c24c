"""The days of the simulated town: slot by slot, who goes where, in which session, zone and seat."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.truth.crowd import Floats, Ints
from fangxian.engines.truth.kinds import CODE, GROUP_SIZE, KINDS, ROLES, SLOTS, Slot
from fangxian.engines.truth.residents import Residents, Venues, pick_venues

_NEAR_HOME = 0.55
"""Share of outings to a venue of the own community."""
_EARLY_MINUTES = 12
"""Up to so many minutes before a session begins people come."""


@dataclass(frozen=True)
class Calendar:
    """The local days: their dates, the UTC minute of each midnight, and which are weekends."""

    days: tuple[date, ...]
    midnights: Ints
    weekend: Ints

    @classmethod
    def of(cls, start_on: date, days: int, timezone: str) -> "Calendar":
        """Return `days` local days from `start_on`."""
        dates = tuple(start_on + timedelta(days=number) for number in range(days))
        zone = ZoneInfo(timezone)
        midnights = [
            int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp()) // 60 for day in dates
        ]
        weekend = [int(day.weekday() >= 5) for day in dates]
        return cls(dates, np.array(midnights, dtype=np.int64), np.array(weekend, dtype=np.int64))


@dataclass(frozen=True)
class _Outings:
    """Who (position) goes out on which day (position)."""

    person: Ints
    day: Ints

    def take(self, rows: np.ndarray) -> "_Outings":
        return _Outings(self.person[rows], self.day[rows])


def live_days(
    residents: Residents, venues: Venues, calendar: Calendar, outings: float, rng: np.random.Generator
) -> pl.DataFrame:
    """Return every stay outside home: codes of person and venue, times, session, zone and seat.

    `outings` multiplies how often people go out for anything but work and school.
    """
    parts = [_of_slot(slot, residents, venues, calendar, outings, rng) for slot in SLOTS]
    return pl.concat([part for slot in parts for part in slot]).sort("person", "arrive_minute")


def _of_slot(
    slot: Slot,
    residents: Residents,
    venues: Venues,
    calendar: Calendar,
    outings: float,
    rng: np.random.Generator,
) -> list[pl.DataFrame]:
    edges = np.cumsum([_shares(slot, bool(weekend), outings) for weekend in (0, 1)], axis=2)
    draws = rng.random((len(residents), len(calendar.days)))
    limits = edges[calendar.weekend[None, :], residents.role[:, None]]
    kinds = (draws[:, :, None] >= limits).sum(axis=2)
    return [
        _of_kind(code, slot, _Outings(*np.nonzero(kinds == code)), residents, venues, calendar, rng)
        for code in range(len(KINDS))
    ]


def _shares(slot: Slot, weekend: bool, outings: float) -> Floats:
    """Return the share of each role (row) at each kind (column); no row exceeds 1."""
    shares = np.zeros((len(ROLES), len(KINDS)))
    for name, by_role in (slot.weekend if weekend else slot.weekday).items():
        shares[:, CODE[name]] = np.array(by_role) * (1.0 if name in GROUP_SIZE else outings)
    return shares / np.maximum(shares.sum(axis=1, keepdims=True), 1.0)


def _of_kind(
    code: int,
    slot: Slot,
    outings: _Outings,
    residents: Residents,
    venues: Venues,
    calendar: Calendar,
    rng: np.random.Generator,
) -> pl.DataFrame:
    kind = KINDS[code]
    if kind.name in GROUP_SIZE:
        venue = residents.anchor[outings.person]
    else:
        venue = pick_venues(venues, code, residents.community[outings.person], _NEAR_HOME, rng)
    begin, length, session = _times(code, slot, len(venue), rng)
    minutes = calendar.midnights[outings.day] + begin
    stays = pl.DataFrame(
        {"person": outings.person, "venue": venue, "day": outings.day, "session_minute": session,
         "arrive_minute": minutes, "leave_minute": minutes + length,
         "group": residents.group[outings.person]}
    )  # fmt: skip
    return _placed(_drawn_order(stays, rng), code, calendar, rng)


def _times(code: int, slot: Slot, count: int, rng: np.random.Generator) -> tuple[Ints, Ints, Ints]:
    """Return when each arrives (minute of the day), for how long, and its session's minute (-1: none)."""
    kind = KINDS[code]
    fitting = [
        (start, minutes)
        for start, minutes in kind.sessions
        if slot.from_minute <= start - _EARLY_MINUTES and start + minutes <= slot.to_minute
    ]
    if fitting:
        session = np.array(fitting)[rng.integers(0, len(fitting), count)]
        early = rng.integers(0, _EARLY_MINUTES + 1, count)
        return session[:, 0] - early, session[:, 1] + early, session[:, 0]
    room = slot.to_minute - slot.from_minute
    drawn = kind.minutes * np.exp(rng.standard_normal(count) * kind.spread)
    length = np.clip(drawn, 5, room).astype(np.int64)
    begin = slot.from_minute + (rng.random(count) * (room - length + 1)).astype(np.int64)
    return begin, length, np.full(count, -1)


def _drawn_order(stays: pl.DataFrame, rng: np.random.Generator) -> pl.DataFrame:
    """Add `place_in_line`: the drawn order of those of one venue, day and session."""
    shuffled = stays[rng.permutation(stays.height)]
    return shuffled.with_columns(place_in_line=pl.int_range(pl.len()).over("venue", "day", "session_minute"))


def _placed(stays: pl.DataFrame, code: int, calendar: Calendar, rng: np.random.Generator) -> pl.DataFrame:
    """Add `session`, `zone` and `seat` as texts, and leave out who finds no seat."""
    kind = KINDS[code]
    if kind.seats is not None:
        stays = stays.filter(pl.col("place_in_line") < len(kind.zones) * kind.seats[0] * kind.seats[1])
    zone, seat = _zone(stays, code, rng), _seat(code)
    dates = [day.isoformat() for day in calendar.days]
    day = pl.col("day").replace_strict(range(len(dates)), dates, return_dtype=pl.String)
    clock = pl.format(
        "{}:{}", *((part).cast(pl.String).str.zfill(2) for part in _hours_and_minutes("session_minute"))
    )
    session = pl.when(pl.col("session_minute") >= 0).then(pl.format("{} {}", day, clock))
    return stays.with_columns(zone.alias("zone")).select(
        "person",
        "venue",
        "arrive_minute",
        "leave_minute",
        session.alias("session"),
        "zone",
        seat.alias("seat"),
    )


def _hours_and_minutes(column: str) -> tuple[pl.Expr, pl.Expr]:
    return pl.col(column) // 60, pl.col(column) % 60


def _zone(stays: pl.DataFrame, code: int, rng: np.random.Generator) -> pl.Series:
    """Seated zones fill evenly, others are drawn; an office or class is a zone of its own."""
    kind = KINDS[code]
    if kind.name in GROUP_SIZE:
        return stays.select((pl.col("group") + 1).cast(pl.String)).to_series()
    if not kind.zones:
        return pl.Series([None] * stays.height, dtype=pl.String())
    turn = stays["place_in_line"].to_numpy() if kind.seats else rng.integers(0, len(kind.zones), stays.height)
    return pl.Series(np.array(kind.zones, dtype=object)[turn % len(kind.zones)], dtype=pl.String())


def _seat(code: int) -> pl.Expr:
    kind = KINDS[code]
    if kind.seats is None:
        return pl.lit(None, pl.String())
    number = pl.col("place_in_line") // len(kind.zones)
    letters = [chr(ord("A") + column) for column in range(kind.seats[1])]
    letter = (number % len(letters)).replace_strict(range(len(letters)), letters, return_dtype=pl.String)
    return pl.format("{}{}", number // len(letters) + 1, letter)


def as_presences(stays: pl.DataFrame, person_ids: list[str], place_ids: list[str]) -> pl.DataFrame:
    """Return stays by code as `tables.PRESENCES`."""
    moments = (pl.col(name).cast(pl.Int64) * 60_000_000 for name in ("arrive_minute", "leave_minute"))
    arrive, leave = (moment.cast(tables.INSTANT) for moment in moments)
    return tables.PRESENCES.check(
        stays.with_columns(
            person_id=pl.Series(
                np.array(person_ids, dtype=object)[stays["person"].to_numpy()], dtype=pl.String()
            ),
            place_id=pl.Series(
                np.array(place_ids, dtype=object)[stays["venue"].to_numpy()], dtype=pl.String()
            ),
            arrive_at=arrive,
            leave_at=leave,
            precision=pl.lit("exact"),
            source=pl.lit("list"),
        )
    )
