"""Reading stranded visitors: group by group, and what is owed to each home city."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from fangxian.operations.areas.queries import list_measures
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.chunks import in_chunks
from fangxian.operations.handovers.queries import states_of
from fangxian.operations.handovers.rows import LetterState
from fangxian.operations.outreach.checklist import checklist_of
from fangxian.operations.outreach.groups import last_words
from fangxian.operations.outreach.models import GroupHanded, GroupTest, StrandedGroup
from fangxian.operations.outreach.rows import (
    ACKNOWLEDGED,
    FRESH,
    GONE,
    HANDED,
    HOUSED,
    LATE,
    NOT_NEEDED,
    PLANNED,
    POSITIVE,
    TEST_DUE,
    GroupRow,
    HomeRow,
)
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import holders_of, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

LEAVE_WITH_TEST = "leave-with-test"
"""The measure that asks for a test before people leave."""
_FIRST = (LATE, HOUSED, PLANNED, HANDED, ACKNOWLEDGED, GONE)


def list_groups(
    reach: Reach, outbreak_id: str, at: datetime, *, home: str = "", place_id: str = ""
) -> tuple[GroupRow, ...]:
    """Return the groups housed within reach as known at `at`: what is late first, who has left last.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    if place_id:
        reach.require(place_id)
    inside = reach.narrow(place_id) if place_id else reach
    said = inside.filter_persons(StrandedGroup.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at))
    if home:
        said = said.filter(home=home)
    # One that was moved out of reach since stands where it was said last.
    last = _where_they_are(outbreak_id, last_words(said), inside, at)
    found = _rows(reach, outbreak, last, at)
    return tuple(sorted(found, key=lambda one: (_FIRST.index(one.state), one.number)))


def get_group_row(reach: Reach, outbreak_id: str, group_id: UUID, at: datetime) -> GroupRow:
    """Return one group. Raises `not-found`, also for one outside the reach."""
    found = next((one for one in list_groups(reach, outbreak_id, at) if one.group_id == group_id), None)
    if found is None:
        raise NOT_FOUND(what="group", what_zh="滞留旅客团队", key=group_id)
    return found


def count_by_home(groups: Iterable[GroupRow]) -> tuple[HomeRow, ...]:
    """Return what is owed to each home city: those with something late first, then by people."""
    homes: dict[str, list[GroupRow]] = {}
    for one in groups:
        homes.setdefault(one.home, []).append(one)
    rows = [_home(home, some) for home, some in homes.items()]
    return tuple(sorted(rows, key=lambda row: (-row.late, -row.people, row.home)))


def _home(home: str, groups: Sequence[GroupRow]) -> HomeRow:
    def count(*states: str) -> int:
        return sum(one.state in states for one in groups)

    return HomeRow(
        home=home,
        groups=len(groups),
        people=sum(one.size for one in groups),
        tests_due=sum(one.test in (TEST_DUE, POSITIVE) and one.left_at is None for one in groups),
        planned=sum(one.leaves_at is not None for one in groups),
        handed=sum(one.letter_id is not None for one in groups),
        acknowledged=count(ACKNOWLEDGED),
        late=count(LATE),
        left=count(GONE),
    )


def _where_they_are(
    outbreak_id: str, seen: dict[UUID, StrandedGroup], inside: Reach, at: datetime
) -> list[StrandedGroup]:
    keys, last = list(seen), dict[UUID, StrandedGroup]()
    for some in in_chunks(keys):
        rows = StrandedGroup.objects.filter(outbreak_id=outbreak_id, group_id__in=some, recorded_at__lte=at)
        last |= last_words(rows)
    here = inside.keep({row.place_id for row in last.values()})
    return [row for row in last.values() if row.place_id in here]


def _rows(
    reach: Reach, outbreak: OutbreakRow, groups: Sequence[StrandedGroup], at: datetime
) -> Iterable[GroupRow]:
    ids = [row.group_id for row in groups]
    names = list_identities(reach, [row.leader_id for row in groups], at)
    places, tests = titles_of([row.place_id for row in groups]), _tests(ids, at)
    asked, letters = _asked(outbreak, groups, at), _letters(ids, at)
    fresh = timedelta(hours=checklist_of(outbreak).leave_test_hours)
    for row in groups:
        taken, letter = tests.get(row.group_id, []), letters.get(row.group_id)
        who = names.get(row.leader_id)
        yield GroupRow(
            group_id=row.group_id,
            number=row.number,
            place_id=row.place_id,
            place=places[row.place_id],
            size=row.size,
            home=row.home,
            operator=row.operator,
            leader=who.full_name if who else "",
            phone=who.phone if who else "",
            needs=tuple(row.needs),
            tested_at=taken[-1].taken_at if taken else None,
            tested=_tested(taken, fresh),
            test=_test(row, taken, row.place_id in asked, fresh, at),
            leaves_at=row.leaves_at,
            leaves_by=row.leaves_by,
            left_at=row.left_at,
            state=_state(row, letter),
            letter_id=letter.id if letter else None,
            letter_number=letter.number if letter else None,
            letter_due_at=letter.due_at if letter else None,
        )


def _tests(group_ids: Collection[UUID], at: datetime) -> dict[UUID, list[GroupTest]]:
    found: dict[UUID, list[GroupTest]] = {}
    for some in in_chunks(list(group_ids)):
        rows = GroupTest.objects.filter(group_id__in=some, recorded_at__lte=at)
        for row in rows.order_by("taken_at", "id"):
            found.setdefault(row.group_id, []).append(row)
    return found


def _letters(group_ids: Collection[UUID], at: datetime) -> dict[UUID, LetterState]:
    """Group -> the letter it went with; one that was withdrawn does not count."""
    handed: dict[UUID, UUID] = {}
    for some in in_chunks(list(group_ids)):
        rows = GroupHanded.objects.filter(group_id__in=some, recorded_at__lte=at)
        handed |= dict(rows.order_by("recorded_at", "entry_id").values_list("group_id", "letter_id"))
    states = states_of(set(handed.values()), at)
    return {
        group: states[letter]
        for group, letter in handed.items()
        if letter in states and states[letter].state != "withdrawn"
    }


def _asked(outbreak: OutbreakRow, groups: Sequence[StrandedGroup], at: datetime) -> set[str]:
    """Where a measure in force lets people leave with a test only."""
    everywhere = Reach(frozenset({outbreak.place_id}))
    over = [
        one.place_id
        for one in list_measures(everywhere, outbreak.id, at, at)
        if one.measure == LEAVE_WITH_TEST
    ]
    return set(holders_of({row.place_id for row in groups}, over)) if over else set()


def _tested(taken: Sequence[GroupTest], fresh: timedelta) -> int:
    """How many were sampled in the days up to the last sampling: a group is sampled in parts."""
    return sum(one.people for one in taken if one.taken_at > taken[-1].taken_at - fresh)


def _test(row: StrandedGroup, taken: Sequence[GroupTest], asked: bool, fresh: timedelta, at: datetime) -> str:
    if any(one.positives for one in taken):
        return POSITIVE
    if not asked:
        return NOT_NEEDED
    leaves_at = row.left_at or row.leaves_at or at
    counted = sum(one.people for one in taken if one.taken_at >= leaves_at - fresh)
    return FRESH if counted >= row.size else TEST_DUE


def _state(row: StrandedGroup, letter: LetterState | None) -> str:
    if row.left_at is not None and (letter is None or letter.state != "late"):
        return GONE
    if letter is not None:
        told = {"late": LATE, "sent": HANDED}
        return told.get(letter.state, ACKNOWLEDGED)
    return PLANNED if row.leaves_at is not None else HOUSED
