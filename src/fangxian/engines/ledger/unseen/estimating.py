"""The estimate of every place, or why there is none."""

from collections.abc import Collection, Iterator
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines.ledger.unseen.bounds import find_lower_bound
from fangxian.engines.ledger.unseen.estimates import Estimates, Reals
from fangxian.engines.ledger.unseen.histories import list_names, spread
from fangxian.engines.ledger.unseen.log_linear import average_models
from fangxian.engines.ledger.unseen.two_lists import compare_two_lists
from fangxian.engines.tables import UNSEEN

LEAST_ON_A_LIST = 5
"""A list that names fewer people at a place is not used there; whom it alone names is taken off the estimate."""

LEAST_ON_SEVERAL = 7
"""People on two lists or more below which there is no estimate (Robson and Regier 1964 of Chapman's: from 7 on its bias
is negligible with 95 % certainty)."""

MOST_LISTS = 5
"""Lists used at a place at most: those that name most people there."""


def estimate_unseen(
    histories: pl.DataFrame, places: pl.DataFrame, of: Collection[str] | None = None
) -> pl.DataFrame:
    """Return UNSEEN, a row a place of the tree (or only the places `of`), by place.

    A place is judged by everybody registered in it, and each by itself: what is said of a street is not the sum of what
    is said of its communities. With two lists Chapman's estimate (`compare_two_lists`), with more the log-linear models
    (`average_models`). There is none where nobody is registered (`nobody`), where fewer than two lists can be used
    (`one-list`), where nobody is on two (`no-overlap`), and where fewer than `LEAST_ON_SEVERAL` are (`little-overlap`):
    there only a lower bound is said (`find_lower_bound`).

    >>> from fangxian.engines.ledger.examples import PLACES_OF_TWO
    >>> from fangxian.engines.tables import HISTORIES
    >>> said = [("grid", 30), ("home", 20), ("grid;home", 9)]
    >>> histories = HISTORIES.rows([{"place_id": "s1", "lists": on, "people": people} for on, people in said])
    >>> estimate_unseen(histories, PLACES_OF_TWO, ["s"]).drop("lists", "method").row(0)
    ('s', 59, 60, 15, 588, None, None)
    """
    names = list_names(histories)
    ids, counts = spread(histories, places, names)
    asked = np.array([of is None or one in of for one in ids], dtype=bool)
    counts, ids = counts[asked], [one for one, is_asked in zip(ids, asked, strict=True) if is_asked]
    used = _used(counts, len(names))
    rows = [
        row
        for lists in np.unique(used)
        for row in _rows_of(int(lists), counts[used == lists], np.flatnonzero(used == lists))
    ]
    told = pl.DataFrame(rows, schema={"at": pl.Int64(), **UNSEEN.schema}).sort("at")
    return UNSEEN.check(told.with_columns(place_id=pl.Series(ids, dtype=pl.String)))


def _used(counts: Reals, lists: int) -> np.ndarray[Any, np.dtype[np.int64]]:
    """The lists used at each place, as bits."""
    codes = np.arange(2**lists)
    on = np.array([counts[:, codes >> at & 1 == 1].sum(axis=1) for at in range(lists)])
    on = on.reshape(lists, len(counts))
    # Of equals the list that comes first by name.
    rank = np.argsort(np.argsort(-on, axis=0, kind="stable"), axis=0, kind="stable")
    fit_for_use = (on >= LEAST_ON_A_LIST) & (rank < MOST_LISTS)
    bits: np.ndarray[Any, np.dtype[np.int64]] = (fit_for_use * (1 << np.arange(lists))[:, None]).sum(axis=0)
    return bits


def _rows_of(used: int, counts: Reals, at: np.ndarray[Any, np.dtype[np.intp]]) -> Iterator[dict[str, Any]]:
    """The rows of the places that use the same lists."""
    lists, seen = used.bit_count(), counts.sum(axis=1)
    narrow = _narrow(counts, used)
    size = np.array([code.bit_count() for code in range(2**lists)])
    several = narrow[:, size >= 2].sum(axis=1)
    enough = several >= LEAST_ON_SEVERAL if lists >= 2 else np.zeros(len(at), dtype=bool)
    found = _estimate(narrow[enough, 1:], lists) if enough.any() else None
    bound = find_lower_bound(narrow[:, 1:], lists) if lists >= 2 else np.zeros(len(at))
    elsewhere, nth = narrow[:, 0], np.cumsum(enough) - 1
    for row, place in enumerate(at):
        told: dict[str, Any] = {"at": place, "lists": lists, "seen": int(seen[row])}
        if enough[row] and found is not None:
            told |= _told(found, int(nth[row]), float(elsewhere[row]))
            told["method"] = "two-lists" if lists == 2 else "log-linear"
        else:
            told["reason"] = _reason(lists, float(seen[row]), float(several[row]))
        if told.get("reason") == "little-overlap":
            told["at_least"] = int(max(bound[row] - elsewhere[row], 0))
        yield told


def _narrow(counts: Reals, used: int) -> Reals:
    """Counts by the combinations of the lists used; the first column has whoever is on others only."""
    bits = [at for at in range(counts.shape[1].bit_length() - 1) if used >> at & 1]
    codes = np.arange(counts.shape[1])
    to = sum(((codes >> at & 1) << nth for nth, at in enumerate(bits)), np.zeros_like(codes))
    narrow = np.zeros((2 ** len(bits), len(counts)))
    np.add.at(narrow, to, counts.T)
    return narrow.T


def _estimate(counts: Reals, lists: int) -> Estimates:
    if lists == 2:
        return compare_two_lists(both=counts[:, 2], first_only=counts[:, 0], second_only=counts[:, 1])
    return average_models(counts, lists)


def _told(found: Estimates, nth: int, elsewhere: float) -> dict[str, int]:
    """Whole people, less those who are on a list that was not used."""
    unseen, low, high = (
        max(float(one[nth]) - elsewhere, 0.0) for one in (found.unseen, found.low, found.high)
    )
    return {"unseen": round(unseen), "low": int(low), "high": int(np.ceil(high))}


def _reason(lists: int, seen: float, several: float) -> str:
    if seen == 0:
        return "nobody"
    if lists < 2:
        return "one-list"
    return "little-overlap" if several > 0 else "no-overlap"
