"""Which tree of places the files speak of: an installed place pack, the user's own table, or a flat tree of names."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.stores.places import list_place_packs, read_place_pack

ROOT = "everywhere"


@dataclass(frozen=True)
class Tree:
    """`places` follows tables.PLACES; `title` says where they come from; `timezone` where the pack knows it."""

    places: pl.DataFrame
    title: Text
    timezone: str | None = None


def pack_tree(pack_id: str, own: pl.DataFrame) -> Tree:
    """Return a place pack's tree with the user's own places (venues, mostly) laid upon it.

    Raises:
        Problem: there is no such pack.
    """
    pack = read_place_pack(pack_id)
    places = pl.concat([own, pack.places]).unique("place_id", keep="first", maintain_order=True)
    return Tree(tables.PLACES.check(places), pack_title(pack_id), pack.timezone)


def pack_title(pack_id: str) -> Text:
    """Return the words for a tree that comes from a place pack."""
    return Text(f"地区包 {pack_id}", f"place pack {pack_id}")


def fitting_tree(named: pl.Series, own: pl.DataFrame) -> Tree:
    """Return the user's own places if they know the places named, else the first installed pack that knows one of them,
    else a flat tree."""
    if own.height and named.is_in(own["place_id"].implode()).all():
        return Tree(own, Text("所给地区文件", "the places file given"))
    for pack_id in list_place_packs():
        if named.is_in(read_place_pack(pack_id).places["place_id"].implode()).any():
            return pack_tree(pack_id, own)
    if own.height:
        return Tree(own, Text("所给地区文件", "the places file given"))
    return Tree(
        tables.PLACES.empty(), Text("由文件中的地点列成一层", "a flat tree of the places named in the files")
    )


def with_homes(tree: Tree, homes: pl.Series) -> Tree:
    """Add the homes that are named in the files but not in the tree, as communities under the root.

    Other unknown places are left to the response, which knows who interviews their cases.
    """
    known = set(tree.places["place_id"])
    root = _root_of(tree.places)
    rows = [] if root else [_row(ROOT, None, "region")]
    fresh = sorted(set(homes.drop_nulls()) - known - {ROOT})
    rows += [_row(place, root or ROOT, "community") for place in fresh]
    if not rows:
        return tree
    return Tree(pl.concat([tree.places, tables.PLACES.rows(rows)]), tree.title, tree.timezone)


def unknown_homes(tree: Tree, homes: pl.Series) -> tuple[Text, ...]:
    """Return a remark on homes that a tree of real places does not know: a slip of the pen, or a place to add."""
    if tree.places.is_empty():
        return ()
    fresh = sorted(set(homes.drop_nulls()) - set(tree.places["place_id"]))
    if not fresh:
        return ()
    named = ", ".join(fresh[:5]) + (", …" if len(fresh) > 5 else "")
    return (
        Text(
            f"有 {len(fresh)} 个居住地不在地区表中, 暂挂于顶级地区之下: {named}。",
            f"{len(fresh)} homes are not in the tree and hang under its root: {named}.",
        ),
    )


def _root_of(places: pl.DataFrame) -> str | None:
    tree = places.filter(pl.col("level") != tables.VENUE).sort("place_id")
    return next(iter(tree.filter(pl.col("parent_id").is_null())["place_id"]), None)


def _row(place_id: str, parent: str | None, level: str) -> dict[str, object]:
    return {"place_id": place_id, "name": place_id, "level": level, "parent_id": parent}
