"""What a measure takes and what it is expected to do: cost lines, exemptions and effects, each with its source."""

from dataclasses import dataclass
from typing import Literal, get_args

from fangxian.engines.problems import Text

Per = Literal["person", "person_day", "post", "post_day", "place", "place_day"]
"""What an amount is for: each person bound and not exempt (once, or every day until the end), each post (a place at
the measure's `cascade_to`), or the place where the measure is started."""

CostKind = Literal[
    "school_days", "staff_hours", "hours_of_people", "samples", "doses", "room_days", "trade_days", "money"
]
Route = Literal[
    "contacts",
    "household",
    "school",
    "venue",
    "gatherings",
    "outside_home",
    "travel",
    "infection",
    "transmission",
    "water",
    "care_delay",
    "burial",
]

COST_KINDS = get_args(CostKind)
ROUTES = get_args(Route)

RESTRICTED_DAYS = "restricted_person_days"
"""The line every measure that restricts has by itself: people restricted × days until its end."""

COST_WORDS: dict[str, Text] = {
    RESTRICTED_DAYS: Text("受限人天", "person-days restricted"),
    "school_days": Text("停课人天", "school days lost"),
    "staff_hours": Text("工作人员小时", "staff hours"),
    "hours_of_people": Text("群众时间（小时）", "hours of the people concerned"),
    "samples": Text("样本", "samples"),
    "doses": Text("剂次", "doses"),
    "room_days": Text("房间天", "room days"),
    "trade_days": Text("停业天", "days of trade lost"),
    "money": Text("费用", "money"),
}
ROUTE_WORDS: dict[str, Text] = {
    "contacts": Text("日常接触", "daily contacts"),
    "household": Text("家庭内传播", "transmission at home"),
    "school": Text("学校内接触", "contacts at school"),
    "venue": Text("场所内接触", "contacts at the venue"),
    "gatherings": Text("聚集性接触", "contacts at gatherings"),
    "outside_home": Text("户外与家庭外接触", "contacts outside the home"),
    "travel": Text("跨地区出行", "travel out of the area"),
    "infection": Text("暴露后感染机会", "chance of infection or illness once exposed"),
    "transmission": Text("总体传播", "transmission as a whole"),
    "water": Text("经水传播", "transmission through water"),
    "care_delay": Text("得到救治前的时间", "time until care"),
    "burial": Text("殡葬中的传播", "transmission at burials"),
}


@dataclass(frozen=True)
class Cost:
    """One cost line: `amount` of `what` in `unit` for each `per`; M is shown as unconfirmed."""

    what: CostKind
    per: Per
    amount: float
    unit: str
    confidence: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reduction:
    """`route` is reduced by a share between `low` and `high`; below 0 the evidence does not rule out harm.

    `kinds`: the kinds of venue that a measure of places closes; empty where the route itself says what it concerns.
    `coverage`: share of those it is offered to who take it; `after_days`: from then until it works.
    """

    route: Route
    low: float
    high: float
    confidence: str
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    coverage: float = 1.0
    after_days: float = 0.0


@dataclass(frozen=True)
class Effect:
    """What a measure is expected to do: reductions, or the reason why nothing is modelled (`not_modelled`)."""

    reduces: tuple[Reduction, ...] = ()
    not_modelled: Text | None = None


@dataclass(frozen=True)
class Exemption:
    """Who goes on as before: `roles` in words, and the share of those bound that they make up."""

    roles: tuple[Text, ...]
    share: float
    confidence: str
