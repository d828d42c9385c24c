"""Reading who serves where, and what time it is in this world."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import SEES_NO_IDENTITY, SEES_NO_REGISTER, Actor
from fangxian.operations.accounts.models import Duty, Office, User, World
from fangxian.operations.accounts.problems import NO_DUTY
from fangxian.operations.clock import Clock, SystemClock
from fangxian.operations.places import queries as places
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND


@dataclass(frozen=True)
class UserRow:
    """A user."""

    user_id: str
    handle: str
    name: Text
    language: str


@dataclass(frozen=True)
class OfficeRow:
    """An office."""

    office_id: str
    place_id: str
    department: str
    name: Text


@dataclass(frozen=True)
class DutyRow:
    """A duty in force."""

    duty_id: str
    user_id: str
    office: OfficeRow
    role: str
    since_at: datetime


@dataclass(frozen=True)
class WorldRow:
    """The world of this database."""

    name: str
    kind: str
    clock_offset: timedelta


def find_world() -> WorldRow | None:
    """Return the world, or None in a database nothing was loaded into."""
    world = World.objects.first()
    return WorldRow(world.name, world.kind, world.clock_offset) if world else None


def get_world_clock() -> Clock:
    """Return the clock every service of this world takes."""
    world = find_world()
    return SystemClock(world.clock_offset if world else timedelta())


def find_user(handle: str) -> UserRow | None:
    """Return the user with this handle or None."""
    user = User.objects.filter(handle=handle).first()
    return _user(user) if user else None


def get_user(handle: str) -> UserRow:
    """Return the user with this handle. Raises `not-found`."""
    found = find_user(handle)
    if found is None:
        raise NOT_FOUND(what="user", what_zh="账号", key=handle)
    return found


def list_users() -> list[UserRow]:
    """Return everybody by handle."""
    return [_user(user) for user in User.objects.order_by("handle")]


def name_users(user_ids: set[str]) -> dict[str, Text]:
    """Return the names to show for journal entries and signatures."""
    known = [user_id for user_id in user_ids if _is_uuid(user_id)]
    return {str(user.id): _user(user).name for user in User.objects.filter(id__in=known)}


def find_office(place_id: str, department: str) -> OfficeRow | None:
    """Return the office of a department at a place or None."""
    found = Office.objects.filter(place=place_id, department=department).first()
    return _office(found) if found else None


def get_office(office_id: str) -> OfficeRow:
    """Return an office. Raises `not-found`."""
    found = Office.objects.filter(id=office_id).first() if _is_uuid(office_id) else None
    if found is None:
        raise NOT_FOUND(what="office", what_zh="机构", key=office_id)
    return _office(found)


def name_offices(office_ids: set[str]) -> dict[str, Text]:
    """Return the names to show for offices."""
    rows = Office.objects.filter(id__in=[key for key in office_ids if _is_uuid(key)])
    return {str(row.id): Text(row.name_zh, row.name_en) for row in rows}


def list_offices(reach: Reach) -> list[OfficeRow]:
    """Return the offices at places within reach."""
    return [_office(row) for row in reach.filter(Office.objects.order_by("place_id", "department"))]


def office_ids(pairs: Iterable[tuple[str, str]]) -> dict[tuple[str, str], str]:
    """Return (place_id, department) -> office_id for those of the pairs that have an office."""
    wanted = set(pairs)
    departments = {department for _, department in wanted}
    rows = Office.objects.filter(department__in=departments).values_list("place_id", "department", "id")
    return {(place, dept): str(office) for place, dept, office in rows if (place, dept) in wanted}


def staffed_offices(at: datetime) -> set[str]:
    """Return the offices in which somebody serves at `at`."""
    return {str(office) for office in Duty.objects.at(at).values_list("office_id", flat=True).distinct()}


def list_duties(user_id: str, at: datetime) -> list[DutyRow]:
    """Return a user's duties in force at `at`, the latest first."""
    duties = Duty.objects.at(at).filter(user_id=user_id).select_related("office").order_by("-valid_from")
    return [_duty(duty) for duty in duties]


def list_members(office_id: str, at: datetime) -> list[UserRow]:
    """Return who serves in an office at `at`, by handle."""
    duties = Duty.objects.at(at).filter(office_id=office_id).select_related("user")
    found = {duty.user.handle: _user(duty.user) for duty in duties}
    return [found[handle] for handle in sorted(found)]


def get_actor(user_id: str, at: datetime, office_id: str | None = None) -> Actor:
    """Return the user in the duty of `office_id` (default: the latest).

    Raises:
        Problem: `no-duty`.
    """
    user = User.objects.filter(id=user_id).first() if _is_uuid(user_id) else None
    duties = list_duties(user_id, at) if user else []
    chosen = [duty for duty in duties if office_id in (None, duty.office.office_id)]
    if user is None or not chosen:
        raise NO_DUTY()
    return _act(user, chosen[0], at)


def find_actors(user_ids: Collection[str], at: datetime) -> dict[str, Actor]:
    """Return user_id -> the user in the latest of their duties; who has none now is left out."""
    duties = Duty.objects.at(at).filter(user_id__in=user_ids).select_related("office", "user")
    latest = {duty.user_id: duty for duty in duties.order_by("valid_from")}
    return {str(user_id): _act(duty.user, _duty(duty), at) for user_id, duty in latest.items()}


def get_system_actor(name: str = "system") -> Actor:
    """Return the actor of a command or job: it sees the whole tree and signs as itself in the journal."""
    tops = places.roots()
    return Actor(
        user_id=f"system:{name}",
        handle="system",
        name=Text("系统", "the system"),
        role="system",
        office_id="",
        place_id=tops[0] if tops else "",
        department="command_office",
        reach=Reach(frozenset(tops)),
    )


def _act(user: User, duty: DutyRow, at: datetime) -> Actor:
    return Actor(
        user_id=str(user.id),
        handle=user.handle,
        name=_user(user).name,
        role=duty.role,
        office_id=duty.office.office_id,
        place_id=duty.office.place_id,
        department=duty.office.department,
        reach=_reach(duty, at),
    )


def _duty(duty: Duty) -> DutyRow:
    return DutyRow(str(duty.id), str(duty.user_id), _office(duty.office), duty.role, duty.valid_from)


def _reach(duty: DutyRow, at: datetime) -> Reach:
    served = places.roots() if duty.role == "auditor" else [duty.office.place_id]
    return Reach(
        frozenset(served),
        identities=duty.role not in SEES_NO_IDENTITY,
        registers=duty.role not in SEES_NO_REGISTER,
        at=at,
    )


def _user(user: User) -> UserRow:
    return UserRow(str(user.id), user.handle, Text(user.name_zh, user.name_en), user.language)


def _office(office: Office) -> OfficeRow:
    return OfficeRow(str(office.id), office.place_id, office.department, Text(office.name_zh, office.name_en))


def _is_uuid(value: str) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True
