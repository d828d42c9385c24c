"""Can we take so many samples tonight? People, crews, sites, tubes and laboratories, hour by hour, and what is short."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil
from typing import Any

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.testing.laboratory import Laboratory, Line, mobile_laboratory, predict_queue
from fangxian.engines.testing.laboratory.lines import DAY

HOURS = {
    "hour": pl.Int64(), "sampled": pl.Float64(), "sampled_so_far": pl.Float64(), "tubes_left": pl.Float64(),
    "resulted_so_far": pl.Float64(), "held_up_by": pl.String(),
}  # fmt: skip
"""One row an hour from the opening of the sites (its end): people sampled, tubes left, people with a result; what kept more
people from being sampled in it: crews, sites, tubes, or nothing."""
CREWS, SITES, TUBES, LABORATORY = "crews", "sites", "tubes", "laboratory"
NOTHING = ""
SHORT_WORDS = {
    CREWS: Text("采样组", "sampling crews"), SITES: Text("采样点", "sampling sites"),
    TUBES: Text("备用采样管", "tubes in stock"), LABORATORY: Text("实验室每日管数", "laboratory tubes a day"),
}  # fmt: skip
"""What may be too little, in words."""
Row = dict[str, Any]
MOST = 1e12
"""More of anything is not looked for."""
LONGEST = 14 * int(DAY)
"""After so many hours of sampling it is given up."""


@dataclass(frozen=True)
class Surge:
    """What there is. `hours` to sample everybody, `result_hours` from the opening to the last result.

    `crews` that take `crew_rate` samples an hour each, `desks` of them at one of `sites` at most. `pool` people share a
    tube; `tubes` in stock, `tubes_an_hour` more come. Tubes reach the laboratories after `carry_hours` (whole hours); these begin
    `laboratory_tubes` a day around the clock and take `run_hours` for each. The sites open at `opens_hour` of the day.

    A crew takes 30 an hour where nothing else is known: 360 a day of twelve hours, a figure of 2022 (measure pack
    mass-testing). All others are planning figures: the command sets them.
    """

    people: int
    hours: float = 12.0
    sites: int = 1_000
    desks: int = 4
    crews: int = 4_000
    crew_rate: float = 30.0
    pool: int = 10
    tubes: int = 100_000
    tubes_an_hour: float = 10_000.0
    carry_hours: float = 1.0
    laboratory_tubes: float = 100_000.0
    run_hours: float = 4.0
    result_hours: float = 24.0
    opens_hour: int = 18

    def __post_init__(self) -> None:
        counts = (self.people, self.pool, self.crew_rate, self.hours, self.run_hours, self.result_hours)
        stocks = (
            self.sites,
            self.desks,
            self.crews,
            self.tubes,
            self.tubes_an_hour,
            self.carry_hours,
            self.laboratory_tubes,
        )
        if min(counts) <= 0 or min(stocks) < 0 or not 0 <= self.opens_hour < DAY:
            raise Problem(
                "no-such-surge",
                Text("这些数字不成立。", "These figures cannot be."),
                Text("人数、混检人数、速度和小时须为正，其余不得为负。", "People, pool, rate and hours above 0, nothing below 0."),
                Text("请改正后重试。", "Correct them and try again."),
            )  # fmt: skip


@dataclass(frozen=True)
class Shortage:
    """What is too little: `have` and `need` of it, in its own unit (crews, sites, tubes in stock, tubes a day)."""

    what: str
    have: float
    need: float


@dataclass(frozen=True)
class Surged:
    """What would happen. `hours`: HOURS. `last_sample_hour`, `last_result_hour`: None where it never comes."""

    hours: pl.DataFrame
    sampled_in_time: float
    resulted_in_time: float
    last_sample_hour: float | None
    last_result_hour: float | None
    shortages: tuple[Shortage, ...]

    @property
    def can(self) -> bool:
        """Whether everybody is sampled, and has a result, in time."""
        return not self.shortages


def surge(wish: Surge) -> Surged:
    """Return what a night of sampling would come to, hour by hour, and what would have to be more.

    Within an hour everything goes evenly. Nobody waits at home: whoever can be sampled in an hour is there.

    >>> night = surge(Surge(12_000, hours=4, sites=20, desks=5, crews=100, tubes=2_000, laboratory_tubes=5_000))
    >>> night.can, night.last_sample_hour, round(night.last_result_hour, 1)
    (True, 4.0, 10.8)
    >>> [(short.what, short.need) for short in surge(Surge(12_000, hours=4, crews=50, sites=25, tubes=2_000)).shortages]
    [('crews', 100)]
    """
    taken = _sample(wish)
    tubes = [row["sampled"] / wish.pool for row in taken]
    queue, results = _through_laboratories(wish, tubes)
    done = _is_done(taken, wish)
    last_sample = _last_sample(taken) if done else None
    hours = _table(taken, results, wish)
    return Surged(
        hours,
        _by(hours, "sampled_so_far", wish.hours),
        _by(hours, "resulted_so_far", wish.result_hours),
        last_sample,
        queue if done else None,
        tuple(_shortages(wish)),
    )


def _sample(wish: Surge) -> list[Row]:
    """Return one row an hour until everybody is sampled, or nobody more can be."""
    by_crews, by_desks = wish.crews * wish.crew_rate, wish.sites * wish.desks * wish.crew_rate
    left, stock, rows = float(wish.people), float(wish.tubes), list[Row]()
    for hour in range(1, LONGEST + 1):
        stock += wish.tubes_an_hour
        could = {CREWS: by_crews, SITES: by_desks, TUBES: stock * wish.pool}
        tightest = min(could, key=lambda what: could[what])
        sampled = min(left, could[tightest])
        held_up = tightest if sampled < left else NOTHING
        left, stock = left - sampled, stock - sampled / wish.pool
        rows.append(
            {
                "hour": hour,
                "sampled": sampled,
                "tubes_left": stock,
                "held_up_by": held_up,
                "could": could[tightest],
            }
        )
        if left <= 0.0 or (sampled == 0.0 and wish.tubes_an_hour == 0.0):
            break
    return rows


def _is_done(taken: list[Row], wish: Surge) -> bool:
    return sum(row["sampled"] for row in taken) >= wish.people * (1.0 - 1e-9)


def _last_sample(taken: list[Row]) -> float:
    last = taken[-1]
    return last["hour"] - 1 + last["sampled"] / last["could"]


def _through_laboratories(wish: Surge, tubes: list[float]) -> tuple[float | None, list[float]]:
    """Return the hour of the last result (None: never), and the tubes with a result by the end of each hour."""
    if wish.laboratory_tubes <= 0.0 or not sum(tubes):
        return None, [0.0] * len(tubes)
    before = wish.opens_hour + round(wish.carry_hours)
    queue = predict_queue([0.0] * before + tubes, _laboratory(wish.laboratory_tubes, wish.run_hours))
    by_hour = queue.hours["resulted"].to_list()
    finish = None if queue.finish_hour is None else queue.finish_hour - wish.opens_hour
    return finish, by_hour[wish.opens_hour :]


def _laboratory(tubes_a_day: float, run_hours: float) -> Laboratory:
    line: Line = mobile_laboratory(tubes_a_day, run_hours=run_hours)
    return Laboratory((line,))


def _table(taken: list[Row], resulted: list[float], wish: Surge) -> pl.DataFrame:
    rows, so_far = [], 0.0
    last = next((n for n, tubes in enumerate(resulted) if tubes >= resulted[-1] * (1.0 - 1e-9)), 0)
    for number in range(max(len(taken), last + 1)):
        row = taken[number] if number < len(taken) else {**taken[-1], "sampled": 0.0, "held_up_by": NOTHING}
        so_far += row["sampled"]
        results = resulted[min(number, len(resulted) - 1)] * wish.pool
        rows.append(
            (number + 1, row["sampled"], so_far, row["tubes_left"], min(results, so_far), row["held_up_by"])
        )
    return pl.DataFrame(rows, schema=HOURS, orient="row")


def _by(hours: pl.DataFrame, column: str, hour: float) -> float:
    """Return a rising count at an hour, straight between two rows."""
    counts = [0.0, *hours[column].to_list()]
    whole = min(int(hour), len(counts) - 1)
    part = hour - whole if whole + 1 < len(counts) else 0.0
    return counts[whole] + part * (counts[min(whole + 1, len(counts) - 1)] - counts[whole])


def _shortages(wish: Surge) -> list[Shortage]:
    """Return what is too little, each with what would be enough once everything before it in the list is."""
    crews = ceil(wish.people / (wish.crew_rate * wish.hours) - 1e-9)
    sites = ceil(crews / wish.desks) if wish.desks else float("inf")
    enough_sites = max(wish.sites, sites if wish.desks else crews)
    staffed = replace(wish, crews=max(wish.crews, crews), sites=int(enough_sites), desks=max(wish.desks, 1))
    stock = _stock_needed(staffed)
    supplied = replace(staffed, tubes=max(wish.tubes, ceil(stock)))
    needs = (
        Shortage(CREWS, wish.crews, crews),
        Shortage(SITES, wish.sites, sites),
        Shortage(TUBES, wish.tubes, stock),
        Shortage(LABORATORY, wish.laboratory_tubes, _laboratory_needed(supplied)),
    )
    return [short for short in needs if short.have < short.need]


def _stock_needed(wish: Surge) -> float:
    """Return the least stock of tubes with which everybody is sampled in time, as long as people are enough."""

    def in_time(tubes: float) -> bool:
        taken = _sample(replace(wish, tubes=ceil(tubes)))
        return _is_done(taken, wish) and _last_sample(taken) <= wish.hours + 1e-6

    return float(wish.tubes) if in_time(wish.tubes) else _least(in_time, max(wish.tubes, 1.0))


def _laboratory_needed(wish: Surge) -> float:
    """Return the least tubes a day with which the last result comes in time, once everybody is sampled in time.

    Infinite where not even the last tube, begun at once, would be done.
    """
    taken = _sample(wish)
    tubes = [row["sampled"] / wish.pool for row in taken]
    if _last_sample(taken) + round(wish.carry_hours) + wish.run_hours > wish.result_hours:
        return float("inf")

    def in_time(a_day: float) -> bool:
        finish, _ = _through_laboratories(replace(wish, laboratory_tubes=a_day), tubes)
        return finish is not None and finish <= wish.result_hours + 1e-6

    if in_time(wish.laboratory_tubes):
        return wish.laboratory_tubes
    return _least(in_time, max(wish.laboratory_tubes, 1.0))


def _least(enough: Callable[[float], bool], low: float) -> float:
    """Return, to one part in a million, the least figure above `low` that is enough; more always is."""
    high = 2.0 * low
    while not enough(high) and high < MOST:
        low, high = high, 2.0 * high
    if high >= MOST:
        return float("inf")
    while high - low > max(high * 1e-6, 0.5):
        middle = (low + high) / 2.0
        low, high = (low, middle) if enough(middle) else (middle, high)
    return float(ceil(high))
