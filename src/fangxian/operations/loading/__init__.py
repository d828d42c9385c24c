"""Loads an outbreak pack into the database. A second load changes nothing."""

from dataclasses import dataclass
from datetime import timedelta

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.cases.queries import list_outbreaks
from fangxian.operations.cases.reports import NewOutbreak
from fangxian.operations.cases.services import open_outbreak
from fangxian.operations.clock import FixedClock
from fangxian.operations.loading.areas import load_areas
from fangxian.operations.loading.cases import load_cases
from fangxian.operations.loading.ground import lay_ground
from fangxian.operations.loading.steps import Progress
from fangxian.stores.city import City
from fangxian.stores.packs import read_plan

__all__ = ["Loaded", "Progress", "load_outbreak"]


@dataclass(frozen=True)
class Loaded:
    """What a load added; all zero the second time."""

    places: int
    offices: int
    cases: int
    areas: int


def load_outbreak(city: City, progress: Progress) -> Loaded:
    """Load what the pack publishes up to its `demo_as_of`, each fact as known when it was published."""
    before = FixedClock(city.outbreak.first_report_at - timedelta(days=1))
    places, offices = lay_ground(city, before, progress)
    actor = get_system_actor("load")
    _open_outbreak(city, actor)
    return Loaded(places, offices, load_cases(city, actor, progress), load_areas(city, actor))


def _open_outbreak(city: City, actor: Actor) -> None:
    pack = city.outbreak
    if pack.id in {row.id for row in list_outbreaks(actor.reach)}:
        return
    outbreak = NewOutbreak(
        id=pack.id,
        title_zh=pack.title.zh,
        title_en=pack.title.en,
        disease=pack.disease,
        plan=pack.plan,
        plan_version=read_plan(pack.plan).version,
        place_id=city.place_pack.root,
        timezone=pack.timezone,
        pack=pack.id,
        pack_scale=city.scale,
    )
    open_outbreak(actor, FixedClock(pack.first_report_at), outbreak=outbreak)
