"""The gazetteer of the places this world knows, venues added by hand included."""

from functools import lru_cache

import polars as pl
from django.db import connection
from django.db.models import Count, Max

from fangxian.engines import tables
from fangxian.engines.gazetteer import NAMES, ZONES, Gazetteer, build_gazetteer
from fangxian.operations.places.models import Place, PlaceName, PlaceWithin
from fangxian.operations.places.queries import FUNCTIONAL_ZONE
from fangxian.operations.places.rows import LOCAL


def current_gazetteer() -> Gazetteer:
    """Return the gazetteer of the places as they stand; built again once a place or a name was added."""
    last_place = Place.objects.order_by("-id").values_list("id", flat=True).first()
    names = PlaceName.objects.aggregate(many=Count("pk"), last=Max("pk"))
    return _gazetteer(
        str(connection.settings_dict["NAME"]),
        Place.objects.count(),
        str(last_place),
        names["many"],
        names["last"],
    )


@lru_cache(maxsize=2)
def _gazetteer(database: str, places: int, last_place: str, names: int, last_name: int | None) -> Gazetteer:
    """Build the gazetteer of a database; the numbers say when it is no longer the same."""
    titles = _official_names()
    return build_gazetteer(_places(titles), _names(), _zones(titles))


def _official_names() -> dict[tuple[str, str], str]:
    official = PlaceName.objects.filter(kind="official", to_on=None)
    return {(place, lang): name for place, lang, name in official.values_list("place_id", "lang", "name")}


def _places(titles: dict[tuple[str, str], str]) -> pl.DataFrame:
    rows = Place.objects.exclude(level=FUNCTIONAL_ZONE).values_list("key", "level", "parent_id", "venue_kind")
    return tables.PLACES.rows(
        [
            {
                "place_id": key,
                "name": titles.get((key, LOCAL)) or titles.get((key, "en")) or key,
                "name_en": titles.get((key, "en")),
                "level": level,
                "parent_id": parent,
                "venue_kind": venue_kind or None,
            }
            for key, level, parent, venue_kind in rows
        ]
    )


def _names() -> pl.DataFrame:
    """Return the names that are not the official ones of today."""
    others = PlaceName.objects.exclude(kind="official", to_on=None)
    columns = ("place_id", "name", "lang", "kind", "from_on", "to_on")
    return NAMES.rows([dict(zip(NAMES.names, row, strict=True)) for row in others.values_list(*columns)])


def _zones(titles: dict[tuple[str, str], str]) -> pl.DataFrame:
    """Return the zones with the members that lie in them directly: those whose parent does not."""
    links = PlaceWithin.objects.filter(structure="zone", to_on=None, depth=1)
    return ZONES.rows(
        [
            {
                "zone_id": zone,
                "name": titles.get((zone, LOCAL)) or titles.get((zone, "en")) or zone,
                "name_en": titles.get((zone, "en")),
                "member_id": member,
            }
            for zone, member in links.values_list("ancestor_id", "descendant_id")
        ]
    )
