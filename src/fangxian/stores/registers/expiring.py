"""What is left of a register when lists it was made of may be kept no longer."""

from collections.abc import Collection
from dataclasses import dataclass

import polars as pl

_IMPORT_CHARS = 36


@dataclass(frozen=True)
class Expired:
    """`rows` and `links` that stay; how many `people` lost a list, or everything; the `places` where they were."""

    rows: pl.DataFrame
    links: pl.DataFrame
    people: int
    places: tuple[str, ...]


def import_of(row_key: pl.Expr) -> pl.Expr:
    """Return the import a row of a list came with, from its key."""
    return row_key.str.slice(0, _IMPORT_CHARS)


def expire(rows: pl.DataFrame, links: pl.DataFrame, imports: Collection[str]) -> Expired:
    """Return a register (REGISTER) without what these imports brought.

    A list's name goes from whoever is on it by these imports only; whoever is on no list then, goes.

    >>> rows = pl.DataFrame({"person_id": ["ann", "bo"], "place_id": ["k", "k"], "lists": ["home;phones", "phones"]})
    >>> links = pl.DataFrame({"list_id": ["phones"] * 2, "row_key": ["i-1", "i-2"], "person_id": ["ann", "bo"]})
    >>> expire(rows, links, ["i-1", "i-2"]).rows.rows()
    [('ann', 'k', 'home')]
    """
    ended = import_of(pl.col("row_key")).is_in(sorted(imports))
    held = links.filter(~ended)
    pairs = ["person_id", "list_id"]
    lost = links.filter(ended).select(pairs).unique().join(held, on=pairs, how="anti")
    apart = rows.select("person_id", list_id=pl.col("lists").str.split(";")).explode("list_id")
    left = apart.join(lost, on=pairs, how="anti", maintain_order="left")
    joined = left.group_by("person_id", maintain_order=True).agg(now=pl.col("list_id").str.join(";"))
    those = rows.filter(pl.col("person_id").is_in(lost["person_id"].implode()))
    told = rows.join(joined, on="person_id", how="left", maintain_order="left")
    stay = told.with_columns(lists="now").drop("now").drop_nulls("lists")
    return Expired(stay, held, those.height, tuple(sorted(set(those["place_id"]))))
