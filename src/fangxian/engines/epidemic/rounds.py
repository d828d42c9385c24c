"""City-wide testing in a future: a round takes days, its tubes wait for the laboratory, and one may be infected in the queue."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.course import SITE
from fangxian.engines.epidemic.draws import SITES, TESTING, UNIT, philox, poisson
from fangxian.engines.epidemic.ground import STREET
from fangxian.engines.epidemic.reporting import OF_ROUNDS, count_tests, sample
from fangxian.engines.epidemic.tallies import LABORATORY, ROUNDS
from fangxian.engines.epidemic.touched import NEVER
from fangxian.engines.epidemic.watch import PLACE, touch_orders
from fangxian.engines.epidemic.world import INFECT, ROUND, World


@compiled
def go_round(world: World, at: float, node: int, m: int, part: int, number: int) -> None:
    """Take the samples of one day of a round, and go on the next day until everybody was asked.

    `number` names the round, by its place and measure and not by when it begins: the same round an hour later meets the
    same luck. A person's own draw says on which of its days, and when, they are sampled.
    """
    standing, policy = world.standing, world.policy
    if part == 0:
        world.tally[ROUNDS] += 1
        number = _name(world, node, m)
    people = standing.population[node] * policy.participation
    length = policy.round_days[0 if standing.population[node] <= policy.small_population else 1]
    parts = max(whole(length + 0.999), 1)
    count_tests(world, at, people / parts)
    done = _through_the_laboratory(world, at, people / parts)
    level = world.ground.node_level[node]
    for row in range(world.touched.size[0]):
        if world.ground.up[world.touched.row[row].community, level] == node:
            _ask(world, at, row, part, parts, number, done)
            if world.touched.row[row].isolated_at > at and world.touched.row[row].infected_at != NEVER:
                touch_orders(world.watch, PLACE, node, m)
    if part + 1 < parts and at + 1.0 < world.horizon:
        put(world.agenda, at + 1.0, ROUND, node, m, (part + 1) * OF_ROUNDS + number, 0.0)


@compiled
def _name(world: World, node: int, m: int) -> int:
    """Return the number by which the draws of the next round of a place and measure are known."""
    world.standing.rounds[node, m] += 1
    return (node * 131 + m * 17 + whole(world.standing.rounds[node, m]) * 7919) % OF_ROUNDS


@compiled
def _through_the_laboratory(world: World, at: float, people: float) -> float:
    """Return how long the last of these samples waits for its result beyond the usual: tubes are done in turn."""
    starts = max(at, world.tally[LABORATORY])
    world.tally[LABORATORY] = starts + people / world.policy.pool_size / world.policy.tubes_a_day
    return max(world.tally[LABORATORY] - (at + 1.0), 0.0)


@compiled
def _ask(world: World, at: float, row: int, part: int, parts: int, number: int, wait: float) -> None:
    touched = world.touched
    if (
        touched.row[row].infected_at == NEVER
        or touched.row[row].isolated_at <= at
        or touched.row[row].sampled_at != NEVER
    ):
        return
    when, takes_part, _, _ = philox(
        whole(touched.row[row].person), TESTING, OF_ROUNDS, number, world.key[0], world.key[1]
    )
    share = when * UNIT * parts
    if whole(share) != part or takes_part * UNIT >= world.policy.participation:
        return
    moment = at + share - part
    if touched.row[row].infected_at < moment:
        sample(world, moment, row, OF_ROUNDS + number, wait)
        _stand_in_the_queue(world, moment, row, number)


@compiled
def _stand_in_the_queue(world: World, at: float, row: int, number: int) -> None:
    """Put down whom an infectious person infects among those who stand beside them at the site."""
    touched, course = world.touched, world.course
    if not touched.row[row].from_at <= at < touched.row[row].until_at or world.policy.site_contacts <= 0.0:
        return
    share = (at - touched.row[row].window_at) / (touched.row[row].until_at - touched.row[row].window_at)
    strength = course.shape[min(whole(share * len(course.shape)), len(course.shape) - 1)]
    mean = course.rate[SITE] * strength * touched.row[row].force * world.policy.site_contacts
    many, who, luck, _ = philox(whole(touched.row[row].person), SITES, number, 0, world.key[0], world.key[1])
    span = world.ground.span[STREET - 1, touched.row[row].community]
    first = whole(world.ground.community_first[span[0]])
    people = whole(world.ground.community_first[span[1]]) - first
    for other in range(poisson(mean, many * UNIT)):
        target = first + (whole(who * UNIT * people) + other * 7919) % people
        put(world.agenda, at, INFECT, target, row, SITE, luck * UNIT)
