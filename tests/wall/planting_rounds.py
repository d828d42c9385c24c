"""Plants a round of screening in an area: two lists, a register, a knock, somebody found on no list."""

from datetime import date, timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.operations.ids import new_id
from fangxian.operations.importing import import_list
from fangxian.operations.imports.rows import Terms
from fangxian.operations.rounds import services as rounds
from fangxian.operations.rounds.listed import find_rows
from fangxian.operations.rounds.rows import EventGiven, PersonFound
from fangxian.operations.rounds.uniting import unite
from tests.wall.canaries import IDENTITY, PERSON, PLACE
from tests.wall.planting import Planter


def count_people(planter: Planter) -> None:
    """Open a round in the area; one door did not answer, behind it lives somebody nobody had listed."""
    place, clock = planter.area.place_id, planter.clock
    person, door, stranger = (planter.say(PERSON, what) for what in ("account", "door", "found"))
    listed = tables.LISTINGS.rows([{"person_id": person, "household_id": door, "place_id": place}])
    united = unite({"grid-roster": _listed(planter)}, listed)
    opened = rounds.open_round(
        planter.signers[0],
        clock,
        outbreak_id=planter.outbreak_id,
        kind="screening",
        place_id=place,
        due_at=planter.now + timedelta(days=1),
        lists={"household-register": listed, **united.lists},
        links=united.links,
    )
    found = PersonFound(new_id(), place, stranger, planter.now, door)
    rounds.add_person(planter.worker, clock, round_id=opened.id, found=found)
    knock = EventGiven(new_id(), place, "no-answer", planter.now, household_id=door)
    rounds.record_events(planter.worker, clock, round_id=opened.id, events=[knock])
    planter.planted.add("round_id", opened.id)
    planter.planted.add("doors/door_id", door)
    planter.planted.add("{round_id}/place_id", place)
    planter.planted.add("places/place_id", place)
    planter.planted.add("person_id", *united.links["person_id"])
    planter.planted.add("list_id", "grid-roster")


def _listed(planter: Planter) -> pl.DataFrame:
    """Import a roster of the area: a name and a telephone that nobody is shown, and a line that is refused."""
    place, roster = planter.area.place_id, "grid-roster"
    name, phone, street = (planter.say(IDENTITY, what) for what in ("listed", "phone", "street"))
    stated, refused = planter.say(PERSON, "stated"), planter.say(IDENTITY, "unknownplace")
    text = (
        "row_id,person_id,full_name,phone,place_id,address\n"
        f"{planter.area.name}-1,{stated},{name},{phone},{place},{street}\n"
        f"{planter.area.name}-2,,{name},{phone},{place},{street}\n"
        f"{planter.area.name}-3,,{name},{phone},{refused},{street}\n"
    )
    batch = import_list(
        planter.worker,
        planter.clock,
        kind=roster,
        outbreak_id=planter.outbreak_id,
        name=f"{planter.say(PLACE, 'roster')}.csv",
        content=text.encode(),
        terms=Terms(planter.say(PLACE, "use"), "law", planter.say(PLACE, "approved"), date(2031, 1, 1)),
    )
    assert (batch.accepted, batch.rejected) == (2, 1)
    planter.planted.add("batch_id", batch.id)
    inside = pl.col("place_id") == place
    return find_rows(planter.outbreak_id, roster, planter.now).filter(inside)
