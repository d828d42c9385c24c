"""From the person to the answer: sample, tube, shipment, laboratory, result, told; and the balance of all of it."""

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import INSTANT, Column, Table

OUTCOMES = ("negative", "positive", "inconclusive", "invalid")
"""Of a tube. All but the first are answered by sampling everybody in the tube again, each in a tube of their own."""

CUSTODY_STAGES = ("sampled", "in_tubes", "sent", "received", "resulted", "told")
"""Each contains the next; at the end of a round all are equal."""

CUSTODY_BREAK_KINDS = (
    "done-without-sample",
    "sample-not-counted",
    "sample-of-nobody",
    "sampled-twice",
    "tube-unknown",
    "tube-overfull",
    "not-sent",
    "not-received",
    "no-result",
    "not-told",
    "not-resampled",
    "result-of-nothing",
    "result-without-receipt",
    "results-differ",
)

_ROUND = Column("round_id", pl.String(), Text("轮次", "round"), required=True)
_TUBE = Column("tube_code", pl.String(), Text("采样管", "tube"), required=True)
_LABORATORY = Column("laboratory_id", pl.String(), Text("实验室", "laboratory"), required=True)
_PERSON = Column("person_id", pl.String(), Text("人员编号", "person"), required=True)


def _people(name: str, zh: str, en: str) -> Column:
    return Column(name, pl.Int64(), Text(zh, en), required=True, unit="people")


TUBES = Table(
    "tubes",
    Text("采样管", "tubes"),
    (
        _TUBE,
        _ROUND,
        Column("place_id", pl.String(), Text("领用地点", "place that has it"), required=True),
        Column("size", pl.Int64(), Text("每管人数", "people in it at most"), unit="people"),
    ),
)
"""Tubes given out, a row each. `size` null: one household, however many."""

SAMPLES = Table(
    "samples",
    Text("样本", "samples"),
    (
        Column("sample_id", pl.String(), Text("样本编号", "sample"), required=True),
        _ROUND,
        _PERSON,
        _TUBE,
        Column("taken_at", INSTANT, Text("采样时间", "taken at"), required=True),
    ),
)
"""A row a swab. The first of a person in a round is the round's; a later one answers a tube that was not negative."""

SHIPMENTS = Table(
    "shipments",
    Text("送检单", "shipments"),
    (
        Column("shipment_id", pl.String(), Text("送检单号", "shipment"), required=True),
        _TUBE,
        _LABORATORY,
        Column("sent_at", INSTANT, Text("送出时间", "sent at"), required=True),
        Column("received_at", INSTANT, Text("收到时间", "received at")),
    ),
)
"""A row a tube of a shipment. `received_at`: when the laboratory counted this tube in; null: it has not."""

RESULTS = Table(
    "results",
    Text("检测结果", "results"),
    (
        _TUBE,
        _LABORATORY,
        Column("outcome", pl.String(), Text("结果", "outcome"), required=True, values=OUTCOMES),
        Column("resulted_at", INSTANT, Text("出结果时间", "resulted at"), required=True),
    ),
)

TOLD = Table(
    "told",
    Text("告知", "told"),
    (
        Column("sample_id", pl.String(), Text("样本编号", "sample"), required=True),
        Column("told_at", INSTANT, Text("告知时间", "told at"), required=True),
    ),
)

CUSTODY = Table(
    "custody",
    Text("样本去向", "custody"),
    (
        _ROUND,
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("level", pl.String(), Text("级别", "level")),
        _people("due", "应检", "due"),
        _people("added", "补录", "added"),
        _people("done", "台账已完成", "done in the ledger"),
        _people("settled_otherwise", "免检、迁出、外出有据", "excused, moved or absent with proof"),
        _people("missing", "缺口", "missing"),
        _people("sampled", "已采样", "sampled"),
        _people("in_tubes", "已入管", "in tubes"),
        _people("sent", "已送出", "sent"),
        _people("received", "已收到", "received"),
        _people("resulted", "已出结果", "resulted"),
        _people("told", "已告知", "told"),
        _people("under_way", "在途", "under way"),
        _people("late", "超时", "late"),
    ),
)
"""One row a place of the tree, of the round's first samples. `under_way`: not yet told, every step within its limit;
`late`: not yet told, the next step overdue. sampled = told + under_way + late."""

CUSTODY_BREAKS = Table(
    "custody_breaks",
    Text("样本去向断点", "breaks of custody"),
    (
        Column("kind", pl.String(), Text("类别", "kind"), required=True, values=CUSTODY_BREAK_KINDS),
        Column("place_id", pl.String(), Text("地点", "place")),
        Column("person_id", pl.String(), Text("人员编号", "person")),
        Column("tube_code", pl.String(), Text("采样管", "tube")),
        Column("shipment_id", pl.String(), Text("送检单号", "shipment")),
        Column("laboratory_id", pl.String(), Text("实验室", "laboratory")),
        Column("since_at", INSTANT, Text("起始时间", "since")),
    ),
)
"""A row a person and tube where the chain does not hold; of a tube with nobody in it the person is null. `since_at`:
the last thing known before the break."""
