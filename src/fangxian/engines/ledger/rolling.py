"""The ledger: accounts and dwellings counted at every place of the tree in one pass."""

from functools import partial

import numpy as np
import polars as pl

from fangxian.engines.ledger.abreast import abreast
from fangxian.engines.ledger.numbers import number
from fangxian.engines.tables import (
    ACCOUNT_STATES,
    DWELLING_STATES,
    LEDGER,
    MISSING,
    SETTLED,
    count_at_tree_places,
    sum_over_tree,
)

STATE_COLUMNS = tuple(state.replace("-", "_") for state in ACCOUNT_STATES)
HOUSEHOLD_COLUMNS = tuple(f"households_{state}" for state in DWELLING_STATES)
FIGURES = tuple(
    column.name for column in LEDGER.columns if column.dtype == pl.Int64() and column.name != "here"
)
"""What is summed up the tree; `here` stays where it is."""

_SETTLED, _MISSING = (tuple(one.replace("-", "_") for one in states) for states in (SETTLED, MISSING))


def roll_up(
    round_id: str, accounts: pl.DataFrame, dwellings: pl.DataFrame, places: pl.DataFrame
) -> pl.DataFrame:
    """Return LEDGER, a row for every place of the tree, by place id.

    accounts, dwellings: of this round and of one moment. A venue's people are counted at the place it lies in. People
    at a place that is not in the tree get a row of their own, without a level, so that nobody is lost.

    >>> from fangxian.engines.ledger.examples import EVENTS_OF_TWO, PLACES_OF_TWO, REGISTER_OF_TWO
    >>> from fangxian.engines.ledger import fold_events, list_accounts, list_dwellings, number_register
    >>> fold = fold_events(number_register("r1", REGISTER_OF_TWO), EVENTS_OF_TWO)
    >>> ledger = roll_up("r1", list_accounts(fold), list_dwellings(fold), PLACES_OF_TWO)
    >>> ledger.select("place_id", "due", "done", "no_answer", "missing", "share", "here").rows()
    [('s', 2, 1, 1, 1, 0.5, 0), ('s1', 2, 1, 1, 1, 0.5, 2)]
    """
    return sum_up(round_id, _count(accounts, dwellings), places)


def sum_up(round_id: str, counted: pl.DataFrame, places: pl.DataFrame) -> pl.DataFrame:
    """Return LEDGER from what was counted at single places: `counted` has place_id, `FIGURES` and `here`.

    Figures kept for each place are summed without counting anybody again.

    >>> from fangxian.engines.ledger.examples import PLACES_OF_TWO
    >>> kept = pl.DataFrame({"place_id": ["s1"], **{name: [2 * (name == "due")] for name in FIGURES}, "here": [2]})
    >>> sum_up("r1", kept, PLACES_OF_TWO).select("place_id", "due", "here").rows()
    [('s', 2, 0), ('s1', 2, 2)]
    """
    at_places = count_at_tree_places(counted, places)
    ledger = sum_over_tree(at_places.drop("here"), places)
    ledger = ledger.join(at_places.select("place_id", "here"), on="place_id", how="left")
    return LEDGER.check(with_share(ledger.with_columns(pl.lit(round_id).alias("round_id")))).sort("place_id")


def with_share(ledger: pl.DataFrame) -> pl.DataFrame:
    """The figures without gaps, and the share settled."""
    filled = ledger.with_columns(pl.col(*FIGURES, "here").fill_null(0))
    everybody = pl.col("due") + pl.col("added")
    share = pl.when(everybody > 0).then(pl.sum_horizontal(*_SETTLED) / everybody)
    return filled.with_columns(share=share)


def _count(accounts: pl.DataFrame, dwellings: pl.DataFrame) -> pl.DataFrame:
    """Figures of the people and households registered at each place itself."""
    since = ("households_due", "households_added")
    people, homes = abreast(
        partial(_count_by, accounts, ACCOUNT_STATES, STATE_COLUMNS, ("due", "added")),
        partial(_count_by, dwellings, DWELLING_STATES, HOUSEHOLD_COLUMNS, since),
    )
    both = people.join(homes, on="place_id", how="full", coalesce=True).fill_null(0)
    return both.with_columns(missing=pl.sum_horizontal(*_MISSING), here=pl.col("due") + pl.col("added"))


def _count_by(
    frame: pl.DataFrame, states: tuple[str, ...], columns: tuple[str, ...], since: tuple[str, str]
) -> pl.DataFrame:
    """Rows by place and state, and apart from that by place and whether they were due or added."""
    places, at = number(frame["place_id"])
    state = frame["state"].cast(pl.Enum(states)).to_physical().to_numpy()
    added = frame["added_at"].is_not_null().to_numpy()
    size = len(places.ids)
    by_state = np.bincount(at * np.int64(len(states)) + state, minlength=size * len(states))
    by_since = np.bincount(at * np.int64(2) + added, minlength=size * 2)
    return pl.DataFrame(
        {
            "place_id": places.ids,
            **dict(zip(columns, by_state.reshape(size, len(states)).T, strict=True)),
            **dict(zip(since, by_since.reshape(size, 2).T, strict=True)),
        }
    )
