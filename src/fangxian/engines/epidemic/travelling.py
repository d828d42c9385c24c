"""Who comes into the city infected, who is found on the way in, and who leaves it infected."""

import numpy as np

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.draws import ARRIVING, LEAVING, UNIT, philox, poisson
from fangxian.engines.epidemic.infecting import run_course
from fangxian.engines.epidemic.reporting import OF_ROUNDS, count_tests, sample
from fangxian.engines.epidemic.surviving import left_of_leaving
from fangxian.engines.epidemic.tallies import EXPORTED
from fangxian.engines.epidemic.watch import touch_begun
from fangxian.engines.epidemic.world import ARRIVE, LEAVE, World

AT_CHECKPOINT = OF_ROUNDS
"""The name of a sample at a checkpoint: rounds are counted from one, so it is nobody else's."""


@compiled
def expect_arrivals(world: World, day: int) -> None:
    """Put down who arrives infected on a day: residents who come home, wherever they live."""
    if world.course.arrivals_a_day <= 0.0:
        return
    many, _, _, _ = philox(day, ARRIVING, 0, 0, world.key[0], world.key[1])
    for number in range(poisson(world.course.arrivals_a_day, many * UNIT)):
        who, when, share, _ = philox(day, ARRIVING, 1, number, world.key[0], world.key[1])
        person, at = whole(who * UNIT * len(world.ground.age)), day + when * UNIT
        if at < world.horizon:
            put(world.agenda, at, ARRIVE, person, 0, 0, share * UNIT)


@compiled
def infected_before(world: World, at: float, row: int, share: float) -> float:
    """Return when somebody was infected who arrives at an instant: any moment of an infection is as likely.

    `share`: how much of the time from infection to the end of infectiousness has gone by on arrival.
    """
    run_course(world, row, 0.0)
    world.touched.row[row].arrived_at = at
    return at - share * world.touched.row[row].until_at


@compiled
def pass_checkpoints(world: World, at: float, row: int) -> None:
    """Sample somebody who arrives, perhaps, where a checkpoint stands on the way home: once, however many there are."""
    touch_begun(world.watch, at)
    if world.policy.checked <= 0.0 or not _is_on_the_way(world, at, whole(world.touched.row[row].community)):
        return
    word, _, _, _ = philox(whole(world.touched.row[row].person), ARRIVING, 2, 0, world.key[0], world.key[1])
    if word * UNIT < world.policy.checked:
        count_tests(world, at, 1.0)
        sample(world, at, row, AT_CHECKPOINT, 0.0)


@compiled
def _is_on_the_way(world: World, at: float, community: int) -> bool:
    standing, policy = world.standing, world.policy
    for level in range(world.ground.up.shape[1]):
        node = world.ground.up[community, level]
        if standing.busy[node] == 0:
            continue
        for m in range(len(policy.lasts)):
            if policy.checks[m] == 1 and standing.from_at[node, m] <= at < standing.until_at[node, m]:
                return True
    return False


@compiled
def expect_leaving(world: World, row: int) -> None:
    """Put down when somebody infected would leave the city, were nothing done: while infectious, or not at all."""
    if world.course.leave_a_day <= 0.0:
        return
    one = world.touched.row[row]
    when, luck, _, _ = philox(whole(one.person), LEAVING, 0, 0, world.key[0], world.key[1])
    at = one.from_at - np.log1p(-(when * UNIT)) / world.course.leave_a_day
    if at < min(one.until_at, world.horizon):
        put(world.agenda, at, LEAVE, whole(one.person), row, 0, luck * UNIT)


@compiled
def leave(world: World, at: float, row: int, luck: float) -> None:
    """Let somebody infectious leave the city for good, unless something keeps them: they infect nobody here any more."""
    one = world.touched.row[row]
    touch_begun(world.watch, at)
    if at >= one.isolated_at or at >= one.until_at or luck >= left_of_leaving(world, at, row):
        return
    one.until_at = one.isolated_at = at
    world.tally[EXPORTED] += 1
