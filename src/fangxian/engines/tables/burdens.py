"""What measures take: whom each binds and until when, its cost lines, and how many people a place has bound in all."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

_MEASURE = (
    Column("measure_id", pl.String(), Text("措施编号", "measure id"), required=True),
    Column("measure", pl.String(), Text("措施", "measure"), required=True),
    Column("place_id", pl.String(), Text("地点", "place"), required=True),
)

BURDENS = Table(
    "burdens",
    Text("措施负担", "burdens"),
    (
        *_MEASURE,
        Column("people", pl.Int64(), Text("涉及人数", "people bound"), unit="people"),
        Column("exempt", pl.Int64(), Text("豁免人数", "people exempt"), unit="people"),
        Column("restricted", pl.Int64(), Text("受限人数", "people restricted"), unit="people"),
        Column("days", pl.Float64(), Text("剩余天数", "days until the end"), required=True, unit="d"),
        Column("person_days", pl.Float64(), Text("受限人天", "person-days restricted"), unit="person-days"),
        Column("posts", pl.Int64(), Text("点位数", "posts"), required=True),
    ),
)
"""One row per measure that stands. `restricted` is null where nobody knows how many (a closed venue, a place without
a population), 0 where the measure restricts nobody; `days` count from the moment judged; `posts` are the places at the measure's lowest level."""

COSTS = Table(
    "costs",
    Text("代价", "costs"),
    (
        *_MEASURE,
        Column("what", pl.String(), Text("项目", "what"), required=True),
        Column("amount", pl.Float64(), Text("数量", "amount")),
        Column("unit", pl.String(), Text("单位", "unit"), required=True),
        Column("confidence", pl.String(), Text("可信度", "confidence"), required=True),
        Column("sources", pl.String(), Text("来源", "sources"), required=True),
    ),
)
"""One row per measure and cost line, for as long as the measure still lasts. `amount` is null where nobody knows how
many people it binds."""

RESTRICTED = Table(
    "restricted",
    Text("受限人数合计", "people restricted by place"),
    (
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("measures", pl.Int64(), Text("限制性措施数", "measures that restrict"), required=True),
        Column("people_at_least", pl.Int64(), Text("受限人数下限", "people, at least"), required=True),
        Column("people_at_most", pl.Int64(), Text("受限人数上限", "people, at most"), required=True),
        Column(
            "person_days_at_least", pl.Float64(), Text("受限人天下限", "person-days, at least"), required=True
        ),
        Column(
            "person_days_at_most", pl.Float64(), Text("受限人天上限", "person-days, at most"), required=True
        ),
        Column("by_name", pl.Int64(), Text("按名单受限人数", "people restricted by name"), required=True),
    ),
)
"""One row per place of the level asked for. A community under several measures counts once: at least the widest share
of any of them, at most their sum and never more than live there. `by_name` stands apart: those people may be among
the others. Nobody is counted where the population is not known."""
