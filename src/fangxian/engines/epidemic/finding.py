"""Tracing in a future: the contacts of a case are drawn again from the same names, found or not, and looked after."""

from fangxian.engines.compiled import compiled, fetch_ahead, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.course import HOUSEHOLD, LEARNING, VENUE, WORKING
from fangxian.engines.epidemic.dosing import expect_doses
from fangxian.engines.epidemic.draws import FINDING, UNIT, philox
from fangxian.engines.epidemic.ground import NOBODY, SCHOOL
from fangxian.engines.epidemic.held import first_look, hold, holds, seek
from fangxian.engines.epidemic.meeting import count_met, goes_to, meets
from fangxian.engines.epidemic.reporting import FIRST_SAMPLE, count_tests
from fangxian.engines.epidemic.tallies import HELD_INFECTED, MANAGED, QUARANTINE_DAYS, VENUES_CLOSED
from fangxian.engines.epidemic.touched import NEVER, find
from fangxian.engines.epidemic.watch import TRACING, touch_orders
from fangxian.engines.epidemic.world import SAMPLE, World


@compiled
def find_contacts(world: World, at: float, row: int, number: int) -> None:
    """Look for everybody a case was with from some days before onset (or sample) to the day of isolation.

    `number`: which of the first infections it is, where the record has it, or -1.
    """
    held_before = world.tally[HELD_INFECTED]
    touched, policy = world.touched, world.policy
    person, community = whole(touched.row[row].person), whole(touched.row[row].community)
    anchor = min(touched.row[row].onset_at, touched.row[row].sampled_at)
    here = max(touched.row[row].infected_at, touched.row[row].arrived_at)
    first_day = max(whole(anchor - policy.trace_days), whole(here), 0)
    last_day = min(whole(touched.row[row].isolated_at), whole(at))
    well = _find_household(world, at, person) + _find_group(world, at, person)
    for day in range(first_day, last_day + 1):
        well += _find_met(world, at, person, community, day)
    source = touched.row[row].infector
    if source >= 0:
        well += _find_source(world, at, person, source, min(whole(touched.row[row].way), VENUE))
    _count_samples(world, at + policy.transfer_days, well)
    changes = world.tally[HELD_INFECTED] > held_before or len(policy.doses) > 0
    if number >= 0 and changes:
        touch_orders(world.watch, TRACING, number, 0)


@compiled
def _find_household(world: World, at: float, person: int) -> int:
    household = world.ground.household[person]
    first, last = world.ground.household_first[household], world.ground.household_first[household + 1]
    return _find_among(world, at, person, HOUSEHOLD, whole(first), whole(last))


@compiled
def _find_group(world: World, at: float, person: int) -> int:
    group = world.ground.group[person]
    if group == NOBODY:
        return 0
    way = LEARNING if world.ground.group_kind[group] == SCHOOL else WORKING
    first, last = world.ground.group_first[group], world.ground.group_first[group + 1]
    return _find_among(world, at, person, way, whole(first), whole(last))


