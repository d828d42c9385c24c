"""From a line list or published counts to what a forecast reads: a count a day, from the first report to today."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal.forecasting.counting import Known, known_of
from fangxian.engines.rehearsal.forecasting.telling import CONFIRMED, REPORTED
from fangxian.engines.tables.columns import DAY, Column, Table

Floats = npt.NDArray[np.float64]

DAILY_COUNTS = Table(
    "daily_counts",
    Text("每日通报", "daily counts"),
    (
        Column("day", DAY, Text("日期", "day"), required=True),
        Column("confirmed_new", pl.Int64(), Text("新增确诊", "new confirmed"), required=True),
        Column("asymptomatic_new", pl.Int64(), Text("新增无症状", "new asymptomatic")),
    ),
)
"""What is published of a day: who was confirmed (conversions from asymptomatic counted on the day they convert), and who
was found without being ill. Empty where it was not published."""


def known_from_cases(cases: pl.DataFrame, today: date | None = None) -> tuple[Known, date]:
    """Return what a line list (tables.CASES) tells of each day, and today: the day of its last report, where none is given.

    Raises:
        Problem: no case has a day of report.

    >>> from fangxian.engines import tables
    >>> row = {"case_id": "1", "person_id": "p", "reported_on": date(2021, 7, 28)}
    >>> known, last = known_from_cases(tables.CASES.rows([row]), date(2021, 7, 30))
    >>> known.counts[REPORTED].tolist(), last.day
    ([1.0, 0.0, 0.0], 30)
    """
    days = cases["reported_on"].drop_nulls()
    first, last = _ends(days, today)
    counts = np.zeros((last - first).days + 1)
    for day in days.filter(days <= last):
        counts[(day - first).days] += 1.0
    return known_of(REPORTED, reported=counts), last


def known_from_counts(counts: pl.DataFrame, today: date | None = None) -> tuple[Known, date]:
    """Return what published counts (DAILY_COUNTS) tell of each day, and today: their last day, where none is given.

    The first day is the first with anybody on it. A day that is not there was not published.

    Raises:
        Problem: no day has a case.

    >>> rows = DAILY_COUNTS.rows([{"day": date(2021, 7, 28), "confirmed_new": 0, "asymptomatic_new": 1},
    ...                           {"day": date(2021, 7, 30), "confirmed_new": 6}])
    >>> known_from_counts(rows)[0].counts[CONFIRMED].tolist()
    [0.0, nan, 6.0]
    """
    anybody = counts.filter(pl.sum_horizontal("confirmed_new", "asymptomatic_new") > 0)["day"]
    last_day = today or (counts["day"].max() if counts.height else None)
    first, last = _ends(anybody, last_day)  # type: ignore[arg-type]
    every = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    whole = pl.DataFrame({"day": every}).join(counts, on="day", how="left", maintain_order="left")
    confirmed, silent = (
        whole[name].cast(pl.Float64()).fill_null(np.nan).to_numpy()
        for name in ("confirmed_new", "asymptomatic_new")
    )
    return known_of(CONFIRMED, confirmed=confirmed, silent=silent), last


def _ends(days: pl.Series, today: date | None) -> tuple[date, date]:
    """Return the first day with anybody, and today."""
    seen = [day for day in days if today is None or day <= today]
    if not seen:
        raise _nobody()
    return min(seen), today or max(seen)


def _nobody() -> Problem:
    return Problem(
        "no-case-to-forecast-from",
        Text("到今天没有一例病例。", "There is no case until today."),
        Text("预测需要至少一例。", "A forecast needs one at least."),
        Text("请检查日期列和 --today。", "Look at the days of the file and at --today."),
    )
