"""People on no list: who is on which lists together, and how many are on none."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

UNSEEN_METHODS = ("two-lists", "log-linear")
NOT_ESTIMABLE = {
    "nobody": Text("名册中没有人", "nobody is registered"),
    "one-list": Text("只有一份可用的名单", "only one list to go by"),
    "no-overlap": Text("没有人同时在两份名单上", "nobody is on two lists"),
    "little-overlap": Text("同时在两份名单上的人太少", "too few people are on two lists"),
}
"""Why a place has no estimate, by code."""


_PLACE = Column("place_id", pl.String(), Text("地点", "place"), required=True)

HISTORIES = Table(
    "histories",
    Text("名单组合", "capture histories"),
    (
        _PLACE,
        Column("lists", pl.String(), Text("所在名单", "lists"), required=True),
        Column("people", pl.Int64(), Text("人数", "people"), required=True, unit="people"),
    ),
)
"""How many people registered at a place are on exactly these lists (joined by ";")."""

UNSEEN = Table(
    "unseen",
    Text("名册外人数", "people on no list"),
    (
        _PLACE,
        Column("lists", pl.Int64(), Text("所用名单数", "lists used"), required=True, unit="lists"),
        Column("seen", pl.Int64(), Text("名册内人数", "people on a list"), required=True, unit="people"),
        Column("unseen", pl.Int64(), Text("名册外估计", "on no list"), unit="people"),
        Column("low", pl.Int64(), Text("90% 区间下限", "90 % interval from"), unit="people"),
        Column("high", pl.Int64(), Text("90% 区间上限", "90 % interval to"), unit="people"),
        Column("at_least", pl.Int64(), Text("至少", "at least"), unit="people"),
        Column("method", pl.String(), Text("方法", "method"), values=UNSEEN_METHODS),
        Column(
            "reason", pl.String(), Text("不能估计的原因", "why not estimable"), values=tuple(NOT_ESTIMABLE)
        ),
    ),
)
"""One row a place, of everybody registered in it: either an estimate with its interval or the reason why there is none.
`at_least`: a lower bound, where a few people are on two lists but not enough of them for an estimate."""
