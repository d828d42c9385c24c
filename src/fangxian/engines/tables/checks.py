"""Daily checks as a call centre gives them: one row per call, visit or self-report."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

CHECK_CHANNELS = ("visit", "call", "self-report")
CHECK_RESULTS = ("well", "symptoms", "not-reached", "refused")

CHECKS = Table(
    "checks",
    Text("随访记录", "daily checks"),
    (
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("checked_at", INSTANT, Text("随访时间", "checked at"), required=True),
        Column("result", pl.String(), Text("结果", "result"), required=True, values=CHECK_RESULTS),
        Column("channel", pl.String(), Text("方式", "by"), values=CHECK_CHANNELS),
        Column("symptoms", pl.String(), Text("症状（;分隔）", "symptoms, by ;")),
        Column("temperature_c", pl.Float64(), Text("体温", "temperature"), unit="°C"),
        Column("note", pl.String(), Text("备注", "note")),
        Column("check_id", pl.String(), Text("记录编号", "check")),
    ),
)
"""`channel` left empty: a call. `check_id` left empty: person, time and result together are the check's own."""
