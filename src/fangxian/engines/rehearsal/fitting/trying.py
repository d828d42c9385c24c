"""Futures tried for a fit: each with settings of its own, told until as many days are known as in the record."""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import BY_TRACING, NEVER, philox, run
from fangxian.engines.epidemic import DISTRICT as OF_DISTRICT
from fangxian.engines.epidemic.draws import FINDING, SEEDING, UNIT
from fangxian.engines.epidemic.handing import handed
from fangxian.engines.epidemic.limits import DAYS_KNOWN
from fangxian.engines.epidemic.tallies import FIRST_REPORT, INFECTIONS
from fangxian.engines.epidemic.world import World
from fangxian.engines.rehearsal.fitting.describing import describe
from fangxian.engines.rehearsal.fitting.records import COLUMNS, COMMUNITY, DAY, DISTRICT, ONSET, ROUTE, SOURCE

Floats = npt.NDArray[np.float64]

FACTOR, SEEDS, ASKS_BEFORE, ASKS_AFTER, ASK_DAYS, FOUND = range(6)
"""Columns of the settings: like `parameters.PARAMETERS`, with the factor of all forces in place of `r`."""
SEEDED_OVER = 2.0
"""Days over which the first infections come in."""
INFECTED, UNDETECTED, SINCE, FIRST_DISTRICT, SECOND_DISTRICT, ELSEWHERE = range(6)
"""What came of a future: infections so far; those not on record, in all and in the districts with most and second most
cases and in all others; days since the first infection."""
OUTCOMES = 6


@handed
class Bench(NamedTuple):
    """What every try starts from (`rate`, `seeking_q` at a median of one day, `coverage`), and room to write in."""

    rate: Floats
    seeking_q: Floats
    coverage: Floats
    rows: Floats
    place: npt.NDArray[np.int32]


def make_bench(world: World, cases_most: int) -> Bench:
    """Return a bench for a world whose median of asking is one day."""
    room = len(world.touched.row)
    return Bench(
        world.course.rate.copy(), world.policy.seeking_q.copy(), world.policy.coverage.copy(),
        np.zeros((cases_most + 1, COLUMNS)), np.zeros(room, np.int32),
    )  # fmt: skip


@compiled
def try_some(
    world: World, bench: Bench, settings: Floats, first: int, figures: Floats, outcomes: Floats
) -> None:
    """Tell a future for each row of settings, the first with the number `first`, and write its figures and outcomes.

    A future in which nobody is found, or more are than the limits allow, has NaN as its first figure.
    """
    for number in range(len(settings)):
        world.key[1] = first + number
        set_world(world, bench, settings[number])
        seeds = whole(settings[number, SEEDS])
        people, at = np.zeros(seeds, np.int64), np.zeros(seeds)
        seed(world, people, at)
        told = run(world, people, at)
        figures[number, 0] = np.nan
        found = world.tally[FIRST_REPORT]
        if told and found >= 0.0:
            count = _read(world, bench, whole(found) + world.limits.figure[DAYS_KNOWN], whole(found))
            if 0 <= count < len(bench.rows):
                describe(bench.rows, count, world.limits.figure[DAYS_KNOWN], figures[number])
                _come_of(world, bench, count, outcomes[number])


@compiled
def set_world(world: World, bench: Bench, setting: Floats) -> None:
    """Write one row of settings into a world."""
    world.course.rate[:] = bench.rate * setting[FACTOR]
    world.policy.seeking[0], world.policy.seeking[1] = setting[ASKS_BEFORE], setting[ASKS_AFTER]
    world.policy.seeking_q[:] = bench.seeking_q * setting[ASK_DAYS]
    world.policy.coverage[:] = bench.coverage * setting[FOUND]


@compiled
def seed(world: World, people: Any, at: Any) -> None:
    """Write whom a future infects from outside, and when: anybody, over the first days."""
    everybody = len(world.ground.age)
    for case in range(len(people)):
        who, when, _, _ = philox(case, SEEDING, 1, 0, world.key[0], world.key[1])
        people[case], at[case] = whole(who * UNIT * everybody), when * UNIT * SEEDED_OVER


@compiled
def _read(world: World, bench: Bench, until: float, first_day: int) -> int:
    """Write the record of a future and return its number of cases; more than there is room for: -1."""
    count = 0
    for row in range(world.touched.size[0]):
        bench.place[row] = -1
        if world.touched.row[row].reported_at >= until:
            continue
        if count >= len(bench.rows):
            return -1
        bench.place[row] = count
        _write(world, bench, row, count, first_day)
        count += 1
    _write_sources(world, bench)
    return count


@compiled
def _write(world: World, bench: Bench, row: int, case: int, first_day: int) -> None:
    one, rows = world.touched.row[row], bench.rows
    rows[case, DAY] = whole(one.reported_at) - first_day
    rows[case, ONSET] = np.floor(one.onset_at) - first_day if one.onset_at <= one.reported_at else np.nan
    rows[case, ROUTE] = one.found_by
    rows[case, DISTRICT] = world.ground.up[one.community, OF_DISTRICT]
    rows[case, COMMUNITY] = one.community


@compiled
def _write_sources(world: World, bench: Bench) -> None:
    """Write who infected whom, as far as tracing would know it: both on record, and one found through the other."""
    touched = world.touched
    for row in range(touched.size[0]):
        case = bench.place[row]
        if case < 0:
            continue
        source = touched.row[row].infector
        bench.rows[case, SOURCE] = np.nan
        if source < 0 or bench.place[source] < 0:
            continue
        way = min(whole(touched.row[row].way), len(world.policy.coverage) - 1)
        word, _, _, _ = philox(
            whole(touched.row[row].person),
            FINDING,
            whole(touched.row[source].person),
            way + 8,
            world.key[0],
            world.key[1],
        )
        if touched.row[row].found_by == BY_TRACING or word * UNIT < world.policy.coverage[way]:
            bench.rows[case, SOURCE] = bench.place[source]


@compiled
def _come_of(world: World, bench: Bench, count: int, into: Floats) -> None:
    into[INFECTED] = world.tally[INFECTIONS]
    into[UNDETECTED] = world.tally[INFECTIONS] - count
    into[SINCE] = whole(world.tally[FIRST_REPORT]) + world.limits.figure[DAYS_KNOWN]
    first = _most(bench.rows, count, -1.0)
    second = _most(bench.rows, count, first)
    into[FIRST_DISTRICT] = into[SECOND_DISTRICT] = into[ELSEWHERE] = 0.0
    for row in range(world.touched.size[0]):
        if bench.place[row] >= 0 or world.touched.row[row].infected_at == NEVER:
            continue
        district = float(world.ground.up[world.touched.row[row].community, OF_DISTRICT])
        where = FIRST_DISTRICT if district == first else SECOND_DISTRICT if district == second else ELSEWHERE
        into[where] += 1.0


@compiled
def _most(rows: Floats, count: int, but: float) -> float:
    """Return the district with most cases but one; -1 where there is none. Of two with as many, the first found."""
    best, most = -1.0, 0
    for case in range(count):
        district = rows[case, DISTRICT]
        if district == but:
            continue
        here = 0
        for other in range(count):
            here += rows[other, DISTRICT] == district
        if here > most:
            best, most = district, here
    return best
