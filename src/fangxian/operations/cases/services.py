"""Opening an outbreak, reporting a case, correcting, discarding and merging cases."""

from collections.abc import Mapping
from datetime import UTC, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max

from fangxian.engines.tables import CASE_KINDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.itineraries import write_stays
from fangxian.operations.cases.models import Case, CaseState, Outbreak, Stay, new_case_id
from fangxian.operations.cases.problems import (
    ALREADY_A_CASE,
    CANNOT_MERGE,
    CASE_ID_TAKEN,
    NOT_A_CASE_COLUMN,
    NOT_A_KIND,
    OUTBREAK_ENDED,
    OUTBREAK_EXISTS,
)
from fangxian.operations.cases.reports import CaseReport, NewOutbreak
from fangxian.operations.cases.touching import require_touching
from fangxian.operations.clock import Clock
from fangxian.operations.contacts.services import answer_for, move_contacts, name_contacts
from fangxian.operations.journal.services import record
from fangxian.operations.people.queries import reach_people
from fangxian.operations.people.services import register_persons
from fangxian.operations.problems import NOT_FOUND, REASON_NEEDED
from fangxian.operations.versions import change, correct

CORRECTABLE = (
    "kind",
    "reported_on",
    "onset_on",
    "onset_kind",
    "sampled_at",
    "isolated_at",
    "residence_place_id",
    "infection_place_id",
    "detection_route",
    "source_case_id",
    "cluster_id",
    "age",
    "sex",
    "immunity",
    "outcome",
)


def image(state: CaseState) -> dict[str, Any]:
    """Return what the journal keeps of a case's state."""
    kept = {name: getattr(state, name) for name in (*CORRECTABLE, "merged_into_id")}
    return {name: value for name, value in kept.items() if value not in (None, "")}


@transaction.atomic
def open_outbreak(actor: Actor, clock: Clock, *, outbreak: NewOutbreak) -> str:
    """Open an outbreak and return its id. Raises `outbreak-exists`."""
    actor.require("respond")
    if Outbreak.objects.filter(id=outbreak.id).exists():
        raise OUTBREAK_EXISTS(key=outbreak.id)
    at = clock.now()
    Outbreak.objects.create(opened_at=at, **vars(outbreak))
    record(actor, "opened", "outbreak", outbreak.id, at=at, after=vars(outbreak))
    return outbreak.id


@transaction.atomic
def report_case(actor: Actor, clock: Clock, *, outbreak_id: str, report: CaseReport) -> str:
    """Report a case with its itinerary and the contacts it named; return the case's id.

    Raises:
        Problem: `outbreak-ended`, `already-a-case`, `not-a-case-kind`, `not-a-case-column`, `stay-unclear`.
    """
    actor.require("report_case")
    outbreak = _get_open_outbreak(outbreak_id)
    require_touching(actor.reach, outbreak)
    _check_facts({"kind": report.kind, **report.facts})
    if report.case_id and Case.objects.filter(id=report.case_id).exists():
        raise CASE_ID_TAKEN(key=report.case_id)
    person_id, at = report.person.key, clock.now()
    register_persons(actor, clock, [report.person], reason="case reported")
    answer_for(actor, clock, [report.person])
    case = Case.objects.create(
        id=report.case_id or new_case_id(),
        outbreak=outbreak,
        person_id=person_id,
        number=(outbreak.cases.aggregate(last=Max("number"))["last"] or 0) + 1,
        episode=_next_episode(outbreak, person_id),
    )
    state = CaseState(
        id=case.id,
        case=case,
        kind=report.kind,
        reported_on=report.reported_on,
        residence_place_id=report.residence_place_id or report.person.residence_place_id,
        known_from=at,
        valid_from=min(at, _midnight(report, outbreak.timezone)),
        **report.facts,
    )
    state.entry = record(actor, "reported", "case", case.id, at=at, after=image(state))
    state.save(force_insert=True)
    write_stays(actor, clock, case=case, stays=report.stays)
    name_contacts(actor, clock, outbreak_id=outbreak_id, case_id=case.id, given=report.contacts)
    return case.id


@transaction.atomic
def correct_case(
    actor: Actor,
    clock: Clock,
    *,
    case_id: str,
    changes: Mapping[str, Any],
    reason: str,
    event_at: datetime | None = None,
) -> None:
    """Correct what is known of a case. A new kind (asymptomatic → confirmed) is a change of state at `event_at`
    (default: now); everything else replaces what the record said.

    Raises:
        Problem: `not-found`, `reason-needed`, `not-a-case-column`, `not-a-case-kind`.
    """
    actor.require("report_case")
    _check_facts(changes)
    state, at = _get_state(actor, case_id, clock, reason), clock.now()
    before, changes = image(state), dict(changes)
    kind = changes.pop("kind", state.kind)
    for name, value in {**changes, "kind": kind}.items():
        setattr(state, name, value)
    entry = record(
        actor,
        "corrected",
        "case",
        case_id,
        at=at,
        before=before,
        after=image(state),
        reason=reason,
        event_at=event_at,
    )
    state.refresh_from_db()
    if changes:
        state = correct(state, entry, at, **changes)
    if kind != state.kind:
        change(state, entry, at, from_at=event_at or at, kind=kind)


