"""Which pool size suits today: fewest people missed among the sizes that are done in time, and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from fangxian.engines.plans import PoolSize
from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing.pooling.assay import Assay
from fangxian.engines.testing.pooling.beliefs import Belief
from fangxian.engines.testing.pooling.households import Households
from fangxian.engines.testing.pooling.schemes import SINGLE, Expected, Scheme, expect, expect_household_tubes

SIZES: tuple[PoolSize, ...] = (1, "household", 5, 10, 20)
SURE = 0.95
"""Done in time means: also when the share infected is the highest that is not exceeded with this chance."""


@dataclass(frozen=True)
class Round:
    """A round as the laboratory sees it.

    `people` due, `hours` until the results are owed, `tubes_per_day` the laboratories can test. `run_hours` from a
    tube's turn to its result, `resample_hours` to find the people of a positive tube and sample them again.
    """

    people: int
    hours: float
    tubes_per_day: float
    run_hours: float = 6.0
    resample_hours: float = 4.0


@dataclass(frozen=True)
class Option:
    """What one size would take and find in this round. `hours_high`: where more are infected than expected."""

    size: PoolSize
    tubes: float
    retests: float
    hours: float
    hours_high: float
    infected: float
    missed: float
    false_positives: float
    in_time: bool

    @property
    def title(self) -> Text:
        """The size in words."""
        if self.size == "household":
            return Text("一户一管", "one tube a household")
        return (
            Text("单采单检", "one person a tube")
            if self.size == 1
            else Text(f"{self.size} 合 1", f"{self.size} in one")
        )


@dataclass(frozen=True)
class Choice:
    """The options, best first, and in words why the first one."""

    options: tuple[Option, ...]
    why: Text

    @property
    def best(self) -> Option:
        """The size to use."""
        return self.options[0]


def choose_pool_size(
    round_: Round,
    belief: Belief,
    assay: Assay,
    households: Households,
    allowed: Iterable[PoolSize] = SIZES,
) -> Choice:
    """Return every allowed size with what it takes and finds, best first, and why.

    Best is what is done in time and misses the fewest people, of equals what takes the fewest tests. Where no size is
    done in time, best is the soonest. Figures are expectations over `belief`; in time means up to its `SURE` quantile.

    Raises:
        Problem: no size is allowed.

    >>> from fangxian.engines.testing.pooling import believe_interval
    >>> week = Round(people=400_000, hours=48, tubes_per_day=40_000)
    >>> choice = choose_pool_size(week, believe_interval(1e-6, 1e-5, 1e-4), Assay(), Households({3: 1.0}, 0.27))
    >>> choice.best.size, round(choice.best.tubes), [option.in_time for option in choice.options]
    (10, 40000, [True, True, False, False, False])
    """
    options = [_option(size, round_, belief, assay, households) for size in allowed]
    if not options:
        raise Problem(
            "no-pool-size",
            Text("没有允许的混检人数。", "No pool size is allowed."),
            Text("至少给出一种，例如 10。", "Expected at least one, for example 10."),
            Text(
                "请查看资源包 rounds 中该人群的 sizes。",
                "Look at the sizes of this group in the pack of rounds.",
            ),
        )
    ranked = tuple(sorted(options, key=_rank))
    return Choice(ranked, _reason(ranked, round_))


def _option(size: PoolSize, round_: Round, belief: Belief, assay: Assay, households: Households) -> Option:
    at = [_expect(size, share, assay, households) for share in (*belief.shares, belief.below(SURE))]

    def mean(name: str) -> float:
        each = zip(belief.weights, at, strict=False)
        return round_.people * sum(weight * float(getattr(one, name)) for weight, one in each)

    stages = 1 if size == 1 else 2
    hours, hours_high = (
        _hours(tests, round_, stages) for tests in (mean("tests"), round_.people * at[-1].tests)
    )
    return Option(
        size=size,
        tubes=mean("tubes"),
        retests=mean("retests"),
        hours=hours,
        hours_high=hours_high,
        infected=round_.people * belief.mean,
        missed=mean("missed"),
        false_positives=mean("false_positives"),
        in_time=max(hours, hours_high) <= round_.hours,
    )


def _expect(size: PoolSize, share: float, assay: Assay, households: Households) -> Expected:
    if size == "household":
        return expect_household_tubes(share, assay, households)
    return expect(SINGLE if size == 1 else Scheme((size, 1)), share, assay, households)


def _hours(tests: float, round_: Round, stages: int) -> float:
    waiting = stages * round_.run_hours + (stages - 1) * round_.resample_hours
    return tests / round_.tubes_per_day * 24 + waiting if round_.tubes_per_day > 0 else float("inf")


def _rank(option: Option) -> tuple[bool, float, float, str]:
    chosen_by = (
        (option.missed, option.tubes + option.retests) if option.in_time else (option.hours, option.missed)
    )
    return (not option.in_time, *chosen_by, str(option.size))


def _reason(ranked: tuple[Option, ...], round_: Round) -> Text:
    best = ranked[0]
    title = best.title
    if not best.in_time:
        return Text(
            f"没有一种能在 {round_.hours:.0f} 小时内完成；{title.zh}最快，约 {best.hours:.0f} 小时。",
            f"No size is done within {round_.hours:.0f} h; {title.en} is the soonest, about {best.hours:.0f} h.",
        )
    counted = (
        f"{title.zh}约 {best.hours:.0f} 小时完成（时限 {round_.hours:.0f}），预计漏检 {best.missed:.2g} 人，"
        f"共 {best.infected:.2g} 名感染者",
        f"{title.en} is done in about {best.hours:.0f} h of {round_.hours:.0f} and is expected to miss "
        f"{best.missed:.2g} of {best.infected:.2g} infected people",
    )
    late = [option for option in ranked if not option.in_time]
    if not late:
        return Text(f"{counted[0]}，为各种中最少。", f"{counted[1]}, the fewest of all sizes.")
    zh, en = ("、".join(one.title.zh for one in late), ", ".join(one.title.en for one in late))
    return Text(
        f"{counted[0]}；{zh}不能按时完成（按感染可能的上限计）。",
        f"{counted[1]}; not done in time, counted with as many infected as may be: {en}.",
    )
