"""People and households of a census unit, spread over its communities."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines.city.spread import largest_remainder, spread_people


def with_people(
    tree: pl.DataFrame, folder: Path, zones: pl.DataFrame, rule: Mapping[str, Any]
) -> pl.DataFrame:
    """Fill population and households of the leaves from the pack's `census.csv`; without one, return `tree`.

    A unit of the census is a place of the tree or a zone. A zone the census counts apart takes its
    own communities; the place around it is spread over the others, so that nobody counts twice.
    """
    path = folder / "census.csv"
    if not path.exists():
        return tree
    census = pl.read_csv(path, schema_overrides={"code": pl.String})
    leaves = tree.filter(~pl.col("place_id").is_in(tree["parent_id"].drop_nulls().implode()))
    units = leaves.select("place_id", "name").with_columns(unit=unit_of(leaves, census, zones, tree))
    counted = pl.concat([_spread_unit(unit, units, rule) for unit in census.iter_rows(named=True)])
    return (
        tree.drop("population", "households")
        .join(counted, on="place_id", how="left", maintain_order="left")
        .select(tree.columns)
    )


def unit_of(leaves: pl.DataFrame, census: pl.DataFrame, zones: pl.DataFrame, tree: pl.DataFrame) -> pl.Series:
    """Return the code of the census unit each leaf is counted in: the nearest above it, zones first."""
    parents = dict(tree.select("place_id", "parent_id").iter_rows())
    counted = set(census["code"])
    zone_of = {
        member: zone for zone, member in zones.select("zone_id", "member_id").iter_rows() if zone in counted
    }

    def find(place: str | None) -> str | None:
        while place is not None:
            if place in zone_of or place in counted:
                return zone_of.get(place, place)
            place = parents[place]
        return None

    return pl.Series("unit", [find(place) for place in leaves["place_id"]], dtype=pl.String)


def _spread_unit(unit: Mapping[str, Any], leaves: pl.DataFrame, rule: Mapping[str, Any]) -> pl.DataFrame:
    own = leaves.filter(pl.col("unit") == unit["code"])
    urban = np.array([name.endswith(tuple(rule["urban_endings"])) for name in own["name"]], dtype=bool)
    people = spread_people(unit["population"], unit["urban_share"], urban)
    households = largest_remainder(round(unit["population"] / unit["household_size"]), people)
    return own.select("place_id").with_columns(
        pl.Series("population", people), pl.Series("households", households)
    )
