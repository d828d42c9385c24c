"""Reading members, posts and assignments as they stood at an hour, within reach.

A member is seen by whoever serves where they belong, and by whoever serves where they were sent.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.chunks import in_chunks
from fangxian.operations.people.vault import open_vault
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.teams.codes import CHECKS
from fangxian.operations.teams.models import (
    Assignment,
    LinkedLeader,
    Member,
    MemberKey,
    Post,
    Recall,
    Unit,
)
from fangxian.operations.teams.rows import AssignmentRow, LeaderRow, MemberRow, PostRow, RecallRow, UnitRow

_NOWHERE = Text("", "")


def list_members(reach: Reach, at: datetime, *, named: bool = True) -> tuple[MemberRow, ...]:
    """Return the members within reach as known at `at`, by id. named: with names, which takes a moment for thousands."""
    rows = list(_visible(reach, at).select_related("office").order_by("id"))
    found = _member_rows(reach, rows, named=named)
    erased = named and reach.identities
    # A volunteer nobody took up and who was erased is nobody any more.
    return tuple(one for one in found if not (erased and one.missing and not one.name))


def get_member(reach: Reach, member_id: UUID, at: datetime) -> MemberRow:
    """Return one member. Raises `not-found`, also out of reach."""
    return next(
        iter(_member_rows(reach, list(_visible(reach, at).filter(id=member_id)), named=True)), None
    ) or (_no_member(member_id))


def find_member_of(user_id: str, at: datetime) -> UUID | None:
    """Return the member an account belongs to, or None. For the account's own pages: it tells nobody else."""
    if user_id.startswith("system:"):
        return None
    found = Member.objects.at(at, at).filter(account_id=UUID(user_id)).order_by("-known_from")
    return found.values_list("id", flat=True).first()


def name_members(reach: Reach, member_ids: Iterable[UUID], at: datetime) -> dict[UUID, str]:
    """Return member -> name, of those whom the reader may see by name; the erased are left out."""
    wanted, found = sorted(set(member_ids)), list[Member]()
    if not reach.identities:
        return {}
    for some in in_chunks(wanted):
        found += _visible(reach, at).filter(id__in=some)
    return {member_id: name for member_id, (name, _) in _names(found).items() if name}


def list_posts(reach: Reach, outbreak_id: str, at: datetime) -> tuple[PostRow, ...]:
    """Return the posts in force at `at` within reach: the shortest of people first, then by place.

    Raises:
        Problem: `not-found` (outbreak).
    """
    get_outbreak(reach, outbreak_id)
    rows = list(reach.filter(_in_force(Post.objects.filter(outbreak_id=outbreak_id), at)))
    served = _in_force(Assignment.objects.filter(outbreak_id=outbreak_id), at)
    filled = Counter(served.values_list("post_id", flat=True))
    places = titles_of({row.place_id for row in rows})
    found = [_post_row(row, filled[row.id], places) for row in rows]
    return tuple(sorted(found, key=lambda one: (-one.short, one.place_id, one.kind, one.id)))


def get_post(reach: Reach, post_id: UUID, at: datetime) -> PostRow:
    """Return one post in force. Raises `not-found`, also out of reach."""
    row = reach.filter(_in_force(Post.objects.filter(id=post_id), at)).first()
    if row is None:
        raise NOT_FOUND(what="post", what_zh="岗位", key=post_id)
    filled = _in_force(Assignment.objects.filter(post_id=post_id), at).count()
    return _post_row(row, filled, titles_of([row.place_id]))


def find_post_of(sent: AssignmentRow, at: datetime) -> PostRow | None:
    """Return the post somebody serves at. For their own pages: it takes no reach."""
    row = _in_force(Post.objects.filter(id=sent.post_id), at).first()
    if row is None:
        return None
    filled = _in_force(Assignment.objects.filter(post_id=row.id), at).count()
    return _post_row(row, filled, titles_of([row.place_id]))


def name_posts(post_ids: Iterable[UUID], at: datetime) -> dict[UUID, Text]:
    """Return what posts are called. For whoever serves at them: it takes no reach."""
    rows = _in_force(Post.objects.filter(id__in=set(post_ids)), at)
    return {row.id: Text(row.name_zh, row.name_en) for row in rows}


def list_assignments(
    reach: Reach, outbreak_id: str, at: datetime, *, post_id: UUID | None = None
) -> tuple[AssignmentRow, ...]:
    """Return who serves where at `at`, within reach, by post and member; of one post only with `post_id`.

    Raises:
        Problem: `not-found` (outbreak).
    """
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(_in_force(Assignment.objects.filter(outbreak_id=outbreak_id), at))
    if post_id is not None:
        rows = rows.filter(post_id=post_id)
    return tuple(_assignment_row(row) for row in rows.order_by("post_id", "member_id"))


def find_assignment_of(member_id: UUID, at: datetime) -> AssignmentRow | None:
    """Return where a member serves at `at`, or None. For their own pages: it takes no reach."""
    rows = _in_force(Assignment.objects.filter(member_id=member_id), at).order_by("-starts_at")
    return next((_assignment_row(row) for row in rows[:1]), None)


def list_units(reach: Reach, outbreak_id: str, at: datetime) -> tuple[UnitRow, ...]:
    """Return the temporary units in force at `at` within reach, by place. Raises `not-found` (outbreak)."""
    get_outbreak(reach, outbreak_id)
    rows = list(reach.filter(_in_force(Unit.objects.filter(outbreak_id=outbreak_id), at)))
    places = titles_of({row.place_id for row in rows})
    found = [
        UnitRow(
            id=row.id,
            kind=row.kind,
            name=Text(row.name_zh, row.name_en),
            place_id=row.place_id,
            place=places.get(row.place_id, _NOWHERE),
            lead_id=row.lead_id,
            deputies=_ids(row.deputies),
            members=_ids(row.members),
            duty_phone=row.duty_phone,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.place_id, one.kind, one.id)))


