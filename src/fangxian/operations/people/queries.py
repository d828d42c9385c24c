"""Reading persons. Whoever has no stake within the reader's reach does not exist for that reader."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

import polars as pl
from django.db.models import OuterRef, QuerySet, Subquery

from fangxian.engines import tables
from fangxian.operations.chunks import in_chunks
from fangxian.operations.people.models import ExternalId, Identity, Member, Merge, Person, PersonKey, Stake
from fangxian.operations.people.rows import IdentityRow, PersonRow
from fangxian.operations.people.vault import open_vault
from fangxian.operations.places.queries import roots
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


def reach_people(reach: Reach, at: datetime) -> QuerySet:
    """Return, as a subquery, the keys of the persons with a stake within `reach` that holds at `at`.

    Looking back opens nothing: who is tied to a part of the tree today may have been tied elsewhere then, so a
    reach over a part sees of an earlier hour only those whom it sees now.
    """
    then = reach.filter_persons(Stake.objects.at(at, at)).values("person_id")
    if reach.at is None or not _narrowed(reach, at):
        return then
    now = reach.filter_persons(Stake.objects.at(reach.at)).values("person_id")
    return then.filter(person_id__in=now)


def visible_keys(reach: Reach, person_keys: Iterable[str], at: datetime) -> set[str]:
    """Return those of the keys whose person the reader may see.

    Persons first, places second: asked in one statement, SQLite pairs every person with every place in reach.
    """
    if not reach.registers:
        return set()
    seen = _tied(reach, list(person_keys), at)
    return _tied(reach, seen, reach.at) if reach.at and _narrowed(reach, at) else seen


def _tied(reach: Reach, person_keys: Collection[str], at: datetime) -> set[str]:
    stakes = Stake.objects.at(at, at).filter(person__in=person_keys).values_list("person_id", "place_id")
    tied = list(stakes.distinct())
    inside = reach.keep({place for _, place in tied})
    return {person for person, place in tied if place in inside}


def _narrowed(reach: Reach, at: datetime) -> bool:
    """Tell whether somebody with a part of the tree looks back behind the instant of their duty."""
    return reach.at is not None and at < reach.at and not set(roots()) <= reach.places


def find_person(reach: Reach, key: str, at: datetime) -> PersonRow | None:
    """Return a person, or None: whether there is none or only none in reach cannot be told."""
    return next(iter(list_persons(reach, [key], at)), None)


def get_person(reach: Reach, key: str, at: datetime) -> PersonRow:
    """Return a person. Raises `not-found`, out of reach and non-existent alike."""
    found = find_person(reach, key, at)
    if found is None:
        raise NOT_FOUND(what="person", what_zh="人员", key=key)
    return found


def list_persons(reach: Reach, person_keys: Sequence[str], at: datetime) -> list[PersonRow]:
    """Return the visible ones of these persons, by key."""
    homes = Stake.objects.at(at, at).filter(person=OuterRef("key"), kind="residence").order_by("-valid_from")
    doors = Member.objects.at(at, at).filter(person=OuterRef("key")).order_by("-valid_from")
    persons = Person.objects.filter(key__in=visible_keys(reach, person_keys, at)).annotate(
        home=Subquery(homes.values("place_id")[:1]), door=Subquery(doors.values("household_id")[:1])
    )
    rows = persons.order_by("key").values_list("key", "erased_at", "home", "door")
    return [PersonRow(key, erased_at is not None, home, door) for key, erased_at, home, door in rows]


def find_by_external_id(reach: Reach, system: str, value: str, at: datetime) -> PersonRow | None:
    """Return the visible person whom `system` knows as `value`, or None."""
    digest = open_vault().digest(system, value)
    found = ExternalId.objects.filter(system=system, digest=digest).values_list("person_id", flat=True)
    return next((row for key in found if (row := find_person(reach, key, at))), None)


def list_identities(reach: Reach, person_keys: Sequence[str], at: datetime) -> dict[str, IdentityRow]:
    """Return who the visible ones of these persons are; nobody, for a reader without identities."""
    if not reach.identities:
        return {}
    visible = visible_keys(reach, person_keys, at)
    vault = open_vault()
    keys = dict(PersonKey.objects.filter(person__in=visible).values_list("person_id", "wrapped"))
    found = {key: IdentityRow(erased=key not in keys) for key in visible}
    for row in Identity.objects.at(at, at).filter(person__in=keys):
        wrapped = keys[row.person_id]
        found[row.person_id] = IdentityRow(
            full_name=vault.decrypt(wrapped, row.full_name),
            id_number=vault.decrypt(wrapped, row.id_number),
            phone=vault.decrypt(wrapped, row.phone),
        )
    return found


def get_identity(reach: Reach, key: str, at: datetime) -> IdentityRow:
    """Return who a person is. Raises `not-found` as `get_person` does, and for readers without identities."""
    found = list_identities(reach, [key], at).get(key)
    if found is None:
        raise NOT_FOUND(what="person", what_zh="人员", key=key)
    return found


def names_of(reach: Reach, person_keys: Sequence[str], at: datetime) -> dict[str, str]:
    """Return the names of the visible ones of these persons; the nameless and the erased are left out."""
    found = list_identities(reach, person_keys, at)
    return {key: identity.full_name for key, identity in found.items() if identity.full_name}


def decrypt_for(reach: Reach, person_key: str, box: str, at: datetime) -> str | None:
    """Return the text a service encrypted for this person; None if erased or not for this reader."""
    if not reach.identities or not visible_keys(reach, [person_key], at):
        return None
    own = PersonKey.objects.filter(person=person_key).first()
    return open_vault().decrypt(own.wrapped, box) if own else None


def find_handovers(person_keys: Sequence[str], at: datetime) -> dict[str, str]:
    """Return person -> the place whose office answers for them until a home is known, the latest report's.

    For services that have to give somebody the work; it answers nobody directly and therefore takes no reach.
    """
    rows = Stake.objects.at(at, at).filter(person__in=person_keys, kind="handover").order_by("valid_from")
    return dict(rows.values_list("person_id", "place_id"))


def find_merged(person_keys: Sequence[str]) -> dict[str, str]:
    """Return key -> the key it was merged into, for those of the keys that were."""
    merges = Merge.objects.filter(from_person__in=person_keys, undone_at=None)
    return dict(merges.values_list("from_person_id", "into_person_id"))


def households_frame(person_keys: Sequence[str], at: datetime) -> pl.DataFrame:
    """Return the households of these persons as `tables.HOUSEHOLDS`, with everybody on record in them.

    For the situation builder, which answers nobody directly and therefore takes no reach.
    """
    found: set[tuple[str, str]] = set()
    for keys in in_chunks(person_keys):
        doors = Member.objects.at(at, at).filter(person__in=keys).values("household_id")
        members = Member.objects.at(at, at).filter(household__in=doors)
        found |= set(members.values_list("person_id", "household_id"))
    return tables.HOUSEHOLDS.rows(
        [{"person_id": person, "household_id": door} for person, door in sorted(found)]
    )


def persons_frame(person_keys: Sequence[str], at: datetime) -> pl.DataFrame:
    """Return these persons as `tables.PERSONS` with the homes on record, for the situation builder."""
    homes: list[tuple[str, str]] = []
    for keys in in_chunks(person_keys):
        stakes = Stake.objects.at(at, at).filter(person__in=keys, kind="residence").order_by("person_id")
        homes += stakes.values_list("person_id", "place_id")
    return tables.PERSONS.rows([{"person_id": key, "residence_place_id": home} for key, home in homes])


def list_unerased_of(batch_id: str) -> list[str]:
    """Return the keys of the persons who came with an import and are not erased; for retention, which sees all."""
    came = Person.objects.filter(batch_id=batch_id, erased_at=None)
    return list(came.order_by("key").values_list("key", flat=True))


def list_unerased(person_keys: Iterable[str]) -> list[str]:
    """Return those of the keys whose person is on record and not erased, sorted; for retention, which sees all."""
    found: list[str] = []
    for some in in_chunks(sorted(set(person_keys))):
        standing = Person.objects.filter(key__in=some, erased_at=None)
        found += standing.order_by("key").values_list("key", flat=True)
    return found


def list_unknown(person_keys: Iterable[str]) -> list[str]:
    """Return those of the keys that nobody on record has; for imports, which note who came with them."""
    given = dict.fromkeys(person_keys)
    for some in in_chunks(list(given)):
        for key in Person.objects.filter(key__in=some).values_list("key", flat=True):
            del given[key]
    return list(given)
