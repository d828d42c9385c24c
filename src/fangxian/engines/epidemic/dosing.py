"""Doses for contacts: they keep some from being infected later, and some of those infected already from falling ill."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.draws import DOSING, UNIT, philox
from fangxian.engines.epidemic.ground import is_vaccinated
from fangxian.engines.epidemic.held import seek
from fangxian.engines.epidemic.policy import AFTER, COVERED, FROM_DAYS, LEFT, TO_DAYS, WORKS_AFTER
from fangxian.engines.epidemic.reporting import take_back
from fangxian.engines.epidemic.touched import NEVER
from fangxian.engines.epidemic.world import DOSE, World


@compiled
def expect_doses(world: World, at: float, row: int) -> None:
    """Put down the doses of somebody infected who was just found, each while it still helps."""
    person, infected = whole(world.touched.row[row].person), world.touched.row[row].infected_at
    for k in range(len(world.policy.doses)):
        dose = world.policy.doses[k]
        given, luck = at + dose[AFTER], _luck(world, person, k)
        if dose[FROM_DAYS] <= given - infected <= dose[TO_DAYS] and luck >= dose[LEFT]:
            put(world.agenda, given, DOSE, person, row, k, 0.0)


@compiled
def give_dose(world: World, at: float, row: int) -> None:
    """End an infection that is nobody's case yet: whoever had the dose in time neither falls ill nor infects anybody."""
    one = world.touched.row[row]
    if one.sampled_at == NEVER and one.onset_at > at and one.isolated_at > at and one.infected_at != NEVER:
        take_back(world, at, row)


@compiled
def left_of_doses(world: World, at: float, person: int) -> float:
    """Return what the dose of a contact who was not infected leaves of the infections of that person."""
    if len(world.policy.doses) == 0:
        return 1.0
    place = seek(world.people_held, person)
    dose = world.policy.doses[0]
    if world.people_held.table[place].key == 0 or dose[FROM_DAYS] > 0.0:
        return 1.0
    found = world.people_held.table[place].from_at - world.policy.transfer_days
    if at < found + dose[AFTER] + dose[WORKS_AFTER] or _luck(world, person, 0) < 0.0:
        return 1.0
    return dose[LEFT]


@compiled
def _luck(world: World, person: int, k: int) -> float:
    """Return a number below 1 that decides whether a dose works; below 0 for whoever does not get it."""
    covered, luck, _, _ = philox(person, DOSING, k, 0, world.key[0], world.key[1])
    if covered * UNIT >= world.policy.doses[k, COVERED] or is_vaccinated(world.ground, person):
        return -1.0
    return luck * UNIT
