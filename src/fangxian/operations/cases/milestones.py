"""When what became known of each case: reported, sampled, result, isolated. What deadlines are read from."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from fangxian.operations.cases.models import CaseState

_SETTLED = frozenset({"confirmed", "asymptomatic", "discarded"})
"""Kinds that say what the sample found."""


@dataclass(frozen=True)
class Milestone:
    """One case, by number; nobody's name. `…_known_at`: when the record had it."""

    case_id: str
    number: int
    place_id: str | None
    reported_on: date
    reported_known_at: datetime
    sampled_at: datetime | None
    sampled_known_at: datetime | None
    result_at: datetime | None
    isolated_at: datetime | None
    withdrawn_at: datetime | None
    """When it was discarded or merged."""


def list_milestones(outbreak_id: str, known_at: datetime) -> tuple[Milestone, ...]:
    """Return every case of an outbreak as known at `known_at`, by number.

    For services that read deadlines of the whole: it answers nobody directly and therefore takes no reach.
    """
    states = CaseState.objects.filter(case__outbreak_id=outbreak_id, known_from__lte=known_at, valid_to=None)
    versions: dict[str, list[Any]] = {}
    for state in states.select_related("case").order_by("case__number", "known_from", "version"):
        versions.setdefault(state.case_id, []).append(state)
    return tuple(_milestone(found) for found in versions.values())


def _milestone(states: list[Any]) -> Milestone:
    first, last = states[0], states[-1]
    sampled = next((one for one in states if one.sampled_at is not None), None)
    result = next((one for one in states if one.kind in _SETTLED), None)
    gone = next((one for one in states if one.kind == "discarded" or one.merged_into_id), None)
    stands = last.kind != "discarded" and not last.merged_into_id
    return Milestone(
        case_id=last.case_id,
        number=last.case.number,
        place_id=last.residence_place_id,
        reported_on=last.reported_on,
        reported_known_at=first.known_from,
        sampled_at=last.sampled_at,
        sampled_known_at=sampled.known_from if sampled else None,
        result_at=result.known_from if result else None,
        isolated_at=last.isolated_at,
        withdrawn_at=gone.known_from if gone and not stands else None,
    )