@compiled
def _find_among(world: World, at: float, person: int, way: int, first: int, last: int) -> int:
    """Find the people numbered so, or the members; one drawing is for four of them. Return how many of them are well."""
    well = 0
    if way != HOUSEHOLD:
        for n in range(first, last):
            _fetch(world, whole(world.ground.member[n]))
    lucks = philox(person, FINDING, 0, way, world.key[0], world.key[1])
    for n in range(last - first):
        if n % 4 == 0 and n > 0:
            lucks = philox(person, FINDING, n // 4, way, world.key[0], world.key[1])
        other = first + n if way == HOUSEHOLD else whole(world.ground.member[first + n])
        if other != person:
            well += _find(world, at, other, way, _fourth(lucks, n % 4) * UNIT)
    return well


@compiled
def _fourth(lucks, which):  # type: ignore[no-untyped-def]
    if which == 0:
        return lucks[0]
    if which == 1:
        return lucks[1]
    return lucks[2] if which == 2 else lucks[3]


@compiled
def _find_met(world: World, at: float, person: int, community: int, day: int) -> int:
    """Find the people met at venues on a day, and close those venues. Return how many of them are well."""
    well, seen, many, aside = 0, 0, count_met(world, person, day), world.met
    for slot in range(many):
        met, kind, luck = meets(world, person, community, day, slot)
        aside[slot].who, aside[slot].kind, aside[slot].luck = met, kind, luck
        if met >= 0:
            _fetch(world, met)
    for slot in range(many):
        met, kind, luck = whole(aside[slot].who), whole(aside[slot].kind), aside[slot].luck
        if met < 0:
            continue
        well += _find(world, at, met, VENUE, luck)
        closes = len(world.policy.venue_days) > 0 and world.policy.venue_days[kind] > 0.0
        if closes and (seen >> kind) & 1 == 0:
            seen |= 1 << kind
            _close(world, at, kind, goes_to(world, person, community, day, kind))
    return well


@compiled
def _fetch(world: World, person: int) -> None:
    """Have what is asked about somebody brought near while others are looked at: people live all over the city."""
    fetch_ahead(world.ground.household, person)
    fetch_ahead(world.people_held.table, first_look(world.people_held, person))


@compiled
def _find_source(world: World, at: float, person: int, source: int, way: int) -> int:
    other = whole(world.touched.row[source].person)
    word, _, _, _ = philox(person, FINDING, other, way + 8, world.key[0], world.key[1])
    return _find(world, at, other, way, word * UNIT)


@compiled
def _find(world: World, at: float, other: int, way: int, luck: float) -> int:
    """Find one contact or miss them; who is found is taken into quarantine, once, and their household kept at home.

    Return 1 for somebody taken there who is well.
    """
    if luck >= world.policy.coverage[way]:
        return 0
    place = seek(world.people_held, other)
    if world.people_held.table[place].key != 0:
        return 0
    row = find(world.touched, other)
    if len(world.policy.doses) > 0 and row >= 0:
        expect_doses(world, at, row)
    well = _hold_person(world, at + world.policy.transfer_days, other, place)
    if world.policy.second_days > 0.0:
        _hold_household(world, at + world.policy.transfer_days, other)
    return well


@compiled
def _hold_person(world: World, at: float, person: int, place: int) -> int:
    policy, tally = world.policy, world.tally
    row = find(world.touched, person)
    if at >= world.horizon or (row >= 0 and at >= world.touched.row[row].isolated_at):
        return 0
    until = at + policy.quarantine_days
    # Rooms are taken by people, not by days: once they are full, whoever comes later stays at home.
    at_home = 1 if tally[MANAGED] >= policy.rooms else 0
    hold(world.people_held, place, person, at, until, at_home)
    tally[MANAGED] += 1
    tally[QUARANTINE_DAYS] += min(until, world.horizon) - at
    if row < 0:
        return 1
    tally[HELD_INFECTED] += 1
    sample_in_quarantine(world, row, place)
    return 0


@compiled
def _count_samples(world: World, at: float, well: int) -> None:
    """Count the samples of so many people who are well, all held from one instant."""
    for day in world.policy.sample_days:
        if well > 0 and at + day < world.horizon:
            count_tests(world, at + day, float(well))


@compiled
def _hold_household(world: World, at: float, person: int) -> None:
    """Keep the others in a contact's household at home for a while, once."""
    ground, policy, tally = world.ground, world.policy, world.tally
    household = whole(ground.household[person])
    others = _others_at_home(ground.household, person)
    place = seek(world.homes_held, household)
    if others == 0 or at >= world.horizon or world.homes_held.table[place].key != 0:
        return
    hold(world.homes_held, place, household, at, at + policy.second_days, 1)
    tally[MANAGED] += others
    tally[QUARANTINE_DAYS] += others * (min(at + policy.second_days, world.horizon) - at)


@compiled
def _others_at_home(household, person: int) -> int:  # type: ignore[no-untyped-def]
    """Return how many live with somebody. They are numbered next to each other: in memory they are at hand already."""
    home, first, last = household[person], person, person + 1
    while first > 0 and household[first - 1] == home:
        first -= 1
    while last < len(household) and household[last] == home:
        last += 1
    return last - first - 1


@compiled
def sample_in_quarantine(world: World, row: int, place: int) -> None:
    """Put down the samples of somebody infected who is held at a place of the table."""
    touched, entry = world.touched, world.people_held.table[place]
    for number in range(len(world.policy.sample_days)):
        at = entry.from_at + world.policy.sample_days[number]
        if touched.row[row].infected_at <= at < world.horizon:
            count_tests(world, at, 1.0)
            put(world.agenda, at, SAMPLE, whole(touched.row[row].person), row, FIRST_SAMPLE + number, 0.0)


@compiled
def sample_if_held(world: World, at: float, row: int) -> None:
    """Put down the samples of somebody who is infected while in quarantine."""
    place = holds(world.people_held, whole(world.touched.row[row].person), at)
    if place >= 0:
        sample_in_quarantine(world, row, place)


@compiled
def _close(world: World, at: float, kind: int, venue: int) -> None:
    """Close a venue a case was at, where the plan says so."""
    policy, standing = world.policy, world.standing
    if venue < 0 or standing.venue_from[venue] != NEVER:
        return
    standing.venue_from[venue] = at + policy.venue_after[kind]
    standing.venue_until[venue] = standing.venue_from[venue] + policy.venue_days[kind]
    standing.venues[standing.size[1]] = venue
    standing.size[1] += 1
    world.tally[VENUES_CLOSED] += 1
