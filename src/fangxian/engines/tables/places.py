"""Places: one tree of any depth (`kind` is its own word per country) with venues as leaves."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

PLACES = Table(
    "places",
    Text("地区与场所", "places"),
    (
        Column("place_id", pl.String(), Text("地点编号", "place"), required=True),
        Column("name", pl.String(), Text("名称", "name"), required=True),
        Column("level", pl.String(), Text("级别", "level"), required=True),
        Column("parent_id", pl.String(), Text("上级", "parent")),
        Column("name_en", pl.String(), Text("英文名", "English name")),
        Column("population", pl.Int64(), Text("人口", "population"), unit="people"),
        Column("households", pl.Int64(), Text("户数", "households")),
        Column("lat", pl.Float64(), Text("纬度", "latitude"), unit="degrees"),
        Column("lon", pl.Float64(), Text("经度", "longitude"), unit="degrees"),
        Column("venue_kind", pl.String(), Text("场所类型", "kind of venue")),
        Column("has_list", pl.Boolean(), Text("有到访名单", "has a list of visitors")),
    ),
)
"""`level` is one of the place pack's levels (province … community) or "venue"."""

VENUE = "venue"
