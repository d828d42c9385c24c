"""A city's stays, ordered so that asking who was near one person costs what that person met, not the city."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines import tables

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NONE = -1
"""The code of no session, zone, row or column."""


@dataclass(frozen=True)
class Stays:
    """Stays as columns of codes and of minutes since 1970 in UTC, ordered by place and arrival."""

    person: Ints
    place: Ints
    arrive: Ints
    leave: Ints
    session: Ints
    zone: Ints
    row: Ints
    column: Ints

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True)
class Crowd:
    """Everyone and everywhere, indexed once; make it with `Crowd.of`."""

    person_ids: tuple[str, ...]
    place_ids: tuple[str, ...]
    kinds: tuple[str, ...]
    """The kind of venue of each place ("" unknown)."""
    sessions: tuple[str, ...]
    zones: tuple[str, ...]
    timezone: str
    stays: Stays
    place_start: Ints
    longest: Ints
    """The longest stay at each place in minutes."""
    by_person: Ints
    person_start: Ints
    household: Ints
    """The household of each person, NONE where unknown."""
    members: Ints
    household_start: Ints

    @classmethod
    def of(
        cls, presences: pl.DataFrame, households: pl.DataFrame, places: pl.DataFrame, timezone: str
    ) -> "Crowd":
        """Index `tables.PRESENCES`, `HOUSEHOLDS` and `PLACES`; a stay without an end is left out.

        A seat counts where it reads as a row and a letter ("12C").

        Raises:
            TableError: a frame is not the table it claims to be.

        >>> from datetime import UTC, datetime
        >>> stay = {"place_id": "v", "arrive_at": datetime(2021, 7, 1, 1, tzinfo=UTC),
        ...         "leave_at": datetime(2021, 7, 1, 2, tzinfo=UTC)}
        >>> rows = tables.PRESENCES.rows([{"person_id": name, **stay} for name in ("ann", "bo")])
        >>> crowd = Crowd.of(rows, tables.HOUSEHOLDS.empty(), tables.PLACES.empty(), "Asia/Shanghai")
        >>> crowd.person_ids, len(crowd.stays)
        (('ann', 'bo'), 2)
        """
        ended = tables.PRESENCES.check(presences).filter(pl.col("leave_at") > pl.col("arrive_at"))
        homes = tables.HOUSEHOLDS.check(households)
        people = _codes(ended["person_id"], homes["person_id"])
        venues = _codes(ended["place_id"])
        sessions, zones = _codes(ended["session"]), _codes(ended["zone"])
        stays = _stays(ended, people, venues, sessions, zones)
        known = dict(tables.PLACES.check(places).select("place_id", "venue_kind").rows())
        by_person = np.argsort(stays.person, kind="stable")
        household, members, household_start = _households(homes, people)
        return cls(
            person_ids=tuple(people),
            place_ids=tuple(venues),
            kinds=tuple(known.get(place) or "" for place in venues),
            sessions=tuple(sessions),
            zones=tuple(zones),
            timezone=timezone,
            stays=stays,
            place_start=_starts(stays.place, len(venues)),
            longest=_longest(stays, len(venues)),
            by_person=by_person,
            person_start=_starts(stays.person[by_person], len(people)),
            household=household,
            members=members,
            household_start=household_start,
        )

    def stays_of(self, person: int, from_minute: float, to_minute: float) -> Ints:
        """Return the rows of a person's stays that touch [from_minute, to_minute)."""
        rows = self.by_person[self.person_start[person] : self.person_start[person + 1]]
        inside = (self.stays.arrive[rows] < to_minute) & (self.stays.leave[rows] > from_minute)
        return rows[inside]

    def near(self, row: int, air_minutes: float) -> Ints:
        """Return the rows of others at the place of stay `row`, from its arrival until its air is gone."""
        stays, place = self.stays, self.stays.place[row]
        first, stop = self.place_start[place], self.place_start[place + 1]
        arrivals = stays.arrive[first:stop]
        begin = np.searchsorted(arrivals, stays.arrive[row] - self.longest[place])
        end = np.searchsorted(arrivals, stays.leave[row] + air_minutes)
        rows = np.arange(first + begin, first + end)
        there = (stays.leave[rows] > stays.arrive[row]) & (stays.person[rows] != stays.person[row])
        return rows[there]

    def household_of(self, person: int) -> Iterator[int]:
        """Yield the others who live with a person."""
        home = self.household[person]
        if home != NONE:
            members = self.members[self.household_start[home] : self.household_start[home + 1]]
            yield from (int(other) for other in members if other != person)


def _codes(*columns: pl.Series) -> dict[str, int]:
    values = pl.concat([column.drop_nulls() for column in columns]).unique().sort()
    return {value: code for code, value in enumerate(values)}


def _coded(column: pl.Series, codes: dict[str, int]) -> Ints:
    return column.replace_strict(codes, default=NONE, return_dtype=pl.Int64()).to_numpy()


def _stays(
    rows: pl.DataFrame,
    people: dict[str, int],
    venues: dict[str, int],
    sessions: dict[str, int],
    zones: dict[str, int],
) -> Stays:
    minutes = (pl.col("arrive_at", "leave_at").dt.epoch("s") // 60).cast(pl.Int64)
    times = rows.select(minutes)
    row, column = _seats(rows["seat"])
    place, arrive = _coded(rows["place_id"], venues), times["arrive_at"].to_numpy()
    order = np.lexsort((arrive, place))
    columns = (
        _coded(rows["person_id"], people), place, arrive, times["leave_at"].to_numpy(),
        _coded(rows["session"], sessions), _coded(rows["zone"], zones), row, column,
    )  # fmt: skip
    return Stays(*(values[order] for values in columns))


def _seats(seats: pl.Series) -> tuple[Ints, Ints]:
    row = seats.str.extract(r"^(\d+)[A-Z]$").cast(pl.Int64)
    letter = seats.str.extract(r"^\d+([A-Z])$")
    codes = {chr(ord("A") + number): number for number in range(26)}
    return row.fill_null(NONE).to_numpy(), _coded(letter, codes)


def _starts(codes: Ints, count: int) -> Ints:
    return np.searchsorted(codes, np.arange(count + 1))


def _longest(stays: Stays, places: int) -> Ints:
    longest = np.zeros(places, dtype=np.int64)
    np.maximum.at(longest, stays.place, stays.leave - stays.arrive)
    return longest


def _households(homes: pl.DataFrame, people: dict[str, int]) -> tuple[Ints, Ints, Ints]:
    codes = _codes(homes["household_id"])
    person, home = _coded(homes["person_id"], people), _coded(homes["household_id"], codes)
    household = np.full(len(people), NONE, dtype=np.int64)
    household[person] = home
    order = np.argsort(home, kind="stable")
    return household, person[order], _starts(home[order], len(codes))
