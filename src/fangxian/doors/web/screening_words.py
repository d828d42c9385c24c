"""The words for codes of screening at doors."""

from fangxian.engines.following import SYMPTOMS
from fangxian.engines.problems import Text
from fangxian.engines.visiting import ITEMS, NEEDS

DOOR_ITEMS = {code: item.title for code, item in ITEMS.items()}
DOOR_CODES = {**SYMPTOMS, **{code: need.title for code, need in NEEDS.items()}}
"""What an item is about more closely: symptoms and needs."""

ENDINGS = {
    "helped": Text("已帮助", "helped"),
    "agreed": Text("已同意", "agreed after all"),
    "sent-to-hospital": Text("已送医", "sent to hospital"),
    "handed-on": Text("已转交", "handed on"),
    "not-needed": Text("不需要", "not needed"),
}
DOOR_RISKS = {
    "violence": Text("暴力", "violence"),
    "dog": Text("有狗", "a dog"),
    "weapon": Text("有凶器", "a weapon"),
    "other": Text("其他风险", "another risk"),
}
KNOCK_FAULTS = {
    "night": Text("夜间不敲门", "no knocking at night"),
    "call-back": Text("未到约定时间", "they asked for a later hour"),
    "alone": Text("须两人同去", "two go together"),
}
ROUTE_LEFT = {
    "night": Text("今天来不及", "not before the evening"),
    "alone": Text("须两人同去", "for a pair only"),
}
TRIPS = {
    "met": Text("与病例同时在场", "there with a case"),
    "other-hours": Text("不同时段", "at another time"),
    "nothing-known": Text("未涉及公布的场所", "no published place"),
}
