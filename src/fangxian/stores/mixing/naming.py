"""Which place of which pack a city's name means."""

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.places import PlacePack, list_place_packs, read_place_pack


def find_city(name: str) -> tuple[PlacePack, str]:
    """Return the pack and the id of the one place that has this name, English name or code, districts and above.

    Raises:
        Problem: no such place, or several.

    >>> find_city("Zhangjiajie")[1]
    '4308'
    """
    found = [(read_place_pack(pack), place) for pack in list_place_packs() for place in _places(pack, name)]
    if len(found) != 1:
        raise _not_one(name, [f"{place} ({pack.id})" for pack, place in found])
    return found[0]


def _places(pack_id: str, name: str) -> list[str]:
    pack = read_place_pack(pack_id)
    wanted = name.strip().lower()
    large = [level.name for level in pack.levels[:-1]]
    tree = pack.tree.filter(pl.col("level").is_in(large))
    names = pack.names.select("place_id", "name").vstack(
        pl.concat([tree.select("place_id", "name"), tree.select("place_id", name="name_en")])
    )
    same = names.filter(
        (pl.col("name").str.to_lowercase() == wanted)
        | (pl.col("name") == name.strip().removesuffix("市") + "市")
    )
    called = tree.filter(
        pl.col("place_id").is_in(same["place_id"].implode()) | (pl.col("place_id") == name.strip())
    )
    # A city and a district inside it may share a name: the wider one is meant.
    widest = called.with_columns(rank=pl.col("level").replace_strict({n: i for i, n in enumerate(large)}))
    return widest.filter(pl.col("rank") == pl.col("rank").min())["place_id"].to_list()


def _not_one(name: str, found: list[str]) -> Problem:
    which = ", ".join(found)
    return Problem(
        "not-one-city",
        Text(
            f"“{name}”对应 {len(found)} 个地区{'：' if found else ''}{which}。",
            f'"{name}" names {len(found)} places{": " if found else ""}{which}.',
        ),
        Text("应为一个地区的名称或代码。", "Expected the name or code of one place above the lowest level."),
        Text("请写代码，或用 --population 给出人口。", "Give its code, or --population for a city made up."),
    )
