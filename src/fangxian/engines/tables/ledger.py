"""The gap ledger of a round: who is owed a sample or a visit, what happened, and where everybody stands."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

SETTLED = ("done", "excused", "moved", "absent-proved")
MISSING = ("refused", "no-answer", "not-visited")
ACCOUNT_STATES = (*SETTLED, *MISSING)
"""Exactly one per person and round; the last three are missing."""

EVENT_KINDS = (*ACCOUNT_STATES[:-1], "answered", "void")
"""What may be said of an account or a door. `answered`: somebody opened, nobody is settled by it. `void`: only takes
back. Nobody says `not-visited`: it is the state of whom no event names."""

DWELLING_STATES = ("complete", "partial", "reached", "missed")
GAP_KINDS = ("household", "sample", "round")

_ROUND = Column("round_id", pl.String(), Text("轮次", "round"), required=True)
_PERSON = Column("person_id", pl.String(), Text("人员编号", "person"), required=True)
_PLACE = Column("place_id", pl.String(), Text("地点", "place"), required=True)
_ADDED = Column("added_at", INSTANT, Text("补录时间", "added at"))


def _people(name: str, zh: str, en: str, unit: str = "people") -> Column:
    return Column(name, pl.Int64(), Text(zh, en), required=True, unit=unit)


LISTINGS = Table(
    "listings",
    Text("名单", "list of people"),
    (
        _PERSON,
        Column("household_id", pl.String(), Text("户编号", "household")),
        _PLACE,
    ),
)
"""One list after linkage: whoever is on several lists has one `person_id`."""

REGISTER = Table(
    "register",
    Text("名册", "register"),
    (
        _ROUND,
        _PERSON,
        Column("household_id", pl.String(), Text("户编号", "household")),
        _PLACE,
        Column("lists", pl.String(), Text("所在名单", "lists")),
        _ADDED,
    ),
)
"""The frozen union of the lists, one row a person and round. `place_id`: the lowest place known. `lists`: the lists the
person is on, joined by ";". `added_at`: found on no list and added during the round; null for whoever was due from the
start. Without `household_id` the person is a household of one."""

EVENTS = Table(
    "events",
    Text("事件", "events"),
    (
        Column("event_id", pl.String(), Text("事件编号", "event"), required=True),
        _ROUND,
        Column("person_id", pl.String(), Text("人员编号", "person")),
        Column("household_id", pl.String(), Text("户编号", "household")),
        Column("kind", pl.String(), Text("类别", "kind"), required=True, values=EVENT_KINDS),
        Column("event_at", INSTANT, Text("发生时间", "event at"), required=True),
        Column("recorded_at", INSTANT, Text("记录时间", "recorded at"), required=True),
        Column("voids", pl.String(), Text("撤回的事件", "takes back")),
    ),
)
"""`event_id` is the idempotency key: the same id twice is one event, and the first recorded stands. With a `person_id`
the event is the person's own; without, it is a knock at the door of `household_id`. A knock samples nobody: one of kind
`done` says no more than `answered`. `voids`: the event of the same round that this one takes back, whichever arrives
first; what a void took back stays taken back and is recorded again under a new id."""

ACCOUNTS = Table(
    "accounts",
    Text("账目", "accounts"),
    (
        _ROUND,
        _PERSON,
        Column("household_id", pl.String(), Text("户编号", "household")),
        _PLACE,
        _ADDED,
        Column("state", pl.String(), Text("状态", "state"), required=True, values=ACCOUNT_STATES),
        Column("event_id", pl.String(), Text("依据的事件", "event that decides")),
        Column("event_at", INSTANT, Text("发生时间", "event at")),
        Column("at_door", pl.Boolean(), Text("来自敲门", "from a knock"), required=True),
    ),
)
"""One row a person of the register. `at_door`: what decides was said of the household, not of the person."""

DWELLINGS = Table(
    "dwellings",
    Text("户账", "dwellings"),
    (
        _ROUND,
        Column("household_id", pl.String(), Text("户编号", "household"), required=True),
        _PLACE,
        _ADDED,
        _people("members", "人数", "members"),
        _people("settled", "已落实人数", "members settled"),
        Column("state", pl.String(), Text("状态", "state"), required=True, values=DWELLING_STATES),
        _people("knocks", "敲门次数", "knocks", unit="knocks"),
        Column("tried_at", INSTANT, Text("最近一次上门", "last tried at")),
    ),
)
"""One row a household; of a person without one `household_id` is the `person_id`. `place_id`: where most members are
registered. `added_at`: null as soon as one member was due. `tried_at`: the last event at the door or of a member."""

LEDGER = Table(
    "ledger",
    Text("缺口账", "gap ledger"),
    (
        _ROUND,
        _PLACE,
        Column("level", pl.String(), Text("级别", "level")),
        _people("due", "应检（应访）", "due"),
        _people("added", "补录", "added"),
        _people("done", "已完成", "done"),
        _people("excused", "免检", "excused"),
        _people("moved", "已迁出", "moved"),
        _people("absent_proved", "外出有据", "absent with proof"),
        _people("refused", "拒绝", "refused"),
        _people("no_answer", "无人应门", "no answer"),
        _people("not_visited", "未到访", "not visited"),
        _people("missing", "缺口", "missing"),
        Column("share", pl.Float64(), Text("落实比例", "share settled")),
        _people("here", "仅登记到本级", "registered at the place itself"),
        _people("households_due", "应检（应访）户", "households due", unit="households"),
        _people("households_added", "补录户", "households added", unit="households"),
        _people("households_complete", "完成户", "households complete", unit="households"),
        _people("households_partial", "部分完成户", "households in part", unit="households"),
        _people("households_reached", "见到未落实户", "households reached", unit="households"),
        _people("households_missed", "漏户", "households missed", unit="households"),
    ),
)
"""One row a place of the tree. `here`: of due and added, those registered at no place below this one. `level` is null
where people are registered at a place that is not in the tree. `share` is null where nobody is registered."""

LEDGER_BREAKS = Table(
    "ledger_breaks",
    Text("账目不平", "breaks of the ledger"),
    (
        _PLACE,
        Column("rule", pl.String(), Text("规则", "rule"), required=True),
        _people("expected", "应为", "expected"),
        _people("found", "实为", "found"),
    ),
)

GAPS = Table(
    "gaps",
    Text("缺口", "gaps"),
    (
        _ROUND,
        Column("gap", pl.String(), Text("缺口类别", "kind of gap"), required=True, values=GAP_KINDS),
        Column("place_id", pl.String(), Text("责任地", "place that owns it"), required=True),
        Column("door_id", pl.String(), Text("门", "door"), required=True),
        Column("person_id", pl.String(), Text("人员编号", "person")),
        Column("state", pl.String(), Text("状态", "state"), required=True),
        _people("people", "人数", "people"),
        _people("rounds", "连续轮数", "rounds in a row", unit="rounds"),
        Column("since_at", INSTANT, Text("起始时间", "since"), required=True),
        Column("tried_at", INSTANT, Text("最近一次上门", "last tried at")),
    ),
)
"""One row a door (`household` 漏户) or a person (`sample` 漏采, `round` 漏轮). `door_id`: the household, or the person
who has none. `since_at`: since when somebody is owed a sample or a visit."""
