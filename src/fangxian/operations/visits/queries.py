"""Reading rounds: today's visits of a place in the order to walk them, and one of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.visiting import (
    CALLS,
    DOORS,
    QUESTIONS,
    WALK_MINUTES,
    merge_visits,
    order_round,
    question_title,
)
from fangxian.operations.orders.at_doors import count_doors
from fangxian.operations.places.queries import find_place, list_places
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import PlaceRow
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.visits.due import AllDue, Due, find_due
from fangxian.operations.visits.rows import (
    ALONG,
    PARTS,
    AtDoor,
    Part,
    Question,
    Round,
    Visit,
    WideTask,
)


def list_round(
    reach: Reach, *, place_id: str, department: str, at: datetime, then: datetime | None = None
) -> Round:
    """Return the round of a place: what is due there at `at`, one visit a door.

    department: whose tasks are meant; follow-ups and slips are those of the place whoever's they are. then: the same
    hour where it is a past one. Raises `not-found`, also for a place outside the reach.
    """
    place = find_place(place_id)
    if place is None or not reach.covers(place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    found = find_due(reach.narrow(place_id), department, at, then)
    visits = visits_of(found, place, at)
    return Round(
        place_id=place_id,
        place=place.title,
        at=at,
        visits=visits,
        wide=_wide(reach, found, then),
        minutes=sum(visit.minutes + visit.walk_minutes for visit in visits),
        saved=sum(visit.minutes_apart - visit.minutes - WALK_MINUTES for visit in visits),
        left_out=found.left_out,
    )


def get_visit(
    reach: Reach,
    door_id: str,
    *,
    place_id: str,
    department: str,
    at: datetime,
    then: datetime | None = None,
) -> Visit:
    """Return what is due at one door. Raises `not-found`: no such door, none within reach, nothing due there."""
    found = list_round(reach, place_id=place_id, department=department, at=at, then=then)
    visit = next((visit for visit in found.visits if visit.door_id == door_id), None)
    if visit is None:
        raise NOT_FOUND(what="visit due today", what_zh="今日上门", key=door_id)
    return visit


def visits_of(found: AllDue, place: PlaceRow, at: datetime) -> tuple[Visit, ...]:
    """Return what is due as one visit a door, in the order to walk them from the place."""
    by_door = _by_door(found.due)
    merged = merge_visits(_calls(found.due, by_door))
    known = {row.place_id: row for row in list_places(sorted(set(merged["place_id"])))}
    spots = [
        (door_id, known[place_id].lat, known[place_id].lon)
        for door_id, place_id in merged.select("door_id", "place_id").rows()
        if place_id in known
    ]
    start = None if place.lat is None or place.lon is None else (place.lat, place.lon)
    order = order_round(merged, pl.DataFrame(spots, schema=DOORS, orient="row"), at, start)
    words = _words(found.due)
    return tuple(
        _visit(row, by_door[row["door_id"]], found.people, known, words)
        for row in order.iter_rows(named=True)
    )


def _by_door(due: Iterable[Due]) -> dict[str, list[Due]]:
    found: dict[str, list[Due]] = defaultdict(list)
    for one in due:
        found[one.door.id].append(one)
    return found


def _calls(due: Iterable[Due], by_door: Mapping[str, list[Due]]) -> pl.DataFrame:
    rows = [
        {
            "door_id": one.door.id,
            "place_id": one.door.place_id,
            "task_id": one.part.key,
            "person_id": person,
            "question": ask.question,
            "minutes": ask.minutes,
            "due_at": one.part.due_at,
            "urgent": one.part.late,
        }
        for one in due
        for ask in one.asks
        for person in (_whom(one, by_door[one.door.id]) if ask.of == "person" else [None])
    ]
    return pl.DataFrame(rows, schema=CALLS)


def _whom(one: Due, beside: Iterable[Due]) -> list[str | None]:
    """Whom a question to persons is put to: whom the part is about, else everybody known behind the door."""
    if one.part.about:
        return [one.part.about]
    return [*sorted({other.part.about for other in beside if other.part.about})] or [None]


def _words(due: Iterable[Due]) -> dict[str, Text]:
    """The questions of packs' own, in the words they bring along."""
    return {ask.question: ask.title for one in due for ask in one.asks if ask.title}


def _visit(
    row: Mapping[str, Any],
    due: list[Due],
    people: Mapping[str, AtDoor],
    places: Mapping[str, PlaceRow],
    words: Mapping[str, Text],
) -> Visit:
    door = due[0].door
    place = places.get(row["place_id"])
    here = sorted({one.part.about for one in due if one.part.about})
    return Visit(
        door_id=row["door_id"],
        kind=door.kind,
        nth=row["nth"],
        place_id=row["place_id"],
        place=place.title if place else Text("地点不详", "place unknown"),
        words=door.words,
        people=tuple(people[key] for key in here),
        parts=tuple(sorted((one.part for one in due), key=_as_done)),
        asked=tuple(sorted((_question(one, people, words) for one in row["asked"]), key=_as_asked)),
        minutes=row["minutes"],
        minutes_apart=row["minutes_apart"],
        walk_minutes=row["walk_minutes"],
        walk_m=row["walk_m"],
        due_at=row["due_at"],
        urgent=row["urgent"],
        done_at=row["done_at"],
    )


def _question(asked: Mapping[str, Any], people: Mapping[str, AtDoor], words: Mapping[str, Text]) -> Question:
    code, person = asked["question"], asked["person_id"] or ""
    name = people[person].name or person if person else ""
    return Question(code, words.get(code) or question_title(code), person, name)


def _as_done(part: Part) -> tuple[Any, ...]:
    return PARTS.index(part.kind), part.due_at, part.about, part.key


def _as_asked(one: Question) -> tuple[Any, ...]:
    """In the order of the list of questions: who is at home comes before how they are."""
    known = list(QUESTIONS)
    at = known.index(one.question) if one.question in known else len(known)
    return one.person_id, at, one.question


def _wide(reach: Reach, found: AllDue, then: datetime | None) -> tuple[WideTask, ...]:
    asked = count_doors(reach, [one.task.id for one in found.wide], then)
    riding = Counter(UUID(one.part.subject) for one in found.due if one.part.kind == ALONG)
    return tuple(WideTask(one.task, asked.get(one.task.id, 0), riding[one.task.id]) for one in found.wide)
