"""A running outbreak with open orders, as the race clock finds one: made by telling one future up to a morning."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import NEVER, World, hand, make_world, run
from fangxian.engines.epidemic.limits import DAYS_KNOWN as DAYS
from fangxian.engines.epidemic.tallies import CASES as REPORTS
from fangxian.engines.epidemic.tallies import FIRST_REPORT
from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING
from fangxian.engines.rehearsal import (
    Assumptions,
    Compiled,
    MixingCity,
    Start,
    closeness_of,
    compile_plan,
    course_of,
)
from fangxian.engines.rehearsal.futures import seeds_of
from fangxian.engines.rehearsal.race import DAYS_BACK, Orders, RaceSetting, Running, with_hidden
from fangxian.stores.mixing import ensure_made_up_city
from fangxian.stores.packs import read_disease, read_plan

Floats = npt.NDArray[np.float64]

PLAN, DAYS_KNOWN, SEEDS, CASES = "cn-covid19-8e-2021", 8, 12, (45, 80)
"""Days since the first report, first infections, and fewest and most cases on record."""
NOW = DAYS_BACK + 0.4
UNDETECTED = 40.0
"""What a fit would believe."""
DUMMY = "dummy"
"""Orders in districts that the outbreak has not reached begin with this word: their delay costs nothing."""


@dataclass(frozen=True, eq=False)
class Scene:
    """A setting and its open orders."""

    setting: RaceSetting
    orders: Orders


def a_scene(
    people: int, orders: int, seed: int = 1, cases: tuple[int, int] = CASES, undetected: float = UNDETECTED
) -> Scene:
    """Return a city of so many people some days after its first report, with so many open orders and `cases` on record.

    The outbreak runs in the first half of the city's districts. A fifth each of the orders isolates cases, looks for
    their contacts, puts any measure in force where there are cases, and at a street or district or the city above them;
    the rest does so in the other districts.
    """
    assumptions, plan = Assumptions(), read_plan(PLAN)
    city = ensure_made_up_city(people, assumptions.vaccinated)
    course = course_of(read_disease(plan.disease), closeness_of(city.ground), assumptions)
    compiled = compile_plan(plan, city.levels, city.kinds, city.people, assumptions)
    world, back = _told(city, course, compiled, cases)
    rng = np.random.default_rng(seed)
    last = _communities_reached(city)
    running = _running(world, back, last)._replace(hidden=np.array([undetected]))
    given, names, kind, at = _open_orders(city, compiled, running, orders, rng)
    policy = compiled.policy._replace(given=given)
    settings = _settings(rng)
    setting = RaceSetting(city, course, policy, running, settings, NOW)
    return Scene(with_hidden(setting), Orders(names, kind, at))


def _communities_reached(city: MixingCity) -> int:
    """Return the number of communities in the first half of the districts; they lie before all others."""
    communities = len(city.ground.community_first) - 1
    districts = city.ground.up[:communities, -2]
    first = np.unique(districts)
    return int(np.count_nonzero(np.isin(districts, first[: len(first) // 2])))


def _told(city: MixingCity, course, compiled: Compiled, cases: tuple[int, int]) -> tuple[World, float]:  # type: ignore[no-untyped-def]
    """Return a future some days after its first report, and by how much its days are to be moved to end now."""
    start = Start(SEEDS, 0, 40)
    world = make_world(city.ground, course, compiled.policy, (city.population, city.pupils), 40.0, 1, 1 << 15)
    world.limits.figure[DAYS] = DAYS_KNOWN
    handed = hand(world)
    people = int(city.ground.community_first[_communities_reached(city)])
    for number in range(1000):
        world.key[1] = number
        run(handed, *seeds_of(people, start, 1, number))
        if cases[0] <= world.tally[REPORTS] <= cases[1]:
            break
    return world, NOW - (np.floor(world.tally[FIRST_REPORT]) + DAYS_KNOWN)


def _running(world: World, back: float, communities: int) -> Running:
    rows = world.touched.row[: world.touched.size[0]]
    rows = rows[(rows["reported_at"] + back < NOW) & (rows["community"] < communities)]
    onset = np.where(rows["onset_at"] <= rows["reported_at"], rows["onset_at"] + back, np.nan)
    reported = rows["reported_at"] + back
    isolated = np.where(rows["isolated_at"] + back < NOW, rows["isolated_at"] + back, NEVER)
    return Running(
        rows["community"].astype(np.int64), onset, reported, isolated, np.where(reported < NOW - 1.0, reported + 0.5, NEVER),
        np.array([UNDETECTED]), np.array([0]), np.array([communities]), np.array([1.0]),
    )  # fmt: skip


def _open_orders(city, compiled: Compiled, running: Running, count: int, rng):  # type: ignore[no-untyped-def]
    given, names, kinds, ats = [], [], [], []
    up = city.ground.up
    affected = np.unique(running.community)
    quiet = np.arange(_communities_reached(city), len(city.ground.community_first) - 1)
    used: set[tuple[int, int]] = set()
    cases = list(rng.permutation(len(running.community)))
    measures = len(compiled.measures)
    while len(names) < count:
        share, k = rng.random(), len(names)
        begins = NOW + rng.uniform(0.5, 24.0) / 24.0
        if share < 0.4 and cases:
            case = int(cases.pop())
            if share < 0.2:
                running.isolated[case] = begins
                names.append(f"isolate-{k}"), kinds.append(ISOLATION), ats.append(case)
            else:
                running.found[case] = begins
                names.append(f"trace-{k}"), kinds.append(TRACING), ats.append(case)
            continue
        dummy = share > 0.8
        node = int(rng.choice(quiet if dummy else affected))
        if 0.6 < share <= 0.8:
            node = int(up[node, rng.integers(1, up.shape[1])])
        m = int(rng.integers(measures))
        if (node, m) in used:
            continue
        used.add((node, m))
        given.append((node, m, begins, NOW + 20.0))
        name = f"{DUMMY}-{k}" if dummy else f"{compiled.measures[m]}-{k}"
        names.append(name), kinds.append(PLACE), ats.append(len(given) - 1)
    return np.array(given), tuple(names), np.array(kinds), np.array(ats)


def _settings(rng: np.random.Generator, draws: int = 200) -> Floats:
    """Return what a fit would believe: the factor of all forces and shares, uncertain."""
    factor = np.exp(rng.normal(0.0, 0.15, draws))
    return np.column_stack([
        factor, np.ones(draws), rng.uniform(0.25, 0.45, draws), rng.uniform(0.7, 0.9, draws),
        rng.uniform(1.5, 2.5, draws), rng.uniform(0.85, 1.0, draws),
    ])  # fmt: skip