def list_linked_leaders(reach: Reach, outbreak_id: str, at: datetime) -> tuple[LeaderRow, ...]:
    """Return which leader answers for which place at `at`, by place. Raises `not-found` (outbreak)."""
    get_outbreak(reach, outbreak_id)
    rows = list(reach.filter(_in_force(LinkedLeader.objects.filter(outbreak_id=outbreak_id), at)))
    places = titles_of({row.place_id for row in rows})
    found = [
        LeaderRow(
            row.id,
            row.member_id,
            row.place_id,
            places.get(row.place_id, _NOWHERE),
            row.starts_at,
            row.ends_at,
        )
        for row in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.place_id, one.id)))


def list_recalls(reach: Reach, outbreak_id: str, at: datetime) -> tuple[RecallRow, ...]:
    """Return who was called back from leave, as known at `at`: who has not answered first. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    rows = reach.filter(Recall.objects.as_known(at).filter(outbreak_id=outbreak_id))
    found = [recall_row(row) for row in rows]
    return tuple(sorted(found, key=lambda one: (bool(one.answer), one.due_at, one.id)))


def list_recalls_of(member_id: UUID, at: datetime) -> tuple[RecallRow, ...]:
    """Return the calls a member has, the latest first. For their own pages: it takes no reach."""
    rows = Recall.objects.as_known(at).filter(member_id=member_id).order_by("-starts_at")
    return tuple(recall_row(row) for row in rows)


def recall_row(row: Recall) -> RecallRow:
    """Return a call back from leave as others see it."""
    return RecallRow(
        row.id,
        row.outbreak_id,
        row.member_id,
        row.place_id,
        row.starts_at,
        row.due_at,
        row.answer,
        row.answered_at,
    )


def _no_member(member_id: UUID) -> MemberRow:
    raise NOT_FOUND(what="member", what_zh="队员", key=member_id)


def _in_force(rows: QuerySet, at: datetime) -> QuerySet:
    """What was known at `at` to go on then."""
    known = rows.filter(Q(known_to=None) | Q(known_to__gt=at), known_from__lte=at)
    return known.filter(Q(ends_at=None) | Q(ends_at__gt=at), starts_at__lte=at)


def _visible(reach: Reach, at: datetime) -> QuerySet:
    """Members who belong within reach, or were sent there."""
    known = Member.objects.at(at, at)
    if not reach.places:
        return known.none()
    sent = reach.filter(_in_force(Assignment.objects.all(), at)).values("member_id")
    return known.filter(Q(place_id__in=reach.within()) | Q(id__in=sent))


def _member_rows(reach: Reach, rows: Sequence[Member], *, named: bool) -> tuple[MemberRow, ...]:
    names = _names(rows) if named and reach.identities else {}
    places = titles_of({row.place_id for row in rows})
    return tuple(_member_row(row, names.get(row.id, ("", "")), places) for row in rows)


def _names(rows: Collection[Member]) -> dict[UUID, tuple[str, str]]:
    """Return member -> name and telephone; nothing of one whose key was destroyed."""
    vault, keys = open_vault(), dict[UUID, bytes]()
    for some in in_chunks([row.id for row in rows]):
        own = MemberKey.objects.filter(member_id__in=some).values_list("member_id", "wrapped")
        keys |= {member: bytes(wrapped) for member, wrapped in own}
    return {
        row.id: (vault.decrypt(keys[row.id], row.full_name), vault.decrypt(keys[row.id], row.phone))
        for row in rows
        if row.id in keys
    }


def _member_row(row: Member, named: tuple[str, str], places: dict[str | None, Text]) -> MemberRow:
    missing = tuple(check for check in CHECKS if check not in row.checks) if row.kind == "volunteer" else ()
    return MemberRow(
        id=row.id,
        name=named[0],
        phone=named[1],
        kind=row.kind,
        employer=row.employer,
        office_id=str(row.office_id) if row.office_id else None,
        user_id=str(row.account_id) if row.account_id else None,
        place_id=row.place_id,
        place=places.get(row.place_id, _NOWHERE),
        team_id=row.team_id,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        home_id=row.home_id,
        lat=row.lat,
        lon=row.lon,
        may_not=tuple(row.may_not),
        vaccinated_on=row.vaccinated_on,
        available_from=row.available_from,
        available_to=row.available_to,
        missing=missing,
    )


def _post_row(row: Post, filled: int, places: dict[str | None, Text]) -> PostRow:
    return PostRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        kind=row.kind,
        name=Text(row.name_zh, row.name_en),
        place_id=row.place_id,
        place=places.get(row.place_id, _NOWHERE),
        role=row.role,
        need=row.need,
        filled=filled,
        skills=tuple(row.skills),
        languages=tuple(row.languages),
        lat=row.lat,
        lon=row.lon,
        weight=row.weight,
        source=row.source,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        per_shift=row.per_shift,
    )


def _assignment_row(row: Assignment) -> AssignmentRow:
    return AssignmentRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        member_id=row.member_id,
        post_id=row.post_id,
        place_id=row.place_id,
        role=row.role,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        distance_m=row.distance_m,
        why=tuple(row.why),
    )


def _ids(texts: Iterable[str]) -> tuple[UUID, ...]:
    return tuple(UUID(text) for text in texts)
