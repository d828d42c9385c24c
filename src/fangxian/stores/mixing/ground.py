"""From a place of a pack to the quarters of a mixing city and the tree above its lowest places."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.city import DistrictFigures, Quarter
from fangxian.engines.rehearsal import Tree
from fangxian.stores.places import PlacePack

USUAL = {"household_size": 2.6, "one_person_share": 0.25, "alone_65_share": 0.15}
"""Households where a pack has no census: those of China in 2020."""
WIDTH = 4
"""Levels of a tree as a future knows them; where a pack has fewer, its widest stands for those above."""


@dataclass(frozen=True)
class Laid:
    """What a city is drawn from."""

    quarters: list[Quarter]
    tree: Tree


def lay_out(pack: PlacePack, place_id: str) -> Laid:
    """Return the quarters of a place: its lowest places with their people, sorted by the tree."""
    levels = _levels(pack, place_id)
    lowest = _paths(pack, place_id, levels)
    keys = [_numbered(lowest[f"at_{n}"]) for n in range(WIDTH)]
    names = [lowest[f"at_{n}"].unique(maintain_order=True).to_list() for n in range(WIDTH)]
    tree = Tree(keys[1], keys[2], keys[3], tuple(name for part in names for name in part), levels)
    return Laid(list(_quarters(pack, lowest, keys)), tree)


def _levels(pack: PlacePack, place_id: str) -> tuple[str, ...]:
    """Return four levels from the lowest up to the place's own."""
    own = pack.tree.filter(place_id=place_id)["level"][0]
    names = [level.name for level in pack.levels]
    below = list(reversed(names[names.index(own) :]))
    inner = below[: WIDTH - 1]
    return (*inner, *[own] * (WIDTH - len(inner)))


def _paths(pack: PlacePack, place_id: str, levels: tuple[str, ...]) -> pl.DataFrame:
    """Return the lowest places with people, and what each lies in at every level, in the sequence of the tree."""
    rows = pack.under(place_id, levels[0]).filter(pl.col("population") > 0)
    above = pack.closure.filter(kind="tree").join(
        pack.tree.select(ancestor_id="place_id", level="level"), on="ancestor_id"
    )
    for n, level in enumerate(levels):
        at = above.filter(level=level).select(place_id="descendant_id", found="ancestor_id")
        rows = rows.join(at, on="place_id", how="left", maintain_order="left").rename({"found": f"at_{n}"})
    filled = rows.with_columns(at_0="place_id").with_columns(
        pl.coalesce(f"at_{n}", pl.lit(place_id)).alias(f"at_{n}") for n in range(1, WIDTH)
    )
    return filled.sort([f"at_{n}" for n in reversed(range(WIDTH))])


def _numbered(names: pl.Series) -> np.ndarray:
    return names.rle_id().to_numpy().astype(np.int64)


def _quarters(pack: PlacePack, lowest: pl.DataFrame, keys: list[np.ndarray]) -> Iterator[Quarter]:
    people = lowest["population"].to_numpy()
    urban = (~lowest["name"].str.contains("村(委会|民委员会)?$")).to_numpy()
    for number in range(int(keys[2][-1]) + 1):
        own = np.flatnonzero(keys[2] == number)
        district = str(lowest["at_2"][int(own[0])])
        figures = DistrictFigures(district, people[own], urban[own], **_figures(pack, district))
        yield Quarter(figures, keys[1][own], int(keys[3][own[0]]))


def _figures(pack: PlacePack, district: str) -> dict[str, float]:
    census = pack.census.filter(place_id=district) if pack.census.height else pack.census
    if not census.height:
        return USUAL
    row = census.row(0, named=True)
    place = pack.tree.filter(place_id=district).row(0, named=True)
    size = place["population"] / place["households"] if place.get("households") else row["household_size"]
    return {
        "household_size": size or USUAL["household_size"],
        "one_person_share": row["one_person_share"] or USUAL["one_person_share"],
        "alone_65_share": row["alone_65_share"] or USUAL["alone_65_share"],
    }
