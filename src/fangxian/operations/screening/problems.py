"""What can go wrong at a door."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_SCREENING_ROUND = declare(
    "not-a-screening-round",
    happened=Text("该轮次是{kind}，不是入户排查。", "This is a round of {kind}, not of screening."),
    expected=Text("排查表只记入排查轮次。", "Forms of doors belong to a round of screening."),
    remedy=Text("请选择排查轮次，或开启一轮。", "Choose a round of screening, or have one opened."),
    status=409,
)

SCREENING_UNCLEAR = declare(
    "screening-unclear",
    happened=Text("这张排查表前后矛盾: {faults_zh}。", "The form contradicts itself: {faults}."),
    expected=Text(
        "在场的人应是本户成员，没人应门就没有人在场。", "Whoever is present lives there and was met."
    ),
    remedy=Text("请改正后重新提交。", "Correct it and send it again."),
)

NO_KNOCKING_NOW = declare(
    "no-knocking-now",
    happened=Text("{at} 不应敲这扇门: {why_zh}。", "This door is not knocked at {at}: {why}."),
    expected=Text(
        "21:00 至 8:00 只为阳性结果敲门；约定时间之前不敲门。",
        "From 21:00 to 8:00 only a positive result is brought; nobody comes before the hour that was asked for.",
    ),
    remedy=Text(
        "请 {next_at} 以后再来。紧急情况请按值班键。",
        "Come from {next_at} on. In an emergency press the duty button.",
    ),
    status=409,
)

TWO_AT_THIS_DOOR = declare(
    "two-at-this-door",
    happened=Text("这扇门标为有风险，须两人同去。", "This door is marked risky: two go there together."),
    expected=Text(
        "应写明同去人员的账号，且该人员的职责包括这里。",
        "Expected the handle of the colleague who came along and serves here.",
    ),
    remedy=Text("请与同事同去，并填写其账号。", "Go with a colleague and give their handle."),
    status=409,
)

SCREENING_ID_TAKEN = declare(
    "screening-id-taken",
    happened=Text("编号 {key} 已用于另一张排查表。", "The id {key} belongs to another form."),
    expected=Text("同一编号只能是同一张表。", "The same id is the same form, word for word."),
    remedy=Text("请为新表取新的编号。", "Give what is new an id of its own."),
    status=409,
)

CALL_BACK_IN_THE_PAST = declare(
    "call-back-in-the-past",
    happened=Text("约定的时间 {at} 已过。", "The hour to come back at, {at}, is past."),
    expected=Text("应晚于这次上门。", "Expected a time after this visit."),
    remedy=Text("请更改时间。", "Give a later one."),
)

NOT_AN_ALARM = declare(
    "not-an-alarm",
    happened=Text("“{kind}”不是值班事项。", "“{kind}” is nothing the duty office is called for."),
    expected=Text("应为 {kinds} 之一。", "Expected one of {kinds}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_AN_ENDING = declare(
    "not-an-ending",
    happened=Text("“{ending}”不是处理结果。", "“{ending}” is not what can come of it."),
    expected=Text("应为 {endings} 之一。", "Expected one of {endings}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_A_HEALTH_WORKER = declare(
    "not-a-health-worker",
    happened=Text("此事由卫生人员处理。", "This is answered by a health worker."),
    expected=Text(
        "应为医院、卫健或疾控人员。", "Expected somebody of a hospital, a health department or a CDC."
    ),
    remedy=Text("请交给他们办理。", "Leave it to them."),
    status=403,
)

ITEM_SETTLED = declare(
    "door-item-settled",
    happened=Text("此事已于 {at} 办结。", "This was settled at {at}."),
    expected=Text("只能办理未结的事项。", "Expected one that is open."),
    remedy=Text("如有新情况请再次上报。", "If something is new, report it anew."),
    status=409,
)

NOT_A_RISK = declare(
    "not-a-risk",
    happened=Text("“{why}”不是风险类别。", "“{why}” is no kind of risk."),
    expected=Text("应为 {risks} 之一，或为空。", "Expected one of {risks}, or nothing."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

ONLY_THE_STREET_LIFTS = declare(
    "only-the-street-lifts",
    happened=Text("风险标记由街道以上解除。", "The mark of a risky door is lifted by the street or above."),
    expected=Text("应为街道或上级人员。", "Expected somebody of the street or an office above."),
    remedy=Text("请报街道值班室。", "Tell the duty office of the street."),
    status=403,
)

NOT_A_ROUTE = declare(
    "not-a-route",
    happened=Text(
        "不能为 {workers} 人、这些缺口排路线。", "No route can be made for {workers} workers and these gaps."
    ),
    expected=Text(
        "应为 1 至 {most} 人，缺口为 {gaps}。", "Expected 1 to {most} workers, and gaps of {gaps}."
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_A_NEED = declare(
    "not-a-need",
    happened=Text("“{need}”不在需求之列。", "“{need}” is not on the list of needs."),
    expected=Text("应为 {needs} 之一。", "Expected some of {needs}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

TOO_MANY_CARERS = declare(
    "too-many-carers",
    happened=Text("照护人超过 {most} 名。", "More than {most} carers were named."),
    expected=Text("每人至多 {most} 名照护人。", "Expected at most {most} for one person."),
    remedy=Text("请减少后重试。", "Name fewer and try again."),
)

CARER_NOT_HERE = declare(
    "carer-not-here",
    happened=Text("“{handle}”不在此地任职。", "“{handle}” does not serve here."),
    expected=Text("照护人的职责应包括此地。", "Expected somebody whose duty includes the place."),
    remedy=Text("请指定在此任职的人员。", "Name somebody who serves here."),
)

TRAVEL_NOT_ASKED = declare(
    "travel-not-asked",
    happened=Text("这里目前不征集行程。", "Travel is not asked for here now."),
    expected=Text(
        "应为已发布场所公告、仍在进行的疫情。", "Expected an outbreak that runs and has published places."
    ),
    remedy=Text("请查看最新通告，或致电所在社区。", "See the latest notices, or call your community."),
    status=404,
)
