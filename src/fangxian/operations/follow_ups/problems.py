"""What can go wrong with a follow-up."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_OFFERED = declare(
    "act-not-offered",
    happened=Text("现行预案没有“{act}”（{measure}）。", "The plan has no “{act}” ({measure})."),
    expected=Text("可选: {offered}。", "Expected one of: {offered}."),
    remedy=Text("请从所列项目中选择。", "Choose from what is offered."),
)

NOBODY_CHOSEN = declare(
    "nobody-chosen",
    happened=Text("没有选中任何人。", "Nobody was chosen."),
    expected=Text("应选定人员或一个分组。", "Expected people, or a group of them."),
    remedy=Text("请选择后重试。", "Choose and try again."),
)

CHECK_IN_THE_FUTURE = declare(
    "check-in-the-future",
    happened=Text("随访时间 {at} 晚于现在。", "The check is said to be of {at}, which is yet to come."),
    expected=Text("应为现在或更早。", "Expected now or earlier."),
    remedy=Text("请核对设备时间。", "Look at the clock of the device."),
)

NOT_A_CHANNEL = declare(
    "not-a-channel",
    happened=Text("“{channel}”不是随访方式。", "“{channel}” is no way to check on somebody."),
    expected=Text("应为 {channels} 之一。", "Expected one of {channels}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_A_FINDING = declare(
    "not-a-finding",
    happened=Text("“{result}”不是检测或用药的结果。", "“{result}” is not what became of a sample or a dose."),
    expected=Text("应为 {results} 之一。", "Expected one of {results}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

TEMPERATURE_UNLIKELY = declare(
    "temperature-unlikely",
    happened=Text("体温 {value} ℃ 不可能。", "A temperature of {value} °C cannot be."),
    expected=Text("应在 30 至 45 ℃ 之间。", "Expected 30 to 45 °C."),
    remedy=Text("请核对读数和单位。", "Look at the reading and its unit."),
)

SYMPTOMS_TOLD_WELL = declare(
    "symptoms-told-well",
    happened=Text("选了“无症状”，却又列出症状。", "“Well” was ticked together with symptoms."),
    expected=Text("有症状时结果应为“有症状”。", "Expected “symptoms” where there are any."),
    remedy=Text("请二者取一。", "Choose one of the two."),
)

FOLLOW_UP_CLOSED = declare(
    "follow-up-closed",
    happened=Text("该随访已于 {at} 结束。", "This follow-up was closed at {at}."),
    expected=Text("只能办理仍在进行的随访。", "Expected one that is still open."),
    remedy=Text("如有新的暴露，请重新作出决定。", "After a new exposure, decide anew."),
    status=409,
)

CHECK_ID_TAKEN = declare(
    "check-id-taken",
    happened=Text("编号 {key} 已用于另一次随访。", "The id {key} belongs to another check."),
    expected=Text("每次随访有自己的编号。", "Every check has an id of its own."),
    remedy=Text("请换一个编号重发。", "Send it again under a new id."),
    status=409,
)

NOT_YET_RELEASABLE = declare(
    "not-yet-releasable",
    happened=Text("尚不能解除，还缺: {missing_zh}。", "The release still lacks: {missing}."),
    expected=Text("应已期满且证据齐全。", "Expected the days complete and the evidence there."),
    remedy=Text(
        "请补齐，或由有权者写明理由提前解除。",
        "Complete it, or have it ended early with a reason by who may sign.",
    ),
    status=409,
)

CAN_ONLY_SHORTEN = declare(
    "can-only-shorten",
    happened=Text(
        "新的结束时间 {at} 不早于现定时间。", "The new end {at} is not before the one that stands."
    ),
    expected=Text("应在开始之后、现定结束之前。", "Expected an instant between its start and its end."),
    remedy=Text("延长只因新的暴露而自动发生。", "Only a new exposure extends it, by itself."),
)

NOT_A_CLINICIAN = declare(
    "not-a-clinician",
    happened=Text(
        "您所在的部门（{department}）不处置红色预警。",
        "Your department ({department}) does not answer red flags.",
    ),
    expected=Text("由医院或卫健部门处置。", "A hospital or the health department answers them."),
    remedy=Text("请转交医院。", "Pass it on to the hospital."),
    status=403,
)

NOT_A_FLAG_OUTCOME = declare(
    "not-a-flag-outcome",
    happened=Text("“{outcome}”不是预警的处置结果。", "“{outcome}” is not how a red flag ends."),
    expected=Text("应为 {outcomes} 之一。", "Expected one of {outcomes}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

FLAG_SETTLED = declare(
    "flag-settled",
    happened=Text("该预警已处置。", "This red flag was answered already."),
    expected=Text("每条预警处置一次。", "A red flag is answered once."),
    remedy=Text("无需再办。", "There is nothing left to do."),
    status=409,
)

OWN_LINK_NOT_VALID = declare(
    "own-link-not-valid",
    happened=Text("链接无效或已失效。", "This link does not open anything, or no longer does."),
    expected=Text("应为社区发给您的最新链接。", "Expected the latest link your community gave you."),
    remedy=Text("请向社区工作者索取新链接。", "Ask your community worker for a new one."),
    status=404,
)

TOO_MANY_REPORTS = declare(
    "too-many-reports",
    happened=Text("一小时内报告过多。", "Too many reports within the hour."),
    expected=Text("每小时最多 {most} 次。", "Expected {most} an hour at most."),
    remedy=Text("请稍后再试；身体不适请直接打电话。", "Try later; if you feel ill, telephone."),
    status=429,
)

NOT_PUBLISHED = declare(
    "venue-not-published",
    happened=Text("该场所没有正在征集的公告。", "No notice asks for those who were at this place."),
    expected=Text("应为公告所列场所。", "Expected a place a notice names."),
    remedy=Text("请核对公告，或拨打公告所列电话。", "Look at the notice, or call the number it names."),
    status=404,
)

ATTENDANCE_UNCLEAR = declare(
    "attendance-unclear",
    happened=Text("所填到访信息有误: {fault_zh}。", "What was written does not fit: {fault}."),
    expected=Text(
        "应有姓名、电话和先后正确的时间。", "Expected a name, a telephone number, and times in order."
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

ALREADY_SETTLED = declare(
    "attendance-settled",
    happened=Text("该自报已处理。", "This report was settled already."),
    expected=Text("每条自报处理一次。", "A report is settled once."),
    remedy=Text("无需再办。", "There is nothing left to do."),
    status=409,
)

NOT_A_VENUE_EXPOSED = declare(
    "venue-not-exposed",
    happened=Text("没有病例在传染期到过“{place}”。", "No case was at “{place}” while infectious."),
    expected=Text("应为暴露场所。", "Expected an exposed venue."),
    remedy=Text("请先录入行程并生成处置方案。", "Report the itinerary and respond first."),
    status=404,
)
