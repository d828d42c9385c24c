"""Signals besides cases that may start a plan: a positive pool, a capacity that does not suffice, a feed that is late."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

CAPACITY_KINDS = ("tests_per_day", "rooms", "tracers", "tubes", "samplers", "beds", "doses")

POOLS = Table(
    "pools",
    Text("混检阳性", "positive pools"),
    (
        Column("pool_id", pl.String(), Text("混检管编号", "pool"), required=True),
        Column("place_id", pl.String(), Text("采样地点", "place"), required=True),
        Column("result_at", INSTANT, Text("结果时间", "result at"), required=True),
        Column("taken_at", INSTANT, Text("采样时间", "taken at")),
        Column("members", pl.Int64(), Text("混检人数", "people in the pool"), unit="people"),
        Column("confirmed", pl.Boolean(), Text("单管复核阳性", "confirmed one by one")),
        Column("recorded_at", INSTANT, Text("记录时间", "recorded at")),
    ),
)
"""One row per pool with a positive result. `confirmed` is null until its members were sampled again one by one."""

CAPACITIES = Table(
    "capacities",
    Text("能力", "capacities"),
    (
        Column("capacity_id", pl.String(), Text("编号", "capacity"), required=True),
        Column("kind", pl.String(), Text("能力类别", "kind"), required=True, values=CAPACITY_KINDS),
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("needed", pl.Int64(), Text("需要", "needed"), required=True),
        Column("available", pl.Int64(), Text("可用", "available"), required=True),
        Column("counted_at", INSTANT, Text("统计时间", "counted at"), required=True),
        Column("recorded_at", INSTANT, Text("记录时间", "recorded at")),
    ),
)
"""One row per capacity and place, as last counted."""

FEEDS = Table(
    "feeds",
    Text("数据来源", "feeds"),
    (
        Column("feed_id", pl.String(), Text("来源编号", "feed"), required=True),
        Column("source", pl.String(), Text("来源", "source"), required=True),
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("due_at", INSTANT, Text("应到时间", "due at"), required=True),
        Column("last_received_at", INSTANT, Text("最近收到", "last received at")),
        Column("recorded_at", INSTANT, Text("记录时间", "recorded at")),
    ),
)
"""One row per source of data that is expected. It is missing from `due_at` until something newer is received."""
