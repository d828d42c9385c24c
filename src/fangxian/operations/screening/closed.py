"""Which places are closed: an area or a measure over them binds the people inside."""

from collections.abc import Collection
from datetime import datetime

from fangxian.operations.areas.ladders import restricts
from fangxian.operations.areas.queries import list_areas, list_places_under
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.places.queries import holders_of
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan


def find_closed(outbreak: OutbreakRow, place_ids: Collection[str], at: datetime) -> frozenset[str]:
    """Return those of the places over which something in force binds people, whoever decided it.

    An area drawn inside a place counts for all of it: one more is asked after, none forgotten.
    """
    return frozenset(holders_of(place_ids, list(list_binding(outbreak, at))))


def list_binding(outbreak: OutbreakRow, at: datetime) -> dict[str, str]:
    """Return place -> the level of the area in force over it that binds people; "" for a measure, and for none above it.

    A measure closes a place where it shuts its residents in: what closes a cinema, or binds one person at home, does not.
    """
    # Whoever serves a place may know that it is closed, though that was decided further up; nothing else is read.
    everywhere = Reach(frozenset({outbreak.place_id}))
    plan = read_plan(outbreak.plan)
    areas = list_areas(everywhere, outbreak.id, at, at)
    shut_in = [one.id for one in plan.measures.values() if one.kind == "place" and one.shuts_in]
    by_measure = list_places_under(everywhere, outbreak.id, shut_in, at)
    return dict.fromkeys(by_measure, "") | {
        one.place_id: one.level for one in areas if restricts(plan, one.level)
    }
