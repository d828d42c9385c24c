"""Plants a fit of an outbreak of an area's own: what was asked for, and nothing tried."""

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.fits.models import Fit
from fangxian.operations.ids import new_id
from fangxian.operations.journal.kept import write_rows
from tests.wall.planting import Planter


def ask_for_a_fit(planter: Planter) -> None:
    """Ask for a fit of the outbreak of the area's own."""
    area, at = planter.area, planter.clock.now()
    own = f"local-{area.name}"
    row = Fit(
        id=new_id(), outbreak_id=own, place_id=area.place_id, city_id=area.district_id, as_of=at,
        plan="cn-covid19-8e-2021@8", futures=2_000, seed=1,
    )  # fmt: skip
    write_rows(get_system_actor("wall"), at, "opened", "fit", row.id, [row], {"outbreak_id": own})
    planter.planted.add("fit_id", row.id)
