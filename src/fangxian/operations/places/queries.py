"""Reading places. They are public geography: only what happens in them needs a reach."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import polars as pl
from django.db.models import CharField, Count, Max, OuterRef, QuerySet, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.operations.chunks import in_chunks
from fangxian.operations.places.models import Place, PlaceName, PlaceWithin, Shape
from fangxian.operations.places.reach import Reach
from fangxian.operations.places.rows import LOCAL, PlaceRow, ShapeRow
from fangxian.operations.problems import NOT_FOUND

FUNCTIONAL_ZONE = "functional_zone"
_COLUMNS = (
    "key", "name", "name_en", "level", "kind", "parent_id", "population", "households",
    "lat", "lon", "venue_kind", "has_list",
)  # fmt: skip


def find_place(place_id: str) -> PlaceRow | None:
    """Return a place or None."""
    return next(iter(list_places([place_id])), None)


def get_place(place_id: str) -> PlaceRow:
    """Return a place. Raises `not-found`."""
    found = find_place(place_id)
    if found is None:
        raise NOT_FOUND(what="place", what_zh="地点", key=place_id)
    return found


def list_places(place_ids: Sequence[str]) -> list[PlaceRow]:
    """Return the places that exist among `place_ids`, by key."""
    return _rows(Place.objects.filter(key__in=place_ids))


def titles_of(place_ids: Iterable[str | None]) -> dict[str | None, Text]:
    """Return place -> its name in both languages; what is None or unknown is left out."""
    return {row.place_id: row.title for row in list_places(sorted({key for key in place_ids if key}))}


def ancestors(place_id: str) -> list[PlaceRow]:
    """Return what the place lies in, the root first, itself left out."""
    above = PlaceWithin.objects.filter(descendant=place_id, structure="tree", to_on=None, depth__gt=0)
    keys = list(above.order_by("-depth").values_list("ancestor_id", flat=True))
    by_key = {row.place_id: row for row in list_places(keys)}
    return [by_key[key] for key in keys]


def children(place_id: str, level: str | None = None) -> list[PlaceRow]:
    """Return the places directly below, by key; `level` leaves out the others (venues, say)."""
    below = Place.objects.filter(parent=place_id)
    return _rows(below if level is None else below.filter(level=level))


def subtree(place_id: str) -> list[str]:
    """Return the keys of the place and of everything in it, zones included."""
    return sorted(Reach(frozenset({place_id})).keys())


def under(place_ids: Sequence[str]) -> dict[str, str]:
    """Return every place in the tree below these (themselves and venues included) -> which of them it is in."""
    inside = PlaceWithin.objects.filter(ancestor__in=place_ids, structure="tree", to_on=None)
    # Where one of them lies in another, the nearest wins: it is written last.
    return dict(inside.order_by("-depth").values_list("descendant_id", "ancestor_id"))


def list_level(place_id: str | Collection[str], level: str) -> list[PlaceRow]:
    """Return the places of a level in the tree at or below a place or several, by key: their districts, not all they hold."""
    tops = [place_id] if isinstance(place_id, str) else list(place_id)
    inside = PlaceWithin.objects.filter(ancestor__in=tops, structure="tree", to_on=None)
    return _rows(Place.objects.filter(level=level, key__in=inside.values("descendant_id")))


def list_venues(reach: Reach, leave_out: Iterable[str] = ()) -> list[PlaceRow]:
    """Return the venues within `reach`, by key; `leave_out`: kinds nobody means (estates, buildings)."""
    inside = reach.filter(Place.objects.filter(level=tables.VENUE), "key")
    return _rows(inside.exclude(venue_kind__in=list(leave_out)))


def holders_of(place_ids: Iterable[str], holders: Sequence[str]) -> dict[str, str]:
    """Return those of the places that lie in one of the holders -> which, the nearest: `under` for a few places."""
    found: dict[str, str] = {}
    for some in in_chunks(sorted(set(place_ids))):
        inside = PlaceWithin.objects.filter(
            ancestor__in=holders, descendant__in=some, structure="tree", to_on=None
        )
        found |= dict(inside.order_by("-depth").values_list("descendant_id", "ancestor_id"))
    return found


def heights_of(place_ids: Iterable[str]) -> dict[str, int]:
    """Return place -> how many levels of the tree lie below it: 0 for the lowest; venues are no level."""
    found: dict[str, int] = {}
    for some in in_chunks(sorted(set(place_ids))):
        inside = PlaceWithin.objects.filter(ancestor__in=some, structure="tree", to_on=None)
        levels = inside.exclude(descendant__level=tables.VENUE).values_list("ancestor_id")
        found |= dict(levels.annotate(height=Max("depth")))
    return found


def roots() -> list[str]:
    """Return the tops of the tree; functional zones stand beside it."""
    tops = Place.objects.filter(parent=None).exclude(level=FUNCTIONAL_ZONE)
    return list(tops.order_by("key").values_list("key", flat=True))


def frame(reach: Reach) -> pl.DataFrame:
    """Return the tree and its venues within `reach` as `tables.PLACES`; the tops have no parent."""
    inside = reach.filter(Place.objects.exclude(level=FUNCTIONAL_ZONE), "key")
    rows = list(_named(inside).values_list(*_COLUMNS))
    names = ["place_id", *_COLUMNS[1:]]
    found = pl.DataFrame(rows, schema=names, orient="row", infer_schema_length=None)
    if found.is_empty():
        return tables.PLACES.empty()
    parent = pl.col("parent_id")
    return tables.PLACES.check(
        found.with_columns(
            pl.when(parent.is_in(found["place_id"].implode())).then(parent).alias("parent_id"),
            pl.col("venue_kind").replace("", None),
        )
    )


def list_shapes(place_ids: Sequence[str]) -> list[ShapeRow]:
    """Return the outlines of today of those places that have one."""
    shapes = Shape.objects.filter(place__in=place_ids, to_on=None).order_by("place_id")
    return [ShapeRow(row.place_id, row.geometry, row.synthetic, row.source) for row in shapes]


def list_outlines(reach: Reach) -> list[tuple[str, str]]:
    """Return (place, outline of today as GeoJSON text) of the places within `reach`: thousands, not decoded."""
    shapes = reach.filter(Shape.objects.filter(to_on=None)).annotate(text=Cast("geometry", TextField()))
    return list(shapes.order_by("place_id").values_list("place_id", "text"))


def stamp() -> tuple[int, str, int, int | None]:
    """Return what changes when places or outlines are added: for what is kept in memory of them."""
    last_place = Place.objects.order_by("-id").values_list("id", flat=True).first()
    shapes = Shape.objects.aggregate(many=Count("id"), last=Max("id"))
    return Place.objects.count(), str(last_place), shapes["many"], shapes["last"]


def _named(places: QuerySet) -> QuerySet:
    def official(lang: str) -> Subquery:
        of_place = PlaceName.objects.filter(place=OuterRef("key"), lang=lang, kind="official", to_on=None)
        return Subquery(of_place.values("name")[:1], output_field=CharField())

    return places.annotate(
        name=Coalesce(official(LOCAL), official("en"), Value("")),
        name_en=Coalesce(official("en"), official(LOCAL), Value("")),
    )


def _rows(places: QuerySet) -> list[PlaceRow]:
    found: Any = list(places.order_by("key").values_list("key", *_COLUMNS[3:]))
    names = _names_of([key for key, *_ in found])
    return [PlaceRow(key, *names[key], *rest) for key, *rest in found]


def _names_of(keys: Sequence[str]) -> dict[str, tuple[str, str]]:
    """Return place -> its local and its English name of today; the one stands in for the other.

    For a handful of places to ask twice is a third of the work of four subqueries in one question.
    """
    said: dict[tuple[str, str], str] = {}
    for some in in_chunks(keys):
        names = PlaceName.objects.filter(place__in=some, lang__in=(LOCAL, "en"), kind="official", to_on=None)
        said |= {(key, lang): name for key, lang, name in names.values_list("place_id", "lang", "name")}
    local, english = (
        {key: name for (key, lang), name in said.items() if lang == one} for one in (LOCAL, "en")
    )
    return {key: (local.get(key, english.get(key, "")), english.get(key, local.get(key, ""))) for key in keys}
