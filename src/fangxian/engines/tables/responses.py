"""What a response holds. Every table ends in the same columns: the evidence and the change from what stands."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

CHANGES = ("new", "changed", "unchanged", "no_longer_supported")

_OUTBREAK = Column("outbreak_id", pl.String(), Text("疫情", "outbreak"), required=True)
CHANGE = Column("change", pl.String(), Text("变化", "change"), required=True, values=CHANGES)
BASIS = (
    _OUTBREAK,
    Column("rule", pl.String(), Text("规则", "rule"), required=True),
    Column("evidence", pl.String(), Text("证据（病例）", "evidence (cases)"), required=True),
    Column("digest", pl.String(), Text("建议摘要", "digest of the proposal"), required=True),
    Column("release_due_at", INSTANT, Text("解除时限", "release due at")),
)
"""`evidence`: case ids, sorted, joined by ";". `digest`: what the rule proposed, without later edits."""


def _place(required: bool = True) -> Column:
    return Column("place_id", pl.String(), Text("地点", "place"), required=required)


AREAS = Table(
    "areas",
    Text("风险地区", "areas"),
    (
        Column("area_id", pl.String(), Text("地区编号", "area"), required=True),
        _place(),
        Column("level", pl.String(), Text("风险等级", "level"), required=True),
        Column("starts_at", INSTANT, Text("生效", "starts at"), required=True),
        Column("eligible_to_end", pl.Boolean(), Text("可结束", "eligible to end"), required=True),
        Column("reason_zh", pl.String(), Text("理由（中）", "reason (zh)"), required=True),
        Column("reason_en", pl.String(), Text("理由（英）", "reason (en)"), required=True),
        Column("population", pl.Int64(), Text("人口", "population"), unit="people"),
        Column("extent", pl.String(), Text("范围", "extent")),
        Column("covers", pl.String(), Text("所含地点", "places covered")),
        CHANGE,
        *BASIS,
    ),
)
"""`extent`: JSON of an area drawn by hand (`engines/ground`), null where it is the whole of `place_id`; it then lies
somewhere in `place_id`, and `covers` has the places its level counts for, joined by ";" (see `areas_on`)."""

MEASURES = Table(
    "measures",
    Text("防控措施", "measures"),
    (
        Column("measure_id", pl.String(), Text("措施编号", "measure id"), required=True),
        Column("measure", pl.String(), Text("措施", "measure"), required=True),
        _place(),
        Column("area_id", pl.String(), Text("地区编号", "area")),
        Column("starts_at", INSTANT, Text("开始", "starts at"), required=True),
        Column("ends_at", INSTANT, Text("结束", "ends at"), required=True),
        Column("restricts", pl.Boolean(), Text("限制", "restricts"), required=True),
        Column("people", pl.Int64(), Text("涉及人数", "people bound"), unit="people"),
        Column("legal_basis", pl.String(), Text("法律依据", "legal basis"), required=True),
        Column("deadline_at", INSTANT, Text("时限", "deadline at")),
        CHANGE,
        *BASIS,
    ),
)
"""`deadline_at` is the deadline of the orders that cascade from the measure; null: counted from `starts_at`."""

ORDERS = Table(
    "orders",
    Text("指令", "orders"),
    (
        Column("order_id", pl.String(), Text("指令编号", "order"), required=True),
        Column("dispatch_id", pl.String(), Text("下达件编号", "dispatch"), required=True),
        Column("parent_dispatch_id", pl.String(), Text("上级下达件", "parent dispatch")),
        _place(),
        Column("department", pl.String(), Text("部门", "department"), required=True),
        Column("measure", pl.String(), Text("措施", "measure"), required=True),
        Column("owner_role", pl.String(), Text("责任岗位", "owner role"), required=True),
        Column("deadline_at", INSTANT, Text("时限", "deadline at"), required=True),
        Column("proof", pl.String(), Text("完成凭证", "proof"), required=True),
        CHANGE,
        Column("subject_place_id", pl.String(), Text("对象地点", "place concerned"), required=True),
        Column("measure_id", pl.String(), Text("措施编号", "measure id"), required=True),
        Column("people", pl.Int64(), Text("涉及人数", "people concerned"), unit="people"),
        *BASIS,
    ),
)
"""One row per order and receiving office (`place_id` × `department`): the office's dispatch."""

RESTRICTIONS = Table(
    "restrictions",
    Text("限制措施", "restrictions"),
    (
        Column("restriction_id", pl.String(), Text("限制编号", "restriction"), required=True),
        Column("person_id", pl.String(), Text("人员编号", "person"), required=True),
        Column("measure", pl.String(), Text("措施", "measure"), required=True),
        _place(required=False),
        Column("degree", pl.Int64(), Text("层级", "degree")),
        Column("starts_at", INSTANT, Text("开始", "starts at"), required=True),
        Column("ends_at", INSTANT, Text("结束", "ends at"), required=True),
        Column("legal_basis", pl.String(), Text("法律依据", "legal basis"), required=True),
        Column("signatures_required", pl.Int64(), Text("需签署数", "signatures required"), required=True),
        Column("voluntary_first", pl.Boolean(), Text("先自愿", "voluntary first"), required=True),
        CHANGE,
        *BASIS,
    ),
)

TESTING = Table(
    "testing",
    Text("检测安排", "testing"),
    (
        Column("testing_id", pl.String(), Text("检测编号", "testing id"), required=True),
        _place(),
        Column("site_place_id", pl.String(), Text("采样点所在", "site at place"), required=True),
        Column("people", pl.Int64(), Text("应检人数", "people due"), required=True, unit="people"),
        Column("walk_m", pl.Float64(), Text("步行距离", "walk"), unit="m"),
        Column("pool_size", pl.Int64(), Text("混检数", "pool size"), required=True),
        Column("tubes", pl.Int64(), Text("管数", "tubes"), required=True),
        Column("samplers", pl.Int64(), Text("采样员", "samplers"), required=True),
        Column("due_at", INSTANT, Text("时限", "due at"), required=True),
        CHANGE,
        *BASIS,
    ),
)
"""One row per community and the sampling site it is sent to; a community may be split over sites."""

STAFFING = Table(
    "staffing",
    Text("人员安排", "staffing"),
    (
        Column("assignment_id", pl.String(), Text("安排编号", "assignment"), required=True),
        Column("from_place_id", pl.String(), Text("派出地", "from place"), required=True),
        Column("to_place_id", pl.String(), Text("派往地", "to place"), required=True),
        Column("role", pl.String(), Text("岗位", "role"), required=True),
        Column("people", pl.Int64(), Text("人数", "people"), required=True, unit="people"),
        Column("needed", pl.Int64(), Text("需要", "needed"), required=True, unit="people"),
        Column("distance_m", pl.Float64(), Text("距离", "distance"), unit="m"),
        CHANGE,
        *BASIS,
    ),
)
