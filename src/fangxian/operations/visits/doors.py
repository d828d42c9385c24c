"""Which door a thing is done at: a household, somebody without one, a venue, or an address an office split off."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from fangxian.engines.response.cascade_by_hand import OPERATOR
from fangxian.operations.orders.at_doors import DoorTask
from fangxian.operations.people.queries import list_persons
from fangxian.operations.people.rows import PersonRow
from fangxian.operations.places.queries import holders_of
from fangxian.operations.places.reach import Reach

HOUSEHOLD, PERSON, PLACE, ADDRESS = "household", "person", "place", "address"
HOMES = (HOUSEHOLD, PERSON)

_DOORS = UUID("b3c1f6c0-6f1e-5a53-9b7e-5c4d5f0c9a10")
"""Ids of doors are made under this one: the same door has the same id in every round, and tells nothing of whom."""


@dataclass(frozen=True)
class Door:
    """Where somebody stands. `words`: an address in the words of the office."""

    id: str
    kind: str
    place_id: str
    words: str = ""


def door(kind: str, key: str, place_id: str, words: str = "") -> Door:
    """Return a door.

    >>> door("household", "h-1", "s1").id == door("household", "h-1", "s2").id
    True
    >>> door("household", "x", "s1").id == door("person", "x", "s1").id
    False
    """
    return Door(str(uuid5(_DOORS, f"{kind}:{key}")), kind, place_id, words)


def doors_of_people(
    reach: Reach, person_keys: Collection[str], at: datetime, seats: Mapping[str, str]
) -> dict[str, Door]:
    """Return person -> their door. seats: where the office in charge is, where no home is on record."""
    known = {row.person_id: row for row in list_persons(reach, sorted(person_keys), at)}
    return {key: _home(key, known.get(key), seats.get(key, "")) for key in person_keys}


def _home(key: str, row: PersonRow | None, seat: str) -> Door:
    place_id = (row.residence_place_id if row else None) or seat
    if row is not None and row.household_id:
        return door(HOUSEHOLD, row.household_id, place_id)
    return door(PERSON, key, place_id)


def doors_of_tasks(tasks: Sequence[DoorTask]) -> dict[UUID, Door]:
    """Return task -> its own door; a task for a whole place has none.

    Own doors are a venue, or another place inside the office's that an order is about, and the part an office split
    off, whose words are its address: parts of two orders with the same words are one door.
    """
    offices = {one.task.place_id for one in tasks}
    inside = holders_of({one.subject_id for one in tasks} - offices, sorted(offices))
    found = {}
    for one in tasks:
        own = _own(one, inside)
        if own is not None:
            found[one.task.id] = own
    return found


def _own(one: DoorTask, inside: Mapping[str, str]) -> Door | None:
    place_id, words = one.task.place_id, one.task.words.strip()
    if one.task.department == OPERATOR or inside.get(one.subject_id) == place_id:
        return door(PLACE, f"{one.subject_id}:{words}", one.subject_id, words)
    return door(ADDRESS, f"{place_id}:{_plain(words)}", place_id, words) if words else None


def _plain(words: str) -> str:
    """An address however it was typed.

    >>> _plain(" 3 栋") == _plain("3栋")
    True
    """
    return "".join(words.split()).casefold()
