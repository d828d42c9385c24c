"""A lowest place of a round door by door: who lives behind it, and where each of them stands."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from fangxian.engines.ledger import list_accounts, list_dwellings
from fangxian.operations.places.queries import frame
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.gaps import fold_round
from fangxian.operations.rounds.queries import get_round

_ORDER = {"missed": 0, "reached": 1, "partial": 2, "complete": 3}


@dataclass(frozen=True)
class MemberRow:
    """One person behind a door. `at_door`: what decides was said of the household, not of the person."""

    person_id: str
    state: str
    event_at: datetime | None
    at_door: bool
    added: bool


@dataclass(frozen=True)
class DoorRow:
    """One door. `state`: complete, partial, reached or missed."""

    door_id: str
    place_id: str
    state: str
    knocks: int
    tried_at: datetime | None
    members: tuple[MemberRow, ...]


def list_doors(
    reach: Reach, round_id: UUID, place_id: str, known_at: datetime | None = None
) -> tuple[DoorRow, ...]:
    """Return the doors registered at a place and in it, those missed first; none for who reads no registers.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    reach.require(place_id)
    return list_doors_within(reach.narrow(place_id), round_id, known_at)


def list_doors_within(reach: Reach, round_id: UUID, known_at: datetime | None = None) -> tuple[DoorRow, ...]:
    """Return the doors registered anywhere in a reach, those missed first: as `list_doors`, of many places at once.

    Raises:
        Problem: `not-found`.
    """
    row = get_round(reach, round_id, known_at)
    if not reach.registers:
        return ()
    fold = fold_round(row, frame(reach)["place_id"].to_list(), known_at)
    members = defaultdict[str, list[MemberRow]](list)
    for one in list_accounts(fold).iter_rows(named=True):
        said = MemberRow(
            one["person_id"], one["state"], one["event_at"], one["at_door"], one["added_at"] is not None
        )
        members[one["household_id"] or one["person_id"]].append(said)
    doors = [
        DoorRow(
            one["household_id"],
            one["place_id"],
            one["state"],
            one["knocks"],
            one["tried_at"],
            tuple(sorted(members[one["household_id"]], key=lambda member: member.person_id)),
        )
        for one in list_dwellings(fold).iter_rows(named=True)
    ]
    return tuple(sorted(doors, key=lambda door: (_ORDER[door.state], door.door_id)))
