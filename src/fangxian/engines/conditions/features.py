"""The closed set of features a condition may ask for: name, type, words, range, and the value of "unknown"."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from fangxian.engines.plans import Scope
from fangxian.engines.problems import Text
from fangxian.engines.tables import CAPACITY_KINDS, CASE_KINDS
from fangxian.engines.tables.exposures import EXPOSURE_KINDS

Type = Literal["int", "double", "string", "bool"]
Value = int | float | str | bool

NEVER_DAYS = 9999
"""`days_since_last_case` where there was no case."""


@dataclass(frozen=True)
class Feature:
    """One thing a condition may ask of its subject.

    `unknown` stands in for a null; `low` and `high` bound numbers; `values` closes a string.
    """

    name: str
    type_: Type
    title: Text
    unknown: Value
    low: float = 0
    high: float = 1_000_000
    values: tuple[str, ...] = ()


def _count(name: str, zh: str, en: str) -> Feature:
    return Feature(name, "int", Text(zh, en), 0)


def _amount(name: str, zh: str, en: str, low: float = 0) -> Feature:
    return Feature(name, "double", Text(zh, en), float(low), low)


def _word(name: str, zh: str, en: str, values: tuple[str, ...] = ()) -> Feature:
    return Feature(name, "string", Text(zh, en), "", values=values)


def _yes_no(name: str, zh: str, en: str) -> Feature:
    return Feature(name, "bool", Text(zh, en), False)


_AGE = Feature("age", "int", Text("年龄（-1 未知）", "age in years (-1 unknown)"), -1, -1, 120)
_IMMUNITY = _word("immunity", "免疫状况", "immunity")

_COUNTS = (
    _count("cases_total", "累计病例", "cases so far"),
    _count("cases_14d", "14 天内病例", "cases in 14 days"),
    _count("confirmed_total", "累计确诊", "confirmed cases so far"),
    _count("confirmed_14d", "14 天内确诊", "confirmed cases in 14 days"),
    _count("asymptomatic_total", "累计无症状", "asymptomatic infections so far"),
    _count("asymptomatic_14d", "14 天内无症状", "asymptomatic infections in 14 days"),
    _count("new_cases_24h", "24 小时新增", "new cases in 24 hours"),
    Feature(
        "days_since_last_case",
        "int",
        Text("距末例天数（9999 无病例）", "days since the last case (9999 none)"),
        NEVER_DAYS,
        0,
        NEVER_DAYS,
    ),
    _count("largest_cluster_14d", "14 天内最大聚集", "largest cluster in 14 days"),
    _count("exposed_venues", "暴露场所数", "exposed venues"),
    _count("contacts_1", "密切接触者数", "contacts"),
    _count("contacts_2", "密接的密接数", "contacts of contacts"),
)
_PLACE = (
    _word("level", "地区级别", "level of the place"),
    _count("population", "人口", "population"),
    *_COUNTS,
)
_OUTBREAK = (
    *_COUNTS,
    _count("places_with_cases", "有病例地区数", "places with cases"),
    _count("days_since_first_report", "距首例报告天数", "days since the first report"),
)
_CASE = (
    _word("kind", "病例类别", "kind of case", CASE_KINDS),
    _AGE,
    _IMMUNITY,
    _yes_no("has_residence", "已知居住地", "residence known"),
    _yes_no("has_onset", "已知发病日期", "onset known"),
    _yes_no("is_first", "本起首例", "first case of the outbreak"),
    _word("detection_route", "发现途径", "detection route"),
    _count("days_since_report", "报告后天数", "days since the report"),
    _word("outcome", "转归", "outcome"),
)
_VENUE = (
    _word("venue_kind", "场所类型", "kind of venue"),
    _count("cases", "到访病例数", "cases that were there"),
    _count("found", "已找到人数", "people found"),
    _yes_no("unknown_attendees", "有未知到访者", "attendees unknown"),
    _amount("hours_since_last", "末次暴露后小时", "hours since the last exposure"),
)
_PERSON = (
    Feature("degree", "int", Text("层级", "degree"), 1, 1, 2),
    _word("kind", "暴露类型", "kind of exposure", EXPOSURE_KINDS),
    _AGE,
    _IMMUNITY,
    _word("occupation", "职业", "occupation"),
    _yes_no("in_school", "在校", "goes to school"),
    _amount("score", "暴露得分", "score"),
    _amount("minutes", "暴露分钟（-1 未知）", "minutes (-1 unknown)", -1),
    _amount("hours_since_first_exposure", "首次暴露后小时", "hours since the first exposure"),
    Feature(
        "days_since_last_exposure",
        "double",
        Text("末次暴露后天数", "days since the last exposure"),
        0.0,
        0,
        10_000,
    ),
)
_POOL = (
    _count("members", "混检人数", "people in the pool"),
    _yes_no("confirmed", "单管复核阳性", "confirmed one by one"),
    _yes_no("retested", "已复核", "sampled again"),
    _amount("hours_since_result", "结果后小时", "hours since the result"),
    _amount("hours_to_result", "采样到结果小时（-1 未知）", "hours from sample to result (-1 unknown)", -1),
)
_CAPACITY = (
    _word("kind", "能力类别", "kind of capacity", CAPACITY_KINDS),
    _count("needed", "需要", "needed"),
    _count("available", "可用", "available"),
    _count("short", "缺口", "short by"),
    _amount("load", "需要与可用之比（可用为零时 9999）", "needed for each one available (9999: none)"),
)
_FEED = (
    _word("source", "来源", "source"),
    _yes_no("missing", "逾期未到", "due and not received"),
    _amount("hours_late", "逾期小时", "hours late"),
)
_SCOPES: Mapping[Scope, tuple[Feature, ...]] = {
    "case": _CASE,
    "venue": _VENUE,
    "person": _PERSON,
    "place": _PLACE,
    "outbreak": _OUTBREAK,
    "pool": _POOL,
    "capacity": _CAPACITY,
    "feed": _FEED,
}

AT_MOST = (
    ("cases_14d", "cases_total"),
    ("new_cases_24h", "cases_14d"),
    ("confirmed_total", "cases_total"),
    ("confirmed_14d", "confirmed_total"),
    ("confirmed_14d", "cases_14d"),
    ("asymptomatic_total", "cases_total"),
    ("asymptomatic_14d", "asymptomatic_total"),
    ("asymptomatic_14d", "cases_14d"),
    ("largest_cluster_14d", "cases_14d"),
    ("short", "needed"),
)
"""Pairs of which the first is never more than the second, whatever the situation."""


def _of_risk(levels: Sequence[str]) -> tuple[Feature, ...]:
    return (
        *(_count(f"areas_{level}", f"{level} 级风险地区数", f"areas of level {level}") for level in levels),
        _word("area_level", "风险等级（空为无）", "risk level (empty: none)", ("", *levels)),
    )


def _of_zones(zones: Sequence[str]) -> tuple[Feature, ...]:
    return (
        *(_count(f"zones_{zone}", f"{zone} 区数", f"zones of level {zone}") for zone in zones),
        _word("zone_level", "最严一级的区（空为无）", "strictest zone (empty: none)", ("", *zones)),
    )


def features_of(scope: Scope, levels: Sequence[str] = (), zones: Sequence[str] = ()) -> dict[str, Feature]:
    """Return name -> feature for a scope; `levels` are the plan's risk levels, `zones` those of its pack of zones.

    >>> sorted(set(features_of("place", ("low", "medium"), ("sealed",))) - set(features_of("place")))
    ['area_level', 'areas_low', 'areas_medium', 'zone_level', 'zones_sealed']
    """
    found = list(_SCOPES[scope])
    if scope in ("place", "outbreak"):
        found += [*(_of_risk(levels) if levels else ()), *(_of_zones(zones) if zones else ())]
    return {feature.name: feature for feature in found}
