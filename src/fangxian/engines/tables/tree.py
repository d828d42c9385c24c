"""The tree in a places table: who lies inside whom, and at which level."""

import polars as pl

from fangxian.engines.tables.places import VENUE


def closure_of(places: pl.DataFrame) -> pl.DataFrame:
    """Return every (ancestor_id, descendant_id, steps) of the tree, each place with itself at 0 steps.

    A parent that is not in the table ends the walk; a circle ends after as many steps as there are places.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("c", "city", None), ("d", "district", "c")]
    >>> tree = PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows])
    >>> closure_of(tree).rows()
    [('c', 'c', 0), ('c', 'd', 1), ('d', 'd', 0)]
    """
    parents = places.select(child="place_id", parent="parent_id").filter(
        pl.col("parent").is_in(places["place_id"].implode())
    )
    at = places.select(ancestor_id="place_id", descendant_id="place_id")
    found: list[pl.DataFrame] = []
    while at.height and len(found) <= places.height:
        found.append(at.with_columns(steps=pl.lit(len(found), dtype=pl.Int64)))
        at = at.join(parents, left_on="ancestor_id", right_on="child").select(
            "descendant_id", ancestor_id="parent"
        )
    frames = [frame.select("ancestor_id", "descendant_id", "steps") for frame in found]
    empty = {"ancestor_id": pl.String(), "descendant_id": pl.String(), "steps": pl.Int64()}
    return pl.concat(frames or [pl.DataFrame(schema=empty)]).sort("ancestor_id", "descendant_id")


def levels_of(places: pl.DataFrame, closure: pl.DataFrame | None = None) -> tuple[str, ...]:
    """Return the tree's levels from the root down (by the least depth at which each occurs), no venues.

    `closure`: of the same places, where it is at hand.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("d", "district", "c"), ("c", "city", None)]
    >>> levels_of(PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows]))
    ('city', 'district')
    """
    inside = closure_of(places) if closure is None else closure
    depth = inside.group_by("descendant_id").agg(depth=pl.col("steps").max())
    ranked = (
        places.filter(pl.col("level") != VENUE)
        .join(depth, left_on="place_id", right_on="descendant_id")
        .group_by("level")
        .agg(pl.col("depth").min())
        .sort("depth", "level")
    )
    return tuple(ranked["level"])


def tree_place_of(places: pl.DataFrame, closure: pl.DataFrame | None = None) -> pl.DataFrame:
    """Return (place_id, tree_place_id): the place itself, or for a venue its nearest tree place.

    `closure`: of the same places, where it is at hand.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("s", "community", None), ("v-tea", "venue", "s")]
    >>> tree_place_of(PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows])).rows()
    [('s', 's'), ('v-tea', 's')]
    """
    kinds = places.select(ancestor_id="place_id", level="level")
    return (
        (closure_of(places) if closure is None else closure)
        .join(kinds, on="ancestor_id")
        .filter(pl.col("level") != VENUE)
        .sort("descendant_id", "steps", "ancestor_id")
        .group_by("descendant_id", maintain_order=True)
        .agg(tree_place_id=pl.col("ancestor_id").first())
        .rename({"descendant_id": "place_id"})
    )


def count_at_tree_places(counted: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return figures counted at single places (place_id, figures) by tree place: a venue's go to the place it lies in.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("s", "community", None), ("v-tea", "venue", "s")]
    >>> tree = PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows])
    >>> count_at_tree_places(pl.DataFrame({"place_id": ["s", "v-tea"], "people": [2, 1]}), tree).rows()
    [('s', 3)]
    """
    at = counted.join(tree_place_of(places), on="place_id", how="left")
    at = at.with_columns(place_id=pl.coalesce("tree_place_id", "place_id")).drop("tree_place_id")
    return at.group_by("place_id").agg(pl.all().sum())


def sum_over_tree(at_places: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return (place_id, level, figures) of every tree place: the sums of what was counted at it and at those inside.

    What was counted at a place that is not in the tree has a row of its own, without a level. Nothing counted is null.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("c", "city", None), ("d", "district", "c")]
    >>> tree = PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows])
    >>> sum_over_tree(pl.DataFrame({"place_id": ["d", "x"], "people": [2, 1]}), tree).sort("place_id").rows()
    [('c', 'city', 2), ('d', 'district', 2), ('x', None, 1)]
    """
    tree = places.filter(pl.col("level") != VENUE).select("place_id", "level")
    outside = at_places.join(tree, on="place_id", how="anti").select(
        "place_id", level=pl.lit(None, pl.String())
    )
    own = outside.select(ancestor_id="place_id", descendant_id="place_id")
    above = pl.concat([closure_of(places).select("ancestor_id", "descendant_id"), own])
    summed = above.join(at_places, left_on="descendant_id", right_on="place_id").drop("descendant_id")
    summed = summed.group_by("ancestor_id").agg(pl.all().sum())
    return pl.concat([tree, outside]).join(summed, left_on="place_id", right_on="ancestor_id", how="left")


def tree_with(places: pl.DataFrame, venues: pl.Series) -> pl.DataFrame:
    """Return the tree places and, of the venues, only those given: most questions need no others.

    >>> from fangxian.engines.tables import PLACES
    >>> rows = [("s", "community", None), ("v-1", "venue", "s"), ("v-2", "venue", "s")]
    >>> tree = PLACES.rows([{"place_id": p, "name": p, "level": l, "parent_id": q} for p, l, q in rows])
    >>> tree_with(tree, pl.Series(["v-2"]))["place_id"].to_list()
    ['s', 'v-2']
    """
    return places.filter((pl.col("level") != VENUE) | pl.col("place_id").is_in(venues.unique().implode()))
