"""The words for codes of outreach: why a venue is due, what stands in the way of a walk, how far a group is."""

from fangxian.engines.problems import Text

VENUE_REASONS = {
    "never-seen": Text("从未巡查", "never looked at"),
    "interval": Text("已到巡查周期", "the last look was too long ago"),
    "deadline": Text("整改期限已过", "a deadline has passed"),
    "exposure": Text("附近有病例", "a case was near"),
}
VENUE_LEFT = {
    "no-time": Text("时间不够", "no time"),
    "no-place": Text("没有坐标", "on no map"),
}
CLOSED_BY = {
    "measure": Text("按措施关闭", "closed by a measure"),
    "findings": Text("因问题关闭", "closed on findings"),
}
MODES = {
    "train": Text("火车", "train"),
    "plane": Text("飞机", "plane"),
    "coach": Text("大巴", "coach"),
    "car": Text("自驾", "car"),
    "boat": Text("船", "boat"),
    "other": Text("其他", "another way"),
}
GROUP_STATES = {
    "late": Text("对方逾期未签收", "home city has not answered in time"),
    "housed": Text("已安置", "housed"),
    "planned": Text("已定返程", "way home is set"),
    "handed": Text("已移交，待签收", "handed over, not acknowledged yet"),
    "acknowledged": Text("对方已签收", "home city has acknowledged"),
    "left": Text("已离开", "has left"),
}
GROUP_TESTS = {
    "not-needed": Text("无需检测证明", "no test asked for"),
    "due": Text("待检测", "test due"),
    "fresh": Text("检测有效", "test is fresh"),
    "positive": Text("有阳性，请联系疾控", "a positive: call the CDC"),
}
OUTREACH_VOCABULARIES = {
    "venue-reason": VENUE_REASONS,
    "venue-left": VENUE_LEFT,
    "closed-by": CLOSED_BY,
    "way-home": MODES,
    "group-state": GROUP_STATES,
    "group-test": GROUP_TESTS,
}
