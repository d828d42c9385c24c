"""A street and a ladder of zones small enough to read, for examples and tests."""

from datetime import date

from fangxian.engines import tables
from fangxian.engines.plans import ZoneRule, Zones
from fangxian.engines.problems import Text


def _rule(level: str, **more: object) -> ZoneRule:
    facts: dict[str, object] = {
        "title": Text(level, level),
        "restricts": level != "precaution",
        "conduct": Text("", ""),
        "clear_days": 7,
        **more,
    }
    return ZoneRule(level=level, **facts)  # type: ignore[arg-type]


THREE_ZONES = Zones(
    id="three",
    version="1",
    title=Text("三区", "Three zones"),
    valid_from=date(2022, 6, 28),
    valid_to=None,
    levels=("precaution", "controlled", "sealed"),
    rules={
        "sealed": _rule(
            "sealed", covers="home_and_activity", activity_minutes=60.0, round=True, then="controlled"
        ),
        "controlled": _rule(
            "controlled",
            covers="around",
            ring_m=500.0,
            round=True,
            then="precaution",
            clear_days_after={"sealed": 10},
        ),
        "precaution": _rule("precaution", covers="rest", unit="street"),
    },
    figures={},
)

A_STREET = tables.PLACES.rows(
    [
        {"place_id": "street", "name": "street", "level": "street", "population": 900},
        {"place_id": "c1", "name": "c1", "level": "community", "parent_id": "street", "population": 600},
        {"place_id": "c2", "name": "c2", "level": "community", "parent_id": "street", "population": 300},
        {
            "place_id": "b1",
            "name": "b1",
            "level": "venue",
            "parent_id": "c1",
            "population": 80,
            "lat": 28.2,
            "lon": 113.0,
        },
        {"place_id": "tea", "name": "tea", "level": "venue", "parent_id": "c2", "lat": 28.21, "lon": 113.01},
        {"place_id": "bus", "name": "bus", "level": "venue", "parent_id": "c2", "lat": 28.22, "lon": 113.02},
    ]
)
