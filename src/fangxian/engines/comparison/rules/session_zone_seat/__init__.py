"""The interval rule, but only inside the same session and zone, and near the same row of seats, where known."""

from dataclasses import replace

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.problems import Text

SEAT_ROWS = 3
"""Three rows before and behind: the 2021 practice of airlines and railways, from memory; confidence M."""


def find(ground: Ground) -> pl.DataFrame:
    """List by place, interval, session, zone and row of seats."""
    return ground.trace(replace(ground.plain(), seat_rows={"": SEAT_ROWS}), ground.presences)


RULE = Rule(
    id="session_zone_seat",
    title=Text("同场次、同区域、邻座", "Same session, zone and rows"),
    says=Text(
        "同场所同时段，且场次、区域相同、座位相隔不超过 3 排（三者已知时）。",
        "As by venue and interval, but of the same session and zone and at most three rows away, where these are known.",
    ),
    position=4,
    find=find,
)
