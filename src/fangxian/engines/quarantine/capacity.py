"""Rooms and beds day by day: what is there, what is taken, what futures need, and the first day they do not suffice."""

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.tables.quarantine import CAPACITY_FORECAST, CAPACITY_STEPS

Floats = npt.NDArray[np.float64]
QUANTILES = (0.05, 0.5, 0.95)


@dataclass(frozen=True)
class FirstShort:
    """The first day something does not suffice. `share`: of the futures in which it ever does not, within the days told.

    `early_on`, `middle_on`, `late_on`: 5, 50 and 95 % of those futures are short by then; None: no future is.
    """

    kind: str
    share: float
    early_on: date | None
    middle_on: date | None
    late_on: date | None


def capacity_by_day(steps: pl.DataFrame, kind: str, from_on: date, days: int) -> npt.NDArray[np.int64]:
    """Return how much is there on each of so many days: what has opened by then and not closed.

    Args:
        steps: `CAPACITY_STEPS`.

    >>> steps = pl.DataFrame({"kind": ["beds", "beds"], "name": ["old", "new"], "capacity": [50, 200],
    ...                       "from_on": [date(2021, 7, 1), date(2021, 8, 3)]})
    >>> capacity_by_day(steps, "beds", date(2021, 8, 1), 4).tolist()
    [50, 50, 250, 250]
    """
    total = np.zeros(days, dtype=np.int64)
    for row in CAPACITY_STEPS.check(steps).filter(kind=kind).iter_rows(named=True):
        begin = max((row["from_on"] - from_on).days, 0)
        end = days if row["to_on"] is None else min((row["to_on"] - from_on).days, days)
        total[begin : max(begin, end)] += row["capacity"]
    return total


def taken_by_day(ends_on: list[date], from_on: date, days: int) -> npt.NDArray[np.int64]:
    """Return how many of those there now are still there on each day: whoever leaves on a day leaves its room for the next.

    >>> taken_by_day([date(2021, 8, 1), date(2021, 8, 2)], date(2021, 8, 1), 3).tolist()
    [2, 1, 0]
    """
    last = np.array([(on - from_on).days for on in ends_on], dtype=np.int64)
    return np.array([(last >= day).sum() for day in range(days)], dtype=np.int64)


def rooms_needed(
    cases: npt.ArrayLike, people: npt.ArrayLike, person_days: npt.ArrayLike, share: float
) -> Floats:
    """Return rooms needed, (future, day): people managed come as cases are reported, and stay as long as they did in it.

    A model of our own, for a rehearsal keeps when cases are reported and how many people are managed, not each arrival.

    Args:
        cases: (future, day) cases reported each day.
        people: people managed of each future.
        person_days: their days in quarantine, together.
        share: of them in a quarantine place; the others are at home.

    >>> rooms_needed([[1, 0, 1, 0]], [10], [20.0], 0.5).tolist()
    [[2.5, 2.5, 2.5, 2.5]]
    """
    reported, managed = np.asarray(cases, dtype=float), np.asarray(people, dtype=float)
    found = reported.sum(axis=1)
    each = np.divide(managed, found, out=np.zeros_like(managed), where=found > 0)
    spent = np.asarray(person_days, dtype=float)
    stay = np.divide(spent, managed, out=np.zeros_like(managed), where=managed > 0)
    return share * _there(reported * each[:, None], np.rint(stay).astype(np.int64))


def beds_needed(cases: npt.ArrayLike, bed_days: int) -> Floats:
    """Return beds needed, (future, day): every case has one for so many days from the day of its report.

    >>> beds_needed([[2, 1, 0]], 2).tolist()
    [[2.0, 3.0, 1.0]]
    """
    reported = np.asarray(cases, dtype=float)
    return _there(reported, np.full(len(reported), bed_days))


def _there(arriving: Floats, stay: npt.NDArray[np.int64]) -> Floats:
    """Whoever arrived within the days a stay lasts."""
    so_far = np.cumsum(arriving, axis=1)
    days = arriving.shape[1]
    before = np.arange(days)[None, :] - np.maximum(stay, 1)[:, None]
    gone = np.take_along_axis(so_far, np.maximum(before, 0), axis=1)
    there: Floats = so_far - np.where(before >= 0, gone, 0.0)
    return there


def forecast_capacity(
    kind: str, from_on: date, capacity: npt.ArrayLike, taken: npt.ArrayLike, needed: npt.ArrayLike
) -> tuple[pl.DataFrame, FirstShort]:
    """Return `CAPACITY_FORECAST` of one kind, and the first day it does not suffice.

    Args:
        capacity: what is there, by day.
        taken: of it taken by those there now, by day.
        needed: what futures need besides, (future, day).

    >>> table, first = forecast_capacity("rooms", date(2021, 8, 1), [5, 5], [1, 1], [[0, 9], [0, 3]])
    >>> table["free_q50"].to_list(), first.middle_on, first.share
    ([4.0, -2.0], datetime.date(2021, 8, 2), 0.5)
    """
    there = np.asarray(capacity, dtype=np.int64)
    asked = np.asarray(needed, dtype=float) + np.asarray(taken, dtype=float)[None, :]
    low, middle, high = np.quantile(asked, QUANTILES, axis=0)
    short = asked > there[None, :]
    table = pl.DataFrame(
        {
            "kind": [kind] * len(there),
            "day_on": [from_on + timedelta(days=day) for day in range(len(there))],
            "capacity": there,
            "needed_q05": low,
            "needed_q50": middle,
            "needed_q95": high,
            "free_q50": there - middle,
            "short_share": short.mean(axis=0),
        }
    )
    return CAPACITY_FORECAST.check(table), _first(kind, from_on, short)


def _first(kind: str, from_on: date, short: npt.NDArray[np.bool_]) -> FirstShort:
    ever = short.any(axis=1)
    if not ever.any():
        return FirstShort(kind, 0.0, None, None, None)
    days = np.quantile(short[ever].argmax(axis=1), QUANTILES, method="inverted_cdf").astype(int)
    early, middle, late = (from_on + timedelta(days=int(day)) for day in days)
    return FirstShort(kind, float(ever.mean()), early, middle, late)
