"""One future, from its first infections to its horizon: the next thing on the agenda happens until there is none."""

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import FULL, PENDING, empty, put, take
from fangxian.engines.epidemic.course import VENUE
from fangxian.engines.epidemic.deciding import decide_around, decide_everywhere, put_in_force
from fangxian.engines.epidemic.dosing import give_dose
from fangxian.engines.epidemic.finding import find_contacts, sample_if_held
from fangxian.engines.epidemic.ground import community_of
from fangxian.engines.epidemic.held import release_all
from fangxian.engines.epidemic.infecting import infect
from fangxian.engines.epidemic.limits import CASES_MOST, DAYS_KNOWN, INFECTIONS_MOST, NOW, REPORTED, ROW
from fangxian.engines.epidemic.reporting import OF_ROUNDS, ask_for_test, report, sample, seek_care
from fangxian.engines.epidemic.rounds import go_round
from fangxian.engines.epidemic.standing import clear
from fangxian.engines.epidemic.surviving import left_of
from fangxian.engines.epidemic.tallies import (
    CASES,
    COST,
    DAILY_INFECTIONS,
    FIRST_REPORT,
    INFECTIONS,
    LAST_INFECTION,
    LAST_REPORT,
    QUARANTINE_DAYS,
    TESTS,
)
from fangxian.engines.epidemic.touched import NEVER, find, forget, is_touched, touch
from fangxian.engines.epidemic.travelling import (
    expect_arrivals,
    expect_leaving,
    infected_before,
    leave,
    pass_checkpoints,
)
from fangxian.engines.epidemic.watching import watch_attempt, watch_infected
from fangxian.engines.epidemic.world import (
    ARRIVE,
    DAY,
    DECIDE,
    DOSE,
    FIND,
    INFECT,
    LEAVE,
    REPORT,
    ROUND,
    SAMPLE,
    SEEK,
    World,
)

Floats = npt.NDArray[np.float64]

FROM_OUTSIDE = -1
ONCE = 1
"""A look at every place that is not followed by another one a day later."""


@compiled
def run(world: World, people: npt.NDArray[np.int64], at: Floats) -> bool:
    """Run one future from these people infected at these instants; False where it found no room to go on.

    What came of it stands in the world's `tally`, `daily`, `touched` and `standing` until the next future.

    >>> from fangxian.engines.epidemic import hand, make_world, no_policy
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE
    >>> people = (A_CITY.population, A_CITY.pupils)
    >>> world = make_world(A_CITY.ground, A_COURSE, no_policy(len(A_CITY.kinds)), people, 30.0, 1, 1 << 13)
    >>> run(hand(world), np.array([5, 700]), np.array([0.0, 0.5])), int(world.tally[INFECTIONS]) >= 2
    (True, True)
    """
    _begin(world)
    for number in range(len(people)):
        put(world.agenda, at[number], INFECT, people[number], FROM_OUTSIDE - number, VENUE, 0.0)
    expect_arrivals(world, 0)
    put(world.agenda, 1.0, DAY, 0, 0, 0, 0.0)
    if world.limits.figure[NOW] > 0.0:
        put(world.agenda, world.limits.figure[NOW], DAY, ONCE, 0, 0, 0.0)
    while world.agenda.size[PENDING] > 0 and _has_room(world):
        moment, item = take(world.agenda)
        if moment >= world.horizon or _is_over(world, moment):
            break
        _happen(world, moment, item)
    tally, policy = world.tally, world.policy
    tally[COST] += tally[TESTS] * policy.test_price + tally[QUARANTINE_DAYS] * policy.room_price
    return _has_room(world)


@compiled
def _is_over(world: World, at: float) -> bool:
    limits, tally = world.limits.figure, world.tally
    if tally[CASES] > limits[CASES_MOST] or tally[INFECTIONS] > limits[INFECTIONS_MOST]:
        return True
    return tally[FIRST_REPORT] >= 0.0 and at >= whole(tally[FIRST_REPORT]) + limits[DAYS_KNOWN]


@compiled
def _has_room(world: World) -> bool:
    full = (
        world.touched.size[1] + world.people_held.size[1] + world.homes_held.size[1] + world.agenda.size[FULL]
    )
    return full == 0


