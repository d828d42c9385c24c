"""All that one future reads and writes, in one hand."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic.agenda import Agenda, make_agenda
from fangxian.engines.epidemic.course import Course
from fangxian.engines.epidemic.ground import SLOTS, Ground
from fangxian.engines.epidemic.handing import handed
from fangxian.engines.epidemic.held import Held, make_held
from fangxian.engines.epidemic.limits import Limits, make_limits
from fangxian.engines.epidemic.policy import Policy
from fangxian.engines.epidemic.standing import Standing, make_standing
from fangxian.engines.epidemic.tallies import DAILIES, TALLIES
from fangxian.engines.epidemic.touched import Touched, make_touched
from fangxian.engines.epidemic.watch import Watch, make_watch

Populations = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]

INFECT, SEEK, SAMPLE, REPORT, FIND, DECIDE, DAY, ROUND, ARRIVE, LEAVE, DOSE = range(11)
"""What an item of the agenda is."""


MET = np.dtype([("who", np.int64), ("kind", np.int64), ("luck", np.float64)])
"""Somebody met on the day that is being looked at: see `meeting.meets`."""


@handed
class World(NamedTuple):
    """`key`: seed and number of the future. `tally`: running counts by position (see `tallies`).

    `daily[count, day]`: what happened on which day. `horizon`: the day on which the future ends, unless `limits` end it
    before.
    """

    ground: Ground
    course: Course
    policy: Policy
    touched: Touched
    people_held: Held
    homes_held: Held
    agenda: Agenda
    standing: Standing
    limits: Limits
    watch: Watch
    met: npt.NDArray[np.void]
    key: npt.NDArray[np.int64]
    tally: npt.NDArray[np.float64]
    daily: npt.NDArray[np.float64]
    horizon: float


def make_world(
    ground: Ground, course: Course, policy: Policy, population: Populations, days: float, seed: int, room: int,
    known: int = 0, orders: int = 0,
) -> World:  # fmt: skip
    """Return what one future after another can be run in: with room for so many people touched (a power of two).

    `population`: people, and members of classes, of every node. `known`: room for so many cases on record; `orders`: and
    for so many orders watched.

    >>> from fangxian.engines.epidemic.policy import no_policy
    >>> from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE
    >>> people = (A_CITY.population, A_CITY.pupils)
    >>> world = make_world(A_CITY.ground, A_COURSE, no_policy(len(A_CITY.kinds)), people, 30.0, seed=1, room=1024)
    >>> world.horizon, world.daily.shape
    (30.0, (3, 32))
    """
    length = int(days) + 2
    people, pupils = population
    return World(
        ground, course, policy, make_touched(room, len(ground.age)), make_held(room), make_held(room), make_agenda(8 * room, length),
        make_standing(people, pupils, len(ground.venue_community), len(policy.lasts), len(policy.rule_kind), length),
        make_limits(known), make_watch(orders), np.zeros(SLOTS, MET), np.array([seed, 0]),
        np.zeros(TALLIES), np.zeros((DAILIES, length)), float(days),
    )  # fmt: skip
