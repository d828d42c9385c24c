"""What a room rests on: a restriction in force, or a consent. By a consent nobody is bound, and it is counted apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.follow_ups.sorting import find_courses
from fangxian.operations.quarantine_sites.models import Consent, ConsentEnd, Stay
from fangxian.operations.quarantine_sites.rules import list_room_measures
from fangxian.operations.restrictions.holding import Hold, find_holds, list_holds
from fangxian.operations.restrictions.offers import find_agreed


@dataclass(frozen=True)
class Ground:
    """What lets somebody have a room. `key`: of the restriction; "" where it is the consent `consent_id`.

    `stands`: it does at this hour; `ends_at`, `seat`, `contact`, `group`: as of a `Hold`.
    """

    key: str
    consent_id: UUID | None
    outbreak_id: str
    person_id: str
    measure: str
    seat: str
    contact: bool
    group: str
    ends_at: datetime
    stands: bool

    @property
    def binds(self) -> bool:
        """Whether it binds them."""
        return self.stands and self.consent_id is None


def find_grounds(stays: Sequence[Stay], at: datetime) -> dict[UUID, Ground]:
    """Return stay -> what it rests on, over or not; whoever asks has found out that they may."""
    holds = find_holds({row.restriction_key for row in stays if row.consent_id is None}, at)
    consents = find_consents([row.consent_id for row in stays if row.consent_id is not None], at)
    return {
        row.pk: _of_hold(holds[row.restriction_key]) if row.consent_id is None else consents[row.consent_id]
        for row in stays
    }


def find_consents(ids: Iterable[UUID], at: datetime) -> dict[UUID, Ground]:
    """Return consent -> what is known of it at `at`, over or not."""
    return _grounds(list(Consent.objects.filter(id__in=list(ids), recorded_at__lte=at)), at)


def list_grounds(outbreak: OutbreakRow, at: datetime) -> tuple[Ground, ...]:
    """Return what gives people a room at `at`, by person; whoever is bound stays by that alone."""
    bound = [_of_hold(one) for one in list_holds(outbreak.id, list_room_measures(outbreak), at)]
    consents = _grounds(list(Consent.objects.filter(outbreak_id=outbreak.id, recorded_at__lte=at)), at)
    standing = {one.person_id: one for one in consents.values() if one.stands}
    found = standing | {one.person_id: one for one in bound}
    return tuple(found[person] for person in sorted(found))


def _of_hold(one: Hold) -> Ground:
    about = (one.outbreak_id, one.person_id, one.measure, one.seat, one.contact, one.group)
    return Ground(one.key, None, *about, one.ends_at, one.stands)


def _grounds(rows: Sequence[Consent], at: datetime) -> dict[UUID, Ground]:
    """A consent stands until its time is over or it is ended, and no longer than the agreement on record."""
    ends = ConsentEnd.objects.filter(consent__in=[row.pk for row in rows], recorded_at__lte=at)
    ended = dict(ends.values_list("consent_id", "recorded_at"))
    agreed = {key: find_agreed(key, at) for key in {row.outbreak_id for row in rows}}
    groups = _groups(rows)
    return {
        row.pk: Ground(
            key="",
            consent_id=row.pk,
            outbreak_id=row.outbreak_id,
            person_id=row.person_id,
            measure=row.measure,
            seat=row.seat_id,
            contact=False,
            group=groups.get((row.outbreak_id, row.measure, row.person_id), ""),
            ends_at=min(row.until, ended.get(row.pk, row.until)),
            stands=row.pk not in ended
            and row.until > at
            and (row.person_id, row.measure) in agreed[row.outbreak_id],
        )
        for row in rows
    }


def _groups(rows: Sequence[Consent]) -> dict[tuple[str, str, str], str]:
    """The cases each was exposed to, as the follow-up of whoever agreed has them."""
    found: dict[tuple[str, str, str], str] = {}
    for outbreak, measure in sorted({(row.outbreak_id, row.measure) for row in rows}):
        people = [row.person_id for row in rows if (row.outbreak_id, row.measure) == (outbreak, measure)]
        courses = find_courses(outbreak, people, measure)
        found |= {(outbreak, measure, person): course.evidence for person, course in courses.items()}
    return found
