"""Whoever was at a venue at the same time as a case or shortly after: the plain rule."""

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.comparison.sources import WithoutDetails
from fangxian.engines.problems import Text


def find(ground: Ground) -> pl.DataFrame:
    """List by place and interval, whatever the session, zone or seat."""
    return ground.trace(ground.plain(), WithoutDetails(ground.presences))


RULE = Rule(
    id="venue_interval",
    title=Text("同场所同时段", "Same venue, same interval"),
    says=Text(
        "病例在场期间及离开后 30 分钟内，在同一场所停留 5 分钟以上的人。",
        "Everyone who spent five minutes or more at a venue while an infectious case was there or within 30 minutes after.",
    ),
    position=3,
    find=find,
)
