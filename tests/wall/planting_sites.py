"""Plants a sampling site in an area: somebody on duty, a queue too long, and an alarm that was answered."""

from fangxian.operations.at_sites.watching import watch_sites
from fangxian.operations.sites import services
from fangxian.operations.sites.alarms import list_alarms
from fangxian.operations.sites.rows import SiteGiven
from tests.wall.canaries import PERSON, PLACE
from tests.wall.planting import Planter


def run_a_site(planter: Planter) -> None:
    """Open a site of the area; its crew are canaries, its queue is too long, what was done about it is told."""
    key = f"site-{planter.area.name}"
    where = {"outbreak_id": planter.outbreak_id, "site_id": key}
    # Where people are sampled is told to everybody, or nobody would come; what happens there is not.
    given = SiteGiven(key, planter.area.place_id, 28.1, 113.0, "site", "site", desks=1, queue_limit=5)
    signer, worker, clock = planter.signers[0], planter.worker, planter.clock
    services.open_sites(signer, clock, outbreak_id=planter.outbreak_id, sites=[given])
    shift = services.go_on_duty(worker, clock, **where, person_id=planter.say(PERSON, "sampler"))
    services.report_queue(worker, clock, **where, waiting=80)
    watch_sites(signer, clock, outbreak_id=planter.outbreak_id)
    alarms = [
        one for one in list_alarms(worker.reach, planter.outbreak_id, planter.now) if one.site_id == key
    ]
    services.answer_alarm(worker, clock, alarm_id=alarms[0].id, said=planter.say(PLACE, "didabout"))
    planter.planted.add("site_id", key)
    planter.planted.add("shift_id", shift.id)
    planter.planted.add("alarm_id", alarms[0].id)
