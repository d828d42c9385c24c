"""What tracing finds: who was exposed, through whom, where, when, how much."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table
from fangxian.engines.tables.presences import PRECISIONS

EXPOSURE_KINDS = ("presence", "household", "named")

EXPOSURES = Table(
    "exposures",
    Text("暴露", "exposures"),
    (
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("degree", pl.Int64(), Text("层级", "degree"), required=True),
        Column("via_person_id", pl.String(), Text("经由", "via"), required=True),
        Column("place_id", pl.String(), Text("地点", "place")),
        Column("first_exposed_at", INSTANT, Text("首次暴露", "first exposed at"), required=True),
        Column("last_exposed_at", INSTANT, Text("末次暴露", "last exposed at"), required=True),
        Column("minutes", pl.Float64(), Text("分钟", "minutes"), unit="min"),
        Column("score", pl.Float64(), Text("得分", "score"), required=True),
        Column("earliest_infectious_at", INSTANT, Text("最早可能传染", "infectious from"), required=True),
        Column("kind", pl.String(), Text("类型", "kind"), required=True, values=EXPOSURE_KINDS),
        Column("case_id", pl.String(), Text("病例", "case"), required=True),
        Column("precision", pl.String(), Text("时间精度", "precision"), values=PRECISIONS),
    ),
)
"""One row per (person, degree, via, place, kind, case). `minutes` is null where it cannot be known.
`case_id` is the case at the root of the path, so that a discarded case takes its whole tree along."""

VENUE_EXPOSURES = Table(
    "venue_exposures",
    Text("暴露场所", "exposure venues"),
    (
        Column("case_id", pl.String(), Text("病例", "case"), required=True),
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("from_at", INSTANT, Text("自", "from"), required=True),
        Column("to_at", INSTANT, Text("至", "to"), required=True),
        Column("precision", pl.String(), Text("时间精度", "precision"), values=PRECISIONS),
        Column("found", pl.Int64(), Text("已找到人数", "people found"), required=True),
        Column("unknown_attendees", pl.Boolean(), Text("有未知到访者", "attendees unknown"), required=True),
        Column("cases", pl.Int64(), Text("到访病例数", "cases there")),
    ),
)
"""The places a case visited while infectious. Without a list of visitors those present are *not found*.
`cases` is how many of the cases asked about were there: tracing backwards, what they share is the lead."""
