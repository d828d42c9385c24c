"""The presences of a synthetic city, streamed by district into a segment store."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines.city import Calendar, Chooser, People, Stays, Window, attend, join, live_days
from fangxian.engines.city.attendance import ATTENDANCE
from fangxian.stores.city.ground import Ground
from fangxian.stores.city.lines import Line
from fangxian.stores.city.register import CROWDS, DAYS, Register, stream
from fangxian.stores.outbreaks import CityRules, OutbreakPack
from fangxian.stores.presence import SegmentWriter

DENSITY = 1.0
"""About 13 presences a person in 15 days; a benchmark may ask for more."""

DAY_SPAN = np.int64(1 << 20)
"""Person-days as one number: person × DAY_SPAN + day since 1970 in local time."""


def calendar_of(from_on: date, to_on: date, timezone: str) -> Calendar:
    """Return the local days from one date to another, both included."""
    days = [from_on + timedelta(days=step) for step in range((to_on - from_on).days + 1)]
    midnights = [datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(timezone)) for day in days]
    return Calendar(
        np.array([int(at.timestamp()) // 60 for at in midnights], dtype=np.int64),
        np.array([day.weekday() >= 5 for day in days]),
    )


class CityDays:
    """Everything that decides where the people of a city are, district by district."""

    def __init__(self, ground: Ground, register: Register, rules: CityRules, timezone: str) -> None:
        self.ground, self.register, self.rules = ground, register, rules
        self.calendar = calendar_of(rules.presence_from, rules.presence_to, timezone)
        self.longer = calendar_of(rules.presence_from, rules.cases_to, timezone)
        self.chooser = Chooser(register.venues)
        self.shift = int(self.calendar.midnights[0] % 1440)

    def days_of(self, stays: Stays) -> np.ndarray:
        """Return the person-day of every stay."""
        local = (stays.arrive - self.shift) // 1440
        return stays.person.astype(np.int64) * DAY_SPAN + local

    def district(self, row: int, density: float = DENSITY) -> Stays:
        """Return the days of all people of one district."""
        return self._live(row, self.register.people[row], self.register.work[row], self.calendar, density)

    def cases_of(self, row: int, codes: np.ndarray) -> Stays:
        """Return the days of the cases of one district, on to the last day a case needs."""
        people, work = self.register.people[row], self.register.work[row]
        own = codes - self.ground.first_person[row]
        chosen = People(people.community[own], people.household[own], people.age[own], people.occupation[own])
        stays = self._live(row, chosen, work[own], self.longer, DENSITY, case=True)
        return Stays(codes[stays.person].astype(np.uint32), stays.venue, stays.arrive, stays.leave)

    def _live(
        self,
        row: int,
        people: People,
        work: np.ndarray,
        calendar: Calendar,
        density: float,
        case: bool = False,
    ) -> Stays:
        first = 0 if case else int(self.ground.first_person[row])
        rng = stream(self.rules.seed, DAYS, row + (1000 if case else 0))
        span = self.ground.span_of(self.ground.districts[row].place_id)
        return live_days(people, first, work, calendar, self.chooser, row, span, density, rng)


def write_presences(
    folder: Path,
    days: CityDays,
    outbreak: OutbreakPack,
    lines: list[Line],
    person_ids: pl.Series,
    place_ids: pl.Series,
    told: Callable[[float], None],
) -> int:
    """Write everybody's presences and return how many there are.

    The cases' days end at their isolation and yield to the stays published for them; a person who was at
    a published place has no other stay on that day.
    """
    crowds = crowds_of(outbreak, days, place_ids, lines)
    taken = np.unique(days.days_of(crowds))
    total = 0
    start = datetime.combine(days.rules.presence_from, datetime.min.time(), ZoneInfo(outbreak.timezone))
    with SegmentWriter(
        folder, person_ids, place_ids, timezone=outbreak.timezone, recorded_at=start
    ) as writer:
        for row, stays in enumerate(_all_days(days, lines, outbreak, crowds, taken)):
            writer.append(stays.person, stays.venue, stays.arrive, stays.leave)
            total += len(stays)
            told(min(1.0, (row + 1) / (len(days.ground.districts) + 2)))
    return total


def _all_days(
    days: CityDays, lines: list[Line], outbreak: OutbreakPack, crowds: Stays, taken: np.ndarray
) -> Iterator[Stays]:
    codes = np.array([line.code for line in lines if line.code is not None], dtype=np.int64)
    for row in range(len(days.ground.districts)):
        stays = days.district(row)
        free = ~np.isin(stays.person, codes) & ~np.isin(days.days_of(stays), taken)
        yield stays.take(free)
    yield crowds
    yield _case_days(days, lines, outbreak, codes)


def _case_days(days: CityDays, lines: list[Line], outbreak: OutbreakPack, codes: np.ndarray) -> Stays:
    first = days.ground.first_person
    rows = np.searchsorted(first, codes, side="right") - 1
    stays = join([days.cases_of(int(row), codes[rows == row]) for row in np.unique(rows)])
    zone = ZoneInfo(outbreak.timezone)
    until = {
        line.code: int(line.course.isolated_at.replace(tzinfo=zone).timestamp()) // 60
        for line in lines
        if line.code is not None
    }
    isolated = np.array([until[int(code)] for code in stays.person])
    return stays.take(
        (stays.leave <= isolated) & ~np.isin(days.days_of(stays), _walked_days(lines, outbreak, days))
    )


def _walked_days(lines: list[Line], outbreak: OutbreakPack, days: CityDays) -> np.ndarray:
    """Return the person-days of cases that their published stays fill, exact ones only."""
    from fangxian.stores.city.lines import walked

    code_of = {line.label: line.code for line in lines if line.code is not None}
    exact = walked(outbreak).filter((pl.col("precision") == "exact") & pl.col("label").is_in(list(code_of)))
    minutes = exact["from_at"].dt.epoch("s").to_numpy() // 60
    local = (minutes - days.shift) // 1440
    return np.array([code_of[label] for label in exact["label"]], dtype=np.int64) * DAY_SPAN + local


def crowds_of(outbreak: OutbreakPack, days: CityDays, place_ids: pl.Series, lines: list[Line]) -> Stays:
    """Return the synthetic people at the published places that keep a list of visitors.

    At a place without one (a street, a boat, a taxi) nobody is on record: they are *not found*.
    """
    first = days.ground.first_person
    cases = np.array([line.code for line in lines if line.code is not None], dtype=np.int64)
    code_of = {place: code for code, place in enumerate(place_ids) if not place[2:3].isdigit()}
    parts = []
    for number, window in enumerate(_windows(outbreak, days, code_of)):
        districts = days.ground.span_of(window[1])
        people = (int(first[districts[0]]), int(first[districts[1]]))
        parts.append(attend(window[0], people, stream(days.rules.seed, CROWDS, number)))
    crowds = join(parts)
    crowds = crowds.take(~np.isin(crowds.person, cases))
    _, once = np.unique(days.days_of(crowds), return_index=True)
    return crowds.take(np.sort(once))


def _windows(outbreak: OutbreakPack, days: CityDays, code_of: dict[str, int]) -> list[tuple[Window, str]]:
    """Return every published window with a list and inside the days of the city, with its place's parent."""
    rows = outbreak.exposure_places.filter(
        pl.col("parent_id").is_not_null() & pl.col("has_list") & pl.col("venue_kind").is_in(list(ATTENDANCE))
    ).unique(["place_id", "from_at", "to_at"], maintain_order=True)
    found = []
    for row in rows.iter_rows(named=True):
        begin, end = (int(row[name].timestamp()) // 60 for name in ("from_at", "to_at"))
        midnights = tuple(int(at) for at in days.calendar.midnights if begin - 1440 < at < end)
        window = Window(code_of[row["place_id"]], row["venue_kind"], begin, end, midnights)
        found.append((window, row["parent_id"]))
    return found
