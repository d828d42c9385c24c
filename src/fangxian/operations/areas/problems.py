"""What can go wrong with drawing, deciding and ending areas."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

OUTSIDE_THE_GROUND = declare(
    "outside-the-ground",
    happened=Text("该范围不涉及本起疫情的任何地区。", "This extent touches no place of this outbreak."),
    expected=Text("应在疫情所辖地区内。", "Expected an extent inside the outbreak's places."),
    remedy=Text(
        "请检查坐标（经度、纬度是否颠倒）。", "Check the coordinates; are longitude and latitude swapped?"
    ),
)

NOT_A_LEVEL_HERE = declare(
    "not-a-level-here",
    happened=Text("预案没有等级“{level}”。", "The plan has no level “{level}”."),
    expected=Text("可用等级: {known}。", "There are: {known}."),
    remedy=Text("请选择其一。", "Choose one of them."),
)

EVIDENCE_NEEDED = declare(
    "evidence-needed",
    happened=Text("没有写明依据的病例。", "No case is named as evidence."),
    expected=Text(
        "每个地区至少依据本起疫情的一例有效病例。", "Expected at least one case of this outbreak that counts."
    ),
    remedy=Text("请选择病例。", "Choose the cases it rests on."),
)

EVIDENCE_STANDS = declare(
    "evidence-stands",
    happened=Text(
        "“{title_zh}”尚不满足结束条件: {unmet_zh}。", "“{title}” does not meet what ending it needs: {unmet}."
    ),
    expected=Text(
        "条件全部满足，或写明理由并确认仍要结束。",
        "Expected all of it met, or a reason and the word to end it all the same.",
    ),
    remedy=Text(
        "请补齐依据，或写明理由后确认结束。",
        "Complete the evidence, or give the reason and end it despite that.",
    ),
    status=409,
)

AREA_NOT_STANDING = declare(
    "area-not-standing",
    happened=Text("该地区已结束或尚未决定。", "The area has ended or is not decided yet."),
    expected=Text("应为正在生效的地区。", "Expected an area that stands."),
    remedy=Text("请刷新后重试。", "Reload and try again."),
    status=409,
)

SAME_LEVEL = declare(
    "same-level",
    happened=Text("该地区已是该等级。", "The area is at this level already."),
    expected=Text("应为另一等级。", "Expected another level."),
    remedy=Text("请选择其他等级。", "Choose another level."),
)

ROUND_NOT_POSSIBLE = declare(
    "round-not-possible",
    happened=Text("检测轮次的数字不合理。", "The figures of the round cannot be."),
    expected=Text(
        "阳性不多于已采，完成日期不晚于今天。",
        "Expected no more positives than tested, and a day up to today.",
    ),
    remedy=Text("请改正数字。", "Correct the figures."),
)
