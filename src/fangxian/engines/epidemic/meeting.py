"""Whom somebody meets: never kept, drawn again whenever it is asked for."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.draws import MEETING, UNIT, philox, poisson
from fangxian.engines.epidemic.ground import CITY, SLOTS, age_group
from fangxian.engines.epidemic.world import World


@compiled
def count_met(world: World, person: int, day: int) -> int:
    """Return how many people somebody meets at venues on a day: the slots below this number are filled."""
    word, _, _, _ = philox(person, MEETING, day, SLOTS, world.key[0], world.key[1])
    mean = world.ground.meeting[age_group(world.ground, person), -1]
    return min(poisson(mean, word * UNIT), SLOTS)


@compiled
def meets(world: World, person: int, community: int, day: int, slot: int) -> tuple[int, int, float]:
    """Return (who is met, at which kind of venue, the luck of being found) in one filled slot of a person's day.

    Nobody is met (-1) where one would meet oneself.
    """
    ground = world.ground
    first, _, third, luck = philox(person, MEETING, day, slot, world.key[0], world.key[1])
    row = ground.meeting[age_group(ground, person)]
    share = first * UNIT * row[-1]
    kind = 0
    while row[kind] <= share:
        kind += 1
    span = ground.span[ground.venue_reach[kind] - 1, community]
    start, end = whole(ground.community_first[span[0]]), whole(ground.community_first[span[1]])
    met = start + whole(third * UNIT * (end - start))
    return (-1 if met == person else met), kind, luck * UNIT


@compiled
def goes_to(world: World, person: int, community: int, day: int, kind: int) -> int:
    """Return the venue of a kind at which somebody meets people on a day; -1 where the city has none."""
    word, _, _, _ = philox(person, MEETING, day, SLOTS + 1 + kind, world.key[0], world.key[1])
    return venue_of(world, community, kind, word * UNIT)


@compiled
def venue_of(world: World, community: int, kind: int, share: float) -> int:
    """Return the venue of a kind that a share in [0, 1) chooses by what venues draw; -1 where the city has none.

    It lies within the kind's reach of a community, or where there is none, further away.
    """
    ground = world.ground
    level = whole(ground.venue_reach[kind])
    low = high = whole(0)
    while low == high and level <= CITY:
        span = ground.span[level - 1, community]
        low, high = ground.venue_first[kind, span[0]], ground.venue_first[kind, span[1]]
        level += 1
    if low == high:
        return -1
    goal = ground.venue_sum[low] + share * (ground.venue_sum[high] - ground.venue_sum[low])
    # Venues draw about as much as those next to them: the first looks are where it would be were they all alike.
    guess, step = low + whole(share * (high - low)), 1
    if ground.venue_sum[guess] <= goal:
        while guess + step < high and ground.venue_sum[guess + step] <= goal:
            step *= 2
        low, high = guess + step // 2, min(high, guess + step)
    else:
        while guess - step > low and ground.venue_sum[guess - step] > goal:
            step *= 2
        low, high = max(low, guess - step), guess - step // 2
    while high - low > 1:
        middle = (low + high) >> 1
        if ground.venue_sum[middle] <= goal:
            low = middle
        else:
            high = middle
    return low
