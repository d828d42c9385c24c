"""What whoever stands at a door needs to know: who lives there, what to ask, and whether one may knock."""

from datetime import datetime
from uuid import UUID

from fangxian.engines.timing import Knock, list_knock_faults, next_knock
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.clock import Clock
from fangxian.operations.custody.urgent import find_urgent
from fangxian.operations.follow_ups.asked_venues import AskedVenue, list_asked_venues
from fangxian.operations.people.queries import list_identities
from fangxian.operations.places.queries import get_place
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND
from fangxian.operations.rounds.addresses import find_addresses
from fangxian.operations.rounds.doors import DoorRow, list_doors
from fangxian.operations.rounds.queries import get_round
from fangxian.operations.rounds.rows import RoundRow
from fangxian.operations.screening.desks import seat_of
from fangxian.operations.screening.inbox import items_of_door
from fangxian.operations.screening.key_people import list_key_people
from fangxian.operations.screening.models import Screening
from fangxian.operations.screening.problems import NOT_A_SCREENING_ROUND
from fangxian.operations.screening.risks import find_risks
from fangxian.operations.screening.rows import DoorAsked, MemberAsked

_KINDS = {"testing": "检测 testing", "screening": "排查 screening"}


def get_door(reach: Reach, clock: Clock, *, round_id: UUID, place_id: str, door_id: str) -> DoorAsked:
    """Return a door of a round of screening, as it stands now.

    Raises:
        Problem: `not-found`: no such round or place within reach, no such door there; `not-a-screening-round`.
    """
    row, at = get_screening_round(reach, round_id), clock.now()
    door = find_door(reach, row, place_id, door_id)
    outbreak = get_outbreak(reach, row.outbreak_id)
    people = [one.person_id for one in door.members]
    last = find_last(row.id, door.place_id, door_id)
    call_back = last.call_back_at if last else None
    urgent = bool(find_urgent(reach, outbreak.id, people))
    risk = find_risks(outbreak.id, [door.place_id]).get(door_id, "")
    names = list_identities(reach, people, at)
    return DoorAsked(
        round_id=row.id,
        outbreak_id=outbreak.id,
        place_id=door.place_id,
        place=get_place(door.place_id).title,
        door_id=door_id,
        address=find_addresses(reach, clock, row.id, [door]).get(door_id, ""),
        members=tuple(
            MemberAsked(
                one.person_id,
                names[one.person_id].full_name if one.person_id in names else "",
                one.state,
                one.added,
            )
            for one in door.members
        ),
        venues=venues_for(reach, outbreak.id, door.place_id, at),
        items=items_of_door(reach, outbreak.id, door.place_id, door_id, at),
        key_people=list_key_people(reach, outbreak.id, at, place_id=door.place_id, household_id=door_id),
        risk=risk,
        urgent=urgent,
        interpreter=last is not None and "interpreter" in last.needs,
        call_back_at=call_back,
        faults=list_knock_faults(Knock(at, 1, urgent, bool(risk), call_back), outbreak.timezone),
        next_at=next_knock(at, outbreak.timezone, call_back_at=call_back, urgent=urgent),
    )


def venues_for(reach: Reach, outbreak_id: str, place_id: str, at: datetime) -> tuple[AskedVenue, ...]:
    """Return the venues people of a place are asked about: those published, and those known in their own district."""
    district, _ = seat_of("refusal", place_id)
    near = reach.narrow(district if reach.covers(district) else place_id)
    found = list_asked_venues(near, outbreak_id, at)
    return tuple(sorted(found, key=lambda one: not one.published))


def get_screening_round(reach: Reach, round_id: UUID) -> RoundRow:
    """Return a round of screening. Raises `not-found`, `not-a-screening-round`."""
    row = get_round(reach, round_id)
    if row.kind != "screening":
        raise NOT_A_SCREENING_ROUND(kind=_KINDS[row.kind])
    return row


def find_door(reach: Reach, row: RoundRow, place_id: str, door_id: str) -> DoorRow:
    """Return one door of a place. Raises `not-found`, also for who reads no registers."""
    doors = list_doors(reach, row.id, place_id)
    door = next((one for one in doors if one.door_id == door_id), None)
    if door is None:
        raise NOT_FOUND(what="door", what_zh="户", key=door_id)
    return door


def find_last(
    round_id: UUID, place_id: str, door_id: str, before: datetime | None = None
) -> Screening | None:
    """Return the last form of a door in a round, of those that happened before."""
    rows = Screening.objects.filter(round_id=round_id, place_id=place_id, household_id=door_id)
    if before is not None:
        rows = rows.filter(event_at__lt=before)
    return rows.order_by("-event_at", "-recorded_at", "-id").first()
