"""Which cases stand as evidence: those that are neither discarded nor merged into another."""

from dataclasses import dataclass
from datetime import date, datetime

from fangxian.operations.cases.models import CaseState


@dataclass(frozen=True)
class StandingCase:
    """A case as far as it is evidence."""

    case_id: str
    person_id: str
    kind: str
    reported_on: date
    sampled_at: datetime | None


def find_standing_cases(outbreak_id: str, known_at: datetime) -> dict[str, StandingCase]:
    """Return case -> what it is evidence of, as known at `known_at`.

    For services that judge whether somebody may be bound; it answers nobody directly and therefore takes no reach.
    """
    states = CaseState.objects.as_known(known_at).filter(case__outbreak_id=outbreak_id, valid_to=None)
    standing = states.exclude(kind="discarded").filter(merged_into=None)
    names = ("case_id", "case__person_id", "kind", "reported_on", "sampled_at")
    return {row[0]: StandingCase(*row) for row in standing.values_list(*names)}
