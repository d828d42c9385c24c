"""After a drill: which orders were late, by how much, what that cost, and what other plans would have done."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
from scipy import stats

from fangxian.engines.drill.orders import in_force, on_time
from fangxian.engines.drill.truth import Truth, run_each
from fangxian.engines.epidemic import Policy, World
from fangxian.engines.epidemic.tallies import CASES, INFECTIONS, MANAGED, QUARANTINE_DAYS
from fangxian.engines.rehearsal import OUTCOMES, Difference, differences, rehearse_some

COUNTED = {
    "infections": INFECTIONS, "cases": CASES, "people_managed": MANAGED, "person_days_quarantined": QUARANTINE_DAYS,
}  # fmt: skip
"""What a late order is priced in: outcomes of a future, each with its place in a tally."""
CANDIDATES = 10
"""So many futures are looked at for each one that is kept as like the drill's."""
CONFIDENCE = 0.95
HOUR = 1.0 / 24.0
JUST_LATE = HOUR / 60.0
"""A minute is not late."""

Counts = npt.NDArray[np.float64]
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Cost:
    """What an order's lateness cost in one outcome: as it was, less as it would have been on time.

    `own`: in the drill's own future. `mean`, `low`, `high`: over `futures` others that had come to look like it by the
    time the order was due.
    """

    outcome: str
    own: float
    mean: float
    low: float
    high: float
    futures: int

    @property
    def too_small(self) -> bool:
        """Whether the interval holds zero: too small to tell."""
        return self.low <= 0.0 <= self.high


@dataclass(frozen=True)
class LateOrder:
    """An order late at some of its offices: `keys` of their copies, the longest lateness first.

    `hours`: the longest. `due_day`: the earliest of those missed. `costs`: empty where no future knows the measure.
    """

    order: str
    measure: str
    keys: tuple[str, ...]
    due_day: float
    hours: float
    costs: tuple[Cost, ...] = ()


@dataclass(frozen=True)
class PlanBeside:
    """Another plan on the drill's own future (`own`: by outcome), and against the drill's plan on many of them."""

    plan: str
    own: Mapping[str, float | None]
    beside: tuple[Difference, ...]


def find_late(dispatches: pl.DataFrame, until: float) -> list[LateOrder]:
    """Return the orders with a copy that was not done by its time, as seen at an instant; the longest late first.

    What ended before it was due is not late, and no office is late with an order that came after its time: that is the
    lateness of those who signed.

    >>> from fangxian.engines.drill.examples import some_dispatches
    >>> [(one.order, one.hours) for one in find_late(some_dispatches(), 30.0)]
    [('o-1', 12.0)]
    """
    late = _with_hours(dispatches, until).filter(pl.col("hours") * HOUR > JUST_LATE)
    orders = [
        LateOrder(str(order), rows["measure"][0], tuple(rows["key"]), min(rows["due_day"]), rows["hours"][0])
        for (order,), rows in late.group_by("order", maintain_order=True)
    ]
    return sorted(orders, key=lambda one: (-one.hours, one.due_day, one.order))


def price(
    truth: Truth, dispatches: pl.DataFrame, late: LateOrder, until: float, futures: int
) -> tuple[Cost, ...]:
    """Return what the lateness of one order cost by the end of the drill; empty where no future knows its measure.

    >>> from fangxian.engines.drill.examples import A_TRUTH, some_dispatches
    >>> late = find_late(some_dispatches(), 20.0)[0]
    >>> [cost.outcome for cost in price(A_TRUTH, some_dispatches(), late, 20.0, 4)]
    ['infections', 'cases', 'people_managed', 'person_days_quarantined']
    """
    return price_together(truth, dispatches, [late], until, futures)


