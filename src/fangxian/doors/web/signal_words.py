"""Words of signals, and of what became of what they fired."""

from fangxian.engines.problems import Text

SIGNALS = {
    "pool": Text("混检阳性", "Positive pool"),
    "capacity": Text("能力", "Capacity"),
    "feed": Text("数据来源", "Feed"),
}
CAPACITIES = {
    "tests_per_day": Text("每日检测", "tests a day"),
    "rooms": Text("隔离房间", "quarantine rooms"),
    "tracers": Text("流调人员", "tracers"),
    "tubes": Text("采样管", "tubes"),
    "samplers": Text("采样人员", "samplers"),
    "beds": Text("病床", "beds"),
    "doses": Text("疫苗或药品（剂）", "doses"),
}
BECAME = {
    "waiting": Text("待签署", "waits for a signature"),
    "signed": Text("待第二单位签署", "waits for a second office"),
    "in_force": Text("已生效", "in force"),
    "rejected": Text("未采纳", "rejected"),
    "withdrawn": Text("依据不再成立，已撤回", "withdrawn, no longer supported"),
}
FIRES = {
    "area": Text("风险地区", "area"),
    "measure": Text("措施", "measure"),
    "restriction": Text("个人限制", "restriction of a person"),
    "follow_up": Text("随访", "follow-up"),
    "order": Text("指令", "order"),
}
