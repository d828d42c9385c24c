"""What can go wrong at a checkpoint."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NO_SUCH_CHECKPOINT = declare(
    "no-such-checkpoint",
    happened=Text("找不到卡口“{key}”。", "There is no checkpoint “{key}” for you."),
    expected=Text("应为您可见范围内的一处卡口。", "Expected a checkpoint within your reach."),
    remedy=Text("请核对编号。", "Check the number."),
    status=404,
)

CHECKPOINT_UNCLEAR = declare(
    "checkpoint-unclear",
    happened=Text("卡口信息不明：{what}。", "The checkpoint is not clear: {what}."),
    expected=Text(
        "编号为字母、数字、连字符，最多40字；类别为道路、小区或车站；最少1至50人。",
        "Expected a number of letters, digits and hyphens, a kind (road, compound, station), a crew of 1 to 50.",
    ),
    remedy=Text("请改正后重试。", "Correct it and try again."),
)

AREA_HAS_ENDED = declare(
    "area-has-ended",
    happened=Text("所属地区已解除或不存在。", "The area it belongs to has ended, or was never there."),
    expected=Text("卡口须属于一个有效的风险地区，或不填。", "Expected an area that stands, or none."),
    remedy=Text("请核对地区编号。", "Check the number of the area."),
    status=409,
)

CHECKPOINT_LIFTED = declare(
    "checkpoint-lifted",
    happened=Text("卡口“{key}”在该时刻未设置或已撤除。", "The checkpoint “{key}” was not kept at that hour."),
    expected=Text("应为设置期间的时刻。", "Expected an hour at which it was kept."),
    remedy=Text("请放行，并向负责人确认。", "Let people pass, and ask whoever leads."),
    status=409,
)

PASSAGE_UNCLEAR = declare(
    "passage-unclear",
    happened=Text("通行记录不明：{what}。", "The passage is not clear: {what}."),
    expected=Text(
        "方向、来源风险、健康码、检测须在列；人数1至100；时间不晚于现在。",
        "Expected direction, origin, code and test of the list, 1 to 100 people, an hour that is not ahead.",
    ),
    remedy=Text("请在设备上改正后重传。", "Correct it on the device and send it again."),
)

PASSAGE_ID_TAKEN = declare(
    "passage-id-taken",
    happened=Text("该编号已有另一条通行记录。", "Another passage has this id."),
    expected=Text(
        "每条记录一个编号；原样重传不重复计数。",
        "Each passage has an id; sent again as it was it is not counted twice.",
    ),
    remedy=Text("请换编号重传。", "Send it under another id."),
    status=409,
)

ALREADY_HANDED = declare(
    "already-taken-over",
    happened=Text("该人员已签收。", "They were acknowledged already."),
    expected=Text("每次移交签收一次。", "A hand-over is acknowledged once."),
    remedy=Text("无需再次签收。", "There is nothing left to do."),
    status=409,
)
