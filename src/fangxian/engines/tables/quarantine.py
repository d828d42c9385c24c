"""What giving people rooms in quarantine takes and gives."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, Column, Table

CARE_NEEDS = ("wheelchair", "dialysis", "infant", "interpreter", "pregnancy", "medicine", "child")
"""What a floor may offer and a person may need; a floor that does not say so offers none of it."""

_PERSON = Column("person_id", pl.String(), Text("人员编号", "person"), required=True)
_SITE = Column("site_id", pl.String(), Text("隔离点", "quarantine site"), required=True)
_FLOOR = Column("floor", pl.String(), Text("楼层", "floor"), required=True)
_LAT = Column("lat", pl.Float64(), Text("纬度", "latitude"), required=True, unit="degrees")
_LON = Column("lon", pl.Float64(), Text("经度", "longitude"), required=True, unit="degrees")

TO_PLACE = Table(
    "to_place",
    Text("待安排人员", "people to place"),
    (
        _PERSON,
        Column("party_id", pl.String(), Text("同住编号", "party")),
        Column("group_id", pl.String(), Text("暴露组", "exposure group")),
        Column("needs", pl.String(), Text("照护需要", "care needs")),
        _LAT,
        _LON,
    ),
)
"""One row per person. `party_id`: those who must be together (a family, a carer with whom they care for); empty: alone.
`group_id`: who was exposed at one place; `needs`: of `CARE_NEEDS`, with semicolons between."""

QUARANTINE_FLOORS = Table(
    "quarantine_floors",
    Text("隔离点楼层", "quarantine floors"),
    (
        _SITE,
        _FLOOR,
        Column("rooms", pl.Int64(), Text("房间数", "rooms"), required=True),
        Column("offers", pl.String(), Text("可照护", "offers")),
        Column("air", pl.String(), Text("共用通风", "shared air")),
        _LAT,
        _LON,
    ),
)
"""One row per floor of a site. `air`: floors of a site with the same word share air."""

ROOMS_GIVEN = Table(
    "rooms_given",
    Text("房间安排", "rooms given"),
    (
        _PERSON,
        Column("party_id", pl.String(), Text("同住编号", "party"), required=True),
        Column("group_id", pl.String(), Text("暴露组", "exposure group")),
        _SITE,
        _FLOOR,
        Column("room", pl.String(), Text("房号", "room"), required=True),
        Column("distance_m", pl.Float64(), Text("距离", "distance"), required=True, unit="metres"),
        Column("why_zh", pl.String(), Text("理由", "why (zh)"), required=True),
        Column("why_en", pl.String(), Text("理由（英文）", "why (en)"), required=True),
    ),
)
WITHOUT_ROOM = Table(
    "without_room",
    Text("未安排人员", "people without a room"),
    (
        _PERSON,
        Column("party_id", pl.String(), Text("同住编号", "party"), required=True),
        Column("needs", pl.String(), Text("照护需要", "care needs")),
        Column("rooms", pl.Int64(), Text("需要房间", "rooms needed"), required=True),
        Column("why_zh", pl.String(), Text("原因", "why (zh)"), required=True),
        Column("why_en", pl.String(), Text("原因（英文）", "why (en)"), required=True),
    ),
)
CAPACITY_STEPS = Table(
    "capacity_steps",
    Text("容量变化", "capacity steps"),
    (
        Column("kind", pl.String(), Text("类别", "kind"), required=True, values=("rooms", "beds")),
        Column("name", pl.String(), Text("名称", "name"), required=True),
        Column("from_on", DAY, Text("启用日期", "from day"), required=True),
        Column("to_on", DAY, Text("停用日期", "to day")),
        Column("capacity", pl.Int64(), Text("容量", "capacity"), required=True),
        Column("taken", pl.Int64(), Text("已占用", "taken")),
    ),
)
"""What is there from a day on until before another: rooms of quarantine sites, beds of hospitals, also those being built."""

CAPACITY_FORECAST = Table(
    "capacity_forecast",
    Text("容量预测", "capacity forecast"),
    (
        Column("kind", pl.String(), Text("类别", "kind"), required=True, values=("rooms", "beds")),
        Column("day_on", DAY, Text("日期", "day"), required=True),
        Column("capacity", pl.Int64(), Text("容量", "capacity"), required=True),
        Column("needed_q05", pl.Float64(), Text("需要（5%）", "needed 5 %"), required=True),
        Column("needed_q50", pl.Float64(), Text("需要（50%）", "needed 50 %"), required=True),
        Column("needed_q95", pl.Float64(), Text("需要（95%）", "needed 95 %"), required=True),
        Column("free_q50", pl.Float64(), Text("空余（50%）", "free 50 %"), required=True),
        Column("short_share", pl.Float64(), Text("不足的可能", "share of futures short"), required=True),
    ),
)
