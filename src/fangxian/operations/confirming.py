"""Somebody alone in a positive tube is a case: reported from the sample, and the plan runs on it at once."""

from dataclasses import dataclass
from uuid import UUID
from zoneinfo import ZoneInfo

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.reports import CaseReport
from fangxian.operations.cases.services import report_case
from fangxian.operations.clock import Clock
from fangxian.operations.custody.positives import get_positive
from fangxian.operations.people.rows import NewPerson
from fangxian.operations.respond import ResponseRun, respond_now


@dataclass(frozen=True)
class Confirmed:
    """The case, and what the plan proposed; None where the role may not run it."""

    case_id: str
    run: ResponseRun | None


def confirm_positive(actor: Actor, clock: Clock, *, sample_id: UUID, kind: str = "confirmed") -> Confirmed:
    """Report the person of a sample as a case, with where and when the sample was taken, and run the plan.

    Raises:
        Problem: `not-found`, `not-a-positive` (a shared tube: everybody is sampled again first), as `report_case` does.
    """
    actor.require("report_case")
    found = get_positive(actor.reach, sample_id)
    outbreak = get_outbreak(actor.reach, found.outbreak_id)
    zone = ZoneInfo(outbreak.timezone)
    report = CaseReport(
        person=NewPerson(found.person_id, residence_place_id=found.place_id),
        reported_on=clock.now().astimezone(zone).date(),
        kind=kind,
        facts={"sampled_at": found.taken_at, "detection_route": "mass_testing"},
    )
    case_id = report_case(actor, clock, outbreak_id=outbreak.id, report=report)
    run = respond_now(actor, clock, outbreak_id=outbreak.id) if actor.may("respond") else None
    return Confirmed(case_id, run)
