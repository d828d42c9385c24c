"""What may be wrong with members, posts and assignments."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_WORD = declare(
    "not-a-team-word",
    happened=Text("“{given}”不在词汇表内。", "“{given}” is not in the word list."),
    expected=Text("应为: {words}。", "Expected one of: {words}."),
    remedy=Text("请选用其中之一。", "Choose one of them."),
)

NOT_A_TIME = declare(
    "not-a-time-of-service",
    happened=Text("结束时间不晚于开始时间。", "It ends no later than it begins."),
    expected=Text("应先开始, 后结束。", "Expected an end after the beginning."),
    remedy=Text("请改正时间。", "Correct the times."),
)

VOLUNTEERS_NOT_ASKED = declare(
    "volunteers-not-asked",
    happened=Text("这里目前不招募志愿者。", "Nobody is asked to volunteer here."),
    expected=Text("应为正在招募志愿者的地址。", "Expected the address of a call that is open."),
    remedy=Text("请联系所在社区。", "Ask your community."),
    status=404,
)

SIGN_UP_UNCLEAR = declare(
    "sign-up-unclear",
    happened=Text("报名不完整: {what_zh}。", "The sign-up is not complete: {what}."),
    expected=Text(
        "应有姓名、电话和所住社区。", "Expected a name, a telephone number and the community you live in."
    ),
    remedy=Text("请补充后重试。", "Complete it and try again."),
)

TOO_MANY_SIGN_UPS = declare(
    "too-many-sign-ups",
    happened=Text("报名太频繁。", "There were too many sign-ups."),
    expected=Text("同一来源每小时至多 {most} 次。", "Expected at most {most} an hour from one sender."),
    remedy=Text("请一小时后再试，或联系所在社区。", "Try again in an hour, or ask your community."),
    status=429,
)

NOT_READY = declare(
    "member-not-ready",
    happened=Text("{name}还不能派出: {why_zh}。", "{name} cannot be sent yet: {why}."),
    expected=Text(
        "志愿者须本人同意并完成核实; 人员须在可用时间内。",
        "A volunteer has consented and was checked; everybody is sent only while available.",
    ),
    remedy=Text("请完成核实或改派他人。", "Finish the checks, or send somebody else."),
    status=409,
)

ALREADY_SENT = declare(
    "member-already-sent",
    happened=Text("{name}已在另一岗位。", "{name} serves at another post."),
    expected=Text("同一时间一人一岗。", "One post at a time for everybody."),
    remedy=Text("请先结束原岗位, 或改派他人。", "End the other post first, or send somebody else."),
    status=409,
)

CONSENT_NEEDED = declare(
    "consent-needed",
    happened=Text("志愿者本人尚未同意。", "The volunteer has not consented."),
    expected=Text(
        "报名须本人自愿并同意保存姓名和电话。", "Expected their own consent to serve and to be on record."
    ),
    remedy=Text("请本人确认后再提交。", "Ask them, then send it again."),
)

NOBODY_TO_SEND = declare(
    "nobody-to-send",
    happened=Text(
        "没有可派出的人员, 或没有岗位需求。", "There is nobody to send, or no post that needs anybody."
    ),
    expected=Text("至少一名可用人员和一个岗位。", "Expected at least one member available and one post."),
    remedy=Text("请先导入名册并生成岗位。", "Import a roster and let posts be made first."),
)

RUN_ANSWERED = declare(
    "assignment-answered",
    happened=Text("该派员方案已处理。", "This proposal has been answered."),
    expected=Text("每个方案只处理一次。", "Expected one answer to each proposal."),
    remedy=Text("请刷新; 如需改派请重新生成。", "Reload; to change it, make a new proposal."),
    status=409,
)

ALREADY_ANSWERED = declare(
    "recall-answered",
    happened=Text("该召回通知已回复。", "This call back from leave has been answered."),
    expected=Text("每份通知回复一次。", "Expected one answer to each call."),
    remedy=Text("请刷新页面。", "Reload the page."),
    status=409,
)

HEADINGS_UNKNOWN = declare(
    "headings-unknown",
    happened=Text("名册缺少必填列: {missing_zh}。", "The roster lacks: {missing}."),
    expected=Text(
        "每张名册须有姓名和编号两列; 其余可缺。现有表头: {headings}。",
        "A roster has a name and a number; all else may be absent. Its headings: {headings}.",
    ),
    remedy=Text(
        "请说明哪一列是什么 (例如 姓名=full_name); 系统会记住该单位的写法。",
        "Say which heading is what (e.g. Name=full_name); it is remembered for this employer.",
    ),
)

NOT_YOURS = declare(
    "recall-not-yours",
    happened=Text("该召回通知不是发给您的。", "This call was not sent to you."),
    expected=Text("由本人回复。", "Everybody answers for themselves."),
    remedy=Text("请用本人账号登录后回复。", "Sign in as yourself and answer."),
    status=403,
)

NO_DUTY_PHONE = declare(
    "no-duty-phone",
    happened=Text("没有填写值班电话。", "No duty telephone was given."),
    expected=Text(
        "每个临时工作组有一部昼夜有人接听的电话。",
        "Every unit has a telephone that is answered day and night.",
    ),
    remedy=Text("请填写值班电话。", "State the duty telephone."),
)
