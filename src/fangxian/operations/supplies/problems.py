"""What can go wrong with supplies."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_DEPOT = declare(
    "not-a-depot",
    happened=Text("仓库“{key}”填写有误。", "The depot “{key}” is not described well."),
    expected=Text(
        "编号为小写字母、数字和连字符，至多 40 位；有名称；经纬度有效。",
        "Expected an id of small letters, digits and hyphens, 40 at most, a name, and a place on the globe.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

NO_SUCH_DEPOT = declare(
    "no-such-depot",
    happened=Text("没有仓库“{key}”。", "There is no depot “{key}” for you."),
    expected=Text("应为您可见范围内已登记的仓库。", "Expected one on record within your reach."),
    remedy=Text("请核对编号，或先登记。", "Check the number, or register it first."),
    status=404,
)

NOT_AN_AMOUNT = declare(
    "not-a-supply-amount",
    happened=Text("数量 {quantity} 有误。", "The amount {quantity} can't be."),
    expected=Text("应为 1 至 {most} 的整数。", "Expected a whole number from 1 to {most}."),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

MORE_THAN_IS_FREE = declare(
    "more-than-is-free",
    happened=Text(
        "该批次可动用 {free}，少于 {quantity}。", "Of this lot {free} is free, less than {quantity}."
    ),
    expected=Text("出库不得多于未许出的库存。", "No more may leave than is in stock and promised to nobody."),
    remedy=Text("请减少数量，或等在途配送有结果。", "Take less, or wait for the rounds under way."),
    status=409,
)

LOT_IS_THERE = declare(
    "lot-is-there",
    happened=Text("该批次已入库。", "This lot has come already."),
    expected=Text("只能入库一次。", "A lot comes once."),
    remedy=Text("如又到货，请登记新批次。", "Register what comes later as a lot of its own."),
    status=409,
)

REASON_FOR_WRITING_OFF = declare(
    "reason-for-writing-off",
    happened=Text("没有写明核销原因。", "It is not said why it is written off."),
    expected=Text("应写明原因，200 字以内。", "Expected a reason of at most 200 characters."),
    remedy=Text("请填写后重试。", "Give one and try again."),
)

NOT_A_HOUSEHOLD = declare(
    "not-a-household",
    happened=Text("住户“{key}”填写有误。", "The household “{key}” is not described well."),
    expected=Text(
        "每个年龄段 0 至 200 人；经纬度有效；可送时段为 0 至 24 时，先起后止。",
        "Expected 0 to 200 people in a band, a place on the globe, hours from 0 to 24 that begin before they end.",
    ),
    remedy=Text("请改正后重试；未登记任何住户。", "Correct it and try again; no household was counted."),
)

HOUSEHOLD_NOT_COUNTED = declare(
    "household-not-counted",
    happened=Text("这里没有登记住户“{key}”。", "No household “{key}” is counted here."),
    expected=Text("应先登记住户人数。", "Expected one whose people are on record."),
    remedy=Text("请先登记该住户。", "Count the household first."),
    status=404,
)

SUPPLY_ID_TAKEN = declare(
    "supply-id-taken",
    happened=Text("编号 {key} 已用于另一条记录。", "The id {key} belongs to another record."),
    expected=Text("同一编号只能是同一条记录。", "The same id is the same record."),
    remedy=Text("请为新记录取新的编号。", "Give what is new an id of its own."),
    status=409,
)

DONATION_UNCLEAR = declare(
    "donation-unclear",
    happened=Text("捐赠填写有误。", "The donation is not described well."),
    expected=Text(
        "物资应有品类和数量，款项应有金额；捐赠方为单位名称，个人留空。",
        "Expected goods with an item and an amount, or money with its yuan; an organisation by name, a person without.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

PURCHASE_UNCLEAR = declare(
    "purchase-unclear",
    happened=Text("采购填写有误: {what_zh}。", "The purchase is not described well: {what}."),
    expected=Text(
        "应有金额、销售方和票据号，同一票据只记一次。",
        "Expected its yuan, the seller and the number of the receipt, each receipt once.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

MONEY_SHORT = declare(
    "money-short",
    happened=Text(
        "捐款只剩 {left} 元，不够 {amount} 元。", "{left} yuan of donated money are left, {amount} are asked."
    ),
    expected=Text(
        "支出不超过该地区收到的捐款。",
        "Expected no more than what was received for this place and not spent yet.",
    ),
    remedy=Text("请减少金额，或先登记收到的捐款。", "Spend less, or record what was received first."),
    status=409,
)

NOT_THE_NEXT_STEP = declare(
    "not-the-next-step",
    happened=Text(
        "捐赠现为“{standing_zh}”，不能{step_zh}。", "The donation is {standing}: it can't be {step}."
    ),
    expected=Text(
        "依次为: 收到、致谢、公示；未收到的可以谢绝。",
        "Expected: received, then acknowledged, then published; declined only before it came.",
    ),
    remedy=Text("请刷新后重试。", "Look again and take the next step."),
    status=409,
)

NOTHING_TO_DELIVER = declare(
    "nothing-to-deliver",
    happened=Text("这份方案没有一户可送。", "The plan reaches no household."),
    expected=Text("至少应有一户上车。", "Expected at least one household on a round."),
    remedy=Text(
        "请查看未保障的原因: 库存、车辆、时段或位置。",
        "See why they are unserved: stock, vehicles, hours or places.",
    ),
    status=409,
)

NOT_DELIVERY_HOURS = declare(
    "not-delivery-hours",
    happened=Text("配送时段有误。", "The hours of delivery can't be."),
    expected=Text(
        "应从现在以后开始，持续 0.5 至 24 小时；车辆至多 {most} 辆，载重 1 至 40000 公斤。",
        "Expected them to begin no earlier than an hour ago and last 0.5 to 24 hours, with at most {most} vehicles of 1 to 40,000 kg.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

WRONG_WORD = declare(
    "wrong-delivery-word",
    happened=Text("口令不对。", "That is not the word of this household."),
    expected=Text(
        "应为社区告知该户的四位口令。", "Expected the four digits its community told the household."
    ),
    remedy=Text(
        "请再问一次；对不上就放在门口，看到取走后选“门口交接”。",
        "Ask again; if it does not match put it down at the door and choose “at the doorstep” once it is taken in.",
    ),
)

NOT_HANDED_UNCLEAR = declare(
    "handed-unclear",
    happened=Text("没有说明结果。", "It is not said what became of it."),
    expected=Text(
        "应为 {outcomes}；未送到的写明 {reasons}。",
        "Expected {outcomes}; and of what went back one of {reasons}.",
    ),
    remedy=Text("请选择后重试。", "Choose one and try again."),
)

ALREADY_HANDED = declare(
    "already-handed",
    happened=Text("这一户已于 {at} 有结果。", "This household had its answer at {at}."),
    expected=Text("每户每轮只有一个结果。", "Expected one answer for a household of a round."),
    remedy=Text("请刷新后查看。", "Look again."),
    status=409,
)
