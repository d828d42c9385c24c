"""A tiny running outbreak for the examples in docstrings."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.epidemic import NEVER
from fangxian.engines.epidemic.watch import ISOLATION, PLACE
from fangxian.engines.rehearsal.assumptions import Assumptions
from fangxian.engines.rehearsal.examples import A_CITY, A_COURSE, A_DISEASE, A_GROUND, A_PLAN
from fangxian.engines.rehearsal.fitting import Scale, scale_of
from fangxian.engines.rehearsal.policy import compile_plan
from fangxian.engines.rehearsal.race.bench import Orders, RaceSetting
from fangxian.engines.rehearsal.race.bridge import Stage
from fangxian.engines.rehearsal.race.on_record import OnRecord
from fangxian.engines.rehearsal.race.open_orders import COMMAND_OFFICE, DISPATCHES
from fangxian.engines.rehearsal.race.running import DAYS_BACK, Running
from fangxian.engines.rehearsal.spreading import closeness_of

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


def a_stage() -> Stage:
    """Return the small city under the small plan."""
    compiled = compile_plan(A_PLAN, A_CITY.levels, A_CITY.kinds, A_CITY.people, Assumptions())
    return Stage(A_CITY, A_COURSE, A_PLAN, compiled, {"estate-1": "c1"})


def a_scale() -> Scale:
    """Return how fast the example disease spreads by its factor."""
    return scale_of(A_DISEASE, A_COURSE, closeness_of(A_GROUND))


def some_draws() -> pl.DataFrame:
    """Return two draws of a fit that believes in six hidden infections."""
    parts = {"in_first_district": [2.0, 4.0], "in_second_district": [1.0, 2.0], "elsewhere": [1.0, 2.0]}
    each = {
        "r": 3.0,
        "asks_before": 0.35,
        "asks_after": 0.8,
        "ask_days": 2.0,
        "found": 0.9,
        "undetected": 6.0,
    }
    return pl.DataFrame({**{name: [value] * 2 for name, value in each.items()}, **parts})


def on_record() -> OnRecord:
    """Return two cases in four days, at ten in the morning: one isolated, one still at home; three orders are open.

    The district stays at home by noon; the second case is isolated by eleven; a place that nobody knows stays at home.
    """
    as_of = datetime(2021, 7, 31, 10, tzinfo=UTC)
    cases = tables.CASES.rows([
        {"case_id": "1", "person_id": "p1", "reported_on": date(2021, 7, 30), "onset_on": date(2021, 7, 28),
         "isolated_at": datetime(2021, 7, 30, 20, tzinfo=UTC), "residence_place_id": "c0"},
        {"case_id": "2", "person_id": "p2", "reported_on": date(2021, 7, 31), "residence_place_id": "estate-1"},
    ])  # fmt: skip
    dispatches = pl.DataFrame([
        a_dispatch("stay-s0-0", "stay-home", "s0", as_of + timedelta(hours=2)),
        a_dispatch("isolate-1", "isolate-case", "c1", as_of + timedelta(hours=1), evidence="2"),
        a_dispatch("stay-far", "stay-home", "far", as_of + timedelta(hours=2)),
    ], schema=DISPATCHES)  # fmt: skip
    return OnRecord(cases, tables.MEASURES.empty(), dispatches, as_of, "UTC")


def a_dispatch(name: str, measure: str, place: str, due_at: datetime, **other: Any) -> dict[str, Any]:
    """Return a row of DISPATCHES: a command office's own, open, of a measure that is there for it alone."""
    usual = {"parent_id": None, "parent_place_id": None, "department": COMMAND_OFFICE, "evidence": "", "is_done": False,
             "done_at": None, "share_left": 1.0, "measure_id": f"m-{name}"}  # fmt: skip
    return {"dispatch_id": name, "measure": measure, "place_id": place, "due_at": due_at, **usual, **other}
