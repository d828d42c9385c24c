"""The companion rule of 2021 (时空伴随者): phones that shared an 800 m cell for ten minutes."""

from dataclasses import replace

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.comparison.rules.companion_cell.cells import CellPresences, cell_of
from fangxian.engines.problems import Text

SHARED_MINUTES = 10.0
LOOKBACK_DAYS = 14


def find(ground: Ground) -> pl.DataFrame:
    """List whoever shared a cell with a case for ten minutes in the 14 days before its anchor day."""
    rule = replace(
        ground.plain(),
        from_days=-LOOKBACK_DAYS,
        degrees=1,
        min_minutes=SHARED_MINUTES,
        linger_minutes={"": 0.0},
    )
    cells = CellPresences(ground.positions or ground.presences, ground.places, ground.as_of)
    return ground.trace(rule, cells)


def caution(ground: Ground) -> Text | None:
    """Say where the rule sees less than it would in earnest."""
    if cell_of(ground.places).is_empty():
        return Text(
            "场所没有经纬度，无法分格：此规则只列出同户与登记接触者。",
            "No place has coordinates, so there are no cells: only households and named contacts are listed.",
        )
    if ground.positions is None:
        return Text(
            "没有手机位置，只按到访名单计算，居家时间不计：实际人数更多。",
            "Without the positions of phones only lists of visitors count, not the time at home: in earnest it "
            "would be more people.",
        )
    return None


RULE = Rule(
    id="companion_cell",
    title=Text("800 米格、10 分钟（时空伴随）", "800 m cell, 10 minutes"),
    says=Text(
        "14 天内与病例在同一 800 米 × 800 米网格共同停留 10 分钟以上，且其中一方在该网格累计停留 30 小时以上的人。",
        "Everyone who in 14 days shared an 800 m × 800 m cell with a case for ten minutes or more, where one of the "
        "two had spent 30 hours or more there.",
    ),
    position=1,
    find=find,
    caution=caution,
    sources=(
        "www.zhang-jiawei.com, 我的时空伴随者 (November 2021): cell 800 m x 800 m, over 10 minutes, 14 days, "
        "over 30 hours of either phone, as announced in Chengdu; confidence C",
        "richmond-news.com 2021-11-09: 800 metres, 10 minutes, 14 days, two tests in three days, at least 82,000 "
        "people in Chengdu; confidence C",
    ),
)
