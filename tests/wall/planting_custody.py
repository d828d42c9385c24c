"""Plants a testing day in an area: a laboratory, a tube with somebody in it, a box, a result that is not negative.

And what somebody found who looked into the results of the area.
"""

from datetime import timedelta

from fangxian.engines import tables
from fangxian.operations.custody import services
from fangxian.operations.custody.drift.raising import clear_drift
from fangxian.operations.custody.models import DriftAlarm
from fangxian.operations.custody.resulting import ResultGiven, settle_results
from fangxian.operations.custody.rows import SITE, SampleGiven
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.rounds import services as rounds
from tests.wall.canaries import PERSON, PLACE
from tests.wall.planting import Planter


def take_samples(planter: Planter) -> None:
    """Sample somebody of the area; the tube is sent, is positive, and a second one is late."""
    place, clock, signer = planter.area.place_id, planter.clock, planter.signers[0]
    person, other = planter.say(PERSON, "sampled"), planter.say(PERSON, "waiting")
    listed = tables.LISTINGS.rows([{"person_id": one, "place_id": place} for one in (person, other)])
    opened = rounds.open_round(
        signer,
        clock,
        outbreak_id=planter.outbreak_id,
        kind="testing",
        place_id=place,
        due_at=planter.now + timedelta(days=1),
        lists={"household-register": listed},
    )
    laboratory = f"lab-{planter.area.name}"
    services.register_laboratory(
        signer,
        clock,
        outbreak_id=planter.outbreak_id,
        key=laboratory,
        # Every office of an outbreak may know its laboratories: it sends them tubes.
        name="laboratory",
        place_id=place,
        tubes_a_day=100,
    )
    tubes = services.give_tubes(planter.worker, clock, round_id=opened.id, place_id=place, size=1, count=2)
    samples = [
        SampleGiven(new_id(), tube, one, place, planter.now)
        for tube, one in zip(tubes, (person, other), strict=True)
    ]
    services.record_samples(planter.worker, clock, round_id=opened.id, samples=samples)
    box = services.send_shipment(
        planter.worker,
        clock,
        shipment_id=new_id(),
        round_id=opened.id,
        place_id=place,
        laboratory_id=laboratory,
        tube_codes=tubes,
        declared=2,
    )
    given = ResultGiven(tubes[0], laboratory, "positive", planter.now)
    settle_results(signer, clock, outbreak_id=planter.outbreak_id, results=[given], batch_id=None)
    planter.planted.add("round_id", opened.id)
    planter.planted.add("shipment_id", box.id)
    planter.planted.add("sample_id", samples[0].id)
    planter.planted.add("laboratory_id", laboratory)
    _look_into_results(planter)


def _look_into_results(planter: Planter) -> None:
    """The street of the area had an alarm; somebody looked into it and said what it was."""
    place, yesterday = planter.area.place_id, (planter.now - timedelta(days=1)).date()
    facts = {"kind": SITE, "unit_id": place, "place_id": place, "chart": "positives-falling"}
    figures = {"since_on": yesterday, "until_on": yesterday, "observed": 3, "expected": 17.0}
    row = DriftAlarm(outbreak_id=planter.outbreak_id, **facts, **figures)
    signer, at = planter.signers[0], planter.clock.now()
    write_rows(signer, at, "raised", "drift-alarm", place, [row], {**facts, **figures})
    found = planter.say(PLACE, "lookedinto")
    answer = {"outbreak_id": planter.outbreak_id, "kind": SITE, "unit_id": place, "reason": found}
    clear_drift(signer, planter.clock, **answer)
    planter.planted.add("unit_id", place)
