"""Loading the tree, its zones, names and shapes; adding a venue that nobody had on a list."""

from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from typing import Any

import polars as pl
from django.db import models, transaction

from fangxian.engines import tables
from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.journal.services import Author, record
from fangxian.operations.places.closure import list_links
from fangxian.operations.places.models import Place, PlaceCode, PlaceName, PlaceWithin, Shape
from fangxian.operations.places.problems import NOT_A_PART, PLACE_ALREADY_THERE
from fangxian.operations.places.queries import FUNCTIONAL_ZONE, find_place, get_place
from fangxian.operations.places.rows import LOCAL, Loaded, PlaceRow

Progress = Callable[[str, int, int], None]
"""Called with the step, rows done and rows in all."""

_ROWS_AT_ONCE = 2_000
PARTS = ("estate", "building")
"""Kinds of places below a community that people live in."""


@transaction.atomic
def load_places(
    actor: Author,
    clock: Clock,
    places: pl.DataFrame,
    *,
    names: pl.DataFrame | None = None,
    codes: pl.DataFrame | None = None,
    zones: pl.DataFrame | None = None,
    shapes: pl.DataFrame | None = None,
    source: str = "",
    progress: Progress | None = None,
) -> Loaded:
    """Add the places of a `tables.PLACES` frame that are not there yet; a second load adds nothing.

    names: (place_id, name, lang, kind, valid_from, valid_to), aliases and old names; the official names of
    today come from `places`. codes: (place_id, scheme, code). zones: (zone_id, name, name_en, member_id).
    shapes: (place_id, geometry, synthetic, source), geometry as GeoJSON.

    Raises:
        Problem: `unknown-parent-place`, `circular-places`, `not-this-table`.
    """
    places = tables.PLACES.check(places)
    standing = pl.Series(list(Place.objects.values_list("key", flat=True)), dtype=pl.String())
    fresh = places.filter(~pl.col("place_id").is_in(standing.implode()))
    known = places.height - fresh.height
    if fresh.is_empty():
        return Loaded(0, known)
    rows = [*_tree_rows(fresh), *_extra_rows(fresh, names, codes, shapes), *_zone_rows(zones)]
    _insert(rows, progress or (lambda step, done, total: None))
    _link_zones(zones)
    record(
        actor,
        "loaded",
        "places",
        source or "places",
        at=clock.now(),
        after={"added": fresh.height, "sha256": sha256(fresh.write_csv().encode()).hexdigest()},
    )
    return Loaded(fresh.height, known)


@transaction.atomic
def add_venue(
    actor: Author,
    clock: Clock,
    *,
    name: str,
    parent_id: str,
    venue_kind: str,
    lat: float | None = None,
    lon: float | None = None,
    has_list: bool = False,
    place_id: str | None = None,
) -> PlaceRow:
    """Add a venue inside a place. With a `place_id` already taken the venue there is returned unchanged."""
    place_id = place_id or f"v-{new_id().hex}"
    there = find_place(place_id)
    if there is not None:
        return there
    facts = {"venue_kind": venue_kind, "lat": lat, "lon": lon, "has_list": has_list}
    return _add_leaf(actor, clock, place_id, name, parent_id, facts)


@transaction.atomic
def add_place_below(
    actor: Author,
    clock: Clock,
    *,
    name: str,
    parent_id: str,
    kind: str,
    population: int | None = None,
    households: int | None = None,
    lat: float | None = None,
    lon: float | None = None,
    place_id: str | None = None,
) -> PlaceRow:
    """Add an estate or a building (`kind`) below a community, or a building below an estate.

    It is a leaf like a venue: it has no office and no order of its own, but people may live there, and an area may
    be just it. Its people are part of those of the place around it. Raises `not-a-part`, `place-already-there`.
    """
    place_id = place_id or f"v-{new_id().hex}"
    around = get_place(parent_id)
    if kind not in PARTS or (
        around.level == tables.VENUE and (kind, around.venue_kind) != ("building", "estate")
    ):
        raise NOT_A_PART(kind=kind, place=around.name)
    if find_place(place_id) is not None:
        raise PLACE_ALREADY_THERE(place=place_id)
    facts = {"venue_kind": kind, "lat": lat, "lon": lon, "population": population, "households": households}
    return _add_leaf(actor, clock, place_id, name, parent_id, facts)


def _add_leaf(
    actor: Author, clock: Clock, place_id: str, name: str, parent_id: str, facts: dict[str, Any]
) -> PlaceRow:
    row: dict[str, object] = {
        "place_id": place_id,
        "name": name,
        "level": tables.VENUE,
        "parent_id": get_place(parent_id).place_id,
        **facts,
    }
    _insert(_tree_rows(tables.PLACES.rows([row])), lambda step, done, total: None)
    record(actor, "added", "venue", place_id, at=clock.now(), after=row)
    return get_place(place_id)


