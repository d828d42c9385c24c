"""Where a door is: the address that the lists of a round give, for whoever has to knock there."""

from collections.abc import Sequence
from uuid import UUID

from fangxian.operations.clock import Clock
from fangxian.operations.places.reach import Reach
from fangxian.operations.rounds.accounts import register_store
from fangxian.operations.rounds.doors import DoorRow
from fangxian.operations.rounds.listed import find_rows_by_key
from fangxian.operations.rounds.queries import get_round


def find_addresses(reach: Reach, clock: Clock, round_id: UUID, doors: Sequence[DoorRow]) -> dict[str, str]:
    """Return door -> its address, where a list that is still held gives one; nothing for a reader without identities.

    Of several addresses the one in the earliest row counts.

    Raises:
        Problem: `not-found` (round).
    """
    row = get_round(reach, round_id)
    if not (reach.identities and reach.registers):
        return {}
    inside = reach.keep({door.place_id for door in doors})
    door_of = {
        member.person_id: door.door_id for door in doors if door.place_id in inside for member in door.members
    }
    links = register_store().links_of(str(row.id), door_of)
    if not links.height:
        return {}
    held = find_rows_by_key(links["row_key"].to_list(), clock.now()).select("row_key", "address")
    told = links.join(held.drop_nulls(), on="row_key").sort("row_key")
    found: dict[str, str] = {}
    for person_id, address in told.select("person_id", "address").iter_rows():
        found.setdefault(door_of[person_id], address)
    return found
