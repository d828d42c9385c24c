"""What making a roster takes and gives: who may serve, the shifts, who cannot come when, who serves, what is short."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

SHIFT_KINDS = ("day", "night")
ABSENCE_KINDS = ("absence", "wish")

_PERSON = Column("person_id", pl.String(), Text("人员编号", "person"), required=True)
_SHIFT = Column("shift_id", pl.String(), Text("班次", "shift"), required=True)
_POST = Column("post_id", pl.String(), Text("岗位", "post"))
_STARTS = Column("starts_at", INSTANT, Text("开始", "starts at"), required=True)
_ENDS = Column("ends_at", INSTANT, Text("结束", "ends at"), required=True)
_KIND = Column("kind", pl.String(), Text("白班或夜班", "day or night"), values=SHIFT_KINDS)
_SUIT = Column("suit", pl.Boolean(), Text("穿防护服", "in a protective suit"))
_DEGREES = Column("temperature_c", pl.Float64(), Text("预计气温", "temperature expected"), unit="°C")
_WHY = Column("why", pl.String(), Text("理由", "why"), required=True)

ROSTER_PEOPLE = Table(
    "roster_people",
    Text("可排班人员", "people for a roster"),
    (
        _PERSON,
        _POST,
        Column("skills", pl.String(), Text("技能（;分隔）", "skills, by ;")),
        Column("languages", pl.String(), Text("语言（;分隔）", "languages, by ;")),
        Column("is_new", pl.Boolean(), Text("新手", "new to the work")),
        Column("no_night", pl.Boolean(), Text("不上夜班", "no nights")),
        Column("no_suit", pl.Boolean(), Text("不穿防护服", "no protective suit")),
    ),
)
"""`post_id` left empty: may serve at any post."""

ROSTER_SHIFTS = Table(
    "roster_shifts",
    Text("班次", "shifts"),
    (
        _SHIFT,
        _POST,
        _STARTS,
        _ENDS,
        Column("need", pl.Int64(), Text("需要人数", "people needed"), required=True, unit="people"),
        Column("skills", pl.String(), Text("须有技能（;分隔）", "skills that must be there, by ;")),
        Column("languages", pl.String(), Text("须会语言（;分隔）", "languages that must be spoken, by ;")),
        _KIND,
        _SUIT,
        _DEGREES,
    ),
)
"""`skills`: "nurse;driver:2" is one nurse and two drivers at least among those on the shift. `kind` empty: day."""

ABSENCES = Table(
    "absences",
    Text("请假与意愿", "absences and wishes"),
    (
        _PERSON,
        Column("from_at", INSTANT, Text("自", "from"), required=True),
        Column("to_at", INSTANT, Text("至", "to"), required=True),
        Column("kind", pl.String(), Text("类别", "kind"), values=ABSENCE_KINDS),
    ),
)
"""Nobody serves in an absence; a wish to be free is granted where it costs no shift its people."""

ROSTER = Table(
    "roster",
    Text("值班表", "roster"),
    (
        _SHIFT,
        _POST,
        _STARTS,
        _ENDS,
        _KIND,
        _SUIT,
        _DEGREES,
        _PERSON,
        Column("role", pl.String(), Text("岗位职责", "role"), required=True),
        _WHY,
    ),
)
"""A row a person and shift. `why`: codes by ";": `kept` (as before), `turn` (fewest hours until then), a skill or
language the shift asked for, `rest_h=`, `hours=` and `nights=` as they stand with this shift."""

SHORT = Table(
    "short",
    Text("缺人班次", "short shifts"),
    (
        _SHIFT,
        _POST,
        _STARTS,
        Column("lacks", pl.String(), Text("缺", "lacks"), required=True),
        Column("missing", pl.Int64(), Text("缺几人", "missing"), required=True, unit="people"),
        _WHY,
    ),
)
"""`lacks`: people, or skill:… or language:… of which nobody is there. `why`: the rules that keep the others off, each
with how many people, the most frequent first."""

ROSTER_HOURS = Table(
    "hours",
    Text("工时", "hours"),
    (
        _PERSON,
        Column("shifts", pl.Int64(), Text("班数", "shifts"), required=True),
        Column("hours", pl.Float64(), Text("工时", "hours"), required=True, unit="hours"),
        Column("nights", pl.Int64(), Text("夜班数", "nights"), required=True),
        Column("suit_minutes", pl.Int64(), Text("穿防护服", "in a suit"), required=True, unit="minutes"),
        Column("least_rest_h", pl.Float64(), Text("最短休息", "shortest rest"), unit="hours"),
    ),
)
