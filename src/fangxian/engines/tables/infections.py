"""Infections: who infected whom, where and when. Known of a simulated outbreak only."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import DAY, INSTANT, Column, Table

SETTINGS = ("seed", "household", "presence")
"""How it happened: brought from outside, in the night at home, or where two people's stays met."""

INFECTIONS = Table(
    "infections",
    Text("感染", "infections"),
    (
        Column("person_id", pl.String(), Text("被感染者", "person infected"), required=True),
        Column("infector_id", pl.String(), Text("传染者", "infector")),
        Column("place_id", pl.String(), Text("地点", "place")),
        Column("infected_at", INSTANT, Text("感染时间", "infected at"), required=True),
        Column("infectious_at", INSTANT, Text("开始有传染性", "infectious from"), required=True),
        Column("onset_on", DAY, Text("发病日期", "onset on")),
        Column("session", pl.String(), Text("场次", "session")),
        Column("zone", pl.String(), Text("区域", "zone")),
        Column("setting", pl.String(), Text("场景", "setting"), required=True, values=SETTINGS),
    ),
)
"""One row per infected person. `infector_id` is null for a seed; `place_id` for a seed and at home;
`onset_on` where nobody ever fell ill; `session` and `zone` are those of the infector's stay."""
