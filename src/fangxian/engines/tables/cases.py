"""The line list: one row per case."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, INSTANT, Column, Table

CASE_KINDS = ("suspected", "probable", "confirmed", "asymptomatic", "discarded")

CASES = Table(
    "cases",
    Text("病例一览表", "line list"),
    (
        Column("case_id", pl.String(), Text("病例编号", "case"), required=True),
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("reported_on", DAY, Text("报告日期", "reported on"), required=True),
        Column("outbreak_id", pl.String(), Text("疫情", "outbreak")),
        Column("disease", pl.String(), Text("病种", "disease")),
        Column("kind", pl.String(), Text("病例类别", "kind"), values=CASE_KINDS),
        Column("onset_on", DAY, Text("发病日期", "onset on")),
        Column("onset_kind", pl.String(), Text("发病类型", "kind of onset")),
        Column("sampled_at", INSTANT, Text("采样时间", "sampled at")),
        Column("isolated_at", INSTANT, Text("隔离时间", "isolated at")),
        Column("residence_place_id", pl.String(), Text("居住地", "residence")),
        Column("infection_place_id", pl.String(), Text("感染地", "place of infection")),
        Column("detection_route", pl.String(), Text("发现途径", "detection route")),
        Column("source_case_id", pl.String(), Text("传染来源病例", "source case")),
        Column("cluster_id", pl.String(), Text("聚集性疫情", "cluster")),
        Column("age", pl.Int64(), Text("年龄", "age"), unit="years"),
        Column("sex", pl.String(), Text("性别", "sex")),
        Column("immunity", pl.String(), Text("免疫状况", "immunity")),
        Column("outcome", pl.String(), Text("转归", "outcome")),
    ),
)
