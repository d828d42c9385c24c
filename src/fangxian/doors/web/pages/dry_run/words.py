"""Words of the dry run."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("预案试运行", "Dry run of a plan"),
    lead=Text(
        "在疫情的某一时刻，这个预案本会做什么？按当时已知判断，建议视为已签署；不写入任何内容。",
        "What would this plan have done at an hour of this outbreak? Judged on what was known then, everything proposed "
        "counted as signed. Nothing is written.",
    ),
    plan_field=Text("预案", "Plan"),
    at_field=Text("日期和时刻", "Day and hour"),
    ask=Text("试运行", "Run it"),
    computing=Text(
        "正在试运行，大的疫情需要几秒到一分钟……",
        "Running; a large outbreak takes seconds, a minute at most …",
    ),
    at_once=Text("直接显示结果", "Show the answer"),
    cases=Text("已知病例", "cases known"),
    exposed=Text("暴露者", "people exposed"),
    restricted=Text("受限人数（至少至多）", "restricted, at least and at most"),
    by_name=Text("另按名单", "more by name"),
    person_days=Text("受限人天（至少）", "person-days, at least"),
    what=Text("内容", "What"),
    rule=Text("规则", "Rule"),
    would=Text("预案本会", "The plan would have"),
    really=Text("实际", "What was done"),
    places=Text("{number}处", "{number} places"),
    offices=Text("{number}个单位", "{number} offices"),
    people=Text("{number}人", "{number} people"),
    not_at_all=Text("无", "not at all"),
    nothing=Text(
        "此刻没有规则启动，实际也没有采取措施。", "No rule would have fired by then, and nothing was done."
    ),
    ask_first=Text("选择预案和时刻", "Choose a plan and an hour"),
    ask_fill=Text(
        "结果会与当时实际的指令、地区、措施并列显示。",
        "The answer stands beside the orders, areas and measures there really were.",
    ),
    since=Text("首例报告于 {moment}。", "The first case was reported {moment}."),
)
