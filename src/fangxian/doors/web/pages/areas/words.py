"""Words of the areas page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("风险地区与措施", "Areas and measures"),
    areas=Text("风险地区", "Risk areas"),
    measures=Text("正在执行的措施", "Measures in force"),
    empty=Text("没有风险地区", "No risk area"),
    empty_fill=Text(
        "签署风险等级建议后，地区显示在这里。", "Sign a proposed risk level and its area shows here."
    ),
    no_measures=Text("没有正在执行的措施。", "No measure in force."),
    place=Text("地点", "Place"),
    level=Text("等级", "Level"),
    since=Text("生效", "Since"),
    reason=Text("理由", "Why"),
    state=Text("状态", "State"),
    may_end=Text("可结束", "may end"),
    release=Text("须在 {moment} 前解除", "release by {moment}"),
    stands=Text("有效", "stands"),
    measure=Text("措施", "Measure"),
    starts_at=Text("开始", "From"),
    ends_at=Text("结束", "Until"),
    people=Text("人数", "People"),
    restricts=Text("限制性", "restricts"),
)
