"""A tiny outbreak for the examples in docstrings."""

from datetime import date

import numpy as np

from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, A_DISEASE, A_GROUND, A_PLAN
from fangxian.engines.rehearsal.fitting.bank import Setting
from fangxian.engines.rehearsal.fitting.parameters import scale_of
from fangxian.engines.rehearsal.fitting.records import Record
from fangxian.engines.rehearsal.policy import compile_plan
from fangxian.engines.rehearsal.spreading import closeness_of


def a_setting() -> Setting:
    """Return a small city four days after its first report."""
    compiled = compile_plan(A_PLAN, A_CITY.levels, A_CITY.kinds, A_CITY.people, Assumptions())
    scale = scale_of(A_DISEASE, A_COURSE, closeness_of(A_GROUND))
    return Setting(A_CITY, A_COURSE, compiled.policy, scale, days=4, cases_most=40, infections_most=400)


def a_record() -> Record:
    """Return four cases in four days, the third infected by the first."""
    nothing = np.nan
    rows = [
        [0, -2, 0, 0, 0, nothing],
        [1, nothing, 2, 1, 1, nothing],
        [2, 1, 1, 0, 0, 0],
        [3, 2, 0, 0, 2, nothing],
    ]
    return Record(np.array(rows, dtype=float), date(2021, 7, 28), 4, ("a", "b"))
