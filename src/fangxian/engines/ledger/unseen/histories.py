"""Capture histories: of the people of a register, how many are on exactly which lists."""

import numpy as np
import polars as pl

from fangxian.engines.ledger.unseen.estimates import Reals
from fangxian.engines.tables import HISTORIES, VENUE, closure_of


def count_histories(register: pl.DataFrame) -> pl.DataFrame:
    """Return HISTORIES of a REGISTER, by place and lists: whoever was due. Whoever was added is on no list.

    >>> from fangxian.engines.ledger.examples import REGISTER_OF_TWO
    >>> count_histories(REGISTER_OF_TWO).rows()
    [('s1', 'home', 2)]
    """
    due = register.filter(pl.col("added_at").is_null() & (pl.col("lists").fill_null("") != ""))
    counted = due.group_by("place_id", "lists").agg(people=pl.len())
    return HISTORIES.check(counted).sort("place_id", "lists")


def list_names(histories: pl.DataFrame) -> list[str]:
    """Return the lists that occur, by name."""
    return sorted(histories["lists"].str.split(";").explode().drop_nulls().unique().to_list())


def spread(histories: pl.DataFrame, places: pl.DataFrame, names: list[str]) -> tuple[list[str], Reals]:
    """Return the places of the tree in order, and how many of each are on each combination of lists that occurs.

    A place has whoever is registered in it. The columns are numbered by bits: bit b, being on list b of `names`; column
    0, on none, is empty.
    """
    bits = {name: 1 << at for at, name in enumerate(names)}
    said = histories["lists"].unique()
    codes = [sum(bits[name] for name in set(lists.split(";"))) for lists in said]
    coded = histories.join(pl.DataFrame({"lists": said, "code": codes}, schema_overrides=_CODE), on="lists")
    above = closure_of(places).join(coded, left_on="descendant_id", right_on="place_id")
    summed = above.group_by("ancestor_id", "code").agg(pl.col("people").sum())
    ids = sorted(places.filter(pl.col("level") != VENUE)["place_id"])
    at = summed.join(
        pl.DataFrame({"ancestor_id": ids, "row": range(len(ids))}, schema_overrides=_ROW), on="ancestor_id"
    )
    counts = np.zeros((len(ids), 2 ** len(names)))
    counts[at["row"].to_numpy(), at["code"].to_numpy()] = at["people"].to_numpy()
    return ids, counts


_CODE = {"lists": pl.String(), "code": pl.Int64()}
_ROW = {"ancestor_id": pl.String(), "row": pl.Int64()}
