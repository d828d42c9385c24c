"""Imports the checks of a call centre: each becomes a check of the person's follow-ups, is one already, or is refused."""

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.queries import find_keys
from fangxian.operations.follow_ups.services import CheckGiven, check
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Refusal, Terms
from fangxian.operations.imports.services import import_rows

_COLUMN_OF = {
    "check-in-the-future": "checked_at",
    "follow-up-closed": "checked_at",
    "temperature-unlikely": "temperature_c",
    "symptoms-told-well": "symptoms",
    "check-id-taken": "check_id",
}
"""Problem -> the column whose value it is about."""


def import_checks(
    actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
) -> BatchRow:
    """Import daily checks (CSV, XLSX, Parquet) of people who are followed up in the outbreak.

    A check imported before is a duplicate, whatever file it comes in; symptoms and fever raise their red flags.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = read_content(name, content, tables.CHECKS, outbreak.timezone)

    def apply(frame: pl.DataFrame, _: UUID) -> Applied:
        return _apply(actor, clock, outbreak_id, frame)

    return import_rows(actor, clock, kind="checks", source=name, reading=reading, apply=apply, terms=terms)


def _apply(actor: Actor, clock: Clock, outbreak_id: str, frame: pl.DataFrame) -> Applied:
    keys = find_keys(actor.reach, outbreak_id, frame["person_id"].unique().to_list(), clock.now())
    accepted, duplicate, refused = 0, 0, list[Refusal]()
    for number, line in enumerate(frame.iter_rows(named=True)):
        key = keys.get(line["person_id"])
        if key is None:
            nobody = Text("该人员没有随访", "this person is not followed up")
            refused.append(Refusal(number, "person_id", line["person_id"], nobody))
            continue
        try:
            done = check(actor, clock, follow_up=key, given=_given(outbreak_id, line))
        except Problem as problem:
            refused.append(_refuse(number, line, problem))
        else:
            accepted, duplicate = accepted + (not done.repeated), duplicate + done.repeated
    return Applied(accepted, duplicate, tuple(refused))


def _given(outbreak_id: str, line: Mapping[str, Any]) -> CheckGiven:
    own = line["check_id"] or "|".join((line["person_id"], line["checked_at"].isoformat(), line["result"]))
    words = (line["symptoms"] or "").replace("；", ";").split(";")
    return CheckGiven(
        channel=line["channel"] or "call",
        result=line["result"],
        symptoms=[word.strip() for word in words if word.strip()],
        temperature_c=line["temperature_c"],
        note=line["note"] or "",
        device_at=line["checked_at"],
        event_id=uuid5(NAMESPACE_URL, f"fangxian:checks:{outbreak_id}:{own}"),
    )


def _refuse(number: int, line: Mapping[str, Any], problem: Problem) -> Refusal:
    column = _COLUMN_OF.get(problem.code, "result")
    return Refusal(number, column, str(line[column]), problem.happened)
