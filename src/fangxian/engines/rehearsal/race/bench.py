"""What a price is told on: the running outbreak, the orders, and a world with every thread."""

from dataclasses import dataclass, replace
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.epidemic import NEVER, Course, Policy, hand, make_world
from fangxian.engines.epidemic.limits import FIRST_KNOWN, INFECTIONS_MOST, NOW
from fangxian.engines.epidemic.tallies import TALLIES
from fangxian.engines.epidemic.watch import ISOLATION, PLACE, TRACING
from fangxian.engines.rehearsal.city import MixingCity
from fangxian.engines.rehearsal.fitting.bank import own_course, own_policy
from fangxian.engines.rehearsal.fitting.trying import make_bench
from fangxian.engines.rehearsal.race.running import HIDDEN_MOST, Lateness, Running, tell_some

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

AHEAD = 21
"""Days after now that are told: an hour's delay now has shown its price by then, or the outbreak is another one."""
ROOM = 1 << 17
MOST = 1_200
"""Infections at which a future ends: it has left all plans behind, and its contacts would find no room."""


@dataclass(frozen=True, eq=False)
class RaceSetting:
    """The city, the course, what is done from now on (with `given`: what stands and is ordered), the outbreak as it runs,
    `settings`: what the fit believes, a row a draw (`fitting.trying`'s columns), and `now` in days since the beginning."""

    city: MixingCity
    course: Course
    policy: Policy
    running: Running
    settings: Floats
    now: float


@dataclass(frozen=True, eq=False)
class Orders:
    """Open orders: `kind` as in `engines.epidemic.watch`; `at[k]`: the row of `given` it is, or the number of its case."""

    ids: tuple[str, ...]
    kind: Ints
    at: Ints


class Passing(NamedTuple):
    """What would pass through the delays of orders: `touches`, futures x orders, how often a future would differ; of all
    futures together the possible infections `within` each order's delay, and those in its `first` hour."""

    touches: Ints
    within: Ints
    first: Ints


@dataclass(frozen=True, eq=False)
class Ready:
    """A world of its own, and everything it borrows."""

    world: Any
    bench: Any
    running: Any
    late: Lateness
    handed_late: Any
    setting: RaceSetting
    orders: Orders
    hours: float
    kept: Any

    def tell(self, late: int | None, numbers: Ints) -> tuple[Floats, Passing]:
        """Return the tallies of futures, one order late or none, and what would pass through the delays of orders."""
        tallies = np.zeros((len(numbers), TALLIES))
        touches = np.zeros((len(numbers), len(self.orders.ids)), np.int64)
        self._be_late(late, self.hours / 24.0)
        # What a late order's future touches is not asked for again.
        watch = self.kept[0].watch
        watch.size[0] = len(self.orders.ids) if late is None else 0
        watch.within[:], watch.first[:] = 0, 0
        tell_some(
            self.world,
            self.bench,
            self.running,
            self.handed_late,
            self.setting.settings,
            numbers,
            tallies,
            touches,
        )
        self._be_late(late, 0.0)
        return tallies, Passing(touches, watch.within.copy(), watch.first.copy())

    def _be_late(self, k: int | None, days: float) -> None:
        if k is None:
            return
        column = {PLACE: self.late.given, ISOLATION: self.late.isolated, TRACING: self.late.found}
        column[int(self.orders.kind[k])][self.orders.at[k]] = days


def make_ready(setting: RaceSetting, orders: Orders, hours: float, seed: int) -> Ready:
    """Return a world in which futures of the running outbreak can be told."""
    cases = len(setting.running.community)
    policy = own_policy(setting.policy)._replace(given=setting.policy.given.copy())
    world = make_world(
        setting.city.ground, own_course(setting.course), policy, (setting.city.population, setting.city.pupils),
        setting.now + AHEAD, seed, ROOM, known=cases + HIDDEN_MOST, orders=len(orders.ids),
    )  # fmt: skip
    world.limits.figure[NOW], world.limits.figure[INFECTIONS_MOST] = setting.now, MOST
    world.limits.figure[FIRST_KNOWN] = min(setting.running.reported, default=NEVER)
    _watch(world, setting, orders, hours)
    bench, late = make_bench(world, 1), no_lateness(len(policy.given), cases)
    parts = (hand(world), hand(bench), hand(setting.running), late, hand(late))
    return Ready(*parts, setting, orders, hours, (world, bench))


def no_lateness(given: int, cases: int) -> Lateness:
    """Return that nothing is late."""
    return Lateness(np.zeros(given), np.zeros(cases), np.zeros(cases))


def _watch(world: Any, setting: RaceSetting, orders: Orders, hours: float) -> None:
    watch, given = world.watch, setting.policy.given
    watch.kind[:] = orders.kind
    for k, (kind, at) in enumerate(zip(orders.kind, orders.at, strict=True)):
        if kind == PLACE:
            watch.where[k], watch.what[k], watch.begins[k] = given[at, 0], given[at, 1], given[at, 2]
        else:
            column = setting.running.isolated if kind == ISOLATION else setting.running.found
            watch.where[k], watch.begins[k] = at, column[at]
    watch.ends[:] = watch.begins + hours / 24.0


def with_hidden(setting: RaceSetting, futures: int = 64, seed: int = 1) -> RaceSetting:
    """Return the outbreak with as many hidden infections added as the fit believes in beyond those the cases bring along.

    The mean number infected and on no list now has to agree with the `undetected` the setting's `hidden` asks for. Who is
    hidden has infected others by now: two looks, with none and with all of them, say how many each stands for.
    """
    wanted = float(setting.running.hidden[0])
    none, all_ = (_mean_undetected(_with(setting, each), futures, seed) for each in (0.0, wanted))
    each = (all_ - none) / wanted if wanted > 0.0 else 1.0
    return _with(setting, max(wanted - none, 0.0) / max(each, 1.0))


def _with(setting: RaceSetting, hidden: float) -> RaceSetting:
    return replace(setting, running=setting.running._replace(hidden=np.array([hidden])))


def _mean_undetected(setting: RaceSetting, futures: int, seed: int) -> float:
    nothing = Orders((), np.zeros(0, np.int64), np.zeros(0, np.int64))
    ready = make_ready(setting, nothing, 0.0, seed)
    return float(np.mean([_undetected(ready, number, setting.now) for number in range(futures)]))


def _undetected(ready: Ready, number: int, now: float) -> int:
    ready.tell(None, np.array([number]))
    world = ready.kept[0]
    rows = world.touched.row[: world.touched.size[0]]
    return int(((rows["infected_at"] < now) & (rows["reported_at"] >= now)).sum())
