"""How a follow-up ends: let go with its evidence, become a case, or shortened by decision."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction

from fangxian.engines.following import Progress, list_missing
from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak, list_case_people
from fangxian.operations.cases.reports import CaseReport
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.cases.services import report_case
from fangxian.operations.clock import Clock
from fangxian.operations.follow_ups.finding import get_course, get_open, rule_of
from fangxian.operations.follow_ups.flags_known import open_flags
from fangxian.operations.follow_ups.models import Course, Finding
from fangxian.operations.follow_ups.problems import CAN_ONLY_SHORTEN, NOT_YET_RELEASABLE
from fangxian.operations.follow_ups.rows import Released
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import persons_frame
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.problems import REASON_NEEDED
from fangxian.operations.restrictions.queries import find_bound
from fangxian.operations.restrictions.services import release_all
from fangxian.operations.versions import correct

RELEASED, BECAME_CASE, WITHDRAWN = "released", "became-case", "withdrawn"


@transaction.atomic
def shorten(actor: Actor, clock: Clock, *, follow_up: str, ends_at: datetime, reason: str) -> None:
    """End a follow-up sooner than its pack says, by decision. A restriction beside it keeps its own end.

    Raises:
        Problem: `not-your-role`, `not-found`, `follow-up-closed`, `reason-needed`, `can-only-shorten`.
    """
    actor.require("sign")
    _need(reason)
    course, at = get_open(actor, follow_up), clock.now()
    if not course.starts_at < ends_at < course.ends_at:
        raise CAN_ONLY_SHORTEN(at=ends_at.isoformat())
    change = {"ends_at": ends_at}
    entry = record(
        actor,
        "shortened",
        "follow-up",
        course.id,
        at=at,
        before={"ends_at": course.ends_at},
        after=change,
        reason=reason,
    )
    correct(course, entry, at, **change, shortened=True)


@transaction.atomic
def release(actor: Actor, clock: Clock, *, follow_up: str, reason: str, early: bool = False) -> None:
    """Let a person go. What binds them besides ends with it, by the rule that one signature gives liberty back.

    `early`: without the evidence, by somebody who may sign, with the reason.

    Raises:
        Problem: `not-your-role`, `not-found`, `follow-up-closed`, `reason-needed`, `not-yet-releasable`.
    """
    actor.require("sign" if early else "work")
    _need(reason)
    course, at = get_open(actor, follow_up), clock.now()
    missing = missing_of(course, get_outbreak(actor.reach, course.outbreak_id), at)
    if missing and not early:
        raise NOT_YET_RELEASABLE(
            missing_zh="、".join(text.zh for text in missing), missing=", ".join(text.en for text in missing)
        )
    _close(actor, clock, course, RELEASED, reason, lacking=[text.en for text in missing])
    _unbind(actor, clock, course, reason)


def release_due(actor: Actor, clock: Clock, *, follow_ups: Sequence[str], reason: str) -> Released:
    """Let everybody go who lacks nothing; the others stay. Raises as `release`, but for what is still lacking."""
    done = 0
    for key in dict.fromkeys(follow_ups):
        try:
            release(actor, clock, follow_up=key, reason=reason)
        except Problem as problem:
            if problem.code != "not-yet-releasable":
                raise
        else:
            done += 1
    return Released(done, len(set(follow_ups)) - done)


@transaction.atomic
def become_case(
    actor: Actor,
    clock: Clock,
    *,
    follow_up: str,
    kind: str = "confirmed",
    reported_on: date | None = None,
    facts: Mapping[str, Any] | None = None,
) -> str:
    """Report the person as a case with what is on record of them, and close all their follow-ups; return the case's id.

    Whoever is a case already keeps that case: nothing is entered twice.

    Raises:
        Problem: `not-your-role`, `not-found`, and those of `cases.services.report_case`.
    """
    actor.require("report_case")
    course, at = get_course(actor, follow_up), clock.now()
    outbreak, person = get_outbreak(actor.reach, course.outbreak_id), course.follow_up.person_id
    case_id = list_case_people(outbreak.id, at).get(person) or report_case(
        actor,
        clock,
        outbreak_id=outbreak.id,
        report=CaseReport(
            person=NewPerson(key=person),
            reported_on=reported_on or at.astimezone(ZoneInfo(outbreak.timezone)).date(),
            kind=kind,
            residence_place_id=_home(person, at),
            facts={**_inherited(course), **(facts or {})},
        ),
    )
    link_case(actor, clock, outbreak_id=outbreak.id, person_id=person, case_id=case_id)
    return case_id


def link_case(actor: Actor, clock: Clock, *, outbreak_id: str, person_id: str, case_id: str) -> int:
    """Close the open follow-ups of a person who is a case now, inside the caller's transaction; return how many."""
    rows = Course.objects.open().filter(
        outbreak_id=outbreak_id, follow_up__person_id=person_id, closed_at=None
    )
    for course in (found := list(rows.select_related("follow_up"))):
        _close(actor, clock, course, BECAME_CASE, "became a case", case_id=case_id)
    return len(found)


