"""What can go wrong with a round."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_KIND_OF_ROUND = declare(
    "not-a-kind-of-round",
    happened=Text("“{kind}”不是轮次的类别。", "“{kind}” is no kind of round."),
    expected=Text("应为 {kinds} 之一。", "Expected one of {kinds}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

ROUND_DUE_IN_THE_PAST = declare(
    "round-due-in-the-past",
    happened=Text(
        "截止时间 {due_at} 不晚于开始时间。", "The round would be due at {due_at}, before it begins."
    ),
    expected=Text("截止应晚于开始。", "Expected a time after it begins."),
    remedy=Text("请更改截止时间。", "Give a later time."),
)

ROUND_CLOSED = declare(
    "round-closed",
    happened=Text("该轮次已于 {at} 关闭。", "The round was closed at {at}."),
    expected=Text(
        "关闭后只接收关闭前发生、迟到的记录。",
        "After that only what happened before it, and came late, is taken.",
    ),
    remedy=Text("请记入新一轮。", "Record it in the next round."),
    status=409,
)

EVENT_OUTSIDE_THE_ROUND = declare(
    "event-outside-the-round",
    happened=Text(
        "记录的时间 {at} 不在本轮之内。", "It is said to have happened at {at}, outside the round."
    ),
    expected=Text("应在开始之后、现在之前。", "Expected a time after the round began and not in the future."),
    remedy=Text("请核对设备时间。", "Look at the clock of the device."),
)

NOT_AN_EVENT = declare(
    "not-an-account-event",
    happened=Text("“{kind}”不能记入账目。", "“{kind}” is nothing an account can tell."),
    expected=Text("应为 {kinds} 之一。", "Expected one of {kinds}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NOT_IN_THE_REGISTER = declare(
    "not-in-the-register",
    happened=Text("本轮该地名册中没有“{key}”。", "“{key}” is not in the register of this round here."),
    expected=Text(
        "应为名册中或已补录的人、户。", "Expected a person or a door of the register, or somebody added."
    ),
    remedy=Text("名册外的人请先补录, 不需证件。", "Add whoever is on no list first; no document is needed."),
)

EVENT_ID_TAKEN = declare(
    "account-event-id-taken",
    happened=Text("编号 {key} 已用于另一条记录。", "The id {key} belongs to another record."),
    expected=Text("同一编号只能是同一条记录。", "The same id is the same record, word for word."),
    remedy=Text("请为新的记录取新的编号。", "Give what is new an id of its own."),
    status=409,
)

ALREADY_IN_THE_REGISTER = declare(
    "already-in-the-register",
    happened=Text("“{key}”已在本轮名册中。", "“{key}” is in the register of this round already."),
    expected=Text("补录只用于名册外的人。", "Only whoever is on no list is added."),
    remedy=Text("请直接记录。", "Record what happened instead."),
    status=409,
)

NOT_A_LIST = declare(
    "not-a-list",
    happened=Text("没有名单“{list_id}”。", "There is no list “{list_id}”."),
    expected=Text("应为 {known} 之一。", "Expected one of {known}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

LIST_NEEDS_ITS_GROUND = declare(
    "list-needs-its-ground",
    happened=Text("启用名单缺少: {missing_zh}。", "A list cannot be switched on without: {missing}."),
    expected=Text(
        "每份名单须有法律依据、批准人和到期时间。", "Each has a legal basis, an approver and an end."
    ),
    remedy=Text("请补全后重试。", "Add it and try again."),
)

NO_LIST_IS_ON = declare(
    "no-list-is-on",
    happened=Text(
        "没有可用的名单, 无法冻结名册。", "No list gives anybody here, so there is no register to freeze."
    ),
    expected=Text("至少一份名单有人。", "Expected at least one list with people."),
    remedy=Text(
        "请导入户籍名册, 或启用其他名单。", "Import the register of households, or switch another list on."
    ),
)

NO_GUIDE = declare(
    "no-guide-to-rounds",
    happened=Text("{day} 没有适用的检测组织指南。", "No guide to rounds is in force on {day}."),
    expected=Text("应写明截止时间。", "Expected the hour by which the round is to be done."),
    remedy=Text("请填写截止时间。", "Give it."),
)

NOT_A_KIND_OF_GAP = declare(
    "not-a-kind-of-gap",
    happened=Text("“{gap}”不是缺口的类别。", "“{gap}” is no kind of gap."),
    expected=Text("应为 {gaps} 之一。", "Expected one of {gaps}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)
