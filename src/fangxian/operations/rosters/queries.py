"""Reading rosters as they stood at an hour, within reach: by the place of the post; one's own wherever it is."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet

from fangxian.engines.problems import Text
from fangxian.engines.rostering import watch_hours
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rosters.limits import find_limits
from fangxian.operations.rosters.models import Absence, HandOver, PlannedShift, Roster, Swap, Turn
from fangxian.operations.rosters.rows import (
    AbsenceRow,
    HandOverRow,
    HoursRow,
    Mine,
    OnDuty,
    RosterRow,
    ShiftCell,
    ShortRow,
    SwapRow,
    TurnRow,
)
from fangxian.operations.rosters.serving import LOOK_BACK, stints_of
from fangxian.operations.rosters.standing import people_of, serving, standing_turns, turn_rows, with_serving
from fangxian.operations.teams.queries import find_member_of, name_members, name_posts

_NOWHERE = Text("", "")
_AHEAD = timedelta(days=14)
_NOTES = 5


def count_on_duty(reach: Reach, outbreak_id: str, at: datetime) -> OnDuty:
    """Return how many are on duty within reach at `at`, at how many posts: one statement, for every page."""
    rows = reach.filter(_on_duty(outbreak_id, at)).values_list("serving", "post_id")
    found = set(rows)
    return OnDuty(len({member for member, _ in found}), len({post for _, post in found}))


def list_on_duty(reach: Reach, outbreak_id: str, at: datetime) -> tuple[TurnRow, ...]:
    """Return who is on duty within reach at `at`, by place and post. Raises `not-found` (outbreak)."""
    get_outbreak(reach, outbreak_id)
    return _named(
        reach, list(reach.filter(_on_duty(outbreak_id, at)).order_by("place_id", "post_id", "id")), at
    )


def list_rosters(reach: Reach, outbreak_id: str, at: datetime) -> tuple[RosterRow, ...]:
    """Return the rosters within reach as known at `at`: those that wait first, then those that stand, the latest first.

    Raises:
        Problem: `not-found` (outbreak).
    """
    get_outbreak(reach, outbreak_id)
    rows = Roster.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at).select_related("answer")
    found = list(reach.filter(rows).order_by("-recorded_at", "-id"))
    places = titles_of({row.place_id for row in found})
    told = [_roster_row(row, found, places, at) for row in found]
    return tuple(sorted(told, key=lambda one: _STATES.index(one.state)))


def get_roster(reach: Reach, roster_id: UUID, at: datetime) -> tuple[RosterRow, tuple[ShiftCell, ...]]:
    """Return a roster and its shifts, by post and hour. Raises `not-found`, also out of reach."""
    row = reach.filter(Roster.objects.filter(id=roster_id, recorded_at__lte=at)).first()
    if row is None:
        raise NOT_FOUND(what="roster", what_zh="值班表", key=roster_id)
    told = next(one for one in list_rosters(reach, row.outbreak_id, at) if one.id == roster_id)
    turns = _named(reach, list(with_serving(row.turns.all(), at).order_by("id")), at)
    return told, tuple(_cells(row.shifts.order_by("post_id", "starts_at"), turns, told.short))


def list_hours(reach: Reach, outbreak_id: str, at: datetime) -> tuple[HoursRow, ...]:
    """Return the hours of everybody on a roster within reach over the week before: who is worn out first.

    Raises:
        Problem: `not-found` (outbreak).
    """
    outbreak = get_outbreak(reach, outbreak_id)
    turns = standing_turns(at).filter(outbreak_id=outbreak_id, starts_at__gte=at - LOOK_BACK)
    people = people_of(list(reach.filter(turns)))
    names = name_members(reach, people, at)
    stints = {str(who): rows for who, rows in stints_of(people, at, at - LOOK_BACK, at).items()}
    tired = watch_hours(stints, at, find_limits(outbreak, at))
    return tuple(HoursRow(names.get(UUID(one.person_id), ""), one) for one in tired)


def list_absences(reach: Reach, outbreak_id: str, at: datetime) -> tuple[AbsenceRow, ...]:
    """Return the absences and wishes within reach that are not over at `at`. Raises `not-found` (outbreak)."""
    get_outbreak(reach, outbreak_id)
    rows = Absence.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at, to_at__gt=at)
    found = list(reach.filter(rows).order_by("from_at", "id"))
    names = name_members(reach, {row.member_id for row in found}, at)
    return tuple(
        AbsenceRow(
            row.member_id, names.get(row.member_id, ""), row.place_id, row.from_at, row.to_at, row.kind
        )
        for row in found
    )


def list_swaps(reach: Reach, outbreak_id: str, at: datetime) -> tuple[SwapRow, ...]:
    """Return the swaps within reach, those that wait first: whoever leads sees them. Raises `not-found` (outbreak)."""
    get_outbreak(reach, outbreak_id)
    rows = Swap.objects.filter(turn__outbreak_id=outbreak_id, recorded_at__lte=at)
    return _swap_rows(reach, reach.filter(rows, "turn__place_id"), at)


def get_mine(reach: Reach, user_id: str, outbreak_id: str, at: datetime) -> Mine | None:
    """Return what a member sees of themselves, or None for whom no roster can name. Raises `not-found` (outbreak)."""
    outbreak = get_outbreak(reach, outbreak_id)
    me = find_member_of(user_id, at)
    if me is None:
        return None
    ahead = serving(at, [me]).filter(outbreak_id=outbreak_id, ends_at__gt=at, starts_at__lt=at + _AHEAD)
    mine = list(ahead.order_by("starts_at", "id"))
    swaps = Swap.objects.filter(Q(asked_by=me) | Q(asked=me), recorded_at__lte=at, answer=None)
    asked = _swap_rows(reach, swaps, at)
    [tired] = watch_hours(
        {str(me): stints_of([me], at, at - LOOK_BACK, at)[me]}, at, find_limits(outbreak, at)
    )
    return Mine(
        member_id=me,
        turns=turn_rows(mine, {}),
        posts=name_posts({turn.post_id for turn in mine} | {row.turn.post_id for row in asked}, at),
        relieved_by=_relief(reach, mine, at),
        notes=_notes({turn.post_id for turn in mine}, at),
        swaps=asked,
        tired=tired,
    )


_STATES = ("proposed", "standing", "past", "left")


def _on_duty(outbreak_id: str, at: datetime) -> QuerySet[Turn]:
    return standing_turns(at).filter(outbreak_id=outbreak_id, starts_at__lte=at, ends_at__gt=at)


def _named(reach: Reach, turns: Sequence[Turn], at: datetime) -> tuple[TurnRow, ...]:
    return turn_rows(turns, name_members(reach, people_of(turns), at))


def _roster_row(
    row: Roster, all_rows: Sequence[Roster], places: dict[str | None, Text], at: datetime
) -> RosterRow:
    return RosterRow(
        id=row.id,
        outbreak_id=row.outbreak_id,
        place_id=row.place_id,
        place=places.get(row.place_id, _NOWHERE),
        from_at=row.from_at,
        to_at=row.to_at,
        made_at=row.recorded_at,
        state=_state(row, all_rows, at),
        changed=row.changed,
        points=row.points,
        bound=row.bound,
        short=tuple(ShortRow(*one) for one in row.short),
    )


def _state(row: Roster, all_rows: Iterable[Roster], at: datetime) -> str:
    taken_at = _taken_at(row, at)
    if taken_at is None:
        answer = getattr(row, "answer", None)
        return "left" if answer is not None and answer.recorded_at <= at else "proposed"
    others = (one for one in all_rows if one.place_id == row.place_id and one.id != row.id)
    over = [one for one in others if (when := _taken_at(one, at)) is not None and when > taken_at]
    replaced = any(one.from_at <= row.from_at and row.to_at <= one.to_at for one in over)
    return "past" if replaced or row.to_at + timedelta(days=1) < at else "standing"


def _taken_at(row: Roster, at: datetime) -> datetime | None:
    answer = getattr(row, "answer", None)
    known = answer is not None and answer.taken and answer.recorded_at <= at
    return answer.recorded_at if known and answer is not None else None


def _cells(
    shifts: Iterable[PlannedShift], turns: Iterable[TurnRow], short: Iterable[ShortRow]
) -> Iterable[ShiftCell]:
    on: dict[str, list[TurnRow]] = {}
    lacks: dict[str, list[ShortRow]] = {}
    for turn in turns:
        on.setdefault(turn.shift_id, []).append(turn)
    for one in short:
        lacks.setdefault(one.shift_id, []).append(one)
    for shift in shifts:
        yield ShiftCell(
            shift.shift_id,
            shift.post_id,
            shift.starts_at,
            shift.ends_at,
            shift.need,
            shift.night,
            shift.suit,
            tuple(on.get(shift.shift_id, ())),
            tuple(lacks.get(shift.shift_id, ())),
        )


def _relief(reach: Reach, mine: Sequence[Turn], at: datetime) -> tuple[TurnRow, ...]:
    """Return who takes over from the first turn ahead, at its post."""
    if not mine:
        return ()
    first = mine[0]
    after = standing_turns(at).filter(post_id=first.post_id, starts_at__gte=first.ends_at)
    rows = list(after.order_by("starts_at", "id")[:20])
    return _named(reach, [row for row in rows if row.starts_at == rows[0].starts_at], at)


def _notes(post_ids: set[UUID], at: datetime) -> tuple[HandOverRow, ...]:
    rows = HandOver.objects.filter(post_id__in=post_ids, recorded_at__lte=at).order_by("-recorded_at", "-id")
    return tuple(HandOverRow(row.post_id, row.shift_id, row.said, row.recorded_at) for row in rows[:_NOTES])


def _swap_rows(reach: Reach, rows: QuerySet[Swap], at: datetime) -> tuple[SwapRow, ...]:
    found = list(rows.select_related("answer").order_by("-recorded_at", "-id"))
    wanted = {row.turn_id for row in found} | {row.other_turn_id for row in found if row.other_turn_id}
    turns = {row.id: row for row in turn_rows(with_serving(Turn.objects.filter(id__in=wanted), at), {})}
    names = name_members(reach, {row.asked_by for row in found} | {row.asked for row in found}, at)
    told = [
        SwapRow(
            id=row.id,
            turn=turns[row.turn_id],
            other_turn=turns.get(row.other_turn_id) if row.other_turn_id else None,
            asked_by=row.asked_by,
            asked_by_name=names.get(row.asked_by, ""),
            asked=row.asked,
            asked_name=names.get(row.asked, ""),
            asked_at=row.recorded_at,
            agreed=row.answer.agreed if hasattr(row, "answer") and row.answer.recorded_at <= at else None,
        )
        for row in found
    ]
    return tuple(sorted(told, key=lambda one: one.agreed is not None))