def _tree_rows(fresh: pl.DataFrame) -> Iterator[list[models.Model]]:
    yield [
        Place(
            key=row["place_id"],
            level=row["level"],
            parent_id=row["parent_id"],
            population=row["population"],
            households=row["households"],
            lat=row["lat"],
            lon=row["lon"],
            venue_kind=row["venue_kind"] or "",
            has_list=row["has_list"],
        )
        for row in fresh.iter_rows(named=True)
    ]
    yield [
        PlaceName(place_id=place_id, name=name, lang=lang, kind="official")
        for column, lang in (("name", LOCAL), ("name_en", "en"))
        for place_id, name in fresh.select("place_id", column).drop_nulls().iter_rows()
    ]
    links = list_links(fresh["place_id"], _parents(fresh))
    yield [
        PlaceWithin(ancestor_id=above, descendant_id=below, structure="tree", depth=depth)
        for above, below, depth in links
    ]


def _parents(fresh: pl.DataFrame) -> dict[str, str | None]:
    # What stands already is a tree; only its keys and parents are needed to climb through it.
    standing: dict[str, str | None] = dict(Place.objects.values_list("key", "parent_id"))
    return standing | dict(fresh.select("place_id", "parent_id").iter_rows())


def _extra_rows(
    fresh: pl.DataFrame,
    names: pl.DataFrame | None,
    codes: pl.DataFrame | None,
    shapes: pl.DataFrame | None,
) -> Iterator[list[models.Model]]:
    current = (pl.col("kind") == "official") & pl.col("valid_to").is_null()
    for row_of, frame in (
        (_name, names.filter(~current) if names is not None else None),
        (_code, codes),
        (_shape, shapes),
    ):
        if frame is not None:
            here = frame.join(fresh.select("place_id"), on="place_id", how="semi")
            yield [row_of(row) for row in here.iter_rows(named=True)]


def _name(row: dict[str, Any]) -> models.Model:
    kind = "official" if row["kind"] == "official" else "alias"
    return PlaceName(
        place_id=row["place_id"],
        name=row["name"],
        lang=row["lang"],
        kind=kind,
        from_on=row["valid_from"],
        to_on=row["valid_to"],
    )


def _code(row: dict[str, Any]) -> models.Model:
    return PlaceCode(place_id=row["place_id"], scheme=row["scheme"], code=row["code"])


def _shape(row: dict[str, Any]) -> models.Model:
    return Shape(
        place_id=row["place_id"],
        geometry=row["geometry"],
        synthetic=row["synthetic"],
        source=row["source"],
    )


def _zone_rows(zones: pl.DataFrame | None) -> Iterator[list[models.Model]]:
    if zones is None:
        return
    named = zones.unique("zone_id", keep="first", maintain_order=True)
    known = set(Place.objects.filter(level=FUNCTIONAL_ZONE).values_list("key", flat=True))
    fresh = [row for row in named.iter_rows(named=True) if row["zone_id"] not in known]
    yield [Place(key=row["zone_id"], level=FUNCTIONAL_ZONE) for row in fresh]
    yield [
        PlaceName(place_id=row["zone_id"], name=row[column], lang=lang, kind="official")
        for row in fresh
        for column, lang in (("name", LOCAL), ("name_en", "en"))
        if row[column]
    ]


def _link_zones(zones: pl.DataFrame | None) -> None:
    """Put every member of a zone, with all that lies in it, within the zone."""
    if zones is None:
        return
    for zone_id in zones["zone_id"].unique().to_list():
        members = zones.filter(pl.col("zone_id") == zone_id)["member_id"].drop_nulls().to_list()
        inside = PlaceWithin.objects.filter(ancestor__in=members, structure="tree", to_on=None)
        links = [(zone_id, below, depth + 1) for below, depth in inside.values_list("descendant_id", "depth")]
        _insert_links([*links, (zone_id, zone_id, 0)])


def _insert_links(links: Iterable[tuple[str, str, int]]) -> None:
    rows = [
        PlaceWithin(ancestor_id=above, descendant_id=below, structure="zone", depth=depth)
        for above, below, depth in links
    ]
    PlaceWithin.objects.bulk_create(rows, ignore_conflicts=True, batch_size=_ROWS_AT_ONCE)


def _insert(groups: Iterable[list[models.Model]], progress: Progress) -> None:
    for rows in groups:
        if not rows:
            continue
        table = type(rows[0])
        for start in range(0, len(rows), _ROWS_AT_ONCE):
            table._default_manager.bulk_create(rows[start : start + _ROWS_AT_ONCE])
            progress(table.__name__, min(start + _ROWS_AT_ONCE, len(rows)), len(rows))