def missing_of(course: Course, outbreak: OutbreakRow, at: datetime) -> tuple[Text, ...]:
    """Return what the release of a follow-up still lacks; nothing where its ground has gone."""
    if not course.supported:
        return ()
    return list_missing(progress_of(course, at), rule_of(outbreak.plan), at, outbreak.timezone)


def progress_of(course: Course, at: datetime) -> Progress:
    """Return how far a follow-up has come: samples since the last exposure, a positive one starts the count anew."""
    taken = Finding.objects.filter(
        follow_up_id=course.id, taken_at__gte=course.last_exposed_at, recorded_at__lte=at
    )
    results = list(taken.order_by("taken_at", "id").values_list("result", flat=True))
    return Progress(
        act=course.follow_up.act,  # type: ignore[arg-type]
        ends_at=course.ends_at,
        negatives=_run_of_negatives(results),
        open_flags=open_flags(at)
        .filter(
            follow_up__outbreak_id=course.outbreak_id,
            follow_up__person_id=course.follow_up.person_id,
        )
        .count(),
        dose_settled=bool({"given", "declined"} & set(results)) or (course.lapses_at or at) < at,
    )


def _run_of_negatives(results: Sequence[str]) -> int:
    samples = [result for result in results if result in ("negative", "positive")]
    last_positive = max((at for at, result in enumerate(samples) if result == "positive"), default=-1)
    return len(samples) - 1 - last_positive


def _close(
    actor: Actor,
    clock: Clock,
    course: Course,
    outcome: str,
    reason: str,
    *,
    case_id: str | None = None,
    lacking: Sequence[str] = (),
) -> None:
    at = clock.now()
    change = {"closed_at": at, "outcome": outcome, "case_id": case_id}
    after = {**change, "lacking": list(lacking)}
    entry = record(actor, "closed", "follow-up", course.id, at=at, after=after, reason=reason)
    correct(course, entry, at, **change, close_reason=reason)


def _unbind(actor: Actor, clock: Clock, course: Course, reason: str) -> None:
    at = clock.now()
    if not course.restriction_key:
        return
    if find_bound(course.outbreak_id, [course.restriction_key], at, at):
        actor.require("sign")
        release_all(actor, clock, keys=[course.restriction_key], reason=reason)


def _home(person_id: str, at: datetime) -> str | None:
    homes = persons_frame([person_id], at)["residence_place_id"].drop_nulls()
    return None if homes.is_empty() else str(homes[0])


def _inherited(course: Course) -> dict[str, Any]:
    """What the case takes over from the exposure: through whom, where, found how."""
    cases = course.evidence.split(";")
    return {
        "source_case_id": cases[0] if len(cases) == 1 and course.degree == 1 else None,
        "infection_place_id": course.place_id,
        "detection_route": "contact",
    }


def _need(reason: str) -> None:
    if not reason.strip():
        raise REASON_NEEDED()
