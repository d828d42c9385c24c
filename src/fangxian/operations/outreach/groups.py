"""Stranded visitors (滞留旅客): groups registered where they are housed, tested, given a way home, gone.

Recording any of it restricts nobody: a measure that lets people leave with a test only stands in the plan and is signed
there, and somebody who may not leave has a restriction of their own.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from fangxian.engines.visiting import NEEDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.models import GroupTest, StrandedGroup
from fangxian.operations.outreach.problems import GROUP_GONE, GROUP_UNCLEAR, TEST_UNCLEAR
from fangxian.operations.outreach.rows import MODES, GroupGiven, GroupsRegistered
from fangxian.operations.oversight.sealing import refuse_numbers
from fangxian.operations.people.services import NewPerson, move_person, register_persons
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

MOST_IN_A_GROUP = 5_000
_WHY = "stranded group"


@transaction.atomic
def register_groups(
    actor: Actor, clock: Clock, *, outbreak_id: str, groups: Sequence[GroupGiven]
) -> GroupsRegistered:
    """Register groups of visitors where they are housed; one sent again under its id changes nothing.

    Who leads a group becomes a person on record, name and telephone under a key of their own; of the others only the
    number is kept.

    Raises:
        Problem: `not-your-role`, `not-found`, `group-unclear`, `personal-number`; then nothing is registered.
    """
    actor.require("report_case")
    outbreak, at = get_outbreak(actor.reach, outbreak_id), clock.now()
    _check(actor.reach, groups)
    given = {one.id: one for one in groups}
    known = set(StrandedGroup.objects.filter(group_id__in=list(given)).values_list("group_id", flat=True))
    fresh = [one for key, one in given.items() if key not in known]
    keep_until = (at + timedelta(days=checklist_of(outbreak).keep_days)).date()
    first = _next_number(outbreak_id)
    # For now they live where they are housed: whoever serves there sees them, and nobody else does.
    leaders = [
        NewPerson(
            leader_key(one.id), one.leader.strip(), phone=one.phone.strip(), residence_place_id=one.place_id
        )
        for one in fresh
    ]
    register_persons(actor, clock, leaders, reason=_WHY)
    rows = [
        StrandedGroup(
            group_id=one.id,
            outbreak_id=outbreak_id,
            number=number,
            place_id=one.place_id,
            size=one.size,
            home=refuse_numbers(one.home)[:120],
            operator=refuse_numbers(one.operator)[:120],
            leader_id=leader_key(one.id),
            needs=sorted(set(one.needs)),
            keep_until=keep_until,
        )
        for number, one in enumerate(fresh, start=first)
    ]
    people = sum(one.size for one in fresh)
    if rows:
        after = {"groups": len(rows), "people": people, "first_number": first}
        write_rows(actor, at, "registered", "stranded-group", outbreak_id, rows, after)
    return GroupsRegistered(len(rows), people, len(given) - len(rows))


@transaction.atomic
def plan_onward(actor: Actor, clock: Clock, *, group_id: UUID, leaves_at: datetime, leaves_by: str) -> None:
    """Say by what and when a group goes home; said again it replaces what was said.

    Raises:
        Problem: `not-your-role`, `not-found`, `group-left`, `group-unclear` (the hour, the means).
    """
    actor.require("report_case")
    group = get_group(actor.reach, group_id, clock.now())
    if leaves_by not in MODES or leaves_at <= clock.now():
        raise GROUP_UNCLEAR(what=f"{leaves_by} {leaves_at:%Y-%m-%d %H:%M}Z", what_zh="出行方式或时间")
    _say(actor, clock, group, "planned", leaves_at=leaves_at, leaves_by=leaves_by)


@transaction.atomic
def move_group(actor: Actor, clock: Clock, *, group_id: UUID, place_id: str) -> None:
    """Say where a group is housed now. Raises `not-your-role`, `not-found`, `group-left`."""
    actor.require("report_case")
    group = get_group(actor.reach, group_id, clock.now())
    actor.reach.require(place_id)
    where: dict[str, Any] = {"to_place_id": place_id, "moved_at": clock.now()}
    move_person(actor, clock, key=group.leader_id, reason=_WHY, **where)
    _say(actor, clock, group, "moved", place_id=place_id)


@transaction.atomic
def record_left(actor: Actor, clock: Clock, *, group_id: UUID, left_at: datetime | None = None) -> None:
    """Record that a group has left: a fact, tested or not. Raises `not-your-role`, `not-found`, `group-left`."""
    actor.require("work")
    at = clock.now()
    group, when = get_group(actor.reach, group_id, at), min(left_at or at, at)
    days = checklist_of(get_outbreak(actor.reach, group.outbreak_id)).keep_days
    _say(actor, clock, group, "left", left_at=when, keep_until=(when + timedelta(days=days)).date())


@transaction.atomic
def record_group_test(
    actor: Actor,
    clock: Clock,
    *,
    test_id: UUID,
    group_id: UUID,
    taken_at: datetime,
    people: int,
    positives: int | None = None,
) -> bool:
    """Record that so many of a group were sampled, with the positives once they are known; return whether it is new.

    Raises:
        Problem: `not-your-role`, `not-found`, `group-left`, `group-test-unclear`.
    """
    actor.require("work")
    at = clock.now()
    group = get_group(actor.reach, group_id, at)
    if taken_at > at or not 0 < people <= group.size or not 0 <= (positives or 0) <= people:
        raise TEST_UNCLEAR()
    if GroupTest.objects.filter(id=test_id).exists():
        return False
    row = GroupTest(
        id=test_id,
        group_id=group_id,
        place_id=group.place_id,
        taken_at=taken_at,
        people=people,
        positives=positives,
    )
    after = {"people": people, "positives": positives}
    write_rows(actor, at, "sampled", "group-test", group_id, [row], after, event_at=taken_at)
    return True


def leader_key(group_id: UUID) -> str:
    """Return the key under which whoever leads a group is on record."""
    return f"stranded-{group_id.hex}"


def get_group(reach: Reach, group_id: UUID, at: datetime) -> StrandedGroup:
    """Return what was last said of a group, for the services of this app. Raises `not-found`, `group-left`."""
    group = last_words(StrandedGroup.objects.filter(group_id=group_id, recorded_at__lte=at)).get(group_id)
    if group is None or not (reach.registers and reach.covers(group.place_id)):
        raise NOT_FOUND(what="group", what_zh="滞留旅客团队", key=group_id)
    if group.left_at is not None:
        raise GROUP_GONE(number=group.number)
    return group


def last_words(rows: Any) -> dict[UUID, StrandedGroup]:
    """Return group -> what was last said of it."""
    return {row.group_id: row for row in rows.order_by("recorded_at", "entry_id")}


def _say(actor: Actor, clock: Clock, group: StrandedGroup, verb: str, **changes: Any) -> None:
    names = [field.attname for field in StrandedGroup._meta.concrete_fields]
    signed = {"id", "recorded_at", "user_id", "entry_id"}
    kept = {name: getattr(group, name) for name in names if name not in signed}
    row = StrandedGroup(**{**kept, **changes})
    after = {"number": group.number, **changes}
    write_rows(actor, clock.now(), verb, "stranded-group", group.group_id, [row], after)


def _check(reach: Reach, groups: Iterable[GroupGiven]) -> None:
    groups = list(groups)
    inside = reach.keep({one.place_id for one in groups}) if reach.registers else set()
    for one in groups:
        if one.place_id not in inside:
            raise NOT_FOUND(what="place", what_zh="地点", key=one.place_id)
        if not 0 < one.size <= MOST_IN_A_GROUP:
            raise GROUP_UNCLEAR(what=f"the size {one.size}", what_zh=f"人数 {one.size}")
        if not one.home.strip():
            raise GROUP_UNCLEAR(what="the home city", what_zh="常住城市")
        if not (one.leader.strip() or one.phone.strip()):
            raise GROUP_UNCLEAR(what="who leads it", what_zh="负责人")
        if strange := set(one.needs) - set(NEEDS):
            told = ", ".join(sorted(strange))
            raise GROUP_UNCLEAR(what=f"the needs {told}", what_zh=f"需求 {told}")


def _next_number(outbreak_id: str) -> int:
    last = StrandedGroup.objects.filter(outbreak_id=outbreak_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1
