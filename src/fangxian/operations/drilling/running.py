"""The drill's own clock: hour by hour the news arrives, the plan answers, offices act."""

from collections.abc import Callable
from dataclasses import dataclass, field
from time import sleep
from uuid import UUID

import polars as pl

from fangxian.engines.drill import News, tell
from fangxian.operations.drilling.acting import plan_open_work, sign_due
from fangxian.operations.drilling.arriving import Happening, happenings_of
from fangxian.operations.drilling.opening import Opened, move_world
from fangxian.operations.drilling.sheet import read_sheet
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.drills.rows import AUTO
from fangxian.operations.respond import respond_now

HOUR = 1.0 / 24.0
STEP_HOURS = 6
"""News is told so far ahead, at most: less than a sample takes to its result, so that nothing done meanwhile is missed."""
MORNING = 8
"""The hour at which the plan is run though nothing was reported: days went by."""

Progress = Callable[["Told"], None]


@dataclass(frozen=True)
class Told:
    """How far a drill is: `day` of `days`, and how many cases are on record."""

    day: float
    days: float
    cases: int


def run(stage: Stage, opened: Opened, progress: Progress, pace: float = 0.0) -> None:
    """Run a drill to its end. `pace`: real seconds an hour takes, so that people on screen can act (0: none)."""
    days, hour, cases = float(stage.truth.start.length), 0, 0
    step = max(1, min(STEP_HOURS, int(stage.truth.compiled.policy.result_days * 24.0)))
    offices = _Offices()
    while hour * HOUR < days:
        news = tell(stage.truth, read_sheet(stage, opened), hour * HOUR, (hour + step) * HOUR)
        for each in range(hour, hour + step):
            if cases or news.cases.height:
                _live_through(each, _of_hour(news, each), stage, opened, offices)
                sleep(pace)
        cases, hour = cases + news.cases.height, hour + step
        progress(Told(min(hour * HOUR, days), days, cases))
    move_world(opened.system, opened.clock)


@dataclass
class _Offices:
    """What the offices are going to do, the earliest first; planned anew when something more is ordered.

    `refused`: proposals the record does not support, tried again each morning.
    """

    coming: list[Happening] = field(default_factory=list)
    refused: set[UUID] = field(default_factory=set)

    def take(self, day: float) -> list[Happening]:
        """Return what they do by a day."""
        taken = [one for one in self.coming if one.day <= day]
        self.coming = self.coming[len(taken) :]
        return taken


def _of_hour(news: News, hour: int) -> News:
    begins, ends = hour * HOUR, (hour + 1) * HOUR
    cases = news.cases.filter(pl.col("reported_day") >= begins, pl.col("reported_day") < ends)
    contacts = news.contacts.filter(pl.col("found_day") >= begins, pl.col("found_day") < ends)
    return News(cases, contacts, news.infections)


def _live_through(hour: int, news: News, stage: Stage, opened: Opened, offices: _Offices) -> None:
    ends = (hour + 1) * HOUR
    coming = [*happenings_of(news, stage, opened), *offices.take(ends)]
    for one in sorted(coming, key=lambda one: one.day):
        _move_to(one.day, stage, opened)
        one.happen()
    _move_to(ends, stage, opened)
    is_morning = (hour + 1) % 24 == MORNING
    if is_morning:
        offices.refused.clear()
    if news.cases.height or news.contacts.height or is_morning:
        respond_now(opened.system, opened.clock, outbreak_id=OUTBREAK)
    if stage.wish.staff != AUTO:
        move_world(opened.system, opened.clock)
    elif sign_due(stage, opened, offices.refused):
        offices.coming = plan_open_work(read_sheet(stage, opened), stage, opened)


def _move_to(day: float, stage: Stage, opened: Opened) -> None:
    opened.clock.at = max(opened.clock.at, stage.instant(day))
