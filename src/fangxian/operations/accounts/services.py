"""Opening a world, appointing people, letting them in."""

import hmac
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import ROLES, Actor
from fangxian.operations.accounts.cast import Post
from fangxian.operations.accounts.departments import name_office
from fangxian.operations.accounts.models import Duty, Office, SignInLink, User, World
from fangxian.operations.accounts.problems import HANDLE_TAKEN, LINK_NOT_VALID, UNKNOWN_ROLE
from fangxian.operations.accounts.queries import (
    OfficeRow,
    UserRow,
    find_office,
    find_user,
    get_user,
    list_duties,
    office_ids,
)
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import record
from fangxian.operations.places.queries import get_place, list_places
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.versions import end

_ROWS_AT_ONCE = 1_000
LINK_HOLDS = timedelta(hours=12)


@transaction.atomic
def open_world(actor: Actor, clock: Clock, *, name: str, kind: str, clock_offset: timedelta) -> None:
    """Say what this database is: live, or a drill with a clock of its own. Repeating changes it."""
    actor.require("manage")
    before = World.objects.filter(only=1).values("name", "kind", "clock_offset").first()
    World.objects.update_or_create(
        only=1, defaults={"name": name, "kind": kind, "clock_offset": clock_offset}
    )
    record(
        actor,
        "opened",
        "world",
        name,
        at=clock.now(),
        before=before and {**before, "clock_offset": str(before["clock_offset"])},
        after={"name": name, "kind": kind, "clock_offset": str(clock_offset)},
    )


@transaction.atomic
def create_user(actor: Actor, clock: Clock, *, handle: str, name: Text, language: str = "zh-hans") -> UserRow:
    """Add somebody who may be appointed. Raises `handle-taken`."""
    actor.require("manage")
    if find_user(handle):
        raise HANDLE_TAKEN(handle=handle)
    user = User.objects.create(handle=handle, name_zh=name.zh, name_en=name.en, language=language)
    record(actor, "created", "user", user.id, at=clock.now(), after={"handle": handle})
    return get_user(handle)


@transaction.atomic
def create_office(
    actor: Actor, clock: Clock, *, place_id: str, department: str, name: Text | None = None
) -> OfficeRow:
    """Open a department's office at a place; the one that is there already is returned as it is."""
    actor.require("manage")
    there = find_office(place_id, department)
    if there:
        return there
    name = name or name_office(get_place(place_id).title, department)
    office = Office.objects.create(place_id=place_id, department=department, name_zh=name.zh, name_en=name.en)
    after = {"place_id": place_id, "department": department}
    record(actor, "created", "office", office.id, at=clock.now(), after=after)
    return OfficeRow(str(office.id), place_id, department, name)


@transaction.atomic
def ensure_offices(
    actor: Actor, clock: Clock, pairs: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], str]:
    """Return the offices of (place_id, department) pairs, opening those that are missing in one entry.

    Whoever signs an order may thereby address an office nobody has staffed yet. Raises `not-found`.
    """
    wanted = set(pairs)
    there = office_ids(wanted)
    missing = sorted(wanted - there.keys())
    if not missing:
        return there
    titles = {row.place_id: row.title for row in list_places([place_id for place_id, _ in missing])}
    offices = []
    for place_id, department in missing:
        if place_id not in titles:
            raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
        name = name_office(titles[place_id], department)
        offices.append(Office(place_id=place_id, department=department, name_zh=name.zh, name_en=name.en))
    Office.objects.bulk_create(offices, batch_size=_ROWS_AT_ONCE)
    digest = sha256(repr(missing).encode()).hexdigest()
    record(actor, "created", "offices", digest, at=clock.now(), after={"added": len(missing)})
    return there | {(row.place_id, row.department): str(row.id) for row in offices}


