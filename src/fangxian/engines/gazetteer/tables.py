"""The two tables a gazetteer takes beside tables.PLACES: dated names, and zones that lie across the tree."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables import DAY, Column, Table

NAMES = Table(
    "names",
    Text("地名表", "names of places"),
    (
        Column("place_id", pl.String(), Text("地点编号", "place"), required=True),
        Column("name", pl.String(), Text("名称", "name"), required=True),
        Column("lang", pl.String(), Text("语言", "language")),
        Column("kind", pl.String(), Text("种类", "kind")),
        Column("valid_from", DAY, Text("自", "valid from")),
        Column("valid_to", DAY, Text("至", "valid to")),
    ),
)
"""`kind`: official, alias, part (an estate or quarter inside the place), pinyin (made by machine).

A name holds from `valid_from` (null: always did) up to but not on `valid_to` (null: still does)."""

ZONES = Table(
    "zones",
    Text("功能区", "functional zones"),
    (
        Column("zone_id", pl.String(), Text("功能区编号", "zone"), required=True),
        Column("name", pl.String(), Text("名称", "name"), required=True),
        Column("name_en", pl.String(), Text("英文名", "English name")),
        Column("member_id", pl.String(), Text("所含地点", "member"), required=True),
    ),
)
"""One row per place that lies in the zone."""

ZONE = "functional_zone"
"""The level of a zone."""