def price_together(
    truth: Truth, dispatches: pl.DataFrame, late: Sequence[LateOrder], until: float, futures: int
) -> tuple[Cost, ...]:
    """Return what the lateness of several orders cost in all: less than the sum where one of them would have been enough.

    Futures that begin with the same people infected are looked at on the day the first of them was due; those whose cases
    lie most like the drill's are told to the end twice, with the orders late and with them on time, and the rest as it was.

    >>> from fangxian.engines.drill.examples import A_TRUTH, some_dispatches
    >>> len(price_together(A_TRUTH, some_dispatches(), find_late(some_dispatches(), 20.0), 20.0, 4))
    4
    """
    known = [one for one in late if one.measure in truth.compiled.measures]
    if not known:
        return ()
    keys = [key for one in known for key in one.keys]
    as_it_was = in_force(truth.compiled, truth.city, dispatches)
    as_ordered = in_force(truth.compiled, truth.city, on_time(dispatches, keys))
    first = min(one.due_day for one in known)
    numbers = [truth.number, *_alike(truth, as_it_was, first, futures)]
    was, would = (_counts(truth, policy, numbers, until) for policy in (as_it_was, as_ordered))
    return tuple(_cost(outcome, was[:, column] - would[:, column]) for column, outcome in enumerate(COUNTED))


def beside(
    truth: Truth, plans: Mapping[str, Policy], days: int, futures: int, progress: Progress | None = None
) -> list[PlanBeside]:
    """Return what each plan, run by its own rules from the same infections on, would have come to in `days` days.

    The first plan is the drill's own, with every order done in its time: the others are held against it.

    >>> from fangxian.engines.drill.examples import A_COMPILED, A_TRUTH
    >>> from fangxian.engines.epidemic import no_policy
    >>> both = {"own": A_COMPILED.policy, "nothing": no_policy(len(A_TRUTH.city.kinds))}
    >>> own, nothing = beside(A_TRUTH, both, 20, 4)
    >>> nothing.own["infections"] >= own.own["infections"], len(own.beside)
    (True, 0)
    """
    start = truth.start.__class__(
        truth.start.seed_cases, truth.start.seeded_days_ago, days - truth.start.seeded_days_ago
    )
    numbers = (range(truth.number, truth.number + 1), range(futures))
    own, many = (
        rehearse_some(
            truth.city, truth.course, plans, start, some, seed=truth.seed, progress=progress
        ).futures
        for some in numbers
    )
    first = next(iter(plans))
    found = differences(many, first) if futures > 1 and len(plans) > 1 else []
    return [
        PlanBeside(
            plan,
            {outcome: own.filter(plan=plan)[outcome][0] for outcome in OUTCOMES},
            tuple(one for one in found if one.plan == plan),
        )
        for plan in plans
    ]


def _with_hours(dispatches: pl.DataFrame, until: float) -> pl.DataFrame:
    """Return the dispatches with `hours`, how late they were: 0 for those in time, not due yet, or over before."""
    end = pl.min_horizontal(pl.col("until_day"), pl.lit(until))
    done = pl.coalesce("done_day", end)
    due = pl.max_horizontal("due_day", "issued_day")
    hours = pl.max_horizontal((pl.min_horizontal(done, end) - due) * 24.0, pl.lit(0.0))
    return dispatches.with_columns(hours=hours.round(2)).sort("hours", "key", descending=[True, False])


def _alike(truth: Truth, policy: Policy, day: float, futures: int) -> list[int]:
    """Return the numbers of the futures whose reported cases lie most like the drill's on a day."""
    others = [number for number in range(CANDIDATES * futures + 1) if number != truth.number]
    lying = [_reported(world, day) for world in run_each(truth, policy, [truth.number, *others], day)]
    apart = [int(np.abs(found - lying[0]).sum()) for found in lying[1:]]
    nearest = np.argsort(apart, kind="stable")[:futures]
    return [others[position] for position in nearest]


def _reported(world: World, day: float) -> npt.NDArray[np.int64]:
    """Return how many cases of each community are on record."""
    rows = world.touched.row[: world.touched.size[0]]
    reported = rows[rows["reported_at"] < day]
    communities = len(world.ground.community_first) - 1
    return np.bincount(reported["community"], minlength=communities)


def _counts(truth: Truth, policy: Policy, numbers: list[int], until: float) -> Counts:
    columns = list(COUNTED.values())
    return np.array([world.tally[columns] for world in run_each(truth, policy, numbers, until)])


def _cost(outcome: str, found: Counts) -> Cost:
    own, others = float(found[0]), found[1:]
    mean = float(others.mean()) if len(others) else 0.0
    half = float("inf")
    if len(others) > 1:
        spread = others.std(ddof=1) / np.sqrt(len(others))
        half = float(stats.t.ppf((1.0 + CONFIDENCE) / 2.0, len(others) - 1) * spread)
    return Cost(outcome, own, mean, mean - half, mean + half, len(others))
