"""Plants what the work of command adds to an area: notices, letters, inspections, findings, sanctions."""

from collections.abc import Callable
from typing import Any

from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.services import ensure_offices
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.handovers.services import send_letter
from fangxian.operations.notices import services as notices
from fangxian.operations.notices.drafting import Drafted
from fangxian.operations.notices.outbox import open_outlet
from fangxian.operations.notices.queries import find_notice_of, get_desk, list_deliveries
from fangxian.operations.notices.rows import NoticeGiven
from fangxian.operations.oversight import services as oversight
from fangxian.operations.oversight.queries import get_inspection
from tests.wall.canaries import PERSON, PLACE
from tests.wall.planting import (
    Planter,
    block_a_list,
    follow,
    import_badly,
    invite,
    restrain,
    search,
    stand_at_doors,
    work,
)
from tests.wall.planting_custody import take_samples
from tests.wall.planting_drills import hold_a_drill
from tests.wall.planting_fits import ask_for_a_fit
from tests.wall.planting_outreach import go_out
from tests.wall.planting_quarantine import keep_in_rooms, look_after
from tests.wall.planting_race import price_orders
from tests.wall.planting_rehearsals import ask_for_a_rehearsal
from tests.wall.planting_rosters import keep_watch
from tests.wall.planting_rounds import count_people
from tests.wall.planting_screening import screen_a_door
from tests.wall.planting_sites import run_a_site
from tests.wall.planting_supplies import bring_supplies
from tests.wall.planting_teams import staff_a_post


def announce(planter: Planter) -> None:
    """Send a notice to the area's loudspeaker; draft another that nobody has approved yet."""
    (actor, second), clock, place = planter.signers, planter.clock, planter.area.place_id
    name, address = planter.say(PLACE, "outlet"), planter.say(PLACE, "address")
    outlet, _ = open_outlet(actor, clock, place_id=place, channel="loudspeaker", name=name, address=address)
    planter.planted.add("outlet_id", outlet)
    edition = _draft(planter, second, Text("通告", "Published to all"))
    notices.approve(actor, clock, edition_id=edition)
    notices.publish(actor, clock, edition_id=edition)
    sent = list_deliveries(actor.reach, find_notice_of(actor.reach, edition), planter.now)
    planter.planted.add("delivery_id", *(row.id for row in sent))
    waiting = _draft(planter, second, Text(planter.say(PLACE, "draftzh"), planter.say(PLACE, "draften")))
    planter.planted.add("edition_id", waiting)
    planter.planted.add("notice_id", find_notice_of(actor.reach, waiting))
    planter.planted.add(
        "number", get_desk(actor.reach, find_notice_of(actor.reach, waiting), planter.now)[0].number
    )


def _draft(planter: Planter, writer: Actor, said: Text) -> Any:
    subject = f"{planter.area.name}-{len(planter.canaries.kinds)}"
    drafted = Drafted("general", subject, planter.area.place_id, NoticeGiven(said, said))
    return notices.draft(writer, planter.clock, outbreak_id=planter.outbreak_id, drafted=drafted)


def write_letter(planter: Planter) -> None:
    """Hand people over to an authority outside; what is asked of it is between the two."""
    sent = send_letter(
        planter.signers[0],
        planter.clock,
        outbreak_id=planter.outbreak_id,
        people=planter.planted.ids["person_id"][:2],
        asks=planter.say(PERSON, "asks"),
        to_name=planter.say(PLACE, "neighbour"),
    )
    planter.planted.add("letter_id", sent.letter_id)


def zone(planter: Planter) -> None:
    """Keep the areas that stand here, to ask for."""
    rows = list_areas(planter.signers[0].reach, planter.outbreak_id, planter.now, planter.now)
    here = [row.key for row in rows if row.place_id == planter.area.place_id]
    assert here, f"no area stands in {planter.area.name}"
    planter.planted.add("areas/key", *here)
    planter.planted.add("{dispatch_id}/act", "acknowledge")


def oversee(planter: Planter) -> None:
    """Inspect the area, find something, open a case against its office, which answers."""
    inspector, clock, where = planter.inspector, planter.clock, {"outbreak_id": planter.outbreak_id}
    drawn = oversight.draw_inspection(
        inspector, clock, **where, place_id=planter.area.place_id, purpose=planter.say(PLACE, "inspect")
    )
    planter.planted.add("inspection_id", drawn)
    visits = get_inspection(inspector.reach, drawn, planter.now).visits
    planter.planted.add("visit_id", *(visit.id for visit in visits))
    given = oversight.FindingGiven(planter.area.place_id, planter.say(PLACE, "finding"), "serious")
    finding = oversight.record_finding(inspector, clock, **where, given=given)
    planter.planted.add("finding_id", finding)
    oversight.rectify(planter.worker, clock, finding_id=finding, proof=planter.say(PLACE, "rectified"))
    _accuse(planter, finding)


def _accuse(planter: Planter, finding: Any) -> None:
    pair = (planter.area.place_id, "command_office")
    sanction = oversight.open_sanction(
        planter.signers[0],
        planter.clock,
        outbreak_id=planter.outbreak_id,
        office_id=ensure_offices(planter.signers[0], planter.clock, [pair])[pair],
        ground="guards-not-supervised",
        facts=[oversight.FactGiven("finding", finding)],
        what=planter.say(PLACE, "accused"),
    )
    oversight.answer(planter.worker, planter.clock, sanction_id=sanction, text=planter.say(PLACE, "answered"))
    planter.planted.add("sanction_id", sanction)
    planter.planted.add("{sanction_id}/act", "withdraw")


PARTS: tuple[Callable[[Planter], None], ...] = (
    follow,
    search,
    restrain,
    block_a_list,
    stand_at_doors,
    work,
    invite,
    announce,
    write_letter,
    zone,
    oversee,
    import_badly,
    count_people,
    take_samples,
    screen_a_door,
    run_a_site,
    bring_supplies,
    staff_a_post,
    ask_for_a_rehearsal,
    hold_a_drill,
    price_orders,
    ask_for_a_fit,
    go_out,
    keep_in_rooms,
    look_after,
    keep_watch,
)
"""What is planted area by area once the plan has run; a new app adds its own part."""