@transaction.atomic
def discard_case(actor: Actor, clock: Clock, *, case_id: str, reason: str) -> None:
    """Record that it was no case. What rested on it alone is listed for release by the next response."""
    actor.require("report_case")
    _replace(actor, clock, "discarded", case_id, reason, kind="discarded")


@transaction.atomic
def merge_cases(actor: Actor, clock: Clock, *, from_id: str, into_id: str, reason: str) -> None:
    """Record that two cases are one: the itinerary and the contacts of `from_id` go over to `into_id`."""
    actor.require("report_case")
    losing, keeping = (_get_state(actor, case_id, clock, reason) for case_id in (from_id, into_id))
    if (
        from_id == into_id
        or losing.case.outbreak_id != keeping.case.outbreak_id
        or "discarded" in (losing.kind, keeping.kind)
    ):
        raise CANNOT_MERGE()
    _replace(actor, clock, "merged", from_id, reason, kind="discarded", merged_into_id=into_id)
    at = clock.now()
    entry = record(actor, "took over", "itinerary", into_id, at=at, after={"from": from_id}, reason=reason)
    for stay in Stay.objects.open().filter(case_id=from_id):
        correct(stay, entry, at, case_id=into_id)
    move_contacts(actor, clock, from_case_id=from_id, into_case_id=into_id, reason=reason)


@transaction.atomic
def close_outbreak(actor: Actor, clock: Clock, *, outbreak_id: str, reason: str) -> None:
    """Record the end that was decided; `signing` releases what still stands in the same transaction."""
    outbreak = _get_open_outbreak(outbreak_id)
    outbreak.ended_at, outbreak.end_reason = clock.now(), reason
    outbreak.save(update_fields=["ended_at", "end_reason"])
    record(actor, "ended", "outbreak", outbreak_id, at=outbreak.ended_at, reason=reason)


def hold_open(outbreak_id: str) -> None:
    """Hold an outbreak inside the caller's transaction: nobody else decides on it meanwhile.

    Raises:
        Problem: `not-found`, `outbreak-ended`.
    """
    _get_open_outbreak(outbreak_id)


def _replace(actor: Actor, clock: Clock, verb: str, case_id: str, reason: str, **changes: Any) -> None:
    state, at = _get_state(actor, case_id, clock, reason), clock.now()
    before = image(state)
    for name, value in changes.items():
        setattr(state, name, value)
    entry = record(actor, verb, "case", case_id, at=at, before=before, after=image(state), reason=reason)
    state.refresh_from_db()
    correct(state, entry, at, **changes)


def _get_open_outbreak(outbreak_id: str) -> Outbreak:
    # The lock makes the next case number ours alone.
    outbreak = Outbreak.objects.select_for_update().filter(id=outbreak_id).first()
    if outbreak is None:
        raise NOT_FOUND(what="outbreak", what_zh="疫情", key=outbreak_id)
    if outbreak.ended_at is not None:
        raise OUTBREAK_ENDED(key=outbreak_id)
    return outbreak


def _get_state(actor: Actor, case_id: str, clock: Clock, reason: str) -> CaseState:
    if not reason.strip():
        raise REASON_NEEDED()
    visible = CaseState.objects.filter(case__person_id__in=reach_people(actor.reach, clock.now()))
    state = visible.open().filter(case_id=case_id, valid_to=None).select_related("case").first()
    if state is None:
        raise NOT_FOUND(what="case", what_zh="病例", key=case_id)
    return state


def _next_episode(outbreak: Outbreak, person_id: str) -> int:
    earlier = outbreak.cases.filter(person_id=person_id).order_by("-episode").first()
    if earlier is None:
        return 1
    state = CaseState.objects.open().get(case=earlier, valid_to=None)
    if state.kind != "discarded" and not state.outcome:
        raise ALREADY_A_CASE(number=earlier.number)
    return earlier.episode + 1


def _check_facts(facts: Mapping[str, Any]) -> None:
    for name in facts:
        if name not in CORRECTABLE:
            raise NOT_A_CASE_COLUMN(name=name, allowed=", ".join(CORRECTABLE))
    kinds = [kind for kind in CASE_KINDS if kind != "discarded"]
    if facts.get("kind", kinds[0]) not in kinds:
        raise NOT_A_KIND(kind=facts["kind"], allowed=", ".join(kinds))


def _midnight(report: CaseReport, timezone: str) -> datetime:
    return datetime.combine(report.reported_on, time(), ZoneInfo(timezone)).astimezone(UTC)
