"""A simulated outbreak in a town, and what investigators would know of it.

The incubation is a Weibull, infectiousness a gamma around onset, people differ widely in how much they pass on,
lists of visitors have gaps, some cases are never found: none of it has the form or the figures of the engine.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from itertools import pairwise

import numpy as np
import polars as pl

from benchmarks.chains.town import DAY, Floats, Ints, Stays, Town
from fangxian.engines import tables

FIRST_ON = date(2021, 7, 1)
ZONE = "Asia/Shanghai"
_MIDNIGHT = datetime(2021, 7, 1, tzinfo=timezone(timedelta(hours=8)))

INCUBATION_SHAPE, INCUBATION_SCALE = 2.6, 5.7
BEFORE_ONSET_DAYS, PROFILE_SHAPE, PROFILE_SCALE = 3.2, 2.8, 1.25
DISPERSION = 0.45
AT_HOME = 0.2
IN_COMPANY = 0.0066
DILUTION = 0.6
"""A minute beside one who is infectious, against a crowd ** DILUTION and the volume of the place."""

WITHOUT_SYMPTOMS, FOUND, FOUND_WITHOUT_SYMPTOMS = 0.2, 0.85, 0.5
DELAY_SHAPE, DELAY_SCALE = 1.6, 1.9
NO_ONSET, STAYS_LOST, NO_INTERVIEW, NO_HOUSEHOLD, NAMES = 0.15, 0.25, 0.12, 0.1, 0.3
OUTSIDE_A_DAY = 0.2
"""Cases brought in from elsewhere, a day."""


@dataclass(frozen=True)
class Truth:
    """One entry per infection: who, by whom (-1: brought in), when, onset, when found (inf: never); in days."""

    person: Ints
    infector: Ints
    infected: Floats
    onset: Floats
    silent: np.ndarray
    found: Floats


@dataclass(frozen=True)
class Known:
    """What investigators hold, and the true infector of every case among the cases (null: not in the list)."""

    cases: pl.DataFrame
    stays: pl.DataFrame
    crowds: pl.DataFrame
    contacts: pl.DataFrame
    households: pl.DataFrame
    truth: pl.DataFrame
    people: int


class Outbreak:
    """Spreads through a town day by day."""

    def __init__(self, town: Town, seeds: int, most: int, rng: np.random.Generator) -> None:
        self._town, self._most, self._rng = town, most, rng
        self._since = np.full(len(town.home), -1)
        self._rows: list[tuple[int, int, float]] = []
        self._course: list[tuple[float, bool, float, float]] = []
        self._members = _members(town.home)
        for person in rng.choice(len(town.home), seeds, replace=False):
            self._infect(int(person), -1, float(rng.random() * 2))

    def run(self) -> Truth:
        """Return what happened by the last day of the town, or until there were enough cases."""
        for day, stays in enumerate(self._town.days):
            if len(self._rows) >= self._most:
                break
            self._spread(day, stays)
        columns = [np.array(column) for column in zip(*self._rows, strict=True)]
        onset, silent, found, _ = (np.array(column) for column in zip(*self._course, strict=True))
        return Truth(columns[0], columns[1], columns[2], onset, silent.astype(bool), found)

    def _infect(self, person: int, infector: int, at: float) -> None:
        rng = self._rng
        self._since[person] = len(self._rows)
        onset = at + INCUBATION_SCALE * rng.weibull(INCUBATION_SHAPE)
        silent = rng.random() < WITHOUT_SYMPTOMS
        share = FOUND_WITHOUT_SYMPTOMS if silent else FOUND
        found = onset + rng.gamma(DELAY_SHAPE, DELAY_SCALE) if rng.random() < share else np.inf
        strength = rng.gamma(DISPERSION, 1 / DISPERSION) * (0.5 if silent else 1.0)
        self._rows.append((person, infector, at))
        self._course.append((onset, silent, found, strength))

    def _spread(self, day: int, stays: Stays) -> None:
        hazards: dict[int, list[tuple[int, float, float]]] = {}
        for row, (person, _, at) in enumerate(self._rows):
            onset, _, found, strength = self._course[row]
            sheds = strength * _sheds(day + 0.5 - onset)
            if at < day <= found and sheds > 1e-4:
                self._expose(row, person, sheds, day, stays, hazards)
        for person, sources in hazards.items():
            self._maybe(person, sources)
        for _ in range(self._rng.poisson(OUTSIDE_A_DAY)):
            person = int(self._rng.integers(0, len(self._since)))
            if self._since[person] < 0:
                self._infect(person, -1, day + float(self._rng.random()))

    def _expose(self, row: int, person: int, sheds: float, day: int, stays: Stays, hazards: dict) -> None:
        for other in self._members[self._town.home[person]]:
            if self._since[other] < 0:
                hazards.setdefault(int(other), []).append((row, AT_HOME * sheds, day + 0.9))
        for at in np.flatnonzero(stays.person == person):
            low, high = np.searchsorted(stays.place, [stays.place[at], stays.place[at] + 1])
            begin = np.maximum(stays.arrive[low:high], stays.arrive[at])
            minutes = np.minimum(stays.leave[low:high], stays.leave[at]) - begin
            crowd = (high - low) ** DILUTION * self._town.volume[stays.place[at]]
            for near in np.flatnonzero((minutes > 0) & (self._since[stays.person[low:high]] < 0)):
                hazard = IN_COMPANY * self._town.ease * sheds * minutes[near] / crowd
                met = int(stays.person[low + near])
                hazards.setdefault(met, []).append((row, hazard, begin[near] / DAY))

    def _maybe(self, person: int, sources: list[tuple[int, float, float]]) -> None:
        weights = np.array([hazard for _, hazard, _ in sources])
        if self._since[person] >= 0 or self._rng.random() >= 1 - np.exp(-weights.sum()):
            return
        row, _, at = sources[int(self._rng.choice(len(sources), p=weights / weights.sum()))]
        self._infect(person, self._rows[row][0], at)


def _sheds(days: float) -> float:
    """Return infectiousness so many days after onset; its mean over a course is 1 a day for about five days."""
    since = days + BEFORE_ONSET_DAYS
    if since <= 0:
        return 0.0
    return float((since / PROFILE_SCALE) ** (PROFILE_SHAPE - 1) * np.exp(-since / PROFILE_SCALE))


def _members(home: Ints) -> list[Ints]:
    bounds = np.searchsorted(home, np.arange(home[-1] + 2))
    return [np.arange(low, high) for low, high in pairwise(bounds)]


def investigate(town: Town, truth: Truth, rng: np.random.Generator) -> Known:
    """Return what is known when it is over: the cases found, with gaps everywhere."""
    listed = np.isfinite(truth.found)
    person = truth.person[listed]
    cases = _cases(town, truth, listed, rng)
    stays = _stays(town, person, rng)
    return Known(
        cases,
        stays,
        _crowds(town),
        _contacts(town, truth, listed, rng),
        _households(town, rng),
        _truth_among(truth, listed),
        len(town.home),
    )


def _households(town: Town, rng: np.random.Generator) -> pl.DataFrame:
    everyone = np.flatnonzero(rng.random(len(town.home)) >= NO_HOUSEHOLD)
    return pl.DataFrame(
        {"person_id": _names("p", everyone), "household_id": _names("h", town.home[everyone])}
    )


def _names(prefix: str, codes: Ints) -> list[str]:
    return [f"{prefix}-{code}" for code in codes]


def _day_of(days: Floats) -> list[date]:
    return [FIRST_ON + timedelta(days=int(day)) for day in days]


def _cases(town: Town, truth: Truth, listed: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    person, onset, found = truth.person[listed], truth.onset[listed], truth.found[listed]
    unknown = truth.silent[listed] | (rng.random(len(person)) < NO_ONSET)
    sampled = [_MIDNIGHT + timedelta(days=float(day)) for day in found]
    rows = {
        "case_id": _names("c", person),
        "person_id": _names("p", person),
        "reported_on": _day_of(found + rng.random(len(person))),
        "kind": ["asymptomatic" if silent else "confirmed" for silent in truth.silent[listed]],
        "onset_on": [None if gone else day for gone, day in zip(unknown, _day_of(onset), strict=True)],
        "sampled_at": sampled,
        "isolated_at": [moment + timedelta(hours=8) for moment in sampled],
        "residence_place_id": _names("community", town.community[town.home[person]]),
    }
    return tables.CASES.check(pl.DataFrame(rows))


def _stays(town: Town, person: Ints, rng: np.random.Generator) -> pl.DataFrame:
    told = person[rng.random(len(person)) >= NO_INTERVIEW]
    parts = []
    for day in town.days:
        kept = np.isin(day.person, told) & (rng.random(len(day.person)) >= STAYS_LOST)
        parts.append([column[kept] for column in (day.person, day.place, day.arrive, day.leave)])
    who, where, arrive, leave = (np.concatenate(column) for column in zip(*parts, strict=True))
    begin = pl.lit(_MIDNIGHT).dt.convert_time_zone("UTC")
    frame = pl.DataFrame(
        {"person_id": _names("p", who), "place_id": _names("v", where), "arrive": arrive, "leave": leave}
    )
    return tables.PRESENCES.check(
        frame.with_columns(
            arrive_at=begin + pl.duration(minutes="arrive"), leave_at=begin + pl.duration(minutes="leave")
        )
    )


def _crowds(town: Town) -> pl.DataFrame:
    parts = []
    for number, day in enumerate(town.days):
        place, people = np.unique(np.unique(np.stack([day.place, day.person]), axis=1)[0], return_counts=True)
        parts.append(
            pl.DataFrame({"place_id": _names("v", place), "people": people}).with_columns(
                on=pl.lit(FIRST_ON + timedelta(days=number))
            )
        )
    return pl.concat(parts)


def _contacts(town: Town, truth: Truth, listed: np.ndarray, rng: np.random.Generator) -> pl.DataFrame:
    """Some remember the one they had it from, and name others of their home and work as well."""
    by_work: dict[int, Ints] = {
        int(place): np.flatnonzero(town.work == place) for place in set(town.work[truth.person]) if place >= 0
    }
    rows = []
    for row in np.flatnonzero(listed):
        person, day = int(truth.person[row]), FIRST_ON + timedelta(days=int(truth.onset[row]))
        near = [
            *np.flatnonzero(town.home == town.home[person]),
            *by_work.get(int(town.work[person]), [])[:12],
        ]
        named = {int(other) for other in near if rng.random() < NAMES}
        if truth.infector[row] >= 0 and rng.random() < NAMES:
            named.add(int(truth.infector[row]))
        rows += [
            {
                "source_case_id": f"c-{person}",
                "person_id": f"p-{other}",
                "first_on": day - timedelta(days=14),
                "last_on": day,
            }
            for other in sorted(named - {person})
        ]
    return tables.CONTACTS.rows(rows)


def _truth_among(truth: Truth, listed: np.ndarray) -> pl.DataFrame:
    """Return the infector of each case, null where it is not in the list itself."""
    among = set(truth.person[listed].tolist())
    return pl.DataFrame(
        {
            "infectee": _names("c", truth.person[listed]),
            "infector": [f"c-{one}" if one in among else None for one in truth.infector[listed]],
        },
        schema={"infectee": pl.String(), "infector": pl.String()},
    )
