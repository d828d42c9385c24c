"""The ground of an outbreak, kept in memory, and what an extent drawn on it comes to."""

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import shapely
from django.db import connection

from fangxian.engines.ground import (
    Cover,
    Extent,
    Ground,
    InPlaces,
    build_ground,
    cover,
    covered_places,
    describe_extent,
    read_extent,
)
from fangxian.engines.ground.extents import places_named
from fangxian.operations.areas.problems import OUTSIDE_THE_GROUND
from fangxian.operations.places.queries import frame, list_outlines, stamp
from fangxian.operations.places.reach import Reach
from fangxian.operations.problems import NOT_FOUND

NAME = "name"
"""The key under which an extent in JSON carries the name it was given: {"zh": …, "en": …}."""


def current_ground(root: str) -> Ground:
    """Return the ground below a place as it stands; built again once a place or an outline was added."""
    return _ground(str(connection.settings_dict["NAME"]), root, stamp())


@lru_cache(maxsize=4)
def _ground(database: str, root: str, stamped: tuple[Any, ...]) -> Ground:
    inside = Reach(frozenset({root}))
    outlines = list_outlines(inside)
    drawn = shapely.from_geojson([text for _, text in outlines])
    return build_ground(frame(inside), dict(zip([key for key, _ in outlines], drawn, strict=True)))


def measure_extent(reach: Reach, root: str, extent: Extent) -> Cover:
    """Return what an extent covers.

    Raises:
        Problem: `not-found` for a place that is not there or outside the reach, and for an extent that lies in no
            place of the reach; `outside-the-ground` where it touches no place at all.
    """
    ground = current_ground(root)
    for place_id in sorted(places_named(extent)):
        if place_id not in ground.at or not reach.covers(place_id):
            raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    found = cover(extent, ground)
    if found.anchor is None and not reach.covers(root):
        raise OUTSIDE_THE_GROUND()
    anchor = found.anchor or root
    reach.require(anchor)
    return found


def columns_of(reach: Reach, root: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the columns of an area that follow from the extent it was given as JSON.

    An extent that is one whole place is that place: its level is the place's own.
    """
    extent = read_extent(given)
    found = measure_extent(reach, root, extent)
    people = round(found.people) if found.parts.height else None
    if isinstance(extent, InPlaces) and len(extent.place_ids) == 1 and not given.get(NAME):
        return {"place_id": extent.place_ids[0], "extent": None, "covers": None, "population": people}
    written = describe_extent(extent) | ({NAME: given[NAME]} if given.get(NAME) else {})
    covers = _covers(extent, current_ground(root))
    return {
        "place_id": found.anchor or root,
        "extent": json.dumps(written, ensure_ascii=False),
        "covers": ";".join(covers),
        "population": people,
    }


def extent_of(place_id: str, extent: str | None) -> Extent:
    """Return the extent of an area on record: what was drawn, or the whole of its place."""
    return read_extent(json.loads(extent)) if extent else InPlaces((place_id,))


def _covers(extent: Extent, ground: Ground) -> tuple[str, ...]:
    """The places its level counts for; a building or venue named outright always counts."""
    named = extent.place_ids if isinstance(extent, InPlaces) else ()
    return tuple(dict.fromkeys((*covered_places(extent, ground), *named)))
