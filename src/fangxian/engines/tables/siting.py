"""What placing sampling sites takes and gives."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

_PLACE = Column("place_id", pl.String(), Text("地区", "place"), required=True)
_SITE = Column("site_id", pl.String(), Text("采样点", "site"), required=True)
_LAT = Column("lat", pl.Float64(), Text("纬度", "latitude"), required=True, unit="degrees")
_LON = Column("lon", pl.Float64(), Text("经度", "longitude"), required=True, unit="degrees")
_PEOPLE = Column("people", pl.Int64(), Text("人数", "people"), required=True)

SITE_DEMAND = Table(
    "demand",
    Text("采样需求", "demand"),
    (
        _PLACE,
        Column("population", pl.Int64(), Text("人口", "population"), required=True),
        _LAT,
        _LON,
        Column("alone_65", pl.Int64(), Text("独居65岁以上", "65 and more alone"), unit="people"),
    ),
)
SITES = Table(
    "sites",
    Text("采样点", "sites"),
    (
        _SITE,
        Column("place_id", pl.String(), Text("地区", "place")),
        _LAT,
        _LON,
        Column("capacity", pl.Int64(), Text("日采样能力", "capacity"), unit="people a day"),
    ),
)
ASSIGNMENTS = Table(
    "assignments",
    Text("人员去向", "assignments"),
    (_PLACE, _SITE, _PEOPLE, Column("walk_m", pl.Float64(), Text("步行距离", "walk"), unit="metres")),
)
UNSERVED = Table(
    "unserved",
    Text("未安排", "unserved"),
    (_PLACE, _PEOPLE, Column("reason", pl.String(), Text("原因", "reason"), required=True)),
)
DESKS = Table(
    "desks",
    Text("采样台", "desks"),
    (
        _SITE,
        _PEOPLE,
        Column("desks", pl.Int64(), Text("采样台数", "desks"), required=True),
        Column("queue_people", pl.Int64(), Text("最长排队人数", "longest queue"), required=True),
        Column("wait_minutes", pl.Float64(), Text("最长等候", "longest wait"), required=True, unit="minutes"),
    ),
)
AT_THE_DOOR = Table(
    "door_to_door",
    Text("上门采样", "door to door"),
    (_PLACE, _PEOPLE, Column("team_days", pl.Float64(), Text("组日", "team days"), required=True)),
)
