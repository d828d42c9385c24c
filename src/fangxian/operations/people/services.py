"""Registering persons, correcting who they are, merging two that are one, erasing."""

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from django.db import connection, transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_rows, insert_values
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.journal.services import record
from fangxian.operations.people.elsewhere import forget_elsewhere
from fangxian.operations.people.models import (
    ExternalId,
    Household,
    Identity,
    Member,
    Merge,
    Person,
    PersonKey,
    Stake,
)
from fangxian.operations.people.problems import ALREADY_ERASED, ALREADY_MERGED, EXTERNAL_ID_TAKEN
from fangxian.operations.people.queries import get_person
from fangxian.operations.people.rows import NewPerson, NewStake, Registered
from fangxian.operations.people.stakes import add_stakes, end_stakes, move_person
from fangxian.operations.people.vault import Vault, open_vault
from fangxian.operations.versions import correct

__all__ = [
    "NewPerson",
    "NewStake",
    "Registered",
    "add_stakes",
    "correct_identity",
    "encrypt_for",
    "end_stakes",
    "erase_due_person",
    "erase_person",
    "merge_persons",
    "move_person",
    "note_batch",
    "register_persons",
    "undo_merge",
]

_FIELDS = ("full_name", "id_number", "phone")


@transaction.atomic
def register_persons(
    actor: Actor,
    clock: Clock,
    persons: Sequence[NewPerson],
    *,
    reason: str = "",
    batch_id: UUID | str | None = None,
) -> Registered:
    """Add those who are not on record yet; a person named twice is added once.

    Somebody on record without a home gets the one given here; nothing else on record changes.

    Raises:
        Problem: `external-id-taken`; then nobody is added.
    """
    actor.require("report_case")
    given = {person.key: person for person in persons}
    known: set[str] = set()
    for keys in in_chunks(given):
        known.update(Person.objects.filter(key__in=keys).values_list("key", flat=True))
    fresh = [person for key, person in given.items() if key not in known]
    if fresh:
        _insert(actor, clock.now(), fresh, reason, batch_id)
    _house_the_homeless(actor, clock, [given[key] for key in known], reason)
    return Registered(len(fresh), len(known))


@transaction.atomic
def correct_identity(actor: Actor, clock: Clock, *, key: str, reason: str, **fields: str) -> None:
    """Correct `full_name`, `id_number` or `phone`; the others stay. Raises `not-found`, `already-erased`."""
    actor.require("report_case")
    at = clock.now()
    get_person(actor.reach, key, at)
    row, wrapped, vault = Identity.objects.open().get(person=key), _own_key(key), open_vault()
    changes = {name: vault.encrypt(wrapped, fields[name]) for name in _FIELDS if name in fields}
    before = {name: getattr(row, name) for name in changes}
    entry = record(actor, "corrected", "identity", key, at=at, before=before, after=changes, reason=reason)
    correct(row, entry, at, **changes)


@transaction.atomic
def erase_person(actor: Actor, clock: Clock, *, key: str, reason: str) -> None:
    """Destroy a person's key: name, number, telephone and all else under it can be read nowhere any more.

    What files hold of them (where they were) goes first: if that fails, nothing was erased and it can be asked
    again. The person's rows stay, nameless; the journal still verifies. Raises `not-found`, `already-erased`.
    """
    actor.require("manage")
    at = clock.now()
    if get_person(actor.reach, key, at).erased:
        raise ALREADY_ERASED(key=key)
    _erase(actor, at, key, reason)


@transaction.atomic
def erase_due_person(actor: Actor, clock: Clock, *, key: str, reason: str) -> None:
    """Erase somebody whose time of keeping ended, as `erase_person` does, but tied to a place or not."""
    actor.require("manage")
    _erase(actor, clock.now(), key, reason)


@transaction.atomic
def merge_persons(actor: Actor, clock: Clock, *, from_key: str, into_key: str, reason: str) -> None:
    """Record that two persons are one. Raises `not-found`, `already-merged`."""
    actor.require("manage")
    at = clock.now()
    for key in (from_key, into_key):
        get_person(actor.reach, key, at)
    standing = Merge.objects.filter(from_person__in=[from_key, into_key], undone_at=None)
    if from_key == into_key or standing.exists():
        raise ALREADY_MERGED(key=from_key)
    entry = record(actor, "merged", "person", from_key, at=at, after={"into": into_key}, reason=reason)
    Merge.objects.create(from_person_id=from_key, into_person_id=into_key, merged_at=at, entry=entry)


@transaction.atomic
def undo_merge(actor: Actor, clock: Clock, *, from_key: str, reason: str) -> None:
    """Record that they are two after all. Raises `not-found`."""
    actor.require("manage")
    at = clock.now()
    get_person(actor.reach, from_key, at)
    record(actor, "unmerged", "person", from_key, at=at, after={"into": None}, reason=reason)
    Merge.objects.filter(from_person=from_key, undone_at=None).update(undone_at=at)


