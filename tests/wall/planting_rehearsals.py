"""Plants a rehearsal of an area's district: what was asked for, and nothing run."""

from fangxian.engines import tables
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.places.services import load_places
from fangxian.operations.rehearsals import services
from fangxian.operations.rehearsals.rows import Wish
from tests.wall.planting import Planter

OF_NO_PACK = "44"
"""The province no place pack knows: what stands for it is asked by the system, for a county nobody of the cast serves."""
ELSEWHERE = tables.PLACES.rows([{"place_id": "alder", "name": "远县", "level": "county"}])


def ask_for_a_rehearsal(planter: Planter) -> None:
    """Ask for futures of doing nothing in the district of the area."""
    abroad = planter.area.province_id == OF_NO_PACK
    place_id = planter.area.district_id
    actor = planter.signers[0]
    if abroad:
        load_places(get_system_actor("wall"), planter.clock, ELSEWHERE, source="wall")
        # Asked for anew: it sees the roots there are when it is asked for.
        actor, place_id = get_system_actor("wall"), "alder"
    wish = Wish(
        place_id=place_id, plans=("nothing",), disease="sars-cov-2-delta", futures=10, days=10, seed_cases=3,
        seeded_days_ago=0, assumptions={},
    )  # fmt: skip
    planter.planted.add("rehearsal_id", services.ask(actor, planter.clock, wish=wish))
