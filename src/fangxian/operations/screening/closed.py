"""Which places are closed: an area or a measure over them binds the people inside."""

from collections.abc import Collection
from datetime import datetime

from fangxian.operations.areas.ladders import restricts
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.places.queries import ancestors
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan


def find_closed(outbreak: OutbreakRow, place_ids: Collection[str], at: datetime) -> frozenset[str]:
    """Return those of the places over which something in force binds people, whoever decided it.

    An area drawn inside a place counts for all of it: one more is asked after, none forgotten.
    """
    binding = list_binding(outbreak, at)
    around = {place: {place, *(one.place_id for one in ancestors(place))} for place in set(place_ids)}
    return frozenset(place for place, over in around.items() if over & binding.keys())


def list_binding(outbreak: OutbreakRow, at: datetime) -> dict[str, str]:
    """Return place -> the level of the area in force over it that binds people; "" for a measure, and for none above it."""
    # Whoever serves a place may know that it is closed, though that was decided further up; nothing else is read.
    everywhere = Reach(frozenset({outbreak.place_id}))
    plan = read_plan(outbreak.plan)
    areas = list_areas(everywhere, outbreak.id, at, at)
    measures = list_measures(everywhere, outbreak.id, at, at)
    by_measure = {one.place_id: "" for one in measures if one.restricts}
    return by_measure | {one.place_id: one.level for one in areas if restricts(plan, one.level)}
