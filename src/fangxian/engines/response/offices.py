"""Who is in charge where the place itself is not known: the office that interviews the case."""

from collections.abc import Iterable

import polars as pl

from fangxian.engines import tables

STEPS_UP = 2
"""From the community of a case to the office that interviews it: its district where streets lie between."""


def interviewing_offices(
    cases: pl.DataFrame, closure: pl.DataFrame, tree_place: pl.DataFrame
) -> pl.DataFrame:
    """Return (case_id, office_id): the tree place `STEPS_UP` above each case's residence, or as high as there is.

    Cases whose residence is unknown have no row.
    """
    homes = cases.join(tree_place, left_on="residence_place_id", right_on="place_id")
    above = homes.join(closure, left_on="tree_place_id", right_on="descendant_id")
    return (
        above.filter(pl.col("steps") <= STEPS_UP)
        .sort("case_id", "steps")
        .group_by("case_id", maintain_order=True)
        .agg(office_id=pl.col("ancestor_id").last())
    )


def with_root(offices: pl.DataFrame, cases: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Give the cases without an office the root of the tree: somebody has to be in charge."""
    fallback = pl.lit(root_of(places), dtype=pl.String())
    joined = cases.select("case_id").join(offices, on="case_id", how="left")
    return joined.with_columns(pl.col("office_id").fill_null(fallback))


def root_of(places: pl.DataFrame) -> str | None:
    """Return the first root of the tree, None in a table without any."""
    roots = places.filter(pl.col("parent_id").is_null(), pl.col("level") != tables.VENUE)
    return next(iter(roots["place_id"].sort()), None)


def lowest_shared(offices: Iterable[str], closure: pl.DataFrame) -> str | None:
    """Return the lowest place that lies around (or is) every one of the offices, None if there is none."""
    wanted = sorted(set(offices))
    around = closure.filter(pl.col("descendant_id").is_in(wanted)).group_by("ancestor_id")
    shared = around.agg(pl.len(), pl.col("steps").max()).filter(pl.col("len") == len(wanted))
    return next(iter(shared.sort("steps", "ancestor_id")["ancestor_id"]), None)


def with_unknown_venues(
    places: pl.DataFrame, visited: pl.DataFrame, offices: pl.DataFrame, closure: pl.DataFrame
) -> pl.DataFrame:
    """Add the visited places that are not in the table as venues of the office that interviews their cases.

    `visited` has (case_id, place_id). Where no case has a known residence they lie under the root.
    """
    unknown = visited.join(places, on="place_id", how="anti").unique()
    if unknown.is_empty():
        return places
    named_by = (
        unknown.join(offices, on="case_id", how="left").group_by("place_id").agg("office_id").sort("place_id")
    )
    root = root_of(places)
    rows = [
        _venue(place, [one for one in found if one], closure, root) for place, found in named_by.iter_rows()
    ]
    return pl.concat([places, tables.PLACES.rows(rows)]).sort("place_id")


def _venue(place_id: str, offices: list[str], closure: pl.DataFrame, root: str | None) -> dict[str, object]:
    parent = lowest_shared(offices, closure) if offices else None
    return {"place_id": place_id, "name": place_id, "level": tables.VENUE, "parent_id": parent or root}
