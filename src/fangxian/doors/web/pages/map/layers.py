"""The map's layers as GeoJSON: places, names, cases, exposure places and the state of orders."""

from collections.abc import Iterable, Sequence
from typing import Any

from shapely.geometry import shape

from fangxian.doors.web.desk import Desk
from fangxian.doors.web.pages.map.pricing import price_word, sum_prices
from fangxian.doors.web.pages.map.words import WORDS
from fangxian.doors.web.vocabulary import word_for
from fangxian.engines.tables import VENUE
from fangxian.operations.areas.queries import list_areas
from fangxian.operations.cases.queries import OutbreakRow
from fangxian.operations.picture import PlaceOnMap, VenueOnMap, list_map_places, list_map_venues
from fangxian.operations.places import queries as places

FEW_CHILDREN = 8
"""Fewer children than this and the map opens one level deeper: 32 districts instead of 4 cities."""

Json = dict[str, Any]


def build_layers(desk: Desk, outbreak: OutbreakRow, within: str) -> Json:
    """Return every layer of the places inside `within`, with the way back up and the box to show."""
    children = _places_inside(desk, outbreak, within)
    shapes = {row.place_id: row for row in places.list_shapes([child.place_id for child in children])}
    own = _own_levels(desk, outbreak, within)
    drawn = [child for child in children if child.place_id in shapes]
    priced = sum_prices(desk, outbreak, [child.place_id for child in drawn])
    features = [
        _feature(
            desk, child, own.get(child.place_id, ""), shapes[child.place_id], priced.get(child.place_id, 0.0)
        )
        for child in drawn
    ]
    venues = _venues_inside(desk, outbreak, within)
    return {
        "places": _collection(features),
        "outlines": _collection(_outline(desk, row) for row in places.list_shapes(_direct(within, children))),
        "labels": _collection(_point(f["properties"], *_anchor(f)) for f in features),
        "cases": _collection(
            _point(f["properties"], *_anchor(f)) for f in features if f["properties"]["cases"]
        ),
        "exposures": _collection(_venue(desk, venue) for venue in venues),
        "crumbs": _crumbs(desk, outbreak, within),
        "bounds": _bounds(features),
        "note": _note(desk, shapes.values(), features),
    }


def first_view(desk: Desk, outbreak: OutbreakRow) -> str:
    """Return where the map opens: the whole outbreak, or for who sees less, the place of their office.

    An office without places below it opens on the place around it.
    """
    if desk.reach.covers(outbreak.place_id):
        return outbreak.place_id
    own = places.get_place(desk.actor.place_id)
    return own.place_id if _tree_children(own.place_id) else own.parent_id or own.place_id


def _places_inside(desk: Desk, outbreak: OutbreakRow, within: str) -> Sequence[PlaceOnMap]:
    children = _tree_children(within)
    level = children[0].level if children else ""
    if 0 < len(children) < FEW_CHILDREN:
        deeper = _tree_children(children[0].place_id)
        level = deeper[0].level if deeper else level
    if not level:
        return ()
    hour, live = desk.known_at, not desk.looks_back
    return list_map_places(desk.reach, outbreak.id, level, within, hour, hour, live)


def _direct(within: str, shown: Sequence[PlaceOnMap]) -> list[str]:
    """Return the level between, where the map opened one level deeper: cities around their districts."""
    direct = _tree_children(within)
    return [row.place_id for row in direct if shown and row.level != shown[0].level]


def _outline(desk: Desk, drawn: places.ShapeRow) -> Json:
    properties = {"name": _named(desk, places.get_place(drawn.place_id))}
    return {"type": "Feature", "geometry": drawn.geometry, "properties": properties}


def _tree_children(place_id: str) -> list[places.PlaceRow]:
    return [row for row in places.children(place_id) if row.level != VENUE]


