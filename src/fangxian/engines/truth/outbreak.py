"""An outbreak of which everything is known: seeds in, the infections and the line list out."""

import heapq
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.truth.courses import DAY_MINUTES, Course, draw_course, instant, local_day
from fangxian.engines.truth.crowd import NONE, Crowd
from fangxian.engines.truth.meetings import Transmission, transmissions
from fangxian.engines.truth.parameters import Detection, Pathogen


@dataclass(frozen=True)
class Outbreak:
    """`infections` (`tables.INFECTIONS`): the truth. `cases` (`tables.CASES`): what was ever reported of it."""

    infections: pl.DataFrame
    cases: pl.DataFrame


@dataclass
class _Running:
    """The infected so far, and who is to be infected next unless somebody else is faster."""

    until_minute: float
    at_most: int
    coming: list[tuple[float, int, int | None, Transmission]] = field(default_factory=list)
    courses: dict[int, Course] = field(default_factory=dict)
    rows: list[dict[str, object]] = field(default_factory=list)
    number: itertools.count = field(default_factory=itertools.count)

    def expect(self, transmission: Transmission, infector: int | None) -> None:
        if transmission.minute < self.until_minute and transmission.person not in self.courses:
            entry = (transmission.minute, next(self.number), infector, transmission)
            heapq.heappush(self.coming, entry)


def break_out(
    crowd: Crowd,
    pathogen: Pathogen,
    detection: Detection,
    *,
    seeds: int | Sequence[str],
    from_at: datetime,
    until_at: datetime,
    rng: np.random.Generator,
    at_most: int = 10_000,
) -> Outbreak:
    """Let the pathogen loose among the crowd until `until_at` or `at_most` infections.

    `seeds`: person ids, or how many to draw; they are infected outside during the first day from `from_at`.
    Every meeting of an infected person is weighed once, so the cost follows the infected. Nothing is done
    against the outbreak but isolating cases; nobody is infected twice.

    Raises:
        KeyError: a seed is nobody of the crowd.
        ValueError: more seeds than people.

    >>> from datetime import UTC
    >>> from fangxian.engines.truth.town import make_town
    >>> day = datetime(2021, 7, 1, tzinfo=UTC)
    >>> town = make_town(people=300, days=14, start_on=day.date(), timezone="Asia/Shanghai",
    ...                  rng=np.random.default_rng(1))
    >>> crowd = Crowd.of(town.presences, town.households, town.places, "Asia/Shanghai")
    >>> found = break_out(crowd, Pathogen(), Detection(), seeds=2, from_at=day,
    ...                   until_at=day + timedelta(days=14), rng=np.random.default_rng(2))
    >>> found.infections.filter(pl.col("setting") == "seed").height
    2
    """
    running = _Running(until_at.timestamp() / 60, at_most)
    begin = from_at.timestamp() / 60
    for person in _seeded(crowd, seeds, rng):
        running.expect(Transmission(begin + rng.uniform(0, DAY_MINUTES), person, None), None)
    while running.coming and len(running.rows) < at_most:
        _, _, infector, happened = heapq.heappop(running.coming)
        if happened.person not in running.courses:
            _infect(happened, infector, running, crowd, pathogen, detection, rng)
    return Outbreak(tables.INFECTIONS.rows(running.rows), _line_list(running.courses, crowd, detection, rng))


def _seeded(crowd: Crowd, seeds: int | Sequence[str], rng: np.random.Generator) -> list[int]:
    if isinstance(seeds, int):
        return [int(person) for person in rng.choice(len(crowd.person_ids), seeds, replace=False)]
    codes = {person_id: code for code, person_id in enumerate(crowd.person_ids)}
    return [codes[person_id] for person_id in seeds]


def _infect(
    happened: Transmission,
    infector: int | None,
    running: _Running,
    crowd: Crowd,
    pathogen: Pathogen,
    detection: Detection,
    rng: np.random.Generator,
) -> None:
    course = draw_course(happened.minute, pathogen, detection, crowd.timezone, rng)
    running.courses[happened.person] = course
    running.rows.append(_row(happened, infector, course, crowd))
    for coming in transmissions(happened.person, course, crowd, pathogen, rng):
        running.expect(coming, happened.person)


def _row(happened: Transmission, infector: int | None, course: Course, crowd: Crowd) -> dict[str, object]:
    stay = happened.row
    where = {} if stay is None else _meeting_place(stay, crowd)
    setting = "seed" if infector is None else "household" if stay is None else "presence"
    return {
        "person_id": crowd.person_ids[happened.person],
        "infector_id": None if infector is None else crowd.person_ids[infector],
        "infected_at": instant(happened.minute),
        "infectious_at": instant(course.infectious_minute),
        "onset_on": course.onset_on,
        "setting": setting,
        **where,
    }


def _meeting_place(stay: int, crowd: Crowd) -> dict[str, object]:
    session, zone = crowd.stays.session[stay], crowd.stays.zone[stay]
    return {
        "place_id": crowd.place_ids[crowd.stays.place[stay]],
        "session": None if session == NONE else crowd.sessions[session],
        "zone": None if zone == NONE else crowd.zones[zone],
    }


def _line_list(
    courses: dict[int, Course], crowd: Crowd, detection: Detection, rng: np.random.Generator
) -> pl.DataFrame:
    """Return a line per detected person in the order of reports; infected later in the run, reported later."""
    rows = [_line(person, course, crowd, detection, rng) for person, course in courses.items()]
    found = [row for row in rows if row is not None]
    return tables.CASES.rows(found).sort("reported_on", "case_id")


def _line(
    person: int, course: Course, crowd: Crowd, detection: Detection, rng: np.random.Generator
) -> dict[str, object] | None:
    unsaid = rng.random() < detection.onset_missing_share
    if course.sampled_minute is None or course.isolated_minute is None:
        return None
    name = crowd.person_ids[person]
    return {
        "case_id": f"c-{name}",
        "person_id": name,
        "reported_on": local_day(course.sampled_minute, crowd.timezone) + timedelta(days=1),
        "kind": "asymptomatic" if course.onset_on is None else "confirmed",
        "onset_on": None if unsaid else course.onset_on,
        "sampled_at": instant(course.sampled_minute),
        "isolated_at": instant(course.isolated_minute),
    }
