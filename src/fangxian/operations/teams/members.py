"""Putting members on record: staff from rosters, volunteers who signed up; checking them; forgetting them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.bulk import insert_values
from fangxian.operations.chunks import in_chunks
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.people.vault import Vault, open_vault
from fangxian.operations.places.queries import list_places
from fangxian.operations.problems import NOT_FOUND, NOT_YOUR_ROLE
from fangxian.operations.teams.codes import CHECKS, LIMITS, MEMBER_KINDS, Words
from fangxian.operations.teams.keeping import PENDING_DAYS, SERVING_DAYS, keep_until
from fangxian.operations.teams.models import Member, MemberKey
from fangxian.operations.teams.problems import CONSENT_NEEDED, NOT_A_TIME, NOT_A_WORD
from fangxian.operations.teams.queries import get_member
from fangxian.operations.teams.rows import MemberGiven
from fangxian.operations.teams.standing import like, write_versions


@transaction.atomic
def add_members(actor: Actor, clock: Clock, given: Sequence[MemberGiven]) -> tuple[UUID, ...]:
    """Put members on record; one whom the same employer knows by the same number is corrected. Return their ids.

    Raises:
        Problem: `not-your-role`, `not-found` (a place out of reach), `not-a-team-word`, `consent-needed`,
            `not-a-time-of-service`.
    """
    actor.require("command")
    return write_members(actor, clock.now(), given)


@transaction.atomic
def sign_up(actor: Actor, clock: Clock, given: MemberGiven) -> UUID:
    """Take the word of a volunteer who wants to serve; they are sent nowhere before they were checked.

    Raises:
        Problem: as `add_members`, but anybody at work may take it down.
    """
    actor.require("work")
    at = clock.now()
    [member] = write_members(actor, at, [given])
    if given.kind == "volunteer" and set(CHECKS) - set(given.checks):
        keep_until([member], at.date() + timedelta(days=PENDING_DAYS))
    return member


@transaction.atomic
def check_volunteer(actor: Actor, clock: Clock, *, member_id: UUID, checks: Iterable[str]) -> None:
    """Say what was seen of a volunteer: command, or whoever serves where they live. Who was checked is kept while serving.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-team-word`.
    """
    actor.require("report_case")
    at, seen = clock.now(), require_words(CHECKS, checks)
    get_member(actor.reach, member_id, at)
    row = Member.objects.open().get(id=member_id)
    if str(row.account_id) == actor.user_id:
        raise NOT_YOUR_ROLE(role=actor.role, act="check oneself")
    fresh = like(row, at, checks=sorted({*row.checks, *seen}))
    write_versions(actor, at, "checked", "member", member_id, [fresh], {"checks": fresh.checks}, [row])
    if not set(CHECKS) - set(fresh.checks):
        keep_until([member_id], at.date() + timedelta(days=SERVING_DAYS))


@transaction.atomic
def forget_member(actor: Actor, clock: Clock, *, member_id: UUID, reason: str) -> None:
    """Destroy a member's key: name and telephone can be read nowhere any more. Raises `not-your-role`, `not-found`."""
    actor.require("manage")
    at = clock.now()
    get_member(actor.reach, member_id, at)
    record(actor, "erased", "member-key", member_id, at=at, after={"erased_at": at}, reason=reason)
    MemberKey.objects.filter(member_id=member_id).delete()


def write_members(actor: Actor, at: datetime, given: Sequence[MemberGiven]) -> tuple[UUID, ...]:
    """Check and write members, inside the caller's transaction; see `add_members`."""
    _check(actor, given)
    vault = open_vault()
    digests = [digest_of(vault, one) for one in given]
    standing = _standing(digests)
    fresh = [digest for digest in dict.fromkeys(digests) if digest not in standing]
    keys, ids = _keys(vault, standing, fresh)
    made = [
        _row(vault, at, one, digest, ids[digest], keys[ids[digest]], standing.get(digest))
        for digest, one in dict(zip(digests, given, strict=True)).items()
    ]
    after = {"added": len(fresh), "corrected": len(made) - len(fresh)}
    about = made[0].id if len(made) == 1 else f"{len(made)}"
    closed = [standing[digest] for digest in standing]
    if made:
        write_versions(actor, at, "put on record", "member", about, made, after, closed)
    return tuple(ids[digest] for digest in digests)


def list_ids(given: Sequence[MemberGiven]) -> list[UUID]:
    """Return the members on record of these."""
    vault = open_vault()
    return [row.id for row in _standing([digest_of(vault, one) for one in given]).values()]


def find_known(one: MemberGiven) -> str:
    """Tell whether the employer knows somebody by this number: "" nobody, "named", or "erased" whom nobody can read."""
    ids = list_ids([one])
    if not ids:
        return ""
    return "named" if MemberKey.objects.filter(member_id__in=ids).exists() else "erased"


def tell_alike(given: Sequence[MemberGiven]) -> list[bool]:
    """Tell of each whether exactly that stands on record already."""
    vault = open_vault()
    digests = [digest_of(vault, one) for one in given]
    standing = _standing(digests)
    keys, _ = _keys(vault, standing, [])
    found = []
    for digest, one in zip(digests, given, strict=True):
        before = standing.get(digest)
        found.append(before is not None and _is_alike(vault, keys[before.id], before, one))
    return found


def _is_alike(vault: Vault, key: bytes, before: Member, one: MemberGiven) -> bool:
    named = (vault.decrypt(key, before.full_name), vault.decrypt(key, before.phone))
    plain = _plain_columns(one)
    return named == (one.full_name.strip(), one.phone.strip()) and all(
        getattr(before, column) == value for column, value in plain.items()
    )


def digest_of(vault: Vault, one: MemberGiven) -> str:
    """Return what a member is known by: employer and number, as a digest only this world can make."""
    return vault.digest("roster", f"{one.employer}\0{one.number}")


def require_words(words: Words, given: Iterable[str]) -> list[str]:
    """Return the codes, in order, each once. Raises `not-a-team-word`."""
    found = sorted(set(given))
    for one in found:
        if one not in words:
            raise NOT_A_WORD(given=one, words=", ".join(words))
    return found


def _check(actor: Actor, given: Sequence[MemberGiven]) -> None:
    places = {one.place_id for one in given} | {one.home_id for one in given if one.home_id}
    inside = actor.reach.keep({one.place_id for one in given})
    if missing := sorted({one.place_id for one in given} - inside):
        raise NOT_FOUND(what="place", what_zh="地点", key=missing[0])
    _require_places(places)
    for one in given:
        require_words(MEMBER_KINDS, [one.kind])
        require_words(LIMITS, one.may_not)
        require_words(CHECKS, one.checks)
        if one.kind == "volunteer" and not one.consented:
            raise CONSENT_NEEDED()
        if one.available_from and one.available_to and one.available_to <= one.available_from:
            raise NOT_A_TIME()


def _require_places(place_ids: set[str]) -> None:
    known = {row.place_id for row in list_places(sorted(place_ids))}
    if missing := sorted(place_ids - known):
        raise NOT_FOUND(what="place", what_zh="地点", key=missing[0])


def _standing(digests: Sequence[str]) -> dict[str, Member]:
    found: dict[str, Member] = {}
    for some in in_chunks(digests):
        found |= {row.known_by: row for row in Member.objects.open().filter(known_by__in=some)}
    return found


def _keys(
    vault: Vault, standing: dict[str, Member], fresh: Sequence[str]
) -> tuple[dict[UUID, bytes], dict[str, UUID]]:
    """Return member -> wrapped key and digest -> member; who is new, or was forgotten, gets a key."""
    ids = {digest: row.id for digest, row in standing.items()} | {digest: new_id() for digest in fresh}
    keys: dict[UUID, bytes] = {}
    for some in in_chunks(list(ids.values())):
        rows = MemberKey.objects.filter(member_id__in=some).values_list("member_id", "wrapped")
        keys |= {member: bytes(wrapped) for member, wrapped in rows}
    made = {member: vault.make_key() for member in ids.values() if member not in keys}
    insert_values(MemberKey, ({"member_id": member, "wrapped": key} for member, key in made.items()))
    return keys | made, ids


def _row(
    vault: Vault,
    at: datetime,
    one: MemberGiven,
    digest: str,
    member_id: UUID,
    key: bytes,
    before: Member | None,
) -> Member:
    columns: dict[str, Any] = {
        **_plain_columns(one),
        "account_id": one.user_id or (before.account_id if before else None),
        "office_id": one.office_id,
        "known_by": digest,
        "full_name": vault.encrypt(key, one.full_name.strip()),
        "phone": vault.encrypt(key, one.phone.strip()),
        "available_from": one.available_from,
        "available_to": one.available_to,
        "consented_at": at if one.consented else None,
        "checks": sorted({*one.checks, *(before.checks if before else ())}),
    }
    if before is not None:
        return like(before, at, **columns)
    return Member(id=member_id, known_from=at, valid_from=at, **columns)


def _plain_columns(one: MemberGiven) -> dict[str, Any]:
    """What a roster tells besides name and telephone."""
    return {
        "place_id": one.place_id,
        "employer": one.employer,
        "kind": one.kind,
        "team_id": one.team_id,
        "skills": sorted(set(one.skills)),
        "languages": sorted(set(one.languages)),
        "home_id": one.home_id,
        "lat": one.lat,
        "lon": one.lon,
        "may_not": sorted(set(one.may_not)),
        "vaccinated_on": one.vaccinated_on,
    }
