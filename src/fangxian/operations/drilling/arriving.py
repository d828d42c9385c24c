"""News of a drill arrives as news does: cases are reported, contacts named, each at its own hour."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import polars as pl
from django.db import transaction

from fangxian.engines.drill import News
from fangxian.operations.cases.reports import CaseReport
from fangxian.operations.cases.services import report_case
from fangxian.operations.contacts.services import ContactGiven, name_contacts
from fangxian.operations.drilling.opening import Opened
from fangxian.operations.drilling.stage import OUTBREAK, Stage
from fangxian.operations.people.rows import NewPerson


@dataclass(frozen=True)
class Happening:
    """Something that is to happen on a day of the drill, once its hour has come."""

    day: float
    happen: Callable[[], Any]


def happenings_of(news: News, stage: Stage, opened: Opened) -> Iterator[Happening]:
    """Yield the reports and the naming of contacts, in no order."""
    for row in news.cases.iter_rows(named=True):
        yield Happening(row["reported_day"], partial(_report, row, stage, opened))
    for (case, day), rows in news.contacts.group_by("case", "found_day", maintain_order=True):
        yield Happening(float(str(day)), partial(_name, case, rows, opened))


def _report(row: dict[str, Any], stage: Stage, opened: Opened) -> None:
    facts = {
        "onset_on": None if row["onset_day"] is None else stage.instant(row["onset_day"]).date(),
        "sampled_at": stage.instant(row["sampled_day"]),
        "detection_route": "symptoms" if row["found_by"] == "symptoms" else "mass_testing",
    }
    report = CaseReport(
        person=_person(row),
        reported_on=stage.instant(row["reported_day"]).date(),
        kind=row["kind"],
        case_id=f"c-{row['person']}",
        facts={name: value for name, value in facts.items() if value is not None},
    )
    report_case(opened.system, opened.clock, outbreak_id=OUTBREAK, report=report)


@transaction.atomic
def _name(case: object, rows: pl.DataFrame, opened: Opened) -> None:
    today = opened.clock.at.date()
    given = [ContactGiven(_person(row), last_on=today) for row in rows.iter_rows(named=True)]
    name_contacts(opened.system, opened.clock, outbreak_id=OUTBREAK, case_id=f"c-{case}", given=given)


def _person(row: dict[str, Any]) -> NewPerson:
    return NewPerson(
        f"p-{row['person']}", residence_place_id=row["place_id"], household_key=f"h-{row['household']}"
    )
