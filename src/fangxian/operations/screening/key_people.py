"""Key people: who needs looking after, by whom, and who in a closed place has nobody."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.engines.visiting import NEEDS
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import find_user, get_actor, name_users
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.screening.closed import find_closed
from fangxian.operations.screening.models import KeyPerson
from fangxian.operations.screening.problems import CARER_NOT_HERE, NOT_A_NEED, TOO_MANY_CARERS
from fangxian.operations.screening.rows import CarerRow, KeyPersonRow

MOST_CARERS = 5
"""五包一: up to five look after one."""


@dataclass(frozen=True)
class KeyPersonGiven:
    """Somebody who needs looking after. needs: codes of `NEEDS`, none: no longer; carers: handles of users."""

    place_id: str
    household_id: str
    person_id: str
    needs: tuple[str, ...] = ()
    carers: tuple[str, ...] = ()


@transaction.atomic
def name_carers(actor: Actor, clock: Clock, *, outbreak_id: str, given: KeyPersonGiven) -> None:
    """Say who needs what and who looks after them; what was said of the person before stands no more.

    Raises:
        Problem: `not-your-role`, `not-found`, `not-a-need`, `too-many-carers`, `carer-not-here`.
    """
    actor.require("report_case")
    get_outbreak(actor.reach, outbreak_id)
    if not (actor.reach.registers and actor.reach.covers(given.place_id)):
        raise NOT_FOUND(what="place", what_zh="地点", key=given.place_id)
    if strange := set(given.needs) - set(NEEDS):
        raise NOT_A_NEED(need=", ".join(sorted(strange)), needs=", ".join(NEEDS))
    if len(set(given.carers)) > MOST_CARERS:
        raise TOO_MANY_CARERS(most=MOST_CARERS)
    at = clock.now()
    row = KeyPerson(
        id=new_id(),
        outbreak_id=outbreak_id,
        place_id=given.place_id,
        household_id=given.household_id,
        person_id=given.person_id,
        needs=sorted(set(given.needs)),
        carers=[find_carer(handle, given.place_id, at) for handle in dict.fromkeys(given.carers)],
    )
    after = {"place_id": given.place_id, "needs": row.needs, "carers": row.carers}
    write_rows(actor, at, "named", "key-person", given.person_id, [row], after)


def list_key_people(
    reach: Reach, outbreak_id: str, at: datetime, *, place_id: str = "", household_id: str = ""
) -> tuple[KeyPersonRow, ...]:
    """Return the key people in reach as known at `at`: those alone in a closed place first.

    Raises:
        Problem: `not-found`, also for a place outside the reach.
    """
    outbreak = get_outbreak(reach, outbreak_id)
    if place_id and not reach.covers(place_id):
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    inside = reach.narrow(place_id) if place_id else reach
    said = KeyPerson.objects.filter(outbreak_id=outbreak_id, recorded_at__lte=at)
    if household_id:
        said = said.filter(household_id=household_id)
    rows = inside.filter_persons(said).order_by("recorded_at", "entry_id")
    standing = [row for row in {row.person_id: row for row in rows}.values() if row.needs]
    closed = find_closed(outbreak, {row.place_id for row in standing}, at) if standing else frozenset()
    found = _rows(reach, standing, closed, at)
    return tuple(sorted(found, key=lambda one: (not one.alone, not one.closed, one.place_id, one.person_id)))


def _rows(
    reach: Reach, standing: Sequence[KeyPerson], closed: Collection[str], at: datetime
) -> Iterable[KeyPersonRow]:
    names = list_identities(reach, [row.person_id for row in standing], at)
    places = titles_of({row.place_id for row in standing})
    users = name_users({user for row in standing for user in row.carers})
    for row in standing:
        carers = tuple(CarerRow(user, users[user], serves_at(user, row.place_id, at)) for user in row.carers)
        shut = row.place_id in closed
        yield KeyPersonRow(
            person_id=row.person_id,
            name=names[row.person_id].full_name if row.person_id in names else "",
            place_id=row.place_id,
            place=places[row.place_id],
            household_id=row.household_id,
            needs=tuple(row.needs),
            carers=carers,
            closed=shut,
            alone=shut and not any(one.serves for one in carers),
            named_at=row.recorded_at,
        )


def find_carer(handle: str, place_id: str, at: datetime) -> str:
    """Return the user of a handle who serves the place. Raises `carer-not-here`, also where there is no such user."""
    user = find_user(handle.strip())
    if user is None or not serves_at(user.user_id, place_id, at):
        raise CARER_NOT_HERE(handle=handle)
    return user.user_id


def serves_at(user_id: str, place_id: str, at: datetime) -> bool:
    """Tell whether a duty of this user still includes the place."""
    try:
        return get_actor(user_id, at).reach.covers(place_id)
    except Problem:
        return False
