"""Presences (a person at a place over an interval) and the encounters found among them."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

PRECISIONS = ("exact", "window", "day")
"""exact: both ends known; window: somewhere inside [arrive_at, leave_at]; day: only the date is known."""

PRESENCES = Table(
    "presences",
    Text("到访记录", "presences"),
    (
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("arrive_at", INSTANT, Text("到达时间", "arrived at"), required=True),
        Column("leave_at", INSTANT, Text("离开时间", "left at")),
        Column("session", pl.String(), Text("场次", "session")),
        Column("zone", pl.String(), Text("区域", "zone")),
        Column("seat", pl.String(), Text("座位", "seat")),
        Column("precision", pl.String(), Text("时间精度", "precision"), values=PRECISIONS),
        Column("source", pl.String(), Text("来源", "source")),
    ),
)

ENCOUNTERS = Table(
    "encounters",
    Text("同时空相遇", "encounters"),
    (
        Column("source_person_id", pl.String(), Text("传播者", "source"), required=True),
        Column("person_id", pl.String(), Text("暴露者", "person exposed"), required=True),
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("from_at", INSTANT, Text("自", "from"), required=True),
        Column("to_at", INSTANT, Text("至", "to"), required=True),
        Column("minutes", pl.Float64(), Text("分钟", "minutes"), required=True, unit="min"),
        Column("precision", pl.String(), Text("时间精度", "precision"), values=PRECISIONS),
    ),
)
"""One row per pair of stays that overlap. `minutes` is the longest the two can have shared."""
