"""Nobody in a closed place without a named carer: every household on the register, and who lacks one (五包一)."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from fangxian.operations.accounts.queries import name_users
from fangxian.operations.care.models import HouseholdCarers
from fangxian.operations.care.rows import HouseholdRow, Lacking
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.queries import ancestors, holders_of, titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.quarantine_sites.rules import care_rule_of
from fangxian.operations.rounds.doors import DoorRow, list_doors_within
from fangxian.operations.rounds.queries import list_rounds
from fangxian.operations.screening.closed import list_binding
from fangxian.operations.screening.key_people import list_key_people, serves_at
from fangxian.operations.screening.rows import CarerRow

SEALED = "sealed"
"""The level at which a household has all the carers of the rules; anywhere else that is closed one will do."""


def list_lacking(
    reach: Reach, outbreak_id: str, at: datetime, *, place_id: str = "", limit: int = 200
) -> Lacking:
    """Return which households of closed places within reach lack a carer who serves there, those with nobody first.

    Households are those of the latest round: without a register nobody knows who is not looked after, and it says so.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    if place_id and not reach.covers(place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    inside = reach.narrow(place_id) if place_id else reach
    binding = list_binding(outbreak, at)
    closed = _closed_within(inside, binding)
    rounds = list_rounds(inside, outbreak_id, at)
    if not rounds or not inside.registers or not closed:
        return Lacking(0, 0, 0, bool(rounds), len(closed), ())
    doors = list_doors_within(inside.narrow(*closed), rounds[0].id, at)
    wanted = care_rule_of(outbreak, at).carers
    rows = list(_rows(inside, outbreak_id, doors, binding, wanted, at))
    short = sorted(
        (one for one in rows if one.lacks),
        key=lambda one: (not one.nobody, -one.lacks, one.place_id, one.household_id),
    )
    nobody = sum(one.nobody for one in rows)
    return Lacking(len(rows), nobody, len(short), True, len(closed), tuple(short[:limit]))


def _closed_within(reach: Reach, binding: dict[str, str]) -> set[str]:
    """The closed places inside, and what is served itself where something above it is closed."""
    inside = reach.keep(binding)
    under = {place for place in reach.places if {one.place_id for one in ancestors(place)} & binding.keys()}
    return inside | under


def _rows(
    reach: Reach,
    outbreak_id: str,
    found: Sequence[DoorRow],
    binding: dict[str, str],
    wanted: int,
    at: datetime,
) -> Iterable[HouseholdRow]:
    named = _named(reach, outbreak_id, at)
    places = titles_of({one.place_id for one in found})
    users = name_users({user for carers in named.values() for user in carers})
    # The level nearest above a place that binds it; "": a measure does.
    holders = holders_of({one.place_id for one in found}, list(binding))
    levels = {place: binding[holder] for place, holder in holders.items()}
    serving: dict[tuple[str, str], bool] = {}
    for one in found:
        carers = named.get((one.place_id, one.door_id), ())
        for user in carers:
            if (user, one.place_id) not in serving:
                serving[user, one.place_id] = serves_at(user, one.place_id, at)
        yield HouseholdRow(
            place_id=one.place_id,
            place=places[one.place_id],
            household_id=one.door_id,
            people=len(one.members),
            level=levels[one.place_id],
            carers=tuple(CarerRow(user, users[user], serving[user, one.place_id]) for user in carers),
            wanted=wanted if levels[one.place_id] == SEALED else 1,
        )


def _named(reach: Reach, outbreak_id: str, at: datetime) -> dict[tuple[str, str], tuple[str, ...]]:
    """Who was last named for each household; who looks after one of its people looks after it too."""
    rows = HouseholdCarers.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    said = {
        (row.place_id, row.household_id): tuple(row.carers)
        for row in reach.filter_persons(rows).order_by("recorded_at", "id")
    }
    for one in list_key_people(reach, outbreak_id, at):
        door = one.place_id, one.household_id
        both = (*said.get(door, ()), *(carer.user_id for carer in one.carers))
        said[door] = tuple(dict.fromkeys(both))
    return said
