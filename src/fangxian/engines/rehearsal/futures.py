"""A thousand futures of one city under each of several plans: the same draws for all of them, so that plans are paired."""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import Course, Policy, hand, make_world, philox, run
from fangxian.engines.epidemic.draws import SEEDING, UNIT
from fangxian.engines.epidemic.tallies import (
    CASES,
    COST,
    DAILIES,
    DAILY_CASES,
    DAILY_INFECTIONS,
    EXPORTED,
    FIRST_REPORT,
    INFECTIONS,
    LAST_REPORT,
    LOCKED_DAYS,
    MANAGED,
    QUARANTINE_DAYS,
    SCHOOL_DAYS,
    TALLIES,
    TESTS,
)
from fangxian.engines.rehearsal.city import MixingCity

Floats = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]

ROOM = 1 << 15
"""People a future may touch before it is run again with four times as much room."""
MOST_ROOM = 1 << 24

FUTURE = {
    "plan": pl.String(), "future": pl.Int64(), "infections": pl.Int64(), "cases": pl.Int64(), "detected_on": pl.Int64(),
    "days_to_last_case": pl.Int64(), "people_managed": pl.Int64(), "person_days_quarantined": pl.Float64(),
    "person_days_locked": pl.Float64(), "tests": pl.Int64(), "missed_school_days": pl.Float64(), "cost": pl.Float64(),
    "exported": pl.Int64(),
}  # fmt: skip
"""One row per plan and future. `detected_on`: day of the first report, counted from today (below 0: before it);
`days_to_last_case`: from today to the last report; both null where nobody was ever found. Days are person-days, cost is
money of the assumptions' prices. `exported`: people who left the city infectious."""


@dataclass(frozen=True)
class Start:
    """How a rehearsal begins: so many people infected so many days ago, and how many days from today it looks."""

    seed_cases: int = 12
    seeded_days_ago: int = 7
    days: int = 60

    @property
    def length(self) -> int:
        """Days from the first infection to the end."""
        return self.days + self.seeded_days_ago


@dataclass(frozen=True, eq=False)
class Rehearsed:
    """`futures`: FUTURE. `infections`, `cases`: plan -> (future, day since the first infection), counted each day."""

    futures: pl.DataFrame
    infections: Mapping[str, npt.NDArray[np.int32]]
    cases: Mapping[str, npt.NDArray[np.int32]]


def rehearse(
    city: MixingCity, course: Course, policies: Mapping[str, Policy], start: Start, futures: int,
    *, seed: int = 1, threads: int = 2, progress: Progress | None = None,
) -> Rehearsed:  # fmt: skip
    """Return so many futures of the city under each policy; the same seed gives the same futures on any machine.

    >>> from fangxian.engines.epidemic import no_policy
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE
    >>> both = {"nothing": no_policy(len(A_CITY.kinds)), "again": no_policy(len(A_CITY.kinds))}
    >>> rows = rehearse(A_CITY, A_COURSE, both, Start(3, 7, 14), 4).futures
    >>> rows.height, rows["infections"].head(4).to_list() == rows["infections"].tail(4).to_list()
    (8, True)
    """
    return rehearse_some(
        city, course, policies, start, range(futures), seed=seed, threads=threads, progress=progress
    )


def rehearse_some(
    city: MixingCity, course: Course, policies: Mapping[str, Policy], start: Start, numbers: range,
    *, seed: int = 1, threads: int = 2, progress: Progress | None = None,
) -> Rehearsed:  # fmt: skip
    """Return the futures of these numbers: a future is known by its number, so they may be run in pieces.

    >>> from fangxian.engines.epidemic import no_policy
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE
    >>> nothing = {"nothing": no_policy(len(A_CITY.kinds))}
    >>> whole = rehearse(A_CITY, A_COURSE, nothing, Start(3, 7, 14), 4).futures
    >>> rehearse_some(A_CITY, A_COURSE, nothing, Start(3, 7, 14), range(2, 4)).futures.equals(whole.tail(2))
    True
    """
    futures = len(numbers)
    total = futures * len(policies)
    parts: dict[str, list[_Part]] = {}
    done = 0
    with ThreadPoolExecutor(threads) as pool:
        for name, policy in policies.items():
            shares = np.array_split(np.array(numbers), max(threads, 1))
            work = [pool.submit(_run_some, city, course, policy, start, share, seed) for share in shares]
            parts[name] = [one.result() for one in work]
            done += futures
            if progress is not None:
                progress(done, total)
    joined = {name: _Part.joined(found) for name, found in parts.items()}
    frames = [_table(name, part, start) for name, part in joined.items()]
    return Rehearsed(
        pl.concat(frames),
        {name: part.daily[:, DAILY_INFECTIONS] for name, part in joined.items()},
        {name: part.daily[:, DAILY_CASES] for name, part in joined.items()},
    )


