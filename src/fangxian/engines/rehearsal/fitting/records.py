"""A line list as a fit reads it: a row a case, numbers only, the same for a real one and one of a future."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines import tables
from fangxian.engines.epidemic import BY_ILLNESS, BY_SCREENING, BY_TRACING
from fangxian.engines.problems import Problem, Text

Floats = npt.NDArray[np.float64]

DAY, ONSET, ROUTE, DISTRICT, COMMUNITY, SOURCE = range(6)
"""Columns. DAY: of the report, counted from the first one; ONSET: likewise; ROUTE: what led to the sample; DISTRICT and
COMMUNITY: any number that is the same for the same place; SOURCE: row of the case it was infected by. NaN: not known."""
COLUMNS = 6
ROUTES = {"contact": BY_TRACING, "mass_testing": BY_SCREENING, "screening": BY_SCREENING}
"""Words of a line list; any other word means that a person came because of being ill."""


LINE_LIST = replace(
    tables.CASES,
    columns=tuple(
        replace(column, required=column.required and column.name != "person_id")
        for column in tables.CASES.columns
    ),
)
"""A line list as a fit reads it: who a case is does not matter."""


@dataclass(frozen=True, eq=False)
class Record:
    """`rows`: (case, column); `first_on`: the day of the first report; `days`: known days, the first one counted.

    `districts`: the place each DISTRICT number stands for.
    """

    rows: Floats
    first_on: date
    days: int
    districts: tuple[str, ...]


def record_of(cases: pl.DataFrame, district_of: dict[str, str], today: date | None = None) -> Record:
    """Return the record of a line list (tables.CASES) up to and with a day: the last report's, where none is given.

    `district_of`: for each place its district; a place that is not there counts as a district of its own.

    Raises:
        Problem: no case has a day of report.

    >>> from fangxian.engines import tables
    >>> row = {"case_id": "1", "person_id": "p", "reported_on": date(2021, 7, 28), "residence_place_id": "x"}
    >>> record = record_of(tables.CASES.rows([row]), {"x": "d"})
    >>> record.days, record.districts, bool(np.isnan(record.rows[0, ONSET]))
    (1, ('d',), True)
    """
    known = cases.filter(pl.col("reported_on").is_not_null())
    if today is not None:
        known = known.filter(pl.col("reported_on") <= today)
    if known.is_empty():
        raise _nobody()
    known = known.sort("reported_on", "case_id")
    first_on = known["reported_on"][0]
    last_on = today or known["reported_on"][-1]
    districts = _codes([district_of.get(place or "", place) for place in known["residence_place_id"]])
    columns = [
        _days_since(known["reported_on"], first_on),
        _days_since(known["onset_on"], first_on),
        _routes(known["detection_route"]),
        districts[0],
        _codes(known["residence_place_id"].to_list())[0],
        _sources(known),
    ]
    return Record(np.stack(columns, axis=1), first_on, (last_on - first_on).days + 1, districts[1])


def _days_since(days: pl.Series, first_on: date) -> Floats:
    return (days - first_on).dt.total_days().cast(pl.Float64()).fill_null(np.nan).to_numpy().copy()


def _routes(words: pl.Series) -> Floats:
    return np.array([np.nan if not word else float(ROUTES.get(word, BY_ILLNESS)) for word in words])


def _codes(names: list[str | None]) -> tuple[Floats, tuple[str, ...]]:
    found = tuple(dict.fromkeys(name for name in names if name))
    return np.array([float(found.index(name)) if name else np.nan for name in names]), found


def _sources(known: pl.DataFrame) -> Floats:
    at = {case: row for row, case in enumerate(known["case_id"])}
    return np.array([float(at[case]) if case in at else np.nan for case in known["source_case_id"]])


def _nobody() -> Problem:
    return Problem(
        "no-case-to-fit",
        Text("没有一例病例有报告日期。", "No case has a day of report."),
        Text("拟合需要至少一例。", "A fit needs one at least."),
        Text("请在病例表中填写 reported_on。", "Fill in reported_on in the line list."),
    )
