"""From falling ill or being sampled to a case on record: samples, results, reports, isolation."""

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.agenda import put
from fangxian.engines.epidemic.draws import SEEKING, TESTING, UNIT, philox, quantile
from fangxian.engines.epidemic.limits import FIRST_KNOWN, FOUND, ISOLATED, NOW
from fangxian.engines.epidemic.standing import ASYMPTOMATIC as SILENT_CASE
from fangxian.engines.epidemic.standing import CONFIRMED, note
from fangxian.engines.epidemic.tallies import (
    ASYMPTOMATIC,
    CASES,
    DAILY_CASES,
    DAILY_INFECTIONS,
    DAILY_TESTS,
    FIRST_REPORT,
    INFECTIONS,
    LAST_REPORT,
    TESTS,
    TRACERS,
)
from fangxian.engines.epidemic.touched import BY_ILLNESS, BY_SCREENING, BY_TRACING, NEVER
from fangxian.engines.epidemic.world import DECIDE, FIND, REPORT, SEEK, World

FIRST_SAMPLE = 1000
"""Samples in quarantine are named from this number on, so that none shares its luck with a sample of a round."""
OF_ROUNDS = 1 << 20
"""Samples of rounds are named from this number on."""


@compiled
def seek_care(world: World, row: int) -> None:
    """Put down when somebody who falls ill would ask for a test."""
    onset = world.touched.row[row].onset_at
    if onset >= world.horizon:
        return
    at, luck = _asks(world, row)
    put(world.agenda, at, SEEK, whole(world.touched.row[row].person), row, 0, luck)


@compiled
def _asks(world: World, row: int) -> tuple[float, float]:
    """Return when somebody would ask for a test, and the luck that decides whether they do; not before they arrive."""
    one = world.touched.row[row]
    after, luck, _, _ = philox(whole(one.person), SEEKING, 0, 0, world.key[0], world.key[1])
    return max(one.onset_at, one.arrived_at) + quantile(world.policy.seeking_q, after * UNIT), luck * UNIT


@compiled
def would_be_known(world: World, row: int) -> bool:
    """Return whether somebody just infected would be on record by now for having fallen ill."""
    now = world.limits.figure[NOW]
    onset = world.touched.row[row].onset_at
    if onset >= now:
        return False
    at, luck = _asks(world, row)
    known = 1 if at >= world.limits.figure[FIRST_KNOWN] else 0
    on_record = at + world.policy.result_days + world.policy.report_days
    return on_record < now and luck < world.policy.seeking[known] and _is_positive(world, at, row, 0)


@compiled
def ask_for_test(world: World, at: float, row: int, luck: float) -> None:
    """Sample somebody who is ill, if they ask: more do once the outbreak is known."""
    known = 1 if world.tally[FIRST_REPORT] >= 0.0 else 0
    if luck < world.policy.seeking[known]:
        count_tests(world, at, 1.0)
        sample(world, at, row, 0, 0.0)


@compiled
def sample(world: World, at: float, row: int, number: int, wait: float) -> None:
    """Take a sample of somebody infected; a positive one has its result later, by `wait` days more than usual.

    `number` names the sample; whoever takes it counts it.
    """
    touched = world.touched
    if touched.row[row].sampled_at != NEVER or touched.row[row].infected_at > at:
        return
    if not _is_positive(world, at, row, number):
        return
    on_record = at + world.policy.result_days + wait + world.policy.report_days
    if on_record < world.limits.figure[NOW]:
        take_back(world, at, row)
        return
    touched.row[row].sampled_at = at
    touched.row[row].found_by = _led_by(number)
    put(world.agenda, on_record, REPORT, touched.row[row].person, row, 0, 0.0)


@compiled
def _is_positive(world: World, at: float, row: int, number: int) -> bool:
    word, _, _, _ = philox(
        whole(world.touched.row[row].person), TESTING, number, 0, world.key[0], world.key[1]
    )
    return word * UNIT < _sensitivity(world, at - world.touched.row[row].infected_at)


@compiled
def _led_by(number: int) -> int:
    if number >= OF_ROUNDS:
        return BY_SCREENING
    return BY_TRACING if number >= FIRST_SAMPLE else BY_ILLNESS


@compiled
def take_back(world: World, at: float, row: int) -> None:
    """Let an infection not have happened: it would be on record by now, and the record is known and has it not."""
    touched = world.touched
    day = whole(max(touched.row[row].infected_at, touched.row[row].arrived_at))
    world.tally[INFECTIONS] -= 1
    world.daily[DAILY_INFECTIONS, day] -= 1
    touched.row[row].infected_at = touched.row[row].onset_at = NEVER
    touched.row[row].until_at = at


@compiled
def _sensitivity(world: World, days: float) -> float:
    table = world.course.sensitivity
    low = min(whole(days), len(table) - 2)
    part = min(days - low, 1.0)
    return table[low] + part * (table[low + 1] - table[low])


@compiled
def count_tests(world: World, at: float, number: float) -> None:
    """Count samples on their day."""
    world.tally[TESTS] += number
    world.daily[DAILY_TESTS, min(whole(at), world.daily.shape[1] - 1)] += number


@compiled
def report(world: World, at: float, row: int, number: int) -> None:
    """Put a case on record: counted where it lives, isolated, its contacts looked for, the plan asked.

    `number`: which of the first infections it is, where the record has it; -1 where it was found.
    """
    touched, policy = world.touched, world.policy
    if touched.row[row].reported_at != NEVER:
        return
    # Whoever has left the city is isolated from it already.
    touched.row[row].reported_at = at
    touched.row[row].isolated_at = min(touched.row[row].isolated_at, at + policy.isolation_days)
    if number >= 0 and world.limits.known[number, ISOLATED] != NEVER:
        touched.row[row].isolated_at = world.limits.known[number, ISOLATED]
    finds = _interviewed_at(world, at, number)
    kind = CONFIRMED if touched.row[row].onset_at <= at else SILENT_CASE
    _count(world, at, row, kind)
    put(world.agenda, finds, FIND, touched.row[row].person, row, number + 1, 0.0)
    put(world.agenda, at, DECIDE, touched.row[row].person, row, touched.row[row].community, 0.0)


@compiled
def _interviewed_at(world: World, at: float, number: int) -> float:
    """Return when the contacts of a case are known: in the usual time, or when its turn is over where many wait.

    Where the record says when (`number` as in `report`), it was so, and nobody waits for it.
    """
    if number >= 0 and world.limits.known[number, FOUND] != NEVER:
        return world.limits.known[number, FOUND]
    policy, tally = world.policy, world.tally
    tally[TRACERS] = max(at, tally[TRACERS]) + 1.0 / policy.interviews_a_day
    return max(at + policy.finding_days, tally[TRACERS])


@compiled
def _count(world: World, at: float, row: int, kind: int) -> None:
    standing, tally, day = world.standing, world.tally, whole(at)
    tally[CASES] += 1
    tally[ASYMPTOMATIC] += kind == SILENT_CASE
    if tally[FIRST_REPORT] < 0.0:
        tally[FIRST_REPORT] = at
    tally[LAST_REPORT] = max(tally[LAST_REPORT], at)
    world.daily[DAILY_CASES, day] += 1
    for level in range(world.ground.up.shape[1]):
        node = world.ground.up[world.touched.row[row].community, level]
        note(standing, node)
        standing.reported[node, day, kind] += 1
        standing.total[node, kind] += 1
        standing.last_on[node] = max(standing.last_on[node], day)