@transaction.atomic
def appoint(
    actor: Actor,
    clock: Clock,
    *,
    user_id: str,
    office_id: str,
    role: str,
    from_at: datetime | None = None,
) -> str:
    """Put somebody into an office in a role; return the duty's id. A duty in force is not doubled."""
    actor.require("manage")
    if role not in ROLES:
        raise UNKNOWN_ROLE(role=role, roles=", ".join(ROLES))
    at = clock.now()
    for duty in list_duties(user_id, at):
        if (duty.office.office_id, duty.role) == (office_id, role):
            return duty.duty_id
    duty_id = new_id()
    after = {"user_id": user_id, "office_id": office_id, "role": role, "valid_to": None}
    entry = record(actor, "appointed", "duty", duty_id, at=at, after=after, event_at=from_at)
    Duty.objects.create(
        id=duty_id,
        user_id=user_id,
        office_id=office_id,
        role=role,
        known_from=at,
        valid_from=from_at or at,
        entry=entry,
    )
    return str(duty_id)


@transaction.atomic
def end_duty(actor: Actor, clock: Clock, *, duty_id: str, reason: str) -> None:
    """End a duty now; what was done in it stays. Raises `not-found`."""
    actor.require("manage")
    duty = Duty.objects.open().filter(id=UUID(duty_id), valid_to=None).first()
    if duty is None:
        raise NOT_FOUND(what="duty", what_zh="职责", key=duty_id)
    at = clock.now()
    image = {"user_id": duty.user_id, "office_id": duty.office_id, "role": duty.role}
    entry = record(
        actor,
        "ended",
        "duty",
        duty_id,
        at=at,
        before={**image, "valid_to": None},
        after={**image, "valid_to": max(at, duty.valid_from)},
        reason=reason,
    )
    end(duty, entry, at, at)


def appoint_cast(actor: Actor, clock: Clock, posts: Sequence[Post]) -> None:
    """Fill posts: user, office and duty for each; what exists is kept."""
    for post in posts:
        user = find_user(post.handle) or create_user(actor, clock, handle=post.handle, name=post.name)
        office = create_office(actor, clock, place_id=post.place_id, department=post.department)
        appoint(actor, clock, user_id=user.user_id, office_id=office.office_id, role=post.role)


@transaction.atomic
def create_sign_in_link(actor: Actor, clock: Clock, *, handle: str, holds: timedelta = LINK_HOLDS) -> str:
    """Return a token that signs `handle` in once. It is shown now and kept nowhere. Raises `not-found`."""
    actor.require("manage")
    user = get_user(handle)
    at = clock.now()
    secret = secrets.token_urlsafe(32)
    link = SignInLink.objects.create(
        user_id=user.user_id, digest=_digest(secret), made_at=at, expires_at=at + holds
    )
    record(actor, "made", "sign-in-link", link.id, at=at, after={"user_id": user.user_id})
    return f"{link.id.hex}.{secret}"


@transaction.atomic
def redeem(token: str, clock: Clock) -> str:
    """Use a token up and return the id of the user it signs in.

    Raises:
        Problem: `link-not-valid`, the same for an unknown, used or expired one, after the same work.
    """
    link_id, _, secret = token.partition(".")
    link = SignInLink.objects.filter(id=link_id).first() if _is_hex_id(link_id) else None
    fits = hmac.compare_digest(_digest(secret), link.digest if link else _digest(""))
    at = clock.now()
    if link is None or not fits or not _claim(link, at):
        raise LINK_NOT_VALID()
    record(_Bearer(str(link.user_id)), "signed-in", "sign-in-link", link.id, at=at)
    return str(link.user_id)


def _claim(link: SignInLink, at: datetime) -> bool:
    # The update is the claim: of two who come with the same link, one finds no row left.
    fresh = SignInLink.objects.filter(id=link.id, used_at=None, expires_at__gt=at)
    return fresh.update(used_at=at) == 1


class _Bearer:
    """Whoever holds a link, before a duty is chosen."""

    role = "bearer"
    office_id = ""

    def __init__(self, user_id: str) -> None:
        self.user_id = user_id


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _is_hex_id(value: str) -> bool:
    return len(value) == 32 and all(character in "0123456789abcdef" for character in value)
