"""What is due today within a reach, each thing with its door and what it asks there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from fangxian.engines.plans import Ask
from fangxian.engines.response.cascade_by_hand import OPERATOR
from fangxian.operations.cases.queries import list_outbreaks
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.follow_ups.queries import list_follow_ups
from fangxian.operations.follow_ups.rows import FollowUpRow
from fangxian.operations.orders.at_doors import DoorTask, count_door_tasks, find_asked, list_door_tasks
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import ancestors
from fangxian.operations.places.reach import Reach
from fangxian.operations.restrictions.queries import count_unserved, list_unserved
from fangxian.operations.restrictions.rows import RestrictionRow
from fangxian.operations.visits.asking import (
    asks_of_check,
    asks_of_slip,
    asks_of_task,
    door_measures,
    measure_of,
)
from fangxian.operations.visits.doors import HOMES, Door, doors_of_people, doors_of_tasks
from fangxian.operations.visits.rows import ALONG, CHECK, SLIP, TASK, AtDoor, Part

AT_MOST = 400
"""Of each kind of thing in one round; whoever has more is told how many, and chooses a place further down."""


@dataclass(frozen=True)
class Due:
    """One part at its door, with what it asks and for which measure."""

    part: Part
    door: Door
    measure: str
    asks: tuple[Ask, ...]


@dataclass(frozen=True)
class AllDue:
    """Everything due; `wide`: the tasks for whole places, which ride along; `left_out`: beyond `AT_MOST`."""

    due: tuple[Due, ...] = ()
    people: Mapping[str, AtDoor] = field(default_factory=dict)
    wide: tuple[DoorTask, ...] = ()
    left_out: int = 0


def find_due(reach: Reach, department: str, at: datetime, then: datetime | None) -> AllDue:
    """Return what is due at `at` (`then`: the same hour when it is a past one, None for the present).

    The tasks are those of the department and of venue operators, whose answer is taken at their door. Who reads no
    register goes to no door: their tasks are on the page of tasks.
    """
    if not reach.registers:
        return AllDue()
    running = [row for row in list_outbreaks(reach, at) if row.ended_at is None or row.ended_at > at]
    checks, checks_left = _checks(reach, running, at)
    slips, slips_left = _slips(reach, running, at)
    asked = (reach, (department, OPERATOR), door_measures(), at, then)
    tasks = list_door_tasks(*asked, limit=AT_MOST)
    tasks_left = max(count_door_tasks(*asked) - AT_MOST, 0)
    doors = _doors(reach, at, [one for _, one in checks], [one for _, one in slips])
    own = doors_of_tasks(tasks)
    wide = tuple(one for one in tasks if one.task.id not in own)
    at_homes = [
        *(_check(outbreak, row, doors[row.person_id], at) for outbreak, row in checks),
        *(_slip(outbreak, row, doors[row.person_id]) for outbreak, row in slips),
    ]
    at_doors = [_task(one, own[one.task.id], TASK) for one in tasks if one.task.id in own]
    along = _riding_along(at_homes, wide, then)
    people = _people(reach, {one.part.about for one in at_homes}, at)
    return AllDue((*at_homes, *at_doors, *along), people, wide, checks_left + slips_left + tasks_left)


def along_id(task_id: UUID, door_id: str) -> UUID:
    """Return the id under which a wide task is noted at a door: the same for everybody, so each door counts once."""
    return uuid5(task_id, door_id)


def places_around(place_id: str) -> frozenset[str]:
    """Return a place and everything it lies in."""
    return frozenset({place_id, *(row.place_id for row in ancestors(place_id))})


def _checks(
    reach: Reach, running: Iterable[OutbreakRow], at: datetime
) -> tuple[list[tuple[OutbreakRow, FollowUpRow]], int]:
    found, left_out = [], 0
    for outbreak in running:
        page = list_follow_ups(reach, outbreak.id, at, only="due_today", per_page=AT_MOST)
        found += [(outbreak, row) for row in page.rows]
        left_out += page.total - len(page.rows)
    return found, left_out


def _slips(
    reach: Reach, running: Iterable[OutbreakRow], at: datetime
) -> tuple[list[tuple[OutbreakRow, RestrictionRow]], int]:
    found, left_out = [], 0
    for outbreak in running:
        found += [(outbreak, row) for row in list_unserved(reach, outbreak.id, at, at, AT_MOST)]
        left_out += max(count_unserved(reach, outbreak.id, at, at) - AT_MOST, 0)
    return found, left_out


def _doors(
    reach: Reach, at: datetime, checks: Sequence[FollowUpRow], slips: Sequence[RestrictionRow]
) -> dict[str, Door]:
    seats = {row.person_id: row.place_id for row in slips if row.place_id}
    seats |= {row.person_id: row.place_id for row in checks}
    people = {row.person_id for row in slips} | {row.person_id for row in checks}
    return doors_of_people(reach, people, at, seats)


def _check(outbreak: OutbreakRow, row: FollowUpRow, door: Door, at: datetime) -> Due:
    measure = measure_of(outbreak.plan, row.measure)
    part = Part(
        key=f"{CHECK}:{row.key}",
        kind=CHECK,
        subject=row.key,
        outbreak_id=outbreak.id,
        title=row.title,
        instruction=measure.instruction if measure else row.title,
        about=row.person_id,
        due_at=min(_midnight(at, outbreak.timezone), row.ends_at),
        late=row.red or row.missed_days > 0,
        red=row.red,
    )
    return Due(part, door, row.measure, asks_of_check(measure, row))


def _slip(outbreak: OutbreakRow, row: RestrictionRow, door: Door) -> Due:
    measure = measure_of(outbreak.plan, row.measure)
    part = Part(
        key=f"{SLIP}:{row.key}",
        kind=SLIP,
        subject=row.key,
        outbreak_id=outbreak.id,
        title=row.title,
        instruction=measure.binds if measure else row.title,
        about=row.person_id,
        due_at=row.serve_by,
        late=row.serve_late,
    )
    return Due(part, door, row.measure, asks_of_slip(measure))


def _task(one: DoorTask, door: Door, kind: str) -> Due:
    part = Part(
        key=f"{kind}:{one.task.id}",
        kind=kind,
        subject=str(one.task.id),
        outbreak_id=one.task.outbreak_id,
        title=one.task.title,
        instruction=one.task.instruction,
        about="",
        due_at=one.task.due_at,
        late=one.task.overdue,
        proof=one.task.proof,
    )
    return Due(part, door, one.measure, asks_of_task(measure_of(one.plan, one.measure)))


def _riding_along(at_homes: Sequence[Due], wide: Sequence[DoorTask], then: datetime | None) -> list[Due]:
    """The wide tasks at the homes somebody goes to anyway, but where one was asked already.

    What is about persons rides along only where one of them is followed for it.
    """
    doors = {one.door.id: one.door for one in at_homes if one.door.kind in HOMES}
    followed = {(one.door.id, one.measure) for one in at_homes}
    around = {place: places_around(place) for place in {door.place_id for door in doors.values()}}
    meeting = [
        (one, door)
        for one in wide
        for door in doors.values()
        if one.task.place_id in around[door.place_id]
        and (not _is_about_persons(one) or (door.id, one.measure) in followed)
    ]
    asked = find_asked((along_id(one.task.id, door.id) for one, door in meeting), then)
    return [_task(one, door, ALONG) for one, door in meeting if along_id(one.task.id, door.id) not in asked]


def _is_about_persons(one: DoorTask) -> bool:
    measure = measure_of(one.plan, one.measure)
    return measure is not None and measure.kind == "person"


def _people(reach: Reach, keys: Iterable[str], at: datetime) -> dict[str, AtDoor]:
    wanted = sorted(key for key in keys if key)
    known = list_identities(reach, wanted, at)
    return {
        key: AtDoor(key, known[key].full_name, known[key].phone) if key in known else AtDoor(key, "", "")
        for key in wanted
    }


def _midnight(at: datetime, timezone: str) -> datetime:
    zone = ZoneInfo(timezone)
    tomorrow = at.astimezone(zone).date() + timedelta(days=1)
    return datetime.combine(tomorrow, time(), zone).astimezone(at.tzinfo)
