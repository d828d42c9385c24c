"""Named contacts: one row per case and person named in an interview."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, Column, Table

CONTACTS = Table(
    "contacts",
    Text("密切接触者名单", "named contacts"),
    (
        Column("source_case_id", pl.String(), Text("病例编号", "case"), required=True),
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("last_on", DAY, Text("末次接触日期", "last contact on"), required=True),
        Column("first_on", DAY, Text("首次接触日期", "first contact on")),
        Column("setting", pl.String(), Text("接触场景", "setting")),
        Column("proximity", pl.String(), Text("接触程度", "proximity")),
    ),
)
