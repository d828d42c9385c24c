"""Tubes that are not negative: everybody in them by name, what became of the sample taken again, and the case."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.tables.custody import OUTCOMES
from fangxian.operations.chunks import in_chunks
from fangxian.operations.custody.models import Sample
from fangxian.operations.custody.problems import NOT_A_POSITIVE
from fangxian.operations.custody.rows import Member, PositiveRow
from fangxian.operations.custody.signalling import Found, again_of, find_outcomes
from fangxian.operations.custody.standing import standing
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.queries import get_round

_NOT_NEGATIVE = tuple(one for one in OUTCOMES if one != "negative")


def list_positives(reach: Reach, round_id: UUID, place_id: str) -> tuple[PositiveRow, ...]:
    """Return the tubes of a round that were not negative and hold somebody of these places, the latest first.

    A tube is shown whole to whoever answers for one of its members' places, save for the people elsewhere.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    row = get_round(reach, round_id)
    reach.require(place_id)
    marked = standing().filter(round_id=row.id, tube__results__outcome__in=_NOT_NEGATIVE)
    here = reach.narrow(place_id).filter(marked).distinct()
    outcomes = find_outcomes({sample.tube_id for sample in here})
    codes = [code for code, found in outcomes.items() if found.outcome != "negative"]
    everybody = [one for some in in_chunks(codes) for one in standing().filter(tube__in=some).order_by("id")]
    rows = [
        _row_of(reach, code, outcomes[code], [one for one in everybody if one.tube_id == code])
        for code in codes
    ]
    return tuple(sorted(rows, key=lambda one: (one.resulted_at, one.tube_code), reverse=True))


def _row_of(reach: Reach, code: str, found: Found, samples: Sequence[Sample]) -> PositiveRow:
    seen = reach.keep({sample.place_id for sample in samples}) if reach.registers else set()
    again = again_of(samples, found.resulted_at)
    members = tuple(
        Member(str(one.pk), one.person_id, one.place_id, again.get(one.person_id))
        for one in samples
        if one.place_id in seen
    )
    place_id = min(sample.place_id for sample in samples)
    return PositiveRow(
        code, place_id, found.outcome, found.resulted_at, found.laboratory_id, len(samples), members
    )


@dataclass(frozen=True)
class Positive:
    """The sample of somebody who was alone in a positive tube."""

    outbreak_id: str
    person_id: str
    place_id: str
    taken_at: datetime


def get_positive(reach: Reach, sample_id: UUID) -> Positive:
    """Return the sample of somebody alone in a positive tube. Raises `not-found`, `not-a-positive`."""
    rows = reach.filter_persons(standing().filter(id=sample_id)).select_related("round")
    row = rows.first()
    if row is None:
        raise NOT_FOUND(what="sample", what_zh="样本", key=sample_id)
    found = find_outcomes([row.tube_id]).get(row.tube_id)
    alone = standing().filter(tube=row.tube_id).count() == 1
    if found is None or found.outcome != "positive" or not alone:
        raise NOT_A_POSITIVE(key=sample_id)
    return Positive(row.round.outbreak_id, row.person_id, row.place_id, row.taken_at)
