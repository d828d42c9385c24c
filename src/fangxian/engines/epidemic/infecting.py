"""An infection: its course is drawn, and whom it would infect were nothing done.

Every possible infection is put on the agenda at once, at its own instant and with a number between 0 and 1 of its own.
What is in force at that instant decides whether that number lets it happen. So a measure needs no drawing anew: the
futures of two plans share every draw, and differ only by what the plans do.
"""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.course import HOUSEHOLD, LEARNING, VENUE, WORKING
from fangxian.engines.epidemic.draws import (
    ILLNESS,
    LATENT,
    PLACING,
    SPREADING,
    UNIT,
    philox,
    poisson,
    quantile,
)
from fangxian.engines.epidemic.ground import NOBODY, SCHOOL, SLOTS, age_of, is_vaccinated
from fangxian.engines.epidemic.meeting import count_met, goes_to, meets
from fangxian.engines.epidemic.reporting import would_be_known
from fangxian.engines.epidemic.surviving import susceptible
from fangxian.engines.epidemic.touched import NEVER, is_touched
from fangxian.engines.epidemic.world import INFECT, World


@compiled
def infect(world: World, row: int, at: float, infector: int, way: int, may_be_unknown: bool) -> bool:
    """Let a touched person be infected at an instant by another row (-1: from outside), and return whether they are.

    They are not where they would be on record by now and are not (`may_be_unknown`: unless the record has them).
    """
    touched = world.touched
    touched.row[row].infected_at, touched.row[row].infector, touched.row[row].way = at, infector, way
    run_course(world, row, at)
    if may_be_unknown and would_be_known(world, row):
        touched.row[row].infected_at = touched.row[row].onset_at = NEVER
        touched.row[row].until_at = at
        return False
    person = whole(touched.row[row].person)
    household = world.ground.household[person]
    first, last = world.ground.household_first[household], world.ground.household_first[household + 1]
    _spread_in(world, row, HOUSEHOLD, whole(first), whole(last), False)
    group = world.ground.group[person]
    if group != NOBODY:
        way = LEARNING if world.ground.group_kind[group] == SCHOOL else WORKING
        _spread_in(
            world,
            row,
            way,
            whole(world.ground.group_first[group]),
            whole(world.ground.group_first[group + 1]),
            True,
        )
    _spread_at_venues(world, row)
    return True


@compiled
def run_course(world: World, row: int, at: float) -> None:
    """Draw when somebody infected at an instant falls ill, and when and how much they are infectious in the city."""
    course, touched = world.course, world.touched
    person = whole(touched.row[row].person)
    first, second, third, fourth = philox(person, LATENT, 0, 0, world.key[0], world.key[1])
    age = min(age_of(world.ground, person), 99)
    latent, lead = quantile(course.latent_q, first * UNIT), quantile(course.lead_q, second * UNIT)
    ill = fourth * UNIT < course.symptomatic[age]
    if course.about_onset:
        onset = at + latent
        window = onset - lead
        begins = max(window, at + course.earliest)
    else:
        window = begins = at + latent
        onset = begins + lead
    touched.row[row].window_at = window
    touched.row[row].from_at = max(begins, touched.row[row].arrived_at)
    touched.row[row].onset_at = onset if ill else NEVER
    touched.row[row].until_at = _end(world, row, age, ill, window, onset)
    force = quantile(course.spread_q, third * UNIT)
    if not ill:
        force *= course.silent_factor
    if is_vaccinated(world.ground, person):
        force *= course.vaccine_infectious
    touched.row[row].force = force


@compiled
def _end(world: World, row: int, age: int, ill: bool, window: float, onset: float) -> float:
    course = world.course
    first, second, _, _ = philox(
        whole(world.touched.row[row].person), ILLNESS, 0, 0, world.key[0], world.key[1]
    )
    if not ill:
        return window + quantile(course.silent_q, second * UNIT)
    if first * UNIT < course.severe[age]:
        return onset + quantile(course.severe_q, second * UNIT)
    return onset + quantile(course.mild_q, second * UNIT)


@compiled
def _how_many(world: World, row: int, way: int, contacts: int) -> int:
    """Return how often an infection would be passed on in one way to so many open contacts."""
    touched = world.touched
    days = touched.row[row].until_at - touched.row[row].window_at
    mean = touched.row[row].force * world.course.rate[way] * days * contacts
    word, _, _, _ = philox(whole(touched.row[row].person), SPREADING, way, 0, world.key[0], world.key[1])
    return poisson(mean, word * UNIT)


@compiled
def _when(world: World, row: int, share: float) -> float:
    """Return an instant of the window by infectiousness; NEVER where it lies before the person is infectious."""
    window, until = world.touched.row[row].window_at, world.touched.row[row].until_at
    at = window + quantile(world.course.when_q, share) * (until - window)
    return NEVER if at < world.touched.row[row].from_at else at


@compiled
def _spread_in(world: World, row: int, way: int, first: int, last: int, listed: bool) -> None:
    """Put down the infections among the people numbered from `first` to before `last` (`listed`: members)."""
    person = whole(world.touched.row[row].person)
    size = last - first
    if size < 2:
        return
    for number in range(_how_many(world, row, way, size)):
        when, who, luck, _ = philox(person, PLACING, way, number, world.key[0], world.key[1])
        at = _when(world, row, when * UNIT)
        target = first + whole(who * UNIT * size)
        if listed:
            target = whole(world.ground.member[target])
        if at < world.horizon and target != person and _may_catch(world, target, luck * UNIT):
            put(world.agenda, at, INFECT, target, row, way, luck * UNIT)


@compiled
def _spread_at_venues(world: World, row: int) -> None:
    person, community = whole(world.touched.row[row].person), whole(world.touched.row[row].community)
    for number in range(_how_many(world, row, VENUE, SLOTS)):
        when, slot, luck, _ = philox(person, PLACING, VENUE, number, world.key[0], world.key[1])
        at = _when(world, row, when * UNIT)
        if at >= world.horizon:
            continue
        day, filled = whole(at), whole(slot * UNIT * SLOTS)
        if filled >= count_met(world, person, day):
            continue
        met, kind, _ = meets(world, person, community, day, filled)
        if met >= 0 and _may_catch(world, met, luck * UNIT):
            venue = goes_to(world, person, community, day, kind)
            put(world.agenda, at, INFECT, met, row, VENUE + venue, luck * UNIT)


@compiled
def _may_catch(world: World, person: int, luck: float) -> bool:
    """Return whether a possible infection could happen were nothing done: not of somebody infected before, or immune to it."""
    return not is_touched(world.touched, person) and luck < susceptible(world, person)
