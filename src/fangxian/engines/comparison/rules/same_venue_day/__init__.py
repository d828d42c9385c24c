"""Whoever was at a venue on a day on which a case was there."""

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.comparison.sources import WholeDays
from fangxian.engines.problems import Text


def find(ground: Ground) -> pl.DataFrame:
    """List by place and local day alone."""
    return ground.trace(ground.plain(), WholeDays(ground.presences, ground.timezone))


RULE = Rule(
    id="same_venue_day",
    title=Text("同场所同日", "Same venue, same day"),
    says=Text(
        "病例传染期内到过的场所，当日到过的所有人。",
        "Everyone who was at a venue on a day on which an infectious case was there, at whatever hour.",
    ),
    position=2,
    find=find,
)
