"""The presences of a synthetic city, streamed by district into a segment store."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import polars as pl

from fangxian.engines.city import Stays, join
from fangxian.stores.city.crowds import crowds_of
from fangxian.stores.city.days import DAY_SPAN, CityDays
from fangxian.stores.city.lines import Line, walked
from fangxian.stores.outbreaks import OutbreakPack
from fangxian.stores.presence import SegmentWriter


def write_presences(
    folder: Path,
    days: CityDays,
    outbreak: OutbreakPack,
    lines: list[Line],
    person_ids: pl.Series,
    place_ids: pl.Series,
    told: Callable[[float], None],
) -> int:
    """Write everybody's presences and return how many there are.

    The cases' days end at their isolation and yield to the stays published for them; a person who was at
    a published place has no other stay on that day.
    """
    crowds = crowds_of(outbreak, days, place_ids, lines)
    taken = np.unique(days.days_of(crowds))
    total = 0
    start = datetime.combine(days.rules.presence_from, datetime.min.time(), ZoneInfo(outbreak.timezone))
    with SegmentWriter(
        folder, person_ids, place_ids, timezone=outbreak.timezone, recorded_at=start
    ) as writer:
        for row, stays in enumerate(_all_days(days, lines, outbreak, crowds, taken)):
            writer.append(stays.person, stays.venue, stays.arrive, stays.leave)
            total += len(stays)
            told(min(1.0, (row + 1) / (len(days.ground.districts) + 2)))
    return total


def _all_days(
    days: CityDays, lines: list[Line], outbreak: OutbreakPack, crowds: Stays, taken: np.ndarray
) -> Iterator[Stays]:
    codes = np.array([line.code for line in lines if line.code is not None], dtype=np.int64)
    for row in range(len(days.ground.districts)):
        stays = days.district(row)
        free = ~np.isin(stays.person, codes) & ~np.isin(days.days_of(stays), taken)
        yield stays.take(free)
    yield crowds
    yield _case_days(days, lines, outbreak, codes)


def _case_days(days: CityDays, lines: list[Line], outbreak: OutbreakPack, codes: np.ndarray) -> Stays:
    first = days.ground.first_person
    rows = np.searchsorted(first, codes, side="right") - 1
    stays = join([days.cases_of(int(row), codes[rows == row]) for row in np.unique(rows)])
    zone = ZoneInfo(outbreak.timezone)
    until = {
        line.code: int(line.course.isolated_at.replace(tzinfo=zone).timestamp()) // 60
        for line in lines
        if line.code is not None
    }
    isolated = np.array([until[int(code)] for code in stays.person])
    return stays.take(
        (stays.leave <= isolated) & ~np.isin(days.days_of(stays), _walked_days(lines, outbreak, days))
    )


def _walked_days(lines: list[Line], outbreak: OutbreakPack, days: CityDays) -> np.ndarray:
    """Return the person-days of cases that their published stays fill, exact ones only."""
    code_of = {line.label: line.code for line in lines if line.code is not None}
    exact = walked(outbreak).filter((pl.col("precision") == "exact") & pl.col("label").is_in(list(code_of)))
    minutes = exact["from_at"].dt.epoch("s").to_numpy() // 60
    local = (minutes - days.shift) // 1440
    return np.array([code_of[label] for label in exact["label"]], dtype=np.int64) * DAY_SPAN + local
