"""What can go wrong with a roster."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_PATTERN = declare(
    "not-a-pattern",
    happened=Text("班次设置不明：{what_zh}。", "The pattern of shifts is not clear: {what}."),
    expected=Text(
        "每班 4、6、8 或 12 小时，首班 0 至 23 时，1 至 14 天，每岗 1 至 100 人。",
        "Expected shifts of 4, 6, 8 or 12 hours, the first from 0 to 23 o'clock, 1 to 14 days, 1 to 100 people a post.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOBODY_TO_ROSTER = declare(
    "nobody-to-roster",
    happened=Text("{place_zh}没有已派到岗位的队员。", "Nobody was sent to a post of {place}."),
    expected=Text("排班前须有岗位，且已派员。", "Expected a post there, and members sent to it."),
    remedy=Text("请先在“队伍”页设岗并派员。", "Set posts and send members first, on the page of teams."),
    status=409,
)

ROSTER_ANSWERED = declare(
    "roster-answered",
    happened=Text("该值班表已有答复。", "This roster was answered already."),
    expected=Text("每份值班表只答复一次。", "A roster is taken or left once."),
    remedy=Text("需要变动时请重新排班。", "Make a roster anew to change it."),
    status=409,
)

NOT_YOUR_SHIFT = declare(
    "not-your-shift",
    happened=Text(
        "这不是您的班次，或您不在值班名单中。", "This shift is not yours, or you are not on the roster."
    ),
    expected=Text("只有本人能换班、交班。", "Only whose shift it is swaps it or hands it over."),
    remedy=Text("请联系排班负责人。", "Ask whoever makes the roster."),
    status=403,
)

SHIFT_BEGUN = declare(
    "shift-begun",
    happened=Text("该班次已开始。", "This shift has begun."),
    expected=Text("只能更换尚未开始的班次。", "Expected a shift that has not begun."),
    remedy=Text("请当面交接并通知负责人。", "Hand over in person and tell whoever leads."),
    status=409,
)

SWAP_BREAKS_RULE = declare(
    "swap-breaks-rule",
    happened=Text("换班会违反规则：{rule_zh}。", "The swap would break a rule: {rule}."),
    expected=Text(
        "换班后双方都须符合休息、工时、夜班和高温规定。",
        "Both keep to rest, hours, nights and heat after it.",
    ),
    remedy=Text("请与其他人或其他班次更换。", "Swap with somebody else, or another shift."),
    status=409,
)

SWAP_ANSWERED = declare(
    "swap-answered",
    happened=Text(
        "该换班请求已有答复，或班次已变。", "This swap was answered, or the shifts have changed since."
    ),
    expected=Text("应为尚未答复的请求。", "Expected a request that waits."),
    remedy=Text("请重新提出。", "Ask anew."),
    status=409,
)

NOT_ROSTER_LIMITS = declare(
    "not-roster-limits",
    happened=Text("这些值班限制不成立：{what_zh}。", "These limits of rosters cannot stand: {what}."),
    expected=Text(
        "每天1至24小时，每周1至168小时，休息0至72小时，连续夜班0至31个，7天夜班0至7个，夜间至少1人；"
        "穿防护服的分钟数随气温升高不增加；须写明理由（3至300字）。",
        "Expected 1 to 24 h a day, 1 to 168 h a week, 0 to 72 h of rest, 0 to 31 nights in a row, 0 to 7 nights in 7 days, "
        "at least 1 person at night; no more minutes in a suit the hotter it is; a reason of 3 to 300 characters.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_AN_ABSENCE = declare(
    "not-an-absence",
    happened=Text("请假时间不明。", "When you cannot come is not clear."),
    expected=Text("结束须晚于开始，且不超过60天。", "Expected an end after the beginning, within 60 days."),
    remedy=Text("请改正后重报。", "Correct it and send it again."),
)
