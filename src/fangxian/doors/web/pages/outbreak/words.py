"""Words of the outbreak page."""

from fangxian.doors.web.words import Words
from fangxian.engines.problems import Text

WORDS = Words(
    title=Text("疫情", "Outbreak"),
    opened=Text("开始记录", "Opened"),
    plan=Text("适用预案", "Plan"),
    disease=Text("病种", "Disease"),
    timezone=Text("时区", "Time zone"),
    first=Text("首例报告", "First report"),
    state=Text("状态", "State"),
    running=Text("进行中", "running"),
    ended_at=Text("{moment} 结束", "ended {moment}"),
    look_back=Text("回看某一时刻", "Look back"),
    look_back_lead=Text(
        "显示当时所知的态势，不能操作。", "Shows what was known at that hour; nothing can be done there."
    ),
    end=Text("结束疫情", "End the outbreak"),
    end_lead=Text(
        "结束须有依据并签署。签署后，仍在执行的限制、措施和指令随之结束。目前仍有：",
        "An end needs evidence and signatures. What still restricts ends with it. Still standing now:",
    ),
    end_counts=Text(
        "{restrictions}人受限制，{areas}个风险地区，{dispatches}件下达件未完成。",
        "{restrictions} people restricted, {areas} areas, {dispatches} dispatches not done.",
    ),
    reason=Text("依据与理由", "Evidence and reason"),
    end_button=Text("签署结束", "Sign the end"),
    end_asked=Text(
        "结束疫情的建议已签署；须第二个部门签署的，请对方在处置页签署。",
        "The end is signed; where a second office must sign, it finds it on the response page.",
    ),
)
