"""The official areas of a demonstration, taken over from the published record with their source."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from fangxian.operations.accounts.actor import Actor
from fangxian.operations.areas.queries import has_area
from fangxian.operations.areas.services import record_official_area
from fangxian.operations.clock import FixedClock
from fangxian.stores.city import City
from fangxian.stores.packs import read_plan


def load_areas(city: City, actor: Actor) -> int:
    """Take over what was published by the pack's `demo_as_of`, each as known when it was; return how many were new.

    The lowest level is no area of its own: a place at it stands under no rule. What lies outside the tree is left out.
    """
    pack, levels = city.outbreak, read_plan(city.outbreak.plan).levels
    published = pack.area_changes.filter(
        pl.col("place_id").is_not_null(),
        pl.col("known_at") <= pack.demo_as_of,
        pl.col("to_level").is_in(list(levels[1:])),
    )
    places = published.sort("known_at", "place_id").unique(
        ["place_id", "to_level"], keep="first", maintain_order=True
    )
    added = 0
    for row in places.to_dicts():
        key = f"official-{row['to_level']}-{row['place_id']}"
        if not has_area(pack.id, key):
            _take_over(city, actor, key, row)
            added += 1
    return added


def _take_over(city: City, actor: Actor, key: str, row: Mapping[str, Any]) -> None:
    columns = {
        "id": key,
        "outbreak_id": city.outbreak.id,
        "place_id": row["place_id"],
        "level": row["to_level"],
        "starts_at": row["effective_at"],
        "rule": "official",
        "reason_zh": f"官方公布: {row['area']}",
        "reason_en": f"Published by the authorities: {row['area']}",
        "source": row["source"][:300],
    }
    record_official_area(
        actor, FixedClock(row["known_at"]), columns=columns, effective_at=row["effective_at"]
    )
