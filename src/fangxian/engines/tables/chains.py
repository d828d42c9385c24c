"""Who infected whom, as probabilities: several candidates for every case, and the source nobody knows."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

LINK_KINDS = ("stated", "household", "named", "presence", "cluster", "residence", "dates", "unknown")
"""What ties the two cases, the strongest first; `dates`: nothing but the time between them."""

CHAINS = Table(
    "chains",
    Text("传播关系", "chains"),
    (
        Column("infectee", pl.String(), Text("被感染病例", "infectee"), required=True),
        Column("infector", pl.String(), Text("传染来源病例", "infector")),
        Column("probability", pl.Float64(), Text("概率", "probability"), required=True, unit="share"),
        Column("rank", pl.Int64(), Text("名次", "rank"), required=True),
        Column("kind", pl.String(), Text("依据", "kind of link"), values=LINK_KINDS),
        Column("place_id", pl.String(), Text("地点", "place")),
        Column("from_at", INSTANT, Text("自", "from")),
    ),
)
"""One row per infectee and candidate; `infector` null is the unknown source: a case not in the line list, or one
of many in it that nothing tells apart. The probabilities of an infectee sum to 1, rank 1 is the likeliest.
`place_id` and `from_at` are the meeting that weighs most, null where no meeting is known."""
