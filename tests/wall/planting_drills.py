"""Plants a drill with its report in the district of an area."""

from datetime import date

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.drills import services
from fangxian.operations.drills.rows import Wish
from tests.wall.canaries import PLACE
from tests.wall.planting import Planter


def hold_a_drill(planter: Planter) -> None:
    """Put a drill of the area's outbreak on record, and what came of it."""
    actor, area = get_system_actor("wall"), planter.area
    wish = Wish("cn-covid19-8e-2021", date(2021, 7, 20), population=6000, days=1)
    drill_id = services.begin(
        actor, planter.clock, outbreak_id=f"local-{area.name}", place_id=area.district_id, wish=wish
    )
    place = {"zh": planter.say(PLACE, "drilled"), "en": planter.say(PLACE, "drilled")}
    report = {
        "outbreak": {"place": place, "people": 1, "infections": 1, "cases": 1, "contacts": 0, "by_day": {}},
        "orders": [], "late": [], "together": [], "issued_late": [], "plans": [],
    }  # fmt: skip
    services.close(actor, planter.clock, drill_id=drill_id, report=report)
    planter.planted.add("drill_id", drill_id)