def _venues_inside(desk: Desk, outbreak: OutbreakRow, within: str) -> list[VenueOnMap]:
    found = list_map_venues(desk.reach, outbreak.id, desk.known_at)
    inside = places.holders_of([venue.place_id for venue in found], [within])
    return [venue for venue in found if venue.place_id in inside and venue.lat is not None]


def _named(desk: Desk, row: Any) -> str:
    return row.name if desk.language.startswith("zh") else (getattr(row, "name_en", "") or row.name)


def _own_levels(desk: Desk, outbreak: OutbreakRow, within: str) -> dict[str, str]:
    """Return place -> risk level of areas on the place itself or on what it lies in.

    A district that merely holds a risk area must not be painted as one.
    """
    levels: dict[str, str] = {}
    above = {row.place_id for row in places.ancestors(within)} | {within}
    for area in list_areas(desk.reach, outbreak.id, desk.known_at, desk.known_at):
        lies_in = places.subtree(area.place_id) if area.place_id in above else [area.place_id]
        levels |= dict.fromkeys(lies_in, area.level)
    return levels


def _risk_words(desk: Desk, place: PlaceOnMap, own: str) -> str:
    if own:
        return word_for("risk", own).in_(desk.language)
    spoken = WORDS.in_(desk.language)
    inside = [
        spoken.say("holds", count=count, risk=word_for("risk", level))
        for level, count in place.areas.items()
        if count
    ]
    return "\n".join(inside)


def _feature(desk: Desk, place: PlaceOnMap, risk: str, drawn: places.ShapeRow, priced: float) -> Json:
    return {
        "type": "Feature",
        "geometry": drawn.geometry,
        "properties": {
            "place_id": place.place_id,
            "name": _named(desk, place),
            "risk": risk,
            "pattern": risk if risk in ("low", "medium", "high") else "medium",
            "risk_label": _risk_words(desk, place, risk),
            "cases": place.cases,
            "orders": _orders_words(desk, place),
            "late": place.orders.overdue,
            "price": priced,
            "price_label": price_word(desk, priced),
            "synthetic": drawn.synthetic,
        },
    }


def _point(properties: Json, lon: float | None, lat: float | None) -> Json:
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [lon, lat]},
        "properties": properties,
    }


def _anchor(feature: Json) -> tuple[float, float]:
    point = shape(feature["geometry"]).representative_point()
    return point.x, point.y


def _venue(desk: Desk, venue: VenueOnMap) -> Json:
    return _point({"place_id": venue.place_id, "name": _named(desk, venue)}, venue.lon, venue.lat)


def _orders_words(desk: Desk, place: PlaceOnMap) -> str:
    counts = place.orders
    if counts.overdue:
        return WORDS.in_(desk.language).say("badge_late", count=counts.overdue)
    return f"✓ {counts.done:,}/{counts.issued:,}" if counts.issued else ""


def _collection(features: Iterable[Json]) -> Json:
    return {"type": "FeatureCollection", "features": list(features)}


def _crumbs(desk: Desk, outbreak: OutbreakRow, within: str) -> list[Json]:
    top = places.get_place(outbreak.place_id)
    line = [*places.ancestors(within), places.get_place(within)]
    below = [row for row in line if top.place_id in {r.place_id for r in line[: line.index(row) + 1]}]
    return [{"place_id": row.place_id, "name": _named(desk, row)} for row in below or [top]]


def _bounds(features: list[Json]) -> list[float]:
    boxes = [shape(feature["geometry"]).bounds for feature in features]
    if not boxes:
        return []
    west, south, east, north = zip(*boxes, strict=True)
    return [min(west), min(south), max(east), max(north)]


def _note(desk: Desk, drawn: Iterable[Any], features: list[Json]) -> str:
    spoken = WORDS.in_(desk.language)
    if not features:
        return spoken["no_shapes"]
    total, synthetic = len(features), sum(row.synthetic for row in drawn)
    return spoken.say("synthetic", synthetic=synthetic, total=total) if synthetic else ""
