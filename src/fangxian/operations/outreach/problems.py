"""What can go wrong when somebody goes out."""

from fangxian.engines.problems import Text
from fangxian.operations.problems import declare

NOT_A_VENUE = declare(
    "not-a-venue",
    happened=Text("“{place}”不是场所。", "“{place}” is no venue."),
    expected=Text("应为您辖区内的一个场所。", "Expected a venue of your area."),
    remedy=Text("请从清单或地图上选择场所。", "Choose one from the list or the map."),
)

LOOK_UNCLEAR = declare(
    "venue-look-unclear",
    happened=Text("以下问题没有回答或回答不明：{keys}。", "Not answered, or not clearly: {keys}."),
    expected=Text(
        "清单上每个问题都要回答：是、否或未问。", "Every question of the list: yes, no or not asked."
    ),
    remedy=Text("请补齐后重新提交。", "Answer them and send it again."),
)

LOOK_IN_THE_FUTURE = declare(
    "venue-look-in-the-future",
    happened=Text("巡查时间 {at} 晚于现在。", "The look at {at} lies in the future."),
    expected=Text("应为已经发生的巡查。", "Expected one that has happened."),
    remedy=Text("请核对手机时间后重报。", "Check the clock of the phone and send it again."),
)

LOOK_ID_TAKEN = declare(
    "venue-look-id-taken",
    happened=Text("编号 {key} 已用于另一次巡查。", "The number {key} belongs to another look."),
    expected=Text("每次巡查有自己的编号。", "Every look has a number of its own."),
    remedy=Text("请重新打开表单填写。", "Open the form again and fill it in."),
    status=409,
)

FINDING_PUT_RIGHT = declare(
    "venue-finding-put-right",
    happened=Text("该问题已整改完毕。", "This finding is put right already."),
    expected=Text("只有未整改的问题可以办结。", "Only one that is open can be closed."),
    remedy=Text("若再次发现，请重新巡查。", "If it is wrong again, look again."),
    status=409,
)

NOTHING_TO_CLOSE_ON = declare(
    "nothing-to-close-on",
    happened=Text(
        "该场所没有严重问题，也没有逾期未整改的问题。",
        "The venue has no grave finding and none whose deadline has passed.",
    ),
    expected=Text(
        "责令关闭须依据严重问题或逾期未整改的问题。",
        "A venue is closed on a grave finding or on one not put right in time.",
    ),
    remedy=Text("请先限期整改；或按预案下达措施。", "Set a deadline first, or sign a measure of the plan."),
    status=409,
)

FINDER_CLOSES = declare(
    "finder-closes",
    happened=Text("发现问题的人不能自己决定关闭。", "Whoever found it may not decide the closing as well."),
    expected=Text("由另一人决定。", "Another person decides."),
    remedy=Text("请有签署职责的同事决定。", "Ask a colleague who may sign."),
    status=409,
)

CLOSING_TOO_LONG = declare(
    "closing-too-long",
    happened=Text("关闭期限 {ends_at} 不可行。", "The closing cannot last until {ends_at}."),
    expected=Text(
        "应在现在之后、最长 {days} 天之内。", "Expected a moment from now on, {days} days away at most."
    ),
    remedy=Text(
        "请缩短；到期仍未整改的可再次决定。", "Shorten it; it may be decided anew if nothing changed."
    ),
)

VENUE_CLOSED = declare(
    "venue-closed-already",
    happened=Text("该场所已关闭。", "The venue is closed already."),
    expected=Text("应为开放的场所。", "Expected one that is open."),
    remedy=Text("请查看关闭依据和期限。", "See on what ground and until when."),
    status=409,
)

VENUE_NOT_CLOSED = declare(
    "venue-not-closed",
    happened=Text("该场所没有因巡查问题关闭。", "The venue is not closed on findings."),
    expected=Text("应为因问题关闭的场所。", "Expected one closed on findings."),
    remedy=Text("因措施关闭的，请在措施页解除。", "What a measure closed is lifted with the measure."),
    status=409,
)

VENUE_NOT_READY = declare(
    "venue-not-ready",
    happened=Text("还有 {count} 个问题没有整改：{findings_zh}。", "{count} findings are open: {findings}."),
    expected=Text("全部整改后才能恢复营业。", "Every finding closed before it opens again."),
    remedy=Text("请复查并逐项办结。", "Look again and close each with proof."),
    status=409,
)

NOT_A_LOUDSPEAKER = declare(
    "not-a-loudspeaker-post",
    happened=Text("播放时间不明：{hours}。", "These are not hours: {hours}."),
    expected=Text(
        "时间写作 08:00，八点至二十点之间，每天最多 24 次。",
        "Hours as 08:00, from eight to eight, at most 24 a day.",
    ),
    remedy=Text("请改正后保存。", "Correct them and save again."),
)

NOT_A_PLAY = declare(
    "not-a-play",
    happened=Text("播放记录不可能：{times} 次。", "It cannot have played {times} times then."),
    expected=Text("应为一次以上、已经发生的播放。", "Expected one or more, and not in the future."),
    remedy=Text("请核对后重报。", "Check it and report it again."),
)

GROUP_UNCLEAR = declare(
    "group-unclear",
    happened=Text("团队登记不完整：{what_zh}。", "The group is not clear: {what}."),
    expected=Text(
        "应有人数（1 至 5000）、常住城市、负责人姓名或电话。",
        "Expected its size (1 to 5,000), its home city, and a name or telephone of who leads it.",
    ),
    remedy=Text("请补齐后重报。", "Complete it and send it again."),
)

GROUP_GONE = declare(
    "group-left",
    happened=Text("第 {number} 批已离开。", "Group {number} has left."),
    expected=Text("应为仍在本地的团队。", "Expected one that is still here."),
    remedy=Text("若登记有误，请重新登记。", "If that is wrong, register it again."),
    status=409,
)

NO_GROUP_TO_HAND = declare(
    "no-group-to-hand",
    happened=Text("没有待移交 {home} 的团队。", "No group waits to be handed to {home}."),
    expected=Text("应有尚未移交的团队。", "Expected one that was not handed over yet."),
    remedy=Text("已移交的请看协查函。", "See the letters for those that were."),
    status=409,
)

TEST_UNCLEAR = declare(
    "group-test-unclear",
    happened=Text("检测登记不可能。", "The test cannot be so."),
    expected=Text(
        "人数 1 至团队人数，阳性不多于人数，时间不晚于现在。",
        "Expected 1 to as many people as the group has, no more positives than people, not in the future.",
    ),
    remedy=Text("请核对后重报。", "Check it and report it again."),
)
