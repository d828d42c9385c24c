"""Plants a race clock of the outbreak that has ended, with a price and a reason for dispatches of an area."""

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from fangxian.operations.orders.models import Dispatch
from fangxian.operations.places.queries import subtree
from fangxian.operations.race.models import RaceClock, RaceEnd, RacePrice
from tests.wall.planting import Planter

FIGURES = {
    f"{name}{end}": 0.5 for name in ("infections", "days", "person_days") for end in ("", "_low", "_high")
}


def price_orders(planter: Planter) -> None:
    """Put the area's first orders on a clock that has ended: nothing is computed."""
    area, actor, at = planter.area, get_system_actor("wall"), planter.clock.now()
    mine = Dispatch.objects.filter(
        order__outbreak_id=planter.outbreak_id, place_id__in=subtree(area.district_id)
    )
    chosen = list(mine.order_by("id")[:2])
    clock = RaceClock(
        id=new_id(), outbreak_id=planter.outbreak_id, place_id=area.district_id, as_of=at, plan="cn-covid19-8e-2021@8", futures=20
    )  # fmt: skip
    write_rows(actor, at, "opened", "race-clock", clock.id, [clock], {"outbreak_id": planter.outbreak_id})
    rows = [
        RacePrice(
            id=new_id(), clock_id=clock.id, dispatch_id=one.id, place_id=one.place_id, figures=FIGURES,
            infections=0.5, too_small=False,
        )
        for one in chosen
    ]  # fmt: skip
    if rows:
        write_rows(actor, at, "recorded", "race-price", clock.id, rows, {"clock_id": str(clock.id)})
    end = RaceEnd(id=new_id(), clock_id=clock.id, cases=1, hidden=1.0)
    write_rows(actor, at, "closed", "race-end", end.id, [end], {"clock_id": str(clock.id)})
    planter.planted.add("clock_id", clock.id)
