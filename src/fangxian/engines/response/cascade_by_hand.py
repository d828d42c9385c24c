"""Where an order given by hand goes: down the tree, sideways to departments, and to operators of venues."""

from collections.abc import Collection, Mapping, Sequence

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import nearest_level
from fangxian.engines.response.cascade import COMMAND_OFFICE

OPERATOR = "venue_operator"
ONLY_HERE = "here"
_OFFICE = ["place_id", "department", "parent_place_id"]


def fan_out(
    places: pl.DataFrame,
    at: Sequence[str],
    *,
    down_to: str,
    departments: Mapping[str, Collection[str]],
    operators: Collection[str] = (),
) -> pl.DataFrame:
    """Return the offices that receive an order for the places `at`: place_id, department, parent_place_id.

    Offices: the command office of each place and of every tree place below it, down to the level `down_to` ("here":
    no further), hanging under the one above; beside it the `departments` named for that level (level -> departments;
    a level the tree lacks falls to the nearest it has), and the operator of every venue inside whose kind is among
    `operators`, hanging under the command office of their own place. A venue named in `at` is its operator's own; the
    office where it sits receives the order too. Of two places one of which lies in the other, nothing is sent twice.

    >>> from fangxian.engines.response.examples import A_TREE
    >>> fan_out(A_TREE, ["d1"], down_to="community", departments={"district": ["police"]}).rows()
    [('d1', 'command_office', None), ('d1', 'police', 'd1'), ('s1', 'command_office', 'd1'), ('s2', 'command_office', 'd1')]
    """
    levels = tables.levels_of(places)
    seats = _seats(places, at)
    if seats.is_empty() or not levels:
        return pl.DataFrame(schema=dict.fromkeys(_OFFICE, pl.String()))
    deepest = -1 if down_to == ONLY_HERE else levels.index(nearest_level(down_to, levels))
    tree = _walk(places, seats, {level: rank for rank, level in enumerate(levels)}, deepest)
    beside = _beside(tree, departments, levels)
    offices = pl.concat(
        [
            tree.select("place_id", pl.lit(COMMAND_OFFICE).alias("department"), "parent_place_id"),
            beside,
            _operators(places, tree, at, operators),
        ]
    )
    return offices.unique(["place_id", "department"], keep="first").sort("place_id", "department")


def _seats(places: pl.DataFrame, at: Sequence[str]) -> pl.DataFrame:
    """The tree places the order starts at: a venue's is the one it sits at."""
    level, wanted = pl.col("level"), pl.Series(list(at), dtype=pl.String()).implode()
    found = places.filter(pl.col("place_id").is_in(wanted))
    seat = pl.when(level == tables.VENUE).then("parent_id").otherwise("place_id").alias("place_id")
    return found.select(seat).drop_nulls().unique()


def _walk(places: pl.DataFrame, seats: pl.DataFrame, rank: Mapping[str, int], deepest: int) -> pl.DataFrame:
    """Every tree place the order reaches with the place above it where that is reached too."""
    tree = places.filter(pl.col("level") != tables.VENUE).select("place_id", "parent_id", "level")
    below = tree.filter(pl.col("level").replace_strict(rank, return_dtype=pl.Int64()) <= deepest)
    front = tree.join(seats, on="place_id").select(
        "place_id", "level", parent_place_id=pl.lit(None, pl.String())
    )
    found = [front]
    while front.height and len(found) <= places.height:
        front = below.join(front.select(parent_id="place_id"), on="parent_id").select(
            "place_id", "level", parent_place_id="parent_id"
        )
        found.append(front)
    # A place that is a seat and lies below another hangs under it: the row with a parent wins.
    return pl.concat(found).sort("parent_place_id", nulls_last=True).unique("place_id", keep="first")


def _beside(
    tree: pl.DataFrame, departments: Mapping[str, Collection[str]], levels: tuple[str, ...]
) -> pl.DataFrame:
    named = {(nearest_level(level, levels), one) for level, many in departments.items() for one in many}
    wanted = pl.DataFrame(
        sorted(named), schema={"level": pl.String(), "department": pl.String()}, orient="row"
    )
    return tree.join(wanted, on="level").select("place_id", "department", parent_place_id="place_id")


def _operators(
    places: pl.DataFrame, tree: pl.DataFrame, at: Sequence[str], kinds: Collection[str]
) -> pl.DataFrame:
    own = pl.col("place_id").is_in(pl.Series(list(at), dtype=pl.String()).implode())
    asked = pl.col("venue_kind").is_in(pl.Series(sorted(kinds), dtype=pl.String()).implode()).fill_null(False)
    venues = places.filter(pl.col("level") == tables.VENUE, own | asked)
    seated = venues.join(tree.select(parent_id="place_id"), on="parent_id")
    return seated.select("place_id", pl.lit(OPERATOR).alias("department"), parent_place_id="parent_id")
