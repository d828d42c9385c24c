"""What each exposed person is owed: monitoring, a test, prophylaxis. Restrictions stand apart."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table
from fangxian.engines.tables.responses import BASIS, CHANGE

FOLLOW_UPS = Table(
    "follow_ups",
    Text("随访", "follow-ups"),
    (
        Column("follow_up_id", pl.String(), Text("随访编号", "follow-up"), required=True),
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("measure", pl.String(), Text("措施", "measure"), required=True),
        Column("place_id", pl.String(), Text("负责地", "place in charge")),
        Column("degree", pl.Int64(), Text("层级", "degree")),
        Column("starts_at", INSTANT, Text("开始", "starts at"), required=True),
        Column("ends_at", INSTANT, Text("结束", "ends at"), required=True),
        Column("deadline_at", INSTANT, Text("时限", "deadline at"), required=True),
        CHANGE,
        *BASIS,
    ),
)