@compiled
def _begin(world: World) -> None:
    forget(world.touched)
    clear(world.standing)
    release_all(world.people_held)
    release_all(world.homes_held)
    empty(world.agenda)
    world.watch.touches[:] = 0
    world.tally[:], world.daily[:] = 0.0, 0.0
    world.tally[FIRST_REPORT] = world.tally[LAST_REPORT] = world.tally[LAST_INFECTION] = -1.0
    for number in range(len(world.policy.given)):
        node, m, begins, ends = world.policy.given[number]
        put_in_force(world, whole(node), whole(m), begins, ends)


@compiled
def _happen(world: World, at: float, item: int) -> None:
    one = world.agenda.item[item]
    kind, who, by, where, luck = one.kind, one.who, one.by, one.where, one.luck
    if kind == INFECT:
        _meet(world, at, whole(who), whole(by), whole(where), luck)
    elif kind == SEEK:
        if world.touched.row[by].isolated_at > at:
            ask_for_test(world, at, whole(by), luck)
    elif kind == SAMPLE:
        sample(world, at, whole(by), whole(where), 0.0)
    elif kind == REPORT:
        report(world, at, whole(by), whole(where) - 1)
    elif kind == FIND:
        find_contacts(world, at, whole(by), whole(where) - 1)
    else:
        _happen_elsewhere(world, at, kind, whole(who), whole(by), whole(where), luck)


@compiled
def _happen_elsewhere(world: World, at: float, kind: int, who: int, by: int, where: int, luck: float) -> None:
    """Let happen what concerns places, and who comes and goes."""
    if kind == DECIDE:
        decide_around(world, at, where)
    elif kind == DAY:
        _begin_day(world, at, who)
    elif kind == ROUND:
        go_round(world, at, who, by, where // OF_ROUNDS, where % OF_ROUNDS)
    elif kind == ARRIVE:
        _arrive(world, at, who, luck)
    elif kind == LEAVE:
        leave(world, at, by, luck)
    elif kind == DOSE:
        give_dose(world, at, by)


@compiled
def _meet(world: World, at: float, person: int, source: int, way: int, luck: float) -> None:
    """Let a possible infection happen, or not."""
    if source <= FROM_OUTSIDE:
        _begin_with(world, at, person, FROM_OUTSIDE - source)
        return
    left = left_of(world, at, source, person, way)
    if world.watch.size[0] > 0:
        watch_attempt(world, at, source, person, way, luck, left)
    if luck < left:
        _catch(world, at, person, source, way, True)


@compiled
def _begin_day(world: World, at: float, who: int) -> None:
    decide_everywhere(world, at)
    if who != ONCE:
        expect_arrivals(world, whole(at))
        put(world.agenda, at + 1.0, DAY, 0, 0, 0, 0.0)


@compiled
def _begin_with(world: World, at: float, person: int, number: int) -> None:
    """Let somebody be infected from outside; whoever the record has is put on record when they were."""
    known = world.limits.known
    on_record = number < len(known) and known[number, REPORTED] != NEVER
    _catch(world, at, person, FROM_OUTSIDE, VENUE, not on_record)
    row = find(world.touched, person)
    if on_record and row >= 0:
        known[number, ROW] = row
        world.touched.row[row].sampled_at = min(known[number, REPORTED], world.touched.row[row].sampled_at)
        put(world.agenda, known[number, REPORTED], REPORT, person, row, number + 1, 0.0)


@compiled
def _catch(world: World, at: float, person: int, source: int, way: int, may_be_unknown: bool) -> None:
    if is_touched(world.touched, person):
        return
    row = touch(world.touched, person, community_of(world.ground, person))
    if row < 0 or not infect(world, row, at, source, min(way, VENUE), may_be_unknown):
        return
    _live_on(world, at, row, may_be_unknown)


@compiled
def _arrive(world: World, at: float, person: int, share: float) -> None:
    """Let somebody come home infected, with that share of the infection behind them."""
    if is_touched(world.touched, person):
        return
    row = touch(world.touched, person, community_of(world.ground, person))
    if row >= 0 and infect(world, row, infected_before(world, at, row, share), FROM_OUTSIDE, VENUE, True):
        _live_on(world, at, row, True)
        pass_checkpoints(world, at, row)


@compiled
def _live_on(world: World, at: float, row: int, may_be_found: bool) -> None:
    """Count somebody infected, and put down what they do next."""
    if may_be_found:
        seek_care(world, row)
        sample_if_held(world, at, row)
    if world.watch.size[0] > 0:
        watch_infected(world, whole(world.touched.row[row].person))
    expect_leaving(world, row)
    world.tally[INFECTIONS] += 1
    world.tally[LAST_INFECTION] = at
    world.daily[DAILY_INFECTIONS, whole(at)] += 1
