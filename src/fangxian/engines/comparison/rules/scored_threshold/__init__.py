"""The plan's own rule: minutes weighed by venue and day of illness, listed from a score upwards."""

import polars as pl

from fangxian.engines.comparison.ground import Ground, Rule
from fangxian.engines.problems import Text


def find(ground: Ground) -> pl.DataFrame:
    """List as a response would."""
    return ground.trace(ground.plan, ground.presences)


RULE = Rule(
    id="scored_threshold",
    title=Text("预案的得分阈值", "The plan's score threshold"),
    says=Text(
        "按预案计分（分钟 × 场所系数 × 当日传染性），得分达到阈值的人；系统日常使用的规则。",
        "Everyone whose score under the plan (minutes × venue × infectiousness that day) reaches its threshold: the "
        "rule this system works with.",
    ),
    position=5,
    find=find,
)
