"""Where every area stands in its life, and everything about one."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from fangxian.engines.ground import cover, relate
from fangxian.engines.ground.extents import read_extent
from fangxian.engines.problems import Text
from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.history import (
    Period,
    get_periods,
    list_periods,
    list_rounds,
)
from fangxian.operations.areas.ladders import ladders_of
from fangxian.operations.areas.queries import name_in
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.cases.rows import OutbreakRow
from fangxian.operations.decisions.queries import list_waiting
from fangxian.operations.decisions.rows import ProposalView
from fangxian.operations.ground import current_ground, extent_of, measure_extent
from fangxian.operations.lifecycles.levels import in_force, period_at
from fangxian.operations.lifecycles.rows import AreaLife, AreaPage, Neighbour, Reached
from fangxian.operations.lifecycles.timeline import timeline_of
from fangxian.operations.lifting import evidence_to_end, look_around
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach
from fangxian.stores.packs import read_plan

_ORDER = ("release", "eligible", "in_force", "planned", "lapsed", "ended")


def list_lives(
    reach: Reach, outbreak_id: str, as_of: datetime, known_at: datetime, *, ended: bool = True
) -> tuple[AreaLife, ...]:
    """Return the areas within reach by what is to be done: release, may end, in force, planned, over."""
    root = get_outbreak(reach, outbreak_id).place_id
    found = list_periods(reach, outbreak_id, known_at)
    places = titles_of(periods[-1].place_id for periods in found.values())
    lives = [_life(periods, places, as_of, root) for periods in found.values()]
    kept = [life for life in lives if ended or life.state not in ("ended", "lapsed")]
    return tuple(sorted(kept, key=lambda life: (_ORDER.index(life.state), life.starts_at, life.key)))


def list_proposed(actor: Actor, outbreak_id: str) -> tuple[ProposalView, ...]:
    """Return the areas that wait for a decision."""
    return tuple(row for row in list_waiting(actor, outbreak_id) if row.kind == "area")


def get_area(reach: Reach, key: str, as_of: datetime, known_at: datetime) -> AreaPage:
    """Return everything about one area. Raises `not-found`, also for one outside the reach."""
    periods = get_periods(reach, key, known_at)
    period = period_at(periods, as_of)
    outbreak = get_outbreak(reach, period.outbreak_id)
    until = tuple(one for one in periods if one.valid_from <= period.valid_from)
    around = look_around(outbreak, as_of, known_at)
    ladders = ladders_of(read_plan(outbreak.plan))
    return AreaPage(
        life=_life(periods, titles_of([period.place_id]), as_of, outbreak.place_id),
        outbreak_id=outbreak.id,
        timeline=timeline_of(periods, as_of, known_at),
        to_end=evidence_to_end(until, around),
        rounds=list_rounds(key, known_at),
        reached=reach_people(reach, outbreak, json.loads(period.extent or "null"), period.place_id),
        neighbours=_neighbours(reach, outbreak, period, as_of, known_at),
        levels=next((one.levels for one in ladders if period.level in one.levels), ()),
    )


def reach_people(
    reach: Reach, outbreak: OutbreakRow, given: dict[str, Any] | None, place_id: str = ""
) -> Reached:
    """Return how many people an extent (or a whole place) covers. Raises as `ground.measure_extent`."""
    extent = read_extent(given) if given else extent_of(place_id, None)
    found = measure_extent(reach, outbreak.place_id, extent)
    titles = titles_of([*found.parts["place_id"], *found.venues, found.anchor or outbreak.place_id])
    parts = found.parts.sort("people", descending=True).rows()
    return Reached(
        people=round(found.people),
        least=round(found.least),
        most=round(found.most),
        estimated=found.estimated,
        unknown=found.unknown,
        whole=tuple((key, titles[key]) for key, share, *_ in parts if share >= 1 and key in titles),
        cut=tuple((key, titles[key], share) for key, share, *_ in parts if share < 1 and key in titles),
        venues=tuple((key, titles[key]) for key in found.venues),
        place_id=found.anchor or outbreak.place_id,
        place=titles[found.anchor or outbreak.place_id],
    )


def _life(periods: Sequence[Period], places: dict[str | None, Text], as_of: datetime, root: str) -> AreaLife:
    period = period_at(periods, as_of)
    return AreaLife(
        key=period.key,
        place_id=period.place_id,
        place=places.get(period.place_id) or Text(period.place_id, period.place_id),
        name=name_in(period.extent),
        form=json.loads(period.extent)["kind"] if period.extent else "places",
        level=period.level,
        state=period.state(as_of),
        starts_at=periods[0].starts_at,
        ended_at=period.valid_to if period.state(as_of) == "ended" else None,
        people=_people(period, root),
        reason=period.reason,
        evidence=period.evidence,
        source=period.source,
        by_hand=period.extent is not None or period.key.startswith("d-"),
    )


def _neighbours(
    reach: Reach, outbreak: OutbreakRow, period: Period, as_of: datetime, known_at: datetime
) -> tuple[Neighbour, ...]:
    ground, own = current_ground(outbreak.place_id), extent_of(period.place_id, period.extent)
    others = [one for one in in_force(reach, outbreak.id, as_of, known_at) if one.key != period.key]
    places = titles_of(one.place_id for one in others)
    found = (
        Neighbour(
            one.key,
            name_in(one.extent) or places[one.place_id] or Text("", ""),
            one.level,
            relate(extent_of(one.place_id, one.extent), own, ground),
        )
        for one in others
    )
    return tuple(one for one in found if one.relation != "apart")


def _people(period: Period, root: str) -> int | None:
    """The people counted when it was decided; of what was taken over without a number, those of its places now."""
    if period.population is not None:
        return period.population
    found = cover(extent_of(period.place_id, period.extent), current_ground(root))
    return round(found.people) if found.parts.height and found.unknown < found.parts.height else None
