"""An outbreak pack as read: published facts, each with its source and the moment it was known."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import yaml

from fangxian.engines import tables
from fangxian.engines.tables import Text
from fangxian.stores.outbreaks.facts import (
    AREA_CHANGES,
    CITY_COUNTS,
    DAILY_COUNTS,
    EXPOSURE_PLACES,
    MILESTONES,
    ORDERS,
)
from fangxian.stores.packs import find_pack, list_packs
from fangxian.stores.places.columns import read_columns


@dataclass(frozen=True)
class CityRules:
    """What the synthetic city takes from a pack: its seed, its days, and where the cases lived.

    `residences`: city -> {place: how many of the city's infected people lived under it}.
    """

    seed: int
    presence_from: date
    presence_to: date
    cases_to: date
    visitors_reported_on: tuple[date, ...]
    residences: Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, eq=False)
class OutbreakPack:
    """Published facts of one outbreak. Frames carry source, known_at and known_at_inferred.

    A pack with its own line list (cases, contacts, persons, households as in `tables`) needs no city;
    one with `city` rules gets its people from the synthetic city.
    """

    id: str
    title: Text
    disease: str
    plan: str
    place_pack: str
    timezone: str
    synthetic: bool
    demo_as_of: datetime
    started_on: date
    first_report_at: datetime
    exposure_places: pl.DataFrame
    daily_counts: pl.DataFrame
    city_counts: pl.DataFrame
    area_changes: pl.DataFrame
    milestones: pl.DataFrame
    orders: pl.DataFrame
    cases: pl.DataFrame
    contacts: pl.DataFrame
    persons: pl.DataFrame
    households: pl.DataFrame
    presences: pl.DataFrame
    """Where the cases of a pack without a city were, as they told it."""
    city: CityRules | None
    notes: tuple[Text, ...]
    sources: Mapping[str, str]


def list_outbreaks() -> list[str]:
    """Return the ids of the outbreak packs that can be read."""
    return list_packs("outbreaks")


@cache
def read_outbreak(outbreak_id: str) -> OutbreakPack:
    """Read an outbreak pack by id; read once per process.

    Raises:
        Problem: no such pack.
    """
    folder = find_pack("outbreaks", outbreak_id)
    about: dict[str, Any] = yaml.safe_load((folder / "pack.yaml").read_text("utf-8"))
    zone = about["timezone"]
    return OutbreakPack(
        id=about["id"],
        title=Text(**about["title"]),
        disease=about["disease"],
        plan=about["plan"],
        place_pack=about["place_pack"],
        timezone=zone,
        synthetic=about["synthetic"],
        demo_as_of=datetime.fromisoformat(about["demo_as_of"]),
        started_on=date.fromisoformat(about["started_on"]),
        first_report_at=datetime.fromisoformat(about["first_report_at"]),
        exposure_places=_facts(folder, "exposure_places", EXPOSURE_PLACES, zone),
        daily_counts=_facts(folder, "daily_counts", DAILY_COUNTS, zone),
        city_counts=_facts(folder, "city_counts", CITY_COUNTS, zone),
        area_changes=_facts(folder, "area_changes", AREA_CHANGES, zone),
        milestones=_facts(folder, "milestones", MILESTONES, zone),
        orders=_facts(folder, "orders", ORDERS, zone),
        cases=_people(folder, tables.CASES, zone, outbreak_id=about["id"], disease=about["disease"]),
        contacts=_people(folder, tables.CONTACTS, zone),
        persons=_people(folder, tables.PERSONS, zone),
        households=_people(folder, tables.HOUSEHOLDS, zone),
        presences=_people(folder, tables.PRESENCES, zone),
        city=_city_rules(about.get("city")),
        notes=tuple(Text(**note) for note in about["notes"]),
        sources=about["sources"],
    )


def _facts(folder: Path, name: str, schema: Mapping[str, Any], timezone: str) -> pl.DataFrame:
    return read_columns(folder / f"{name}.csv", schema, {"parent": "parent_id"}, timezone)


def _people(folder: Path, table: tables.Table, timezone: str, **fixed: str) -> pl.DataFrame:
    read = read_columns(folder / f"{table.name}.csv", table.schema, None, timezone)
    return table.check(read.with_columns(pl.lit(value).alias(name) for name, value in fixed.items()))


def _city_rules(rules: Mapping[str, Any] | None) -> CityRules | None:
    if rules is None:
        return None
    return CityRules(
        seed=rules["seed"],
        presence_from=date.fromisoformat(rules["presence_from"]),
        presence_to=date.fromisoformat(rules["presence_to"]),
        cases_to=date.fromisoformat(rules["cases_to"]),
        visitors_reported_on=tuple(date.fromisoformat(day) for day in rules["visitors_reported_on"]),
        residences={split["city"]: split["places"] for split in rules["residences"]},
    )
