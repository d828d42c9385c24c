"""What can go wrong at a sampling site."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NO_SUCH_SITE = declare(
    "no-such-site",
    happened=Text("没有采样点“{key}”。", "There is no sampling site “{key}” for you."),
    expected=Text("应为您可见范围内已登记的采样点。", "Expected one on record within your reach."),
    remedy=Text("请核对编号，或先开设。", "Check the number, or open it first."),
    status=404,
)

NOT_A_SITE = declare(
    "not-a-site",
    happened=Text("采样点“{key}”填写有误。", "The sampling site “{key}” is not described well."),
    expected=Text(
        "编号至多 40 位字母、数字、点和连字符；经纬度有效；采样台 1 至 200 个，每台每小时 1 至 1000 人。",
        "Expected an id of at most 40 letters, digits, dots and hyphens, a place on the globe, 1 to 200 desks "
        "and 1 to 1,000 people a desk and hour.",
    ),
    remedy=Text("请改正后重试；未开设任何采样点。", "Correct it and try again; no site was opened."),
)

SITE_STANDS_ELSEWHERE = declare(
    "site-stands-elsewhere",
    happened=Text("采样点“{key}”已登记在另一处。", "The sampling site “{key}” is on record somewhere else."),
    expected=Text(
        "采样点的位置不变：曾在那里的人据此查找。",
        "Expected a site to stay where it is: who was there is found by it.",
    ),
    remedy=Text("请用新的编号开设。", "Open it under another number."),
    status=409,
)

SITE_CLOSED = declare(
    "site-closed",
    happened=Text("采样点“{key}”此时未开放。", "The sampling site “{key}” is not open at that hour."),
    expected=Text("应为开放中的采样点。", "Expected a site that is open."),
    remedy=Text("请先开放，或选另一处。", "Open it first, or choose another."),
    status=409,
)

NOBODY_ON_DUTY = declare(
    "nobody-on-duty",
    happened=Text("没有说明谁在岗。", "It is not said who is on duty."),
    expected=Text(
        "应为已登记人员的编号或系统用户的账号。",
        "Expected the number of a person on record, or the handle of a user.",
    ),
    remedy=Text("请填写其中之一。", "Give one of them."),
)

SHIFT_HOURS_UNCLEAR = declare(
    "shift-hours-unclear",
    happened=Text("在岗时间有误。", "The hours on duty can't be so."),
    expected=Text(
        "应先开始后结束，不晚于现在，且不超过 {hours} 小时。",
        "Expected it to begin before it ends, not after now, and to last {hours} hours at most.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_A_QUEUE = declare(
    "not-a-queue",
    happened=Text("排队人数 {waiting} 有误。", "{waiting} people can't wait there."),
    expected=Text(
        "应为 0 至 {most}，时间不晚于现在。", "Expected 0 to {most}, seen at no later hour than now."
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

ALARM_ANSWERED = declare(
    "alarm-answered",
    happened=Text("该警报已于 {at} 处置。", "Somebody saw to this alarm at {at}."),
    expected=Text("应为尚未处置的警报。", "Expected one nobody has seen to."),
    remedy=Text("请刷新后查看。", "Look again."),
    status=409,
)
