"""A place pack: one tree of places with its people, names, zones and rough positions."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from fangxian.engines import tables
from fangxian.engines.tables import PLACES, Text
from fangxian.stores.packs import find_pack, list_packs
from fangxian.stores.places.cells import with_points
from fangxian.stores.places.census import with_people
from fangxian.stores.places.columns import read_columns
from fangxian.stores.places.outlines import Outline, outlines_of
from fangxian.stores.places.tree import closure_of, roll_up

NAMES = {"place_id": pl.String, "name": pl.String, "lang": pl.String, "kind": pl.String,
         "valid_from": pl.Date, "valid_to": pl.Date, "source": pl.String, "confidence": pl.String}  # fmt: skip
"""Dated names: `kind` is official, alias, part (an estate or quarter inside the place) or pinyin (made by machine)."""

ZONES = {"zone_id": pl.String, "name": pl.String, "name_en": pl.String, "member_id": pl.String,
         "population": pl.Int64, "source": pl.String, "confidence": pl.String}  # fmt: skip
"""Functional zones that lie across the tree: one row per member place."""


CENSUS = {"place_id": pl.String, "population": pl.Int64, "urban_share": pl.Float64,
          "household_size": pl.Float64, "one_person_share": pl.Float64, "alone_65_share": pl.Float64,
          "source": pl.String, "confidence": pl.String}  # fmt: skip

CODES = {"code": "place_id", "parent": "parent_id", "zone": "zone_id", "member": "member_id"}
"""Column names of the pack's files that mean an engine's key."""


@dataclass(frozen=True)
class PlaceLevel:
    """One level of the tree, from the top."""

    name: str
    label: Text


@dataclass(frozen=True, eq=False)
class PlacePack:
    """A place pack as read. `tree` and `venues` follow `tables.PLACES`."""

    id: str
    title: Text
    timezone: str
    root: str
    levels: tuple[PlaceLevel, ...]
    tree: pl.DataFrame
    venues: pl.DataFrame
    closure: pl.DataFrame
    names: pl.DataFrame
    zones: pl.DataFrame
    seats: pl.DataFrame
    census: pl.DataFrame
    """Shares per census unit (a place or a zone), empty where the pack has none."""
    outlines: Mapping[str, Outline]
    """District outlines (or whatever level the pack has positions for), real or synthetic."""
    sources: Mapping[str, str]
    licence: Text

    @property
    def places(self) -> pl.DataFrame:
        """The tree with the pack's own venues (tables.PLACES)."""
        return pl.concat([self.tree, self.venues])

    def under(self, place_id: str, level: str | None = None) -> pl.DataFrame:
        """Return the tree places under `place_id` (itself left out), of one level if given."""
        inside = self.closure.filter(
            (pl.col("ancestor_id") == place_id) & (pl.col("depth") > 0) & (pl.col("kind") == "tree")
        )["descendant_id"]
        rows = self.tree.filter(pl.col("place_id").is_in(inside.implode()))
        return rows.filter(pl.col("level") == level) if level else rows


def list_place_packs() -> list[str]:
    """Return the ids of the place packs that can be read."""
    return list_packs("places")


@cache
def read_place_pack(pack_id: str) -> PlacePack:
    """Read a place pack by id; read once per process.

    Raises:
        Problem: no such pack.
    """
    folder = find_pack("places", pack_id)
    about: dict[str, Any] = yaml.safe_load((folder / "pack.yaml").read_text("utf-8"))
    seats = _table(folder, "seats.csv", {"place_id": pl.String, "lat": pl.Float64, "lon": pl.Float64})
    zones, names = _table(folder, "zones.csv", ZONES), _table(folder, "names.csv", NAMES)
    bare = _bare_tree(folder, names, seats)
    outlines = outlines_of(bare, about.get("outlines"))
    tree = with_points(with_people(bare, folder, zones, about.get("spread", {})), outlines)
    return PlacePack(
        id=about["id"],
        title=Text(**about["title"]),
        timezone=about["timezone"],
        root=about["root"],
        levels=tuple(PlaceLevel(level["name"], Text(level["zh"], level["en"])) for level in about["levels"]),
        tree=roll_up(tree),
        venues=_table(folder, "venues.csv", PLACES.schema),
        closure=closure_of(tree, zones),
        names=names,
        zones=zones,
        seats=seats,
        census=_table(folder, "census.csv", CENSUS),
        outlines=outlines,
        sources=about["sources"],
        licence=Text(**about["licence"]),
    )


def _bare_tree(folder: Path, names: pl.DataFrame, seats: pl.DataFrame) -> pl.DataFrame:
    """Return the places as listed, with English names and the positions of seats."""
    listed = _table(folder, "places.csv", PLACES.schema).drop("lat", "lon", "name_en")
    english = names.filter((pl.col("lang") == "en") & (pl.col("kind") != "alias"))
    joined = listed.join(seats, on="place_id", how="left").join(
        english.select("place_id", name_en="name"), on="place_id", how="left"
    )
    return tables.PLACES.check(joined)


def _table(folder: Path, name: str, schema: Mapping[str, Any]) -> pl.DataFrame:
    return read_columns(folder / name, schema, CODES)
