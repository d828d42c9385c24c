"""`fangxian trace --explain PERSON`: the way back to the case in dates and places, or why there is none."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tracing import TraceResult
from fangxian.engines.tracing.paths import Path, find_paths, why_not

_KINDS = {
    "presence": Text("同处一地", "together"),
    "household": Text("同住", "one household"),
    "named": Text("登记接触", "named contact"),
}
_UNKNOWN_PLACE = Text("地点不明", "place unknown")


@dataclass(frozen=True)
class Traced:
    """A trace with what was asked: the line list, and rule, moment, zone, presences and direction."""

    result: TraceResult
    cases: pl.DataFrame
    question: dict[str, Any]


def explain(traced: Traced, person_id: str, zone: str) -> Iterator[str]:
    """Yield the lines that say how a person came onto the list, in both languages; or why they did not."""
    paths = find_paths(traced.result.exposures, person_id)
    if not paths:
        reason = why_not(person_id, traced.cases, **traced.question)
        yield f"{person_id}: not on the list. {reason.en} · 未列入。{reason.zh}"
    for number, path in enumerate(paths, 1):
        yield from _told(path, number, len(paths), zone)


def _told(path: Path, number: int, of: int, zone: str) -> Iterator[str]:
    yield (
        f"path {number} of {of}, case {path.case_id}, score {path.score:g} · "
        f"第 {number} 条路径（共 {of} 条），病例 {path.case_id}，得分 {path.score:g}"
    )
    for step in path.steps.iter_rows(named=True):
        yield _step(step, zone)


def _step(step: dict[str, Any], zone: str) -> str:
    place = step["place_id"]
    where = Text(place, place) if place else _UNKNOWN_PLACE
    kind = _KINDS[step["kind"]]
    when = f"{_local(step['first_exposed_at'], zone)} – {_local(step['last_exposed_at'], zone)}"
    minutes = step["minutes"]
    long = (
        Text("时长不明", "minutes unknown")
        if minutes is None
        else Text(f"{minutes:g} 分钟", f"{minutes:g} min")
    )
    return (
        f"  {step['degree']}. {step['via_person_id']} → {step['person_id']}  {when}  "
        f"{where.en}, {kind.en}, {long.en}, {step['score']:g} · {where.zh}，{kind.zh}，{long.zh}"
    )


def _local(moment: datetime, zone: str) -> str:
    return moment.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
