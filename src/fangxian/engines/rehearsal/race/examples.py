"""A tiny running outbreak for the examples in docstrings."""

import numpy as np

from fangxian.engines.epidemic import NEVER
from fangxian.engines.epidemic.watch import ISOLATION, PLACE
from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, A_PLAN
from fangxian.engines.rehearsal.policy import compile_plan
from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting
from fangxian.engines.rehearsal.race.running import DAYS_BACK, Running

NOW = DAYS_BACK + 0.5
DISTRICT = len(A_CITY.places) - 2


def a_race() -> RaceSetting:
    """Return two cases on record, the second not isolated yet, six hidden, and people told to stay at home in two hours."""
    compiled = compile_plan(A_PLAN, A_CITY.levels, A_CITY.kinds, A_CITY.people, Assumptions())
    stay_home = compiled.measures.index("stay-home")
    policy = compiled.policy._replace(given=np.array([[DISTRICT, stay_home, NOW + 2.0 / 24.0, NOW + 14.0]]))
    running = Running(
        community=np.array([0, 1]), onset=np.array([NOW - 3.0, np.nan]),
        reported=np.array([NOW - 1.0, NOW - 0.2]), isolated=np.array([NOW - 0.8, NOW + 0.1]),
        found=np.array([NOW - 0.5, NEVER]), hidden=np.array([6.0]),
        part_first=np.array([-1]), part_last=np.array([-1]), part_share=np.array([1.0]),
    )  # fmt: skip
    settings = np.array([[1.0, 1.0, 0.35, 0.8, 2.0, 1.0]])
    return RaceSetting(A_CITY, A_COURSE, policy, running, settings, NOW)


def some_orders() -> Orders:
    """Return two open orders: the district stays at home, and the second case is isolated."""
    return Orders(("stay-home", "isolate-case-1"), np.array([PLACE, ISOLATION]), np.array([0, 1]))
