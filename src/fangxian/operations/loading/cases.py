"""The cases of a demonstration, each reported on its day and corrected when its state was published to have changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.cases.reports import CaseReport, StayGiven
from fangxian.operations.cases.services import CORRECTABLE, correct_case, report_case
from fangxian.operations.clock import FixedClock
from fangxian.operations.contacts.services import ContactGiven
from fangxian.operations.loading.steps import Progress
from fangxian.operations.people.rows import NewPerson
from fangxian.stores.city import City


@dataclass(frozen=True)
class _Load:
    """One load, and the hour at which each thing came to be known."""

    city: City
    actor: Actor

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.city.outbreak.timezone)

    def known_on(self, day: date) -> FixedClock:
        """What was reported on a day counts as known from its beginning, but never before the first report."""
        begins = datetime.combine(day, time(), self.zone).astimezone(UTC)
        return FixedClock(max(begins, self.city.outbreak.first_report_at.astimezone(UTC)))


def load_cases(city: City, actor: Actor, progress: Progress) -> int:
    """Report the cases known at the pack's `demo_as_of`; return how many were new."""
    load, pack = _Load(city, actor), city.outbreak
    there = {row.id for row in list_cases(actor.reach, pack.id, pack.demo_as_of)}
    days = _days(load)
    added, before = 0, dict[str, Mapping[str, Any]]()
    for done, day in enumerate(days):
        progress(Text("病例", "cases"), done, len(days))
        end_of_day = datetime.combine(day, time(23, 59), load.zone)
        now: dict[str, Mapping[str, Any]] = {
            row["case_id"]: row
            for row in city.cases_known_at(end_of_day).to_dicts()
            if row["case_id"] not in there
        }
        for case_id, row in now.items():
            if case_id in before:
                _correct(load, row, before[case_id], day)
            else:
                _report(load, row, there | set(now))
                added += 1
        before = now
    return added


def _days(load: _Load) -> list[date]:
    """The days up to the demonstration's on which a case was reported, changed its state or fell ill."""
    city, last = load.city, load.city.outbreak.demo_as_of.astimezone(load.zone).date()
    days = {*city.cases["reported_on"], *city.cases["onset_on"].drop_nulls(), *city.case_states["from_on"]}
    return sorted(day for day in days if day <= last)


def _report(load: _Load, row: Mapping[str, Any], known: set[str]) -> None:
    city = load.city
    stays = city.itineraries.filter(pl.col("person_id") == row["person_id"]).to_dicts()
    named = city.contacts.filter(pl.col("source_case_id") == row["case_id"]).to_dicts()
    report = CaseReport(
        person=NewPerson(key=row["person_id"], residence_place_id=row["residence_place_id"]),
        reported_on=row["reported_on"],
        kind=row["kind"],
        case_id=row["case_id"],
        facts=_facts(row, known),
        stays=tuple(_stay(stay) for stay in stays),
        contacts=_contacts(load, named),
    )
    report_case(load.actor, load.known_on(row["reported_on"]), outbreak_id=city.outbreak.id, report=report)


def _facts(row: Mapping[str, Any], known: set[str]) -> dict[str, Any]:
    told = {
        name: row[name] for name in CORRECTABLE if name not in ("kind", "reported_on", "residence_place_id")
    }
    if told["source_case_id"] not in known:
        told["source_case_id"] = None
    return {name: value for name, value in told.items() if value is not None}


def _stay(stay: Mapping[str, Any]) -> StayGiven:
    words = {name: stay[name] or "" for name in ("session", "zone", "seat")}
    return StayGiven(
        arrive_at=stay["arrive_at"],
        leave_at=stay["leave_at"],
        precision=stay["precision"] or "exact",
        place_id=stay["place_id"],
        source=stay["source"] or "interview",
        **words,
    )


def _contacts(load: _Load, named: list[dict[str, Any]]) -> tuple[ContactGiven, ...]:
    people = pl.DataFrame(
        {"person_id": [row["person_id"] for row in named]}, schema={"person_id": pl.String()}
    )
    homes = dict(
        people.join(load.city.persons, on="person_id").select("person_id", "residence_place_id").rows()
    )
    return tuple(
        ContactGiven(
            person=NewPerson(key=row["person_id"], residence_place_id=homes.get(row["person_id"])),
            last_on=row["last_on"],
            first_on=row["first_on"],
            setting=row["setting"] or "",
            proximity=row["proximity"] or "",
        )
        for row in named
    )


def _correct(load: _Load, row: Mapping[str, Any], before: Mapping[str, Any], day: date) -> None:
    names = ("kind", "onset_on", "onset_kind")
    changes = {name: row[name] for name in names if row[name] is not None and row[name] != before[name]}
    if changes:
        clock = load.known_on(day)
        correct_case(
            load.actor,
            clock,
            case_id=row["case_id"],
            changes=changes,
            reason="published change of state",
            event_at=clock.now(),
        )
