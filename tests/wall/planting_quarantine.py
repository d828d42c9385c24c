"""Plants rooms in quarantine and care in an area: somebody in a room with a red flag, a household with its carer."""

from datetime import timedelta

from fangxian.operations.care import services as care
from fangxian.operations.care.queries import list_calls
from fangxian.operations.quarantine_sites import services as rooms
from fangxian.operations.quarantine_sites.board import suggest_rooms
from fangxian.operations.quarantine_sites.rows import ConsentGiven, FloorGiven, SiteGiven
from fangxian.operations.restraining import answer_offers, offer_first
from fangxian.operations.restrictions.offers import Answered
from fangxian.operations.restrictions.services import release
from tests.wall.canaries import PERSON, PLACE
from tests.wall.planting import Planter


def keep_in_rooms(planter: Planter) -> None:
    """Open a site of the area; somebody bound there has a room, a sample and a fever."""
    signer, worker, clock, place = planter.signers[0], planter.worker, planter.clock, planter.area.place_id
    key, where = f"inn-{planter.area.name}", {"outbreak_id": planter.outbreak_id}
    given = SiteGiven(key, place, planter.say(PLACE, "inn"), 28.2, 113.0, (FloorGiven("2", 60),))
    rooms.open_site(signer, clock, **where, given=given)
    found = suggest_rooms(worker.reach, planter.outbreak_id, planter.now)
    assert found, f"nobody is bound to a room in {planter.area.name}"
    asked = rooms.RoomAsked(found[0].restriction_key, key, "201", planter.say(PERSON, "party"))
    (stay,) = rooms.order_stays(worker, clock, **where, asked=[asked])
    rooms.note_arrival(worker, clock, stay_id=stay)
    _consent(planter, found[-1].person_id, found[-1].restriction_key)
    flag = rooms.raise_flag(worker, clock, stay_id=stay, symptoms=("fever",), temperature_c=38.4)
    planter.planted.add("stay_id", stay)
    planter.planted.add("flag_id", flag)
    planter.planted.add("site_id", key)


def _consent(planter: Planter, person: str, key: str) -> None:
    """Somebody is let go, asked, agrees to a room of their own accord and signs."""
    release(planter.signers[0], planter.clock, key=key, reason=planter.say(PERSON, "let go"))
    asked = {"outbreak_id": planter.outbreak_id, "measure": "central-quarantine"}
    offer_first(planter.worker, planter.clock, **asked, people=[person])
    answer_offers(planter.worker, planter.clock, **asked, answers=[Answered(person, "agreed")])
    given = ConsentGiven(person, "central-quarantine", "visit", "zh", "own-hand")
    signed = rooms.sign_consent(planter.worker, planter.clock, outbreak_id=planter.outbreak_id, given=given)
    planter.planted.add("consent_id", signed)


def look_after(planter: Planter) -> None:
    """A household of the area has its carer; one of it was visited, takes a medicine and waits for an ambulance."""
    worker, clock, where = planter.worker, planter.clock, {"outbreak_id": planter.outbreak_id}
    place, door = planter.area.place_id, planter.planted.ids["doors/door_id"][0]
    whom = care.Whom(place, door, planter.say(PERSON, "cared"))
    care.name_household_carers(
        worker, clock, **where, place_id=place, household_id=door, carers=(worker.handle,)
    )
    care.note_visit(worker, clock, **where, whom=whom, outcome="seen")
    out = (planter.now + timedelta(days=1)).date()
    care.note_medicine(worker, clock, **where, whom=whom, kind="heart", runs_out_on=out)
    ride = care.ask_ambulance(worker, clock, **where, whom=whom, hospital=planter.say(PERSON, "hospital"))
    care.note_call(worker, clock, **where, place_id=place, topic="fear")
    planter.planted.add("ride_id", ride)
    planter.planted.add(
        "call_id", *(one.id for one in list_calls(worker.reach, planter.outbreak_id, planter.now))
    )
