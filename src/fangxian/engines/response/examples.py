"""A tiny city, plan and outbreak for the examples in docstrings.

city ── d1 ── s1 (500 people), s2 (700)
     └─ d2 ── s3 (300)
"""

from datetime import UTC, date, datetime

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import (
    Action,
    AreaRule,
    Deadline,
    Duration,
    Ending,
    Measure,
    Plan,
    TracingRule,
    Trigger,
)
from fangxian.engines.response.situation import Situation
from fangxian.engines.tables import Text

_PLACES = [
    ("city", "city", None, None),
    ("d1", "district", "city", None),
    ("d2", "district", "city", None),
    ("s1", "community", "d1", 500),
    ("s2", "community", "d1", 700),
    ("s3", "community", "d2", 300),
]
A_TREE = tables.PLACES.rows(
    [
        {"place_id": place, "name": place, "level": level, "parent_id": parent, "population": people}
        for place, level, parent, people in _PLACES
    ]
)
A_MEASURE = Measure(
    id="stop-teaching",
    title=Text("停止线下教学", "stop teaching in person"),
    binds=Text("学校", "schools"),
    kind="place",
    restricts=True,
    duration=Duration("area_starts", to_days=14),
    deadline=Deadline("area_starts", hours=12),
    owner_role="school_head",
    cascade_to="district",
    departments={"city": ("education",)},
    proof="list",
    legal_basis="suspend-classes",
    instruction=Text("停课", "stop"),
    cost=Text("学生在家", "pupils at home"),
)
A_PLAN = Plan(
    id="example",
    version="1",
    title=Text("示例", "example"),
    disease="example",
    legal="example",
    valid_from=date(2021, 1, 1),
    valid_to=None,
    levels=("low", "medium"),
    tracing=TracingRule(frozenset({"confirmed"}), from_days=-2, to_days=14, latent_days=0.0),
    areas=(
        AreaRule(
            "medium-district",
            Text("区县中风险", "district to medium"),
            "medium",
            "district",
            when="confirmed_14d >= 1",
            ends_when="days_since_last_case >= 14",
        ),
    ),
    triggers=(
        Trigger(
            "schools",
            Text("有中风险地区, 全市停课", "one medium area stops teaching city-wide"),
            "place",
            "areas_medium >= 1",
            (Action("stop-teaching"),),
            at="city",
        ),
    ),
    ending=Ending("days_since_last_case >= 28", release_hours=24),
    measures={A_MEASURE.id: A_MEASURE},
    figures={},
)


def a_situation() -> Situation:
    """Return one confirmed case in s1, reported on 29 July 2021, judged the next noon."""
    noon = datetime(2021, 7, 30, 4, tzinfo=UTC)
    case = {"case_id": "c1", "person_id": "p1", "reported_on": date(2021, 7, 29), "residence_place_id": "s1"}
    return Situation("example", noon, noon, "Asia/Shanghai", tables.CASES.rows([case]), A_TREE)


def a_measure(measure: str, place_id: str) -> pl.DataFrame:
    """Return one row of `tables.MEASURES`, as if signed."""
    at = datetime(2021, 7, 29, tzinfo=UTC)
    row = {
        "measure_id": "m-1",
        "measure": measure,
        "place_id": place_id,
        "starts_at": at,
        "ends_at": at,
        "restricts": True,
        "legal_basis": "suspend-classes",
        "change": "new",
        "outbreak_id": "example",
        "rule": "schools",
        "evidence": "c1",
        "digest": "",
    }
    return tables.MEASURES.rows([row])
