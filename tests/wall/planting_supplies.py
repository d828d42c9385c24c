"""Plants supplies in an area: a depot with a lot, a household that asked for something, a round under way, a donation."""

from datetime import timedelta

from fangxian.operations.areas.services import record_official_measure
from fangxian.operations.ids import new_id
from fangxian.operations.supplies import services
from fangxian.operations.supplies.deliveries import Fleet
from fangxian.operations.supplies.queries import get_delivery_round, list_rounds
from fangxian.operations.supplies.rows import HouseholdGiven, LotGiven, RequestGiven
from tests.wall.canaries import PERSON, PLACE
from tests.wall.planting import Planter


def bring_supplies(planter: Planter) -> None:
    """Close the area; count a household, whose door is a canary; plan a round and leave it under way."""
    place, clock, worker = planter.area.place_id, planter.clock, planter.worker
    where = {"outbreak_id": planter.outbreak_id}
    _close(planter)
    depot = f"depot-{planter.area.name}"
    spot = {"place_id": place, "lat": 28.1, "lon": 113.0}
    services.register_depot(worker, clock, **where, key=depot, name=planter.say(PLACE, "depot"), **spot)
    lots = [
        services.take_in(worker, clock, **where, given=LotGiven(depot, item, 50_000))
        for item in ("grain", "vegetables", "formula")
    ]
    door = planter.say(PERSON, "supplied")
    home = HouseholdGiven(door, place, adults=2, gate_id=planter.say(PLACE, "gate"), lat=28.1, lon=113.0)
    services.count_households(worker, clock, **where, households=[home])
    services.ask_for(worker, clock, **where, requests=[RequestGiven(new_id(), door, "formula", 1, True)])
    fleet = Fleet(clock.now(), 4, ((planter.say(PLACE, "van")[-60:], depot, 500),))
    services.accept_deliveries(worker, clock, **where, fleet=fleet)
    row = list_rounds(worker.reach, planter.outbreak_id, clock.now())[0]
    _, drops = get_delivery_round(worker.reach, row.id, clock.now())
    given = {"place_id": place, "kind": "money", "donor": planter.say(PLACE, "donor"), "amount_yuan": 7}
    donation = services.offer_donation(worker, clock, **where, **given)
    planter.planted.add("depot_id", depot)
    planter.planted.add("lot_id", *lots)
    planter.planted.add("delivery_id", row.id)
    planter.planted.add("drop_id", *(one.id for one in drops))
    planter.planted.add("donation_id", donation)
    planter.planted.add("{donation_id}/step", "declined")


def _close(planter: Planter) -> None:
    now = planter.clock.now()
    columns = {
        "id": f"m-{planter.area.name}",
        "outbreak_id": planter.outbreak_id,
        "place_id": planter.area.place_id,
        "measure": "stay-home",
        "title_zh": "居家",
        "title_en": "Stay at home",
        "starts_at": now,
        "rule": "official",
        "source": "a notice",
        "ends_at": now + timedelta(days=9),
        "restricts": True,
    }
    record_official_measure(planter.signers[0], planter.clock, columns=columns, effective_at=now)