@dataclass(frozen=True)
class _Part:
    numbers: npt.NDArray[np.int64]
    tallies: Floats
    daily: npt.NDArray[np.int32]

    @staticmethod
    def joined(parts: Sequence["_Part"]) -> "_Part":
        return _Part(
            np.concatenate([part.numbers for part in parts]),
            np.concatenate([part.tallies for part in parts]),
            np.concatenate([part.daily for part in parts]),
        )


def _run_some(
    city: MixingCity, course: Course, policy: Policy, start: Start, numbers: npt.NDArray[np.int64], seed: int
) -> _Part:
    """Run these futures one after the other in one set of arrays, made larger when one finds no room."""
    room, done = ROOM, 0
    populations = (city.population, city.pupils)
    tallies = np.zeros((len(numbers), TALLIES))
    daily = np.zeros((len(numbers), DAILIES, start.length), np.int32)
    while True:
        world = make_world(city.ground, course, policy, populations, start.length, seed, room)
        largest = room >= MOST_ROOM
        done = _run_on(hand(world), city.people, start.seed_cases, numbers, done, largest, tallies, daily)
        if done == len(numbers):
            return _Part(numbers, tallies, daily)
        room *= 4


@compiled
def _run_on(world, people: int, seed_cases: int, numbers, done: int, largest: bool, tallies, daily) -> int:  # type: ignore[no-untyped-def]
    """Run the futures from the `done`-th on, and return how many are done: one that finds no room stops, unless it is `largest`."""
    for n in range(done, len(numbers)):
        world.key[1] = numbers[n]
        who, at = _draw_seeds(people, seed_cases, world.key[0], numbers[n])
        if not run(world, who, at) and not largest:
            return n
        tallies[n] = world.tally
        for kind in range(daily.shape[1]):
            for day in range(daily.shape[2]):
                daily[n, kind, day] = world.daily[kind, day]
    return len(numbers)


def seeds_of(people: int, start: Start, seed: int, number: int) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return who is infected at the beginning of a future, and when: anybody, on the first day.

    >>> who, at = seeds_of(1000, Start(seed_cases=3), 1, 0)
    >>> len(set(who.tolist())), bool((at < 1.0).all())
    (3, True)
    """
    return _draw_seeds(people, start.seed_cases, seed, number)


@compiled
def _draw_seeds(people: int, wanted: int, seed: int, number: int) -> tuple[npt.NDArray[np.int64], Floats]:
    who, at, found = np.empty(wanted, np.int64), np.empty(wanted), 0
    for case in range(4 * wanted + 64):
        place, moment, _, _ = philox(case, SEEDING, 0, 0, seed, number)
        one = whole(place * UNIT * people)
        if found < wanted and not (who[:found] == one).any():
            who[found], at[found] = one, moment * UNIT
            found += 1
    return who[:found], at[:found]


def _table(name: str, part: _Part, start: Start) -> pl.DataFrame:
    tally = part.tallies
    found = tally[:, FIRST_REPORT] >= 0.0
    today = start.seeded_days_ago
    columns = {
        "plan": pl.Series([name] * len(tally), dtype=pl.String()),
        "future": part.numbers,
        "infections": tally[:, INFECTIONS],
        "cases": tally[:, CASES],
        "detected_on": _where(found, np.floor(tally[:, FIRST_REPORT]) - today),
        "days_to_last_case": _where(found, np.floor(tally[:, LAST_REPORT]) - today),
        "people_managed": tally[:, MANAGED],
        "person_days_quarantined": tally[:, QUARANTINE_DAYS],
        "person_days_locked": tally[:, LOCKED_DAYS],
        "tests": np.round(tally[:, TESTS]),
        "missed_school_days": tally[:, SCHOOL_DAYS],
        "cost": tally[:, COST],
        "exported": tally[:, EXPORTED],
    }
    return pl.DataFrame(columns).cast(FUTURE)  # type: ignore[arg-type]


def _where(known: npt.NDArray[np.bool_], values: Floats) -> pl.Series:
    return pl.Series(values).set(pl.Series(~known), None)
