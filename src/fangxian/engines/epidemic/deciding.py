"""The authorities in a future: rules are judged on what was reported, areas rise and end, measures start and are renewed."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.course import LEARNING
from fangxian.engines.epidemic.draws import SIGNING, UNIT, philox
from fangxian.engines.epidemic.limits import NOW
from fangxian.engines.epidemic.policy import AREA, FEATURES, NOTHING
from fangxian.engines.epidemic.standing import ASYMPTOMATIC as SILENT_CASE
from fangxian.engines.epidemic.standing import CONFIRMED, NEVER_DAYS, WINDOW_DAYS, note, note_raised
from fangxian.engines.epidemic.tallies import COST, FIRST_REPORT, LOCKED_DAYS, SCHOOL_DAYS
from fangxian.engines.epidemic.touched import NEVER
from fangxian.engines.epidemic.world import ROUND, World

Span = tuple[int, int]
"""First and last day."""
NOT_LOOKED = -2

CASES_OF_14_DAYS = FEATURES.index("asymptomatic_14d")
TODAY, SINCE_LAST = FEATURES.index("new_cases_24h"), FEATURES.index("days_since_last_case")
CLUSTER, POPULATION = FEATURES.index("largest_cluster_14d"), FEATURES.index("population")
LEVEL, SINCE_FIRST = FEATURES.index("area_level"), FEATURES.index("days_since_first_report")


@compiled
def decide_around(world: World, at: float, community: int) -> None:
    """Judge every rule for the places a community lies in, from the community up: areas first, then measures."""
    for level in range(world.ground.up.shape[1]):
        rate(world, at, whole(world.ground.up[community, level]))
    for level in range(world.ground.up.shape[1]):
        start_measures(world, at, whole(world.ground.up[community, level]))


@compiled
def decide_everywhere(world: World, at: float) -> None:
    """Judge every rule for every place with a case in it, as a new day changes what was recent."""
    if len(world.policy.rule_kind) == 0:
        return
    standing = world.standing
    for number in range(standing.size[0]):
        node = whole(standing.nodes[number])
        if standing.stirred[node] or at == world.limits.figure[NOW] or _may_change(world, at, node):
            standing.stirred[node] = True
            rate(world, at, node)
    for number in range(standing.size[0]):
        node = whole(standing.nodes[number])
        if standing.stirred[node]:
            start_measures(world, at, node)
    for number in range(standing.size[0]):
        standing.stirred[standing.nodes[number]] = False


@compiled
def _may_change(world: World, at: float, node: int) -> bool:
    """Return whether a rule could be judged otherwise than yesterday, or something is to be renewed."""
    standing, day = world.standing, whole(at)
    if at >= standing.renew_at[node]:
        return True
    gone = day - WINDOW_DAYS
    if (
        gone >= 0
        and standing.reported[node, gone, CONFIRMED] + standing.reported[node, gone, SILENT_CASE] > 0
    ):
        return True
    since = day - standing.last_on[node]
    woken = False
    for days in world.policy.wake_days:
        woken = woken or days == since
    return woken


@compiled
def rate(world: World, at: float, node: int) -> None:
    """Judge the rules for the risk level of one place, and raise or lower it."""
    policy, best, by = world.policy, 0, -1
    for r in range(len(policy.rule_kind)):
        if policy.rule_kind[r] == AREA and _holds_here(world, at, node, r) and policy.rule_rank[r] > best:
            best, by = whole(policy.rule_rank[r]), r
    _rate(world, at, node, best, by)


@compiled
def start_measures(world: World, at: float, node: int) -> None:
    """Judge the rules of one place that start measures, and start or renew them."""
    policy, areas = world.policy, (NOT_LOOKED, NOT_LOOKED)
    if at < world.limits.figure[NOW]:
        return
    world.standing.renew_at[node] = NEVER
    for r in range(len(policy.rule_kind)):
        if policy.rule_kind[r] == AREA or not _holds_here(world, at, node, r):
            continue
        if areas[0] == NOT_LOOKED:
            areas = _days_of_areas(world, node)
        for entry in range(policy.then_first[r], policy.then_first[r + 1]):
            m, level = whole(policy.then_measure[entry]), whole(policy.then_at[entry])
            _start_at(world, at, node, r, m, level, areas)


@compiled
def _holds_here(world: World, at: float, node: int, r: int) -> bool:
    """Return whether a rule holds for a place of its level; it is noted since when without a break."""
    if world.policy.rule_level[r] != world.ground.node_level[node]:
        return False
    holds = _holds(world, at, node, world.policy.compare[r])
    since = world.standing.since
    if not holds:
        since[node, r] = -1
    elif since[node, r] < 0:
        since[node, r] = whole(at)
    return holds


@compiled
def _rate(world: World, at: float, node: int, best: int, by: int) -> None:
    """Raise a place to its best level, or lower it where the rule that raised it may end."""
    standing = world.standing
    level = standing.level[node]
    if best == level:
        return
    if best < level and not _holds(world, at, node, world.policy.until[standing.rule[node]]):
        return
    standing.level[node], standing.rule[node] = best, by
    note_raised(standing, node)
    standing.raised_on[node] = standing.since[node, by] if by >= 0 else -1
    for upper in range(world.ground.node_level[node], world.ground.up.shape[1]):
        around = world.ground.up[node, upper]
        note(standing, around)
        standing.stirred[around] = True
        standing.areas[around, level] -= level > 0
        standing.areas[around, best] += best > 0


@compiled
def _holds(world: World, at: float, node: int, comparisons) -> bool:  # type: ignore[no-untyped-def]
    """Return whether any alternative of a condition holds: each a run of comparisons that all have to."""
    so_far = True
    for k in range(len(comparisons)):
        feature, operator, figure, ends = comparisons[k]
        if feature == NOTHING:
            return False
        so_far = so_far and _compares(_feature(world, at, node, whole(feature)), whole(operator), figure)
        if ends == 1.0:
            if so_far:
                return True
            so_far = True
    return False


@compiled
def _compares(value: float, operator: int, figure: float) -> bool:
    if operator == 0:
        return value == figure
    if operator == 1:
        return value != figure
    if operator == 2:
        return value < figure
    if operator == 3:
        return value <= figure
    if operator == 4:
        return value > figure
    return value >= figure


@compiled
def _feature(world: World, at: float, node: int, feature: int) -> float:
    """Return a feature by its position in `policy.FEATURES`."""
    standing, day = world.standing, whole(at)
    value = NEVER_DAYS
    if feature <= CASES_OF_14_DAYS:
        value = _count(world, day, node, feature)
    elif feature == TODAY:
        value = float(standing.reported[node, day, CONFIRMED] + standing.reported[node, day, SILENT_CASE])
    elif feature == SINCE_LAST and standing.last_on[node] >= 0:
        value = float(day - standing.last_on[node])
    elif feature == CLUSTER:
        value = _count(world, day, node, 1)
    elif feature == POPULATION:
        value = standing.population[node]
    elif feature == LEVEL:
        value = float(standing.level[node])
    elif LEVEL < feature < SINCE_FIRST:
        value = float(standing.areas[node, feature - LEVEL])
    elif feature == SINCE_FIRST and world.tally[FIRST_REPORT] >= 0.0:
        value = float(day - whole(world.tally[FIRST_REPORT]))
    return value


@compiled
def _count(world: World, day: int, node: int, feature: int) -> float:
    """Return cases, confirmed, asymptomatic (in pairs: so far, in 14 days)."""
    standing = world.standing
    kinds, recent = feature >> 1, feature & 1
    if recent == 0:
        confirmed, silent = float(standing.total[node, CONFIRMED]), float(standing.total[node, SILENT_CASE])
    else:
        confirmed = silent = 0.0
        for back in range(max(0, day - WINDOW_DAYS + 1), day + 1):
            confirmed += standing.reported[node, back, CONFIRMED]
            silent += standing.reported[node, back, SILENT_CASE]
    if kinds == 0:
        return confirmed + silent
    return confirmed if kinds == 1 else silent


@compiled
def _start_at(world: World, at: float, by: int, r: int, m: int, level: int, areas: Span) -> None:
    """Start a measure, because of a rule at a place, at the place of this level around it, or at those with cases in it."""
    ground, standing = world.ground, world.standing
    own = ground.node_level[by]
    if level >= own:
        _start(world, at, by, r, whole(ground.up[by, level]), m, areas)
        return
    for number in range(standing.size[0]):
        inside = standing.nodes[number]
        if ground.node_level[inside] == level and ground.up[inside, own] == by:
            _start(world, at, by, r, whole(inside), m, areas)


@compiled
def _start(world: World, at: float, by: int, r: int, node: int, m: int, areas: Span) -> None:
    """Start a measure where it does not stand, or renew it when it is over; periods count from when the rule held."""
    standing, policy = world.standing, world.policy
    before = standing.until_at[node, m]
    started = standing.from_at[node, m] != NEVER and at <= before
    begins = at
    if not started:
        begins = before = at + policy.starts_after[m]
        word, _, _, _ = philox(node, SIGNING, m, 0, world.key[0], world.key[1])
        if word * UNIT >= policy.accepted[m]:
            return
        note(standing, node)
        standing.from_at[node, m], standing.busy[node] = begins, 1
    until = _until(world, begins, by, r, m, areas)
    standing.until_at[node, m] = until
    standing.renew_at[by] = min(standing.renew_at[by], until)
    _charge(world, before, until, node, m)
    if policy.tests[m] == 1 and begins < world.horizon and (not started or at == before):
        put(world.agenda, begins, ROUND, node, m, 0, 0.0)


@compiled
def put_in_force(world: World, node: int, m: int, begins: float, ends: float) -> None:
    """Put a measure in force for a stretch of time, whoever decided it."""
    standing = world.standing
    note(standing, node)
    standing.from_at[node, m], standing.until_at[node, m], standing.busy[node] = begins, ends, 1
    _charge(world, max(begins, 0.0), ends, node, m)
    if world.policy.tests[m] == 1 and 0.0 <= begins < world.horizon:
        put(world.agenda, begins, ROUND, node, m, 0, 0.0)


@compiled
def _until(world: World, at: float, by: int, r: int, m: int, areas: Span) -> float:
    """Return when a measure ends whose rule holds at an instant, as `respond` counts it.

    It lasts so many days from the first event; then from the last one; then, as long as its rule holds, for as many
    whole periods from the first as it takes. Its event is a risk area, or a report where it says so or there is none.
    """
    lasts = world.policy.lasts[m]
    first, last = areas
    if first < 0 or world.policy.by_report[m] == 1:
        first, last = whole(world.standing.since[by, r]), max(whole(world.standing.last_on[by]), 0)
    if first + lasts > at:
        return first + lasts
    if last + lasts > at:
        return last + lasts
    return first + lasts * (whole((at - first) / lasts) + 1)


@compiled
def _days_of_areas(world: World, by: int) -> tuple[int, int]:
    """Return the first and last day on which an area that stands in a place was raised; (-1, -1) where none stands."""
    standing, ground = world.standing, world.ground
    level = ground.node_level[by]
    first = last = -1
    if not _has_areas(standing, by):
        return first, last
    for number in range(standing.size[2]):
        inside = standing.raised[number]
        if standing.level[inside] > 0 and ground.up[inside, level] == by:
            day = whole(standing.raised_on[inside])
            first = day if first < 0 else min(first, day)
            last = max(last, day)
    return first, last


@compiled
def _has_areas(standing, by: int) -> bool:  # type: ignore[no-untyped-def]
    stand = False
    for rank in range(1, standing.areas.shape[1]):
        stand = stand or standing.areas[by, rank] > 0
    return stand


@compiled
def _charge(world: World, begins: float, ends: float, node: int, m: int) -> None:
    """Count what a measure takes from people in a stretch of time; one that ends earlier than counted gives it back."""
    standing, policy, tally = world.standing, world.policy, world.tally
    days = min(ends, world.horizon) - min(begins, world.horizon)
    if policy.binds[m] == 1:
        tally[LOCKED_DAYS] += standing.population[node] * (1.0 - policy.exempt[m]) * days
    tally[SCHOOL_DAYS] += standing.pupils[node] * (1.0 - policy.location[m, LEARNING]) * days
    tally[COST] += standing.population[node] * (
        policy.price[m, 1] * days + policy.price[m, 0] * days / policy.lasts[m]
    )
