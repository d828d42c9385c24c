"""What happened in the round, drawn backwards: first how it ends for everybody, then events that lead there."""

from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt
import polars as pl

from benchmarks.testing.a_round.people import Longs, People, draw_ids
from fangxian.engines.tables import ACCOUNT_STATES, EVENT_KINDS, EVENTS, INSTANT

OPENED_AT = datetime(2021, 7, 31, tzinfo=UTC)
OUTCOMES = np.array([0.925, 0.01, 0.012, 0.01, 0.004, 0.009, 0.03])
"""Shares of `ACCOUNT_STATES`: 97 % have an event of their own."""

DONE, EXCUSED, MOVED, _, REFUSED, NO_ANSWER, NOTHING = range(len(ACCOUNT_STATES))
ANSWERED, VOID = EVENT_KINDS.index("answered"), EVENT_KINDS.index("void")
HOUR_US = 3_600_000_000
MORNING, NIGHT = 8 * HOUR_US, 20 * HOUR_US
NOBODY = -1

Rows = tuple[Longs, Longs, Longs, Longs]
"""Person or NOBODY, household or NOBODY, kind, microseconds after the opening."""


@dataclass(frozen=True)
class Happened:
    """EVENTS in no order; by person the state that is true at the end, and whose events were all lost."""

    events: pl.DataFrame
    state: Longs
    lost: npt.NDArray[np.bool_]


def draw_events(people: People, losses: int, rng: np.random.Generator) -> Happened:
    """Draw the events. Of `losses` people who had been sampled every event is lost again."""
    ends = rng.choice(len(OUTCOMES), len(people), p=OUTCOMES)
    homes = len(people.household_ids)
    left, closed, opened = (rng.random(homes) < share for share in (0.002, 0.05, 0.01))
    gone = left[people.household] & people.housed
    ends[gone] = MOVED
    lost, taken_back = np.zeros(len(people), bool), rng.random(len(people)) < 0.001
    lost[rng.choice(np.flatnonzero((ends == DONE) & ~gone), losses, replace=False)] = True
    taken_back &= (ends == DONE) & ~lost
    own = np.flatnonzero((ends < NOTHING) & ~gone & ~lost)
    at_us = rng.integers(MORNING, NIGHT, len(people))
    rows = [
        _own(own, ends[own], at_us[own]),
        *_contradicted(own[~taken_back[own]], ends, at_us, rng),
        _knocks(np.flatnonzero(left), MOVED, rng),
        _knocks(np.flatnonzero(closed), NO_ANSWER, rng),
        _knocks(np.flatnonzero(opened), ANSWERED, rng),
    ]
    state = np.where(lost | taken_back, NOTHING, ends)
    state[(state == NOTHING) & people.housed & closed[people.household]] = NO_ANSWER
    return Happened(_events(people, rows, np.flatnonzero(taken_back[own]), rng), state, lost)


def _own(person: Longs, kind: Longs, at_us: Longs) -> Rows:
    return person, np.full(len(person), NOBODY), kind, at_us


def _knocks(household: Longs, kind: int, rng: np.random.Generator) -> Rows:
    size = len(household)
    return np.full(size, NOBODY), household, np.full(size, kind), rng.integers(MORNING, NIGHT, size)


def _contradicted(own: Longs, ends: Longs, at_us: Longs, rng: np.random.Generator) -> list[Rows]:
    """What was also said and does not stand: weaker at any hour, or as strong and an hour earlier."""
    draws = rng.random(len(own))
    sampled = own[(ends[own] == DONE) & (draws < 0.05)]
    proved = own[(ends[own] > DONE) & (ends[own] < REFUSED) & (draws < 0.3)]
    refused = own[(ends[own] == REFUSED) & (draws < 0.5)]
    return [
        _own(
            sampled, rng.integers(EXCUSED, NOTHING, len(sampled)), rng.integers(MORNING, NIGHT, len(sampled))
        ),
        _own(proved, rng.integers(REFUSED, NOTHING, len(proved)), rng.integers(MORNING, NIGHT, len(proved))),
        _own(refused, np.full(len(refused), NO_ANSWER), at_us[refused] - HOUR_US),
    ]


def _events(people: People, rows: list[Rows], taken_back: Longs, rng: np.random.Generator) -> pl.DataFrame:
    """All of them as EVENTS, a void for each row taken back, 3 % twice, shuffled."""
    person, household, kind, at_us = (np.concatenate(column) for column in zip(*rows, strict=True))
    voids = _own(person[taken_back], np.full(len(taken_back), VOID), at_us[taken_back] + HOUR_US)
    columns = zip((person, household, kind, at_us), voids, strict=True)
    person, household, kind, at_us = (np.concatenate(column) for column in columns)
    ids = draw_ids(len(person), rng)
    of_void = np.full(len(person), NOBODY)
    of_void[len(person) - len(taken_back) :] = taken_back
    order = np.concatenate([np.arange(len(person)), rng.integers(0, len(person), len(person) * 3 // 100)])
    rng.shuffle(order)
    instant = pl.Series(at_us[order] + int(OPENED_AT.timestamp()) * 1_000_000).cast(INSTANT)
    frame = pl.DataFrame(
        {
            "event_id": ids.gather(order),
            "round_id": pl.repeat("round-1", len(order), eager=True),
            "person_id": _named(people.ids, person[order]),
            "household_id": _named(people.household_ids, household[order]),
            "kind": pl.Series(EVENT_KINDS).gather(kind[order]),
            "event_at": instant,
            "recorded_at": instant,
            "voids": _named(ids, of_void[order]),
        }
    )
    return EVENTS.check(frame)


def _named(ids: pl.Series, at: Longs) -> pl.Series:
    rows = pl.Series(at)
    return ids.gather(rows.set(rows == NOBODY, None))
