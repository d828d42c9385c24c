"""Plants what was told at a door of an area: a form, an alarm, a mark, a stay that waits for the CDC."""

from datetime import timedelta
from uuid import UUID

from fangxian.operations.ids import new_id
from fangxian.operations.screening import services as screening
from fangxian.operations.screening.at_door import get_door
from fangxian.operations.screening.inbox import list_items
from fangxian.operations.screening.rows import TripGiven
from fangxian.operations.screening.trips import report_trip
from tests.wall.canaries import IDENTITY
from tests.wall.planting import Planter


def screen_a_door(planter: Planter) -> None:
    """Somebody is ill, somebody refuses, a child is alone, and one of them was at the exposed venue."""
    worker, clock, place = planter.worker, planter.clock, planter.area.place_id
    round_id, door = UUID(planter.planted.ids["round_id"][0]), planter.planted.ids["doors/door_id"][0]
    asked = get_door(worker.reach, clock, round_id=round_id, place_id=place, door_id=door)
    first, second = (one.person_id for one in asked.members[:2])
    stays = [
        screening.StayTold(first, venue.place_id, window.from_at)
        for venue in asked.venues[:1]
        for window in venue.windows[:1]
    ]
    form = screening.ScreeningGiven(
        id=new_id(),
        place_id=place,
        household_id=door,
        outcome="answered",
        event_at=planter.now,
        present=(first,),
        refusing=(second,),
        symptoms={first: ("fever",)},
        needs=("food", "interpreter"),
        stays=tuple(stays),
        call_back_at=planter.now + timedelta(hours=2),
    )
    told = screening.screen_door(worker, clock, round_id=round_id, given=form)
    assert (told.items, told.stays) == (3, 1)
    alarm = screening.AlarmGiven(new_id(), place, door, "danger", planter.now)
    screening.call_duty(worker, clock, round_id=round_id, given=alarm)
    needs = screening.KeyPersonGiven(place, door, first, ("dialysis",), (worker.handle,))
    screening.name_carers(worker, clock, outbreak_id=planter.outbreak_id, given=needs)
    _report_travel(planter)
    desk = planter.signers[0]
    items = list_items(desk.reach, planter.outbreak_id, clock.now(), department=desk.department)
    planter.planted.add("item_id", *(one.id for one in items if one.place_id == place))


def _report_travel(planter: Planter) -> None:
    """Somebody of the area says where they were: their name is their own, their community's and the CDC's."""
    trip = TripGiven(
        place_id=planter.area.venue_id,
        arrive_at=planter.now - timedelta(hours=5),
        leave_at=planter.now - timedelta(hours=4),
        full_name=planter.say(IDENTITY, "traveller"),
        phone=planter.say(IDENTITY, "phone"),
        home_id=planter.area.place_id,
    )
    report_trip(planter.clock, outbreak_id=planter.outbreak_id, given=trip)
