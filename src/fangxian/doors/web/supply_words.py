"""Words of supplies: why somebody is unserved, how far a donation came, what happened at a door, units."""

from fangxian.engines.problems import Text
from fangxian.operations.supplies.donations import STEP_WORDS

UNSERVED = {
    "not-planned": Text("尚未编入配送", "not planned yet"),
    "short": Text("库存没有", "nothing in stock"),
    "no-vehicle": Text("仓库无车", "no vehicle at the depot"),
    "no-time": Text("时段或载重不够", "no time or no room"),
    "not-on-the-map": Text("位置不明", "not on the map"),
    "nobody": Text("无人应门", "nobody answered"),
    "refused": Text("拒收", "refused"),
    "wrong-door": Text("找错门", "wrong door"),
    "not-loaded": Text("车上没有", "not on the vehicle"),
    "damaged": Text("物资损坏", "damaged"),
}
HANDED = {
    "": Text("待送", "to come"),
    "word": Text("口令交接", "by its word"),
    "doorstep": Text("门口交接", "at the doorstep"),
    "not-handed": Text("未送到", "not handed"),
}
STEPS = STEP_WORDS
KINDS = {"goods": Text("物资", "goods"), "money": Text("款项", "money")}
UNITS = {
    "g": Text("克", "g"),
    "kg": Text("公斤", "kg"),
    "t": Text("吨", "t"),
    "ml": Text("毫升", "ml"),
    "l": Text("升", "l"),
    "tin": Text("罐", "tins"),
    "pack": Text("包", "packs"),
    "parcel": Text("份", "parcels"),
    "bottle": Text("瓶", "bottles"),
    "yuan": Text("元", "yuan"),
}
LARGER = {"g": ("kg", 1_000), "kg": ("t", 1_000), "ml": ("l", 1_000)}
"""Unit -> the one it is told in from ten thousand on, and how many of it that is."""


def amount_words(quantity: int, unit: str) -> Text:
    """Return an amount in words, in a larger unit where it is long.

    >>> amount_words(2_250, "g").en, amount_words(48_000, "g").en, amount_words(1, "tin").zh
    ('2,250 g', '48 kg', '1罐')
    """
    size = float(quantity)
    while size >= 10_000 and unit in LARGER:
        unit, many = LARGER[unit]
        size /= many
    number = f"{size:,.0f}" if size >= 100 or size == int(size) else f"{size:,.1f}"
    word = UNITS.get(unit, Text(unit, unit))
    return Text(f"{number}{word.zh}", f"{number} {word.en}")