def encrypt_for(person_key: str, text: str) -> str:
    """Return `text` as ciphertext under the person's key, to be kept anywhere. Raises `already-erased`."""
    return open_vault().encrypt(_own_key(person_key), text)


def note_batch(person_keys: Sequence[str], batch_id: UUID | str) -> None:
    """Note with which import persons came, of those of them who are on record now: they are kept as long as it."""
    for keys in in_chunks(person_keys):
        Person.objects.filter(key__in=keys).update(batch_id=batch_id)


def _erase(actor: Actor, at: datetime, key: str, reason: str) -> None:
    after = {"erased_at": at, "stays": forget_elsewhere(key, at)}
    record(actor, "erased", "person", key, at=at, after=after, reason=reason)
    Person.objects.filter(key=key).update(erased_at=at)
    PersonKey.objects.filter(person=key).delete()
    ExternalId.objects.filter(person=key).delete()
    transaction.on_commit(_forget_pages, robust=True)


def _own_key(person_key: str) -> bytes:
    own = PersonKey.objects.filter(person=person_key).first()
    if own is None:
        raise ALREADY_ERASED(key=person_key)
    return bytes(own.wrapped)


def _insert(
    actor: Actor, at: datetime, fresh: list[NewPerson], reason: str, batch_id: UUID | str | None
) -> None:
    vault = open_vault()
    keys = {person.key: vault.make_key() for person in fresh}
    boxes = {
        person.key: {name: vault.encrypt(keys[person.key], getattr(person, name)) for name in _FIELDS}
        for person in fresh
    }
    entry = record(
        actor,
        "registered",
        "persons",
        fresh[0].key if len(fresh) == 1 else f"{len(fresh)}",
        at=at,
        after={"added": len(fresh), "sha256": _digest(boxes), "batch": batch_id},
        reason=reason,
    )
    stamp = {"known_from": at, "valid_from": at, "entry_id": entry.id}
    insert_values(Person, ({"key": person.key, "batch_id": batch_id} for person in fresh))
    insert_values(PersonKey, ({"person_id": key, "wrapped": wrapped} for key, wrapped in keys.items()))
    insert_values(Identity, ({"person_id": key, **boxes[key], **stamp} for key in boxes))
    _insert_external_ids(vault, fresh)
    _insert_households(fresh, stamp)
    homes = ((person.key, person.residence_place_id) for person in fresh if person.residence_place_id)
    insert_values(
        Stake, ({"person_id": key, "place_id": home, "kind": "residence", **stamp} for key, home in homes)
    )


def _house_the_homeless(actor: Actor, clock: Clock, known: list[NewPerson], reason: str) -> None:
    given = {person.key: person.residence_place_id for person in known if person.residence_place_id}
    for keys in in_chunks(list(given)):
        housed = Stake.objects.open().filter(person__in=keys, kind="residence", valid_to=None)
        for key in housed.values_list("person_id", flat=True):
            del given[key]
    stakes = [NewStake(key, place_id, "residence", clock.now()) for key, place_id in given.items()]
    add_stakes(actor, clock, stakes, reason=reason)


def _insert_external_ids(vault: Vault, fresh: list[NewPerson]) -> None:
    wanted = {
        (system, vault.digest(system, value)): person.key
        for person in fresh
        for system, value in person.external_ids
    }
    for digests in in_chunks([digest for _, digest in wanted]):
        taken = ExternalId.objects.filter(digest__in=digests)
        for system, digest, owner in taken.values_list("system", "digest", "person_id"):
            if (system, digest) in wanted:
                raise EXTERNAL_ID_TAKEN(system=system, owner=owner)
    insert_rows(
        ExternalId(person_id=key, system=system, digest=digest) for (system, digest), key in wanted.items()
    )


def _insert_households(fresh: list[NewPerson], stamp: dict[str, object]) -> None:
    doors = {person.key: person.household_key for person in fresh if person.household_key}
    homes = {door: person.residence_place_id for person in fresh if (door := person.household_key)}
    there = set(Household.objects.filter(key__in=homes).values_list("key", flat=True))
    insert_rows(Household(key=key, place_id=place) for key, place in homes.items() if key not in there)
    insert_rows(Member(person_id=key, household_id=door, **stamp) for key, door in doors.items())


def _digest(boxes: dict[str, dict[str, str]]) -> str:
    return sha256(repr(sorted((key, sorted(box.items())) for key, box in boxes.items())).encode()).hexdigest()


def _forget_pages() -> None:
    """Drop the destroyed key's last copies: SQLite's write-ahead log, PostgreSQL's dead rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute(f"VACUUM {PersonKey._meta.db_table}")
