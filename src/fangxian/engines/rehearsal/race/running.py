"""The outbreak as it runs: who is on record, who probably is not, and futures that begin with both.

Every future begins four weeks before now. The cases on record are infected when their onset says, and put on record,
isolated and traced when they were; whoever they infected besides is drawn, but for those who would be on record by now.
What the fit believes to be hidden beyond those is added. From now on everything goes as the plan and the orders say.
"""

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic import philox, poisson, quantile, run
from fangxian.engines.epidemic.draws import LATENT, SEEDING, UNIT
from fangxian.engines.epidemic.handing import handed
from fangxian.engines.epidemic.limits import FOUND, ISOLATED, NOW, REPORTED
from fangxian.engines.epidemic.world import World
from fangxian.engines.rehearsal.fitting.trying import Bench, set_world

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

DAYS_BACK = 28
"""Days before today at which every future begins."""
HIDDEN_DAYS = 10.0
"""Whoever is hidden was infected within so many days; assumption: longer than most go unnoticed."""
HIDDEN_MOST = 256
_TRIES = 16
_UNSEEN_DAYS = 5.0
"""Days from infection to report of a case without an onset, at most twice as many; assumption."""


@handed
class Running(NamedTuple):
    """Days since the beginning; NaN and -1 where nothing is known.

    `community[n]` of case n; its `onset`, and when it was `reported`, `isolated` and its contacts `found` (NEVER: as the
    policy says). `hidden`: mean number of others infected; they live in the communities from `part_first[p]` to before
    `part_last[p]` with the running share `part_share[p]`.
    """

    community: Ints
    onset: Floats
    reported: Floats
    isolated: Floats
    found: Floats
    hidden: Floats
    part_first: Ints
    part_last: Ints
    part_share: Floats


@handed
class Lateness(NamedTuple):
    """Days by which something is late: `given[g]` of what is ordered, `isolated[n]` and `found[n]` of case n."""

    given: Floats
    isolated: Floats
    found: Floats


@compiled
def tell(world: World, bench: Bench, running: Running, late: Lateness, setting: Floats, number: int) -> bool:
    """Tell one future of the running outbreak; False where it found no room."""
    world.key[1] = number
    set_world(world, bench, setting)
    cases = len(running.community)
    people, at = np.zeros(cases + HIDDEN_MOST, np.int64), np.zeros(cases + HIDDEN_MOST)
    for case in range(cases):
        people[case], at[case] = _begin_case(world, running, case)
        known = world.limits.known[case]
        known[REPORTED] = running.reported[case]
        known[ISOLATED] = running.isolated[case] + late.isolated[case]
        known[FOUND] = running.found[case] + late.found[case]
    hidden = _hide(world, running, people, at, cases)
    world.policy.given[:, 2] += late.given
    told = run(world, people[: cases + hidden], at[: cases + hidden])
    world.policy.given[:, 2] -= late.given
    return told


@compiled
def _begin_case(world: World, running: Running, case: int) -> tuple[int, float]:
    """Return somebody of a case's community whose course fits its onset, and when they were infected."""
    ill = not np.isnan(running.onset[case])
    first, last = _people_of(world, running.community[case], running.community[case] + 1)
    person, latent = first, 0.0
    for attempt in range(_TRIES):
        who, wait, _, _ = philox(case, SEEDING, 2, attempt, world.key[0], world.key[1])
        person = first + whole(who * UNIT * (last - first))
        begins, leads, _, falls_ill = philox(person, LATENT, 0, 0, world.key[0], world.key[1])
        latent = quantile(world.course.latent_q, begins * UNIT)
        if not world.course.about_onset:
            latent += quantile(world.course.lead_q, leads * UNIT)
        age = min(whole(world.ground.age[person] & 0x7F), 99)
        if (falls_ill * UNIT < world.course.symptomatic[age]) == ill:
            break
        latent = latent if ill else wait * UNIT
    before = (
        running.onset[case] - latent if ill else running.reported[case] - _UNSEEN_DAYS * (0.4 + wait * UNIT)
    )
    return person, min(max(before, 0.0), running.reported[case] - 0.25)


@compiled
def _people_of(world: World, first: int, last: int) -> tuple[int, int]:
    """Return the first person of some communities and the one after their last; of the city where they are not known."""
    if first < 0:
        return 0, len(world.ground.age)
    return whole(world.ground.community_first[first]), whole(world.ground.community_first[last])


@compiled
def _hide(world: World, running: Running, people: Any, at: Any, cases: int) -> int:
    """Add those who are infected and on no list, and return how many."""
    luck, _, _, _ = philox(0, SEEDING, 3, 0, world.key[0], world.key[1])
    hidden = min(poisson(running.hidden[0], luck * UNIT), HIDDEN_MOST)
    for number in range(hidden):
        who, where, when, _ = philox(number, SEEDING, 4, 0, world.key[0], world.key[1])
        part = 0
        while part < len(running.part_share) - 1 and running.part_share[part] <= where * UNIT:
            part += 1
        first, last = _people_of(world, running.part_first[part], running.part_last[part])
        people[cases + number] = first + whole(who * UNIT * (last - first))
        at[cases + number] = max(world.limits.figure[NOW] - when * UNIT * HIDDEN_DAYS, 0.0)
    return hidden


@compiled
def tell_some(world, bench, running, late, settings, numbers, tallies, touches):  # type: ignore[no-untyped-def]
    """Tell futures by their numbers with the settings of each; write their tallies and what they touched."""
    for n in range(len(numbers)):
        number = whole(numbers[n])
        tallies[n, 0] = np.nan
        if tell(world, bench, running, late, settings[number % len(settings)], number):
            tallies[n] = world.tally
            touches[n] = world.watch.touches
