"""The words of checkpoints. Each is data: a code and what it is called. None of them lets anybody be turned back."""

from collections.abc import Mapping

from fangxian.engines.problems import Text

Words = Mapping[str, Text]

KINDS: Words = {
    "road": Text("道路", "road"),
    "compound": Text("小区出入口", "compound gate"),
    "station": Text("车站码头", "station"),
}
SUBJECTS: Words = {"person": Text("人员", "person"), "vehicle": Text("车辆", "vehicle")}
DIRECTIONS: Words = {"in": Text("进", "in"), "out": Text("出", "out")}
RISKS: Words = {
    "low": Text("低风险", "low risk"),
    "medium": Text("中风险", "medium risk"),
    "high": Text("高风险", "high risk"),
    "unknown": Text("来源不明", "origin unknown"),
}
"""The risk level of where somebody comes from."""

CODES: Words = {
    "green": Text("绿码", "green code"),
    "yellow": Text("黄码", "yellow code"),
    "red": Text("红码", "red code"),
    "no_code": Text("无码", "no code"),
    "not_asked": Text("未查码", "code not asked"),
}
TESTS: Words = {
    "negative_48h": Text("48小时内阴性", "negative within 48 h"),
    "negative_72h": Text("72小时内阴性", "negative within 72 h"),
    "no_test": Text("无检测证明", "no test shown"),
    "not_asked": Text("未查检测", "test not asked"),
}
EXEMPTIONS: Words = {
    "ambulance": Text("急救车", "ambulance"),
    "supplies": Text("物资保障", "supplies"),
    "carer": Text("照护人员", "carer"),
    "medical": Text("就医", "on the way to a doctor"),
    "duty": Text("防控公务", "on duty"),
}
"""Who passes at once and is handed to nobody."""

HANDED_FROM = frozenset({"medium", "high"})
"""Whoever comes in from there is handed to the community they go to."""
