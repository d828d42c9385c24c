"""Imports the contacts that cases named: each becomes a contact of its case, is one already, or is refused."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.cases.rows import CaseRow
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.queries import list_named
from fangxian.operations.contacts.services import ContactGiven, name_contacts
from fangxian.operations.imports.reading import read_content
from fangxian.operations.imports.rows import Applied, BatchRow, Refusal, Terms
from fangxian.operations.imports.services import import_rows
from fangxian.operations.people.queries import list_unknown
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.people.services import note_batch

_FACTS = ("last_on", "first_on", "setting", "proximity")
_WORDS = ("person_id", "setting", "proximity")
_WORDS_AT_MOST = 64


def import_contacts(
    actor: Actor, clock: Clock, *, outbreak_id: str, name: str, content: bytes, terms: Terms | None
) -> BatchRow:
    """Import named contacts (CSV, XLSX, Parquet) of cases that are on record in the outbreak.

    A contact on record with the same facts is a duplicate; with other dates it is one more contact of the two.

    Raises:
        Problem: `not-found` (outbreak), `cannot-read-file`, `terms-needed`, `retention-passed`.
    """
    outbreak = get_outbreak(actor.reach, outbreak_id)
    reading = read_content(name, content, tables.CONTACTS, outbreak.timezone)

    def apply(frame: pl.DataFrame, batch_id: UUID) -> Applied:
        unknown = list_unknown(frame["person_id"])
        applied = _apply(actor, clock, outbreak_id, frame)
        note_batch(unknown, batch_id)
        return applied

    return import_rows(actor, clock, kind="contacts", source=name, reading=reading, apply=apply, terms=terms)


def _apply(actor: Actor, clock: Clock, outbreak_id: str, frame: pl.DataFrame) -> Applied:
    cases = {case.id: case for case in list_cases(actor.reach, outbreak_id, clock.now())}
    there = set(list_named(outbreak_id).rows())
    refused, duplicate = list[Refusal](), 0
    given = defaultdict[str, list[ContactGiven]](list)
    for number, line in enumerate(frame.iter_rows(named=True)):
        if (refusal := _refuse(number, line, cases)) is not None:
            refused.append(refusal)
        elif tuple(line.values()) in there:
            duplicate += 1
        else:
            given[line["source_case_id"]].append(_contact(line))
    accepted = sum(
        name_contacts(actor, clock, outbreak_id=outbreak_id, case_id=case_id, given=contacts)
        for case_id, contacts in given.items()
    )
    return Applied(accepted, duplicate, tuple(refused))


def _refuse(number: int, line: Mapping[str, Any], cases: Mapping[str, CaseRow]) -> Refusal | None:
    case, first_on = cases.get(line["source_case_id"]), line["first_on"]
    if case is None or case.merged_into:
        reason = Text("该病例尚未登记于此疫情", "the case is not on record in this outbreak")
        return Refusal(number, "source_case_id", line["source_case_id"], reason)
    if case.person_id == line["person_id"]:
        reason = Text("病例不是自己的接触者", "a case is no contact of their own")
        return Refusal(number, "person_id", line["person_id"], reason)
    if first_on is not None and first_on > line["last_on"]:
        reason = Text("末次接触早于首次接触", "the last contact lies before the first")
        return Refusal(number, "last_on", line["last_on"].isoformat(), reason)
    for name in _WORDS:
        if len(line[name] or "") > _WORDS_AT_MOST:
            reason = Text(f"超过{_WORDS_AT_MOST}个字符", f"longer than {_WORDS_AT_MOST} characters")
            return Refusal(number, name, line[name], reason)
    return None


def _contact(line: Mapping[str, Any]) -> ContactGiven:
    facts = {name: line[name] for name in _FACTS if line[name] is not None}
    return ContactGiven(person=NewPerson(key=line["person_id"]), **facts)
