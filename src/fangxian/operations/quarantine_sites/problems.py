"""What can go wrong with rooms and stays."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NO_AGREEMENT = declare(
    "no-agreement",
    happened=Text("此人没有同意自愿集中隔离。", "This person has not agreed to a room of their own accord."),
    expected=Text(
        "应先询问并记录“同意”，再签同意书。",
        "Expected them to be asked first, with “agrees” on record, then to sign.",
    ),
    remedy=Text(
        "请在“先征求意见”页面记录询问和答复。", "Record the asking and the answer under “asked first”."
    ),
    status=409,
)
NOT_A_CONSENT = declare(
    "not-a-consent",
    happened=Text("同意书的“{what}”不完整或有误。", "The consent is not complete: {what}."),
    expected=Text(
        "应写明如何告知、用何种语言、如何签字，截止时间在将来。",
        "Expected how they were told, in which language, how they signed, and an end still to come.",
    ),
    remedy=Text("请补充后重试。", "Complete it and try again."),
)
BOUND_ALREADY = declare(
    "bound-already",
    happened=Text("此人已有生效的决定或同意书。", "This person is bound already, or has signed."),
    expected=Text(
        "同意书只用于没有决定约束的人，一人一份。", "A consent is for whom nothing binds, one each."
    ),
    remedy=Text("请直接安排房间。", "Give them a room on what stands."),
    status=409,
)
CONSENT_OVER = declare(
    "consent-over",
    happened=Text("同意书已收回或已到期。", "This consent was taken back, or its time is over."),
    expected=Text("应为仍然有效的同意书。", "Expected one that stands."),
    remedy=Text("请刷新页面。", "Reload the page."),
    status=409,
)
NO_STANDING_RESTRICTION = declare(
    "no-standing-restriction",
    happened=Text(
        "没有生效的集中隔离决定或同意书可以依据。",
        "Neither a restriction nor a consent that stands puts this person into a quarantine place.",
    ),
    expected=Text(
        "入住须依据两个部门签署、仍在生效、以隔离点房间执行的限制措施，或本人签字、仍有效的同意书。",
        "A stay rests on a restriction in force of a measure that takes a room, signed by two offices, or on a consent.",
    ),
    remedy=Text(
        "请先按程序提出并签署限制措施，或征求本人自愿；没有决定不得留人。",
        "Propose and sign the restriction first; without it nobody may be kept.",
    ),
    status=409,
)
STAYS_ALREADY = declare(
    "stays-already",
    happened=Text("此人已在 {site} {room} 房。", "This person has room {room} at {site} already."),
    expected=Text("一人同时只有一间房。", "One person has one room at a time."),
    remedy=Text("如需换房，请先结束原住宿（换房）。", "To move them, end that stay first (moved)."),
    status=409,
)
NOT_A_QUARANTINE_SITE = declare(
    "not-a-quarantine-site",
    happened=Text("隔离点资料不全或有误: {fault_zh}。", "This is no quarantine site: {fault}."),
    expected=Text(
        "编号为字母数字和连字符；至少一层，每层 1 至 {most} 间。",
        "A key of letters, digits and hyphens; at least one floor, each of 1 to {most} rooms.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NO_SUCH_ROOM = declare(
    "no-such-room",
    happened=Text("{site} 没有可用的 {room} 房。", "There is no room {room} at {site} that is open."),
    expected=Text("应为开放隔离点的房号。", "Expected a room of a site that is open."),
    remedy=Text("请在隔离点页面查看房号。", "Look at the rooms of the site."),
)
ROOM_TAKEN = declare(
    "room-taken",
    happened=Text("{site} {room} 房已有他人。", "Room {room} at {site} is somebody else's."),
    expected=Text(
        "一人一间；同住的家人或照护人用同一编号。", "One person a room; those of one party share its id."
    ),
    remedy=Text("请另选房间，或填写同住编号。", "Choose another room, or give the party's id."),
    status=409,
)
STEP_OUT_OF_TURN = declare(
    "step-out-of-turn",
    happened=Text("此刻不能记录“{step}”。", "“{step}” cannot be recorded now."),
    expected=Text("顺序为接走、到达、离开，每步一次。", "Picked up, arrived, left: in this turn, each once."),
    remedy=Text("请刷新页面查看目前状态。", "Reload the page and see where it stands."),
    status=409,
)
NOT_A_LEAVING = declare(
    "not-a-leaving",
    happened=Text("“{why}”不是离开的方式。", "“{why}” is not how a stay ends here."),
    expected=Text(
        "应为 {leavings} 之一；解除另行办理。", "Expected one of {leavings}; a release is an act of its own."
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NOT_A_DUE_DAY = declare(
    "not-a-due-day",
    happened=Text("{on} 不是应采样的日子，或已采样。", "No sample is due on {on}, or it was taken."),
    expected=Text("应为 {days} 之一。", "Expected one of {days}."),
    remedy=Text("请选择应采样的日期。", "Choose a day a sample is due."),
)
NOT_A_STAY_RESULT = declare(
    "not-a-stay-result",
    happened=Text(
        "“{result}”不是检测结果，或当天未采样。", "“{result}” is no result, or no sample was taken that day."
    ),
    expected=Text("先记录采样，再记录 negative 或 positive。", "A sample first, then negative or positive."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
RELEASE_LACKS = declare(
    "release-lacks",
    happened=Text("解除还缺: {lacking_zh}。", "The release still lacks: {lacking}."),
    expected=Text(
        "期满且各次结果齐全、没有未处理的警示。",
        "Expected the days served, every result, and no open red flag.",
    ),
    remedy=Text(
        "请补齐；有权签署的人可写明理由提前解除。",
        "Complete them; somebody who may sign can let the person go early with a reason.",
    ),
    status=409,
)
NOTHING_SEEN = declare(
    "nothing-seen",
    happened=Text("没有填写症状或体温。", "Neither a symptom nor a temperature was given."),
    expected=Text(
        "应至少有一项症状，或 30 至 45 度的体温。", "Expected a symptom, or a temperature from 30 to 45."
    ),
    remedy=Text("请补充后重试。", "Add it and try again."),
)
NOT_A_DOCTOR = declare(
    "not-a-doctor",
    happened=Text("警示由医生答复。", "A red flag is answered by a doctor."),
    expected=Text(
        "应为医院或卫健人员，或有权决定的人。",
        "Expected somebody of a hospital or health department, or who may decide.",
    ),
    remedy=Text("请交给医生。", "Leave it to them."),
    status=403,
)
NOT_A_FLAG_ENDING = declare(
    "not-a-flag-ending",
    happened=Text(
        "“{ending}”不是处理结果，或已处理。", "“{ending}” is not what can come of it, or it is settled."
    ),
    expected=Text("应为 {endings} 之一。", "Expected one of {endings}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
NOT_POSITIVE = declare(
    "not-positive",
    happened=Text(
        "此人没有阳性结果，或尚未报告为病例。",
        "This person has no positive result, or is not reported as a case yet.",
    ),
    expected=Text(
        "应先记录阳性结果并报告病例。", "Expected a positive result on record, and the case reported."
    ),
    remedy=Text("请先报告病例，再处理同层人员。", "Report the case, then see to those who shared the floor."),
    status=409,
)
NO_QUARANTINE_RULE = declare(
    "no-quarantine-rule",
    happened=Text("该日期没有适用的隔离规则包。", "No pack of quarantine rules is in force on this date."),
    expected=Text("应有该预案系列的 quarantine 资源包。", "Expected a quarantine pack of the plan's family."),
    remedy=Text("请加入资源包。", "Add one."),
    status=409,
)
