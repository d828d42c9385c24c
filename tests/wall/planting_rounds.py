"""Plants a round of screening in an area: a register, a knock, somebody found on no list."""

from datetime import timedelta

from fangxian.engines import tables
from fangxian.operations.ids import new_id
from fangxian.operations.rounds import services as rounds
from fangxian.operations.rounds.rows import EventGiven, PersonFound
from tests.wall.canaries import PERSON
from tests.wall.planting import Planter


def count_people(planter: Planter) -> None:
    """Open a round in the area; one door did not answer, behind it lives somebody nobody had listed."""
    place, clock = planter.area.place_id, planter.clock
    person, door, stranger = (planter.say(PERSON, what) for what in ("account", "door", "found"))
    listed = tables.LISTINGS.rows([{"person_id": person, "household_id": door, "place_id": place}])
    opened = rounds.open_round(
        planter.signers[0],
        clock,
        outbreak_id=planter.outbreak_id,
        kind="screening",
        place_id=place,
        due_at=planter.now + timedelta(days=1),
        lists={"household-register": listed},
    )
    found = PersonFound(new_id(), place, stranger, planter.now, door)
    rounds.add_person(planter.worker, clock, round_id=opened.id, found=found)
    knock = EventGiven(new_id(), place, "no-answer", planter.now, household_id=door)
    rounds.record_events(planter.worker, clock, round_id=opened.id, events=[knock])
    planter.planted.add("round_id", opened.id)
    planter.planted.add("list_id", "grid-roster")
