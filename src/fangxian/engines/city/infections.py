"""The infected: how many there were is published, who they are is made up."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

import numpy as np

from fangxian.engines.city.people import Ints, People

ROUTES = ("contact", "screening", "mass_testing", "fever_clinic")
ROUTE_SHARES = (0.50, 0.25, 0.15, 0.10)
"""How cases were found: assumed, nothing of it was published per case."""

YOUNGEST = 10
"""Nobody under this age is drawn as a case: the published places are walked alone."""


@dataclass(frozen=True)
class DayCount:
    """New infections of one city on one day; `converted` of the confirmed had been asymptomatic."""

    day: date
    city: str
    confirmed: int
    asymptomatic: int
    converted: int


@dataclass(frozen=True)
class Infection:
    """One infected person as published: a city, a day, a kind, and the day it turned into a confirmed case."""

    city: str
    reported_on: date
    kind: str
    converted_on: date | None = None


@dataclass(frozen=True)
class Course:
    """What a case's file says besides: local dates and times."""

    onset_on: date | None
    sampled_at: datetime
    isolated_at: datetime
    route: str


def infections_of(counts: Sequence[DayCount]) -> list[Infection]:
    """Return one infection per person counted, by day of report, city and kind (confirmed first).

    A conversion turns the city's earliest asymptomatic infection that is still one; the person is
    counted once, on the day of the first report.

    Raises:
        ValueError: more conversions than asymptomatic infections known by then.

    >>> first = DayCount(date(2021, 7, 29), "x", 0, 1, 0)
    >>> found = infections_of([first, DayCount(date(2021, 7, 30), "x", 1, 0, 1)])
    >>> [(one.kind, one.converted_on) for one in found]
    [('asymptomatic', datetime.date(2021, 7, 30))]
    """
    found: list[Infection] = []
    for count in sorted(counts, key=lambda one: (one.day, one.city)):
        waiting = [
            row
            for row, one in enumerate(found)
            if one.city == count.city and one.kind == "asymptomatic" and one.converted_on is None
        ]
        if count.converted > min(len(waiting), count.confirmed):
            raise ValueError(f"{count.city} on {count.day}: more conversions than asymptomatic infections")
        for row in waiting[: count.converted]:
            found[row] = replace(found[row], converted_on=count.day)
        direct = count.confirmed - count.converted
        found += [Infection(count.city, count.day, "confirmed")] * direct
        found += [Infection(count.city, count.day, "asymptomatic")] * count.asymptomatic
    return found


def course_of(infection: Infection, busy_until: datetime | None, rng: np.random.Generator) -> Course:
    """Draw sampling, isolation, onset and route; isolation never before `busy_until`, the last known stay.

    The sample is taken on the day before the report, isolation follows within hours; a confirmed case
    fell ill up to two days before the sample, one that converted on the day it did so.

    >>> course = course_of(Infection("x", date(2021, 7, 29), "asymptomatic"), None, np.random.default_rng(1))
    >>> course.sampled_at.date(), course.onset_on
    (datetime.date(2021, 7, 28), None)
    """
    eve = datetime.combine(infection.reported_on, time()) - timedelta(days=1)
    sampled = eve + timedelta(minutes=int(rng.integers(9 * 60, 19 * 60)))
    isolated = sampled + timedelta(minutes=int(rng.integers(240, 600)))
    route = ROUTES[int(rng.choice(len(ROUTES), p=ROUTE_SHARES))]
    back = int(rng.integers(0, 3))
    onset = sampled.date() - timedelta(days=back) if infection.kind == "confirmed" else infection.converted_on
    return Course(onset, sampled, max(isolated, busy_until or isolated), route)


def pick_cases(people: People, homes: Ints, rng: np.random.Generator) -> Ints:
    """Pick one person per entry of `homes` (community positions) and move their households there.

    No two of them share a household; `people.community` is changed in place.

    Raises:
        ValueError: the district has too few households at this scale.

    >>> zeros = np.zeros(3, dtype=np.int32)
    >>> three = People(zeros, np.arange(3, dtype=np.int32), np.array([30, 4, 60], "u1"), zeros.astype("u1"))
    >>> picked = pick_cases(three, np.array([5]), np.random.default_rng(1))
    >>> three.community[picked].tolist()
    [5]
    """
    order = rng.permutation(np.flatnonzero(people.age >= YOUNGEST))
    _, first = np.unique(people.household[order], return_index=True)
    picked = order[np.sort(first)][: len(homes)]
    if len(picked) < len(homes):
        raise ValueError("too few households for the published cases")
    for person, home in zip(picked, homes, strict=True):
        people.community[people.household == people.household[person]] = home
    return picked
