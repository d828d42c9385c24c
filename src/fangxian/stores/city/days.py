"""The days of a synthetic city's people: its calendar, and where each is, district by district."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from fangxian.engines.city import Calendar, Chooser, People, Stays, live_days
from fangxian.stores.city.ground import Ground
from fangxian.stores.city.register import DAYS, Register, stream
from fangxian.stores.outbreaks import CityRules

DENSITY = 1.0
"""About 12 presences a person in 15 days; a benchmark may ask for more."""

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
