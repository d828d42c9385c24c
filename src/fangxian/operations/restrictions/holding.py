"""What a room in quarantine rests on: restrictions by their keys, whether they stand, until when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from fangxian.operations.chunks import in_chunks
from fangxian.operations.restrictions.models import Restriction
from fangxian.operations.restrictions.standing import in_force, lapse_of


@dataclass(frozen=True)
class Hold:
    """What binds a person. `stands`: it does at this hour; `ends_at`: when it ended or will, by itself or by release.

    `seat`: the place in charge; `contact`: they are bound as a contact, not as another managed person;
    `group`: the cases it rests on: who is bound on the same ones was exposed together.
    """

    key: str
    outbreak_id: str
    person_id: str
    measure: str
    seat: str
    contact: bool
    group: str
    starts_at: datetime
    ends_at: datetime
    stands: bool


def find_holds(keys: Collection[str], at: datetime) -> dict[str, Hold]:
    """Return key -> what is known of these restrictions at `at`, over or not; whoever asks has found out that they may."""
    found: dict[str, Restriction] = {}
    standing: set[str] = set()
    for some in in_chunks(sorted(keys)):
        rows = Restriction.objects.as_known(at).filter(id__in=some).order_by("valid_from", "version")
        found |= {row.id: row for row in rows}
        standing |= set(
            in_force(Restriction.objects.at(at, at).filter(id__in=some), at).values_list("id", flat=True)
        )
    return {key: _hold(row, key in standing) for key, row in found.items()}


def list_holds(outbreak_id: str, measures: Collection[str], at: datetime) -> tuple[Hold, ...]:
    """Return what binds people by these measures at `at`, by person."""
    rows = Restriction.objects.at(at, at).filter(outbreak_id=outbreak_id, measure__in=list(measures))
    return tuple(_hold(row, True) for row in in_force(rows, at).order_by("person_id", "id"))


def _hold(row: Restriction, stands: bool) -> Hold:
    return Hold(
        key=row.id,
        outbreak_id=row.outbreak_id,
        person_id=row.person_id,
        measure=row.measure,
        seat=row.seat_id,
        contact=row.degree is not None,
        group=row.evidence,
        starts_at=row.starts_at,
        ends_at=min(filter(None, (lapse_of(row), row.released_at))),
        stands=stands,
    )
