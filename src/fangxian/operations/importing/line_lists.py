"""Imports a line list into an outbreak: every row is a case reported, one that is there already, or refused with a reason."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import polars as pl
from django.db import transaction

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import find_recorded, get_outbreak
from fangxian.operations.cases.reports import CaseReport
from fangxian.operations.cases.services import CORRECTABLE, report_case
from fangxian.operations.clock import Clock
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.people.queries import list_unknown
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.people.services import note_batch
from fangxian.operations.places.queries import titles_of

_PLACES = ("residence_place_id", "infection_place_id")
_LONGEST = {
    "case_id": 64,
    "person_id": 64,
    "onset_kind": 32,
    "detection_route": 32,
    "cluster_id": 64,
    "sex": 16,
    "immunity": 32,
    "outcome": 32,
}
"""Characters the record has room for."""
_OLDEST = 130
_GIVEN_APART = ("kind", "reported_on", "residence_place_id")


def import_cases(
    actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
) -> BatchRow:
    """Import a line list (CSV, XLSX, Parquet); times without a zone are local to the outbreak.

    A case that is on record with the same facts is a duplicate. One with other facts is refused: a file corrects
    nothing behind people's backs.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = read_content(name, content, tables.CASES, outbreak.timezone, {"kind": "confirmed"})

    def apply(frame: pl.DataFrame, batch_id: UUID) -> Applied:
        unknown = list_unknown(frame["person_id"])
        applied = _apply(actor, clock, outbreak_id, frame)
        note_batch(unknown, batch_id)
        return applied

    return import_rows(actor, clock, kind="cases", source=name, reading=reading, apply=apply, terms=terms)


def _apply(actor: Actor, clock: Clock, outbreak_id: str, frame: pl.DataFrame) -> Applied:
    places = titles_of({place for name in _PLACES for place in frame[name]})
    accepted, duplicate, refused = 0, 0, list[Refusal]()
    ordered = frame.with_row_index("row").sort("reported_on", maintain_order=True)
    for line in ordered.iter_rows(named=True):
        there = find_recorded(outbreak_id, line["case_id"])
        fault = _fault(line, there, places, outbreak_id) or (
            None if there else _report(actor, clock, outbreak_id, line)
        )
        if fault is not None:
            refused.append(Refusal(line["row"], *fault))
        elif there:
            duplicate += 1
        else:
            accepted += 1
    return Applied(accepted, duplicate, tuple(refused))


Fault = tuple[str, str, Text]
"""Column, value, reason."""


def _fault(
    line: Mapping[str, Any],
    there: Mapping[str, Any] | None,
    places: Mapping[str | None, Text],
    outbreak_id: str,
) -> Fault | None:
    if line["outbreak_id"] not in (None, outbreak_id):
        return "outbreak_id", line["outbreak_id"], Text("属于另一起疫情", "it belongs to another outbreak")
    for name in _PLACES:
        if line[name] is not None and line[name] not in places:
            return name, line[name], Text("没有这个地点", "there is no such place")
    if there is not None:
        return _difference(line, there)
    if (fault := _no_room(line)) is not None:
        return fault
    source = line["source_case_id"]
    if source is not None and find_recorded(outbreak_id, source) is None:
        return "source_case_id", source, Text("传染来源病例尚未登记", "the source case is not on record")
    return None


def _no_room(line: Mapping[str, Any]) -> Fault | None:
    for name, most in _LONGEST.items():
        if len(line[name] or "") > most:
            return name, line[name], Text(f"超过{most}个字符", f"longer than {most} characters")
    if not 0 <= (line["age"] or 0) <= _OLDEST:
        return "age", str(line["age"]), Text("不是年龄", "it is no age")
    return None


def _difference(line: Mapping[str, Any], there: Mapping[str, Any]) -> Fault | None:
    for name in ("person_id", *CORRECTABLE):
        if line[name] is not None and line[name] != there.get(name):
            reason = Text(
                "该病例已登记，此项不同，请用“更正”",
                "the case is on record with another value: correct it there",
            )
            return name, str(line[name]), reason
    return None


def _report(actor: Actor, clock: Clock, outbreak_id: str, line: Mapping[str, Any]) -> Fault | None:
    report = CaseReport(
        person=NewPerson(key=line["person_id"], residence_place_id=line["residence_place_id"]),
        reported_on=line["reported_on"],
        kind=line["kind"],
        case_id=line["case_id"],
        facts={
            name: line[name] for name in CORRECTABLE if name not in _GIVEN_APART and line[name] is not None
        },
    )
    try:
        with transaction.atomic():
            report_case(actor, clock, outbreak_id=outbreak_id, report=report)
    except Problem as problem:
        column = "kind" if problem.code == "not-a-case-kind" else "person_id"
        return column, str(line[column]), problem.happened
    return None
