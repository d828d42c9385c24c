"""The words for codes of rounds: kinds, states of accounts and doors, gaps, lists."""

from fangxian.engines.problems import Text
from fangxian.stores.list_sources import SOURCES

ROUND_KINDS = {
    "testing": Text("核酸检测", "Testing"),
    "screening": Text("入户排查", "Door-to-door screening"),
}
ACCOUNTS = {
    "done": Text("完成", "done"),
    "excused": Text("免检", "excused"),
    "moved": Text("已迁出", "moved away"),
    "absent-proved": Text("外出有据", "absent, proved"),
    "refused": Text("拒绝", "refused"),
    "no-answer": Text("无人应门", "no answer"),
    "not-visited": Text("未到访", "not visited"),
    "answered": Text("有人应门", "somebody opened"),
    "void": Text("撤回", "taken back"),
}
DWELLINGS = {
    "complete": Text("完成户", "complete"),
    "partial": Text("部分完成", "in part"),
    "reached": Text("见到未落实", "reached, nobody settled"),
    "missed": Text("漏户", "missed"),
}
GAPS = {
    "household": Text("漏户", "Households missed"),
    "sample": Text("漏采", "Samples missed"),
    "round": Text("漏轮", "Rounds missed"),
}
LISTS = {source.list_id: source.title for source in SOURCES}
