"""Does a possible infection happen? What is in force at its instant leaves a share of such infections; its luck decides."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.course import HOUSEHOLD, LEARNING, SITE, VENUE, WORKING
from fangxian.engines.epidemic.dosing import left_of_doses
from fangxian.engines.epidemic.draws import EXEMPTING, UNIT, philox
from fangxian.engines.epidemic.ground import age_of, community_of, is_vaccinated
from fangxian.engines.epidemic.held import holds
from fangxian.engines.epidemic.touched import is_touched
from fangxian.engines.epidemic.world import World


@compiled
def left_of(world: World, at: float, source: int, person: int, way: int) -> float:
    """Return the share of infections like this one that what is in force leaves: 0 none, 1 all.

    `source`: row of who would infect; `way`: a way, or VENUE + the venue.
    """
    touched = world.touched
    if is_touched(touched, person):
        return 0.0
    if at >= touched.row[source].isolated_at or at >= touched.row[source].until_at:
        return 0.0
    infectious, home = whole(touched.row[source].person), whole(touched.row[source].community)
    left = susceptible(world, person) * left_of_doses(world, at, person)
    left *= _left_of_quarantine(world, at, infectious, way) * _left_of_quarantine(world, at, person, way)
    return left * _left_of_places(
        world, at, infectious, home, person, community_of(world.ground, person), way
    )


@compiled
def left_of_leaving(world: World, at: float, row: int) -> float:
    """Return the share of people like this one who still leave the city: quarantine, staying at home, every border."""
    person, home = whole(world.touched.row[row].person), whole(world.touched.row[row].community)
    left = _left_of_quarantine(world, at, person, VENUE) * _left_of_keeping_in(world, at, person, home)
    for level in range(world.ground.up.shape[1]):
        left *= _left_of_crossing(world, at, whole(world.ground.up[home, level]))
    return left


@compiled
def _left_of_keeping_in(world: World, at: float, person: int, community: int) -> float:
    """Return what the strictest measure that keeps residents in leaves of what they do elsewhere."""
    standing, policy, left = world.standing, world.policy, 1.0
    for level in range(world.ground.up.shape[1]):
        node = world.ground.up[community, level]
        for m in range(len(policy.lasts)):
            stands = standing.from_at[node, m] <= at < standing.until_at[node, m]
            if stands and policy.binds[m] == 1 and not _is_exempt(world, person, m):
                left = min(left, policy.resident[m, WORKING])
    return left


@compiled
def susceptible(world: World, person: int) -> float:
    """Return the share of infections that somebody's age and vaccination leave."""
    left = world.course.susceptible[min(age_of(world.ground, person), 99)]
    if is_vaccinated(world.ground, person):
        left *= world.course.vaccine_susceptible
    return left


@compiled
def _left_of_quarantine(world: World, at: float, person: int, way: int) -> float:
    policy = world.policy
    place = holds(world.people_held, person, at)
    if place < 0 and holds(world.homes_held, whole(world.ground.household[person]), at) < 0:
        return 1.0
    if place < 0 or world.people_held.table[place].at_home == 1:
        return policy.home_home if way == HOUSEHOLD else policy.home_out
    return policy.quarantine_home if way == HOUSEHOLD else policy.quarantine_out


@compiled
def _left_of_places(
    world: World, at: float, source: int, home: int, person: int, target: int, way: int
) -> float:
    """Return what the measures of places leave: of both homes, of where it happens, and of borders between."""
    ground, policy = world.ground, world.policy
    if way == SITE or (len(policy.lasts) == 0 and len(policy.venue_days) == 0):
        return 1.0
    place, channel = home, way
    if way in (WORKING, LEARNING):
        place = whole(ground.group_community[ground.group[person]])
    elif way >= VENUE:
        venue = way - VENUE
        if world.standing.venue_from[venue] <= at < world.standing.venue_until[venue]:
            return 0.0
        place = whole(ground.venue_community[venue])
        channel = VENUE + kind_of(world, venue, place)
    left = min(
        _left_of_home(world, at, source, home, channel), _left_of_home(world, at, person, target, channel)
    )
    left *= _left_there(world, at, place, channel)
    return left if way == HOUSEHOLD else left * _left_of_border(world, at, home, target)


@compiled
def kind_of(world: World, venue: int, community: int) -> int:
    """Return the kind of a venue that lies in a community."""
    first = world.ground.venue_first
    kind = 0
    while not first[kind, community] <= venue < first[kind, community + 1]:
        kind += 1
    return kind


@compiled
def _left_of_home(world: World, at: float, person: int, community: int, channel: int) -> float:
    """Return what the strictest measure where a person lives leaves of what they do."""
    standing, policy, left = world.standing, world.policy, 1.0
    for level in range(world.ground.up.shape[1]):
        node = world.ground.up[community, level]
        if standing.busy[node] == 0:
            continue
        for m in range(len(policy.lasts)):
            share = policy.resident[m, channel]
            stands = standing.from_at[node, m] <= at < standing.until_at[node, m]
            if share < left and stands and not _is_exempt(world, person, m):
                left = share
    return left


@compiled
def _is_exempt(world: World, person: int, m: int) -> bool:
    share = world.policy.exempt[m]
    if share <= 0.0:
        return False
    word, _, _, _ = philox(person, EXEMPTING, m, 0, world.key[0], world.key[1])
    return word * UNIT < share


@compiled
def _left_there(world: World, at: float, community: int, channel: int) -> float:
    """Return what the measures in force where it happens leave, one after the other."""
    standing, policy, left = world.standing, world.policy, 1.0
    for level in range(world.ground.up.shape[1]):
        node = world.ground.up[community, level]
        if standing.busy[node] == 0:
            continue
        for m in range(len(policy.lasts)):
            if standing.from_at[node, m] <= at < standing.until_at[node, m]:
                left *= policy.location[m, channel]
    return left


@compiled
def _left_of_border(world: World, at: float, home: int, target: int) -> float:
    """Return what measures leave of meetings between people of whom one lives inside and one outside."""
    up, left = world.ground.up, 1.0
    for level in range(up.shape[1]):
        inside, outside = whole(up[home, level]), whole(up[target, level])
        if inside == outside:
            break
        left *= _left_of_crossing(world, at, inside) * _left_of_crossing(world, at, outside)
    return left


@compiled
def _left_of_crossing(world: World, at: float, node: int) -> float:
    """Return what measures leave of going over the border of one place."""
    standing, policy, left = world.standing, world.policy, 1.0
    if standing.busy[node] == 0:
        return left
    for m in range(len(policy.lasts)):
        if standing.from_at[node, m] <= at < standing.until_at[node, m]:
            left *= policy.border[m]
    return left
