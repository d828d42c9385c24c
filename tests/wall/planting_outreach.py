"""Plants what was found at the venue of an area, a loudspeaker there, and a group of visitors who cannot get home."""

from datetime import timedelta
from uuid import UUID

from fangxian.operations.ids import new_id
from fangxian.operations.outreach import services
from fangxian.operations.outreach.findings import list_findings
from fangxian.operations.outreach.looking import view_venue
from tests.wall.canaries import IDENTITY, PERSON, PLACE
from tests.wall.planting import Planter


def go_out(planter: Planter) -> None:
    """The venue failed a look and was looked at again, its loudspeaker played, a group is housed beside it."""
    _look(planter)
    _hang_a_loudspeaker(planter)
    _house_a_group(planter)


def _look(planter: Planter) -> None:
    venue, worker, clock = planter.area.venue_id, planter.worker, planter.clock
    view = view_venue(worker.reach, planter.outbreak_id, venue, clock.now())
    answers = {one.key: "no" for one in view.questions[:2]}
    answers |= {one.key: "yes" for one in view.questions[2:]}
    given = services.LookGiven(new_id(), venue, answers, planter.now)
    services.record_look(worker, clock, outbreak_id=planter.outbreak_id, given=given)
    first, second = list_findings(worker.reach, planter.outbreak_id, clock.now(), venue_id=venue)
    services.put_right(worker, clock, finding_id=first.id, proof=planter.say(PLACE, "proof"))
    planter.planted.add("flaw_id", second.id, first.id)
    planter.planted.add("venue_id", venue)


def _hang_a_loudspeaker(planter: Planter) -> None:
    outlet = UUID(planter.planted.ids["outlet_id"][0])
    spot, keeper = planter.say(PLACE, "spot"), planter.say(PLACE, "keeper")
    given = services.PostGiven(outlet, spot, keeper, ("08:00", "12:00"))
    services.place_loudspeaker(planter.worker, planter.clock, given=given)


def _house_a_group(planter: Planter) -> None:
    group = services.GroupGiven(
        id=new_id(),
        place_id=planter.area.place_id,
        size=16,
        home=planter.say(PERSON, "home"),
        leader=planter.say(IDENTITY, "leader"),
        phone=planter.say(IDENTITY, "phone"),
        operator=planter.say(PERSON, "operator"),
    )
    worker, clock = planter.worker, planter.clock
    services.register_groups(worker, clock, outbreak_id=planter.outbreak_id, groups=[group])
    leaves_at = planter.now + timedelta(days=1)
    services.plan_onward(worker, clock, group_id=group.id, leaves_at=leaves_at, leaves_by="train")
    services.hand_over(planter.signers[0], clock, outbreak_id=planter.outbreak_id, home=group.home)
    planter.planted.add("group_id", group.id)
