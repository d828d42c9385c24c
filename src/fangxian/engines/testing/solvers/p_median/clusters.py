"""Neighbouring places together need a whole number of sites: what makes the linear programme nearly exact."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from fangxian.engines.testing.siting.arcs import Bools, Floats, Ints

WIDEST = 14
"""Places in the largest cluster looked at."""
_LEAST_SHARE = 0.15
_LEAST_VIOLATION = 0.02
_MOST_A_ROUND = 300


@dataclass(frozen=True, eq=False)
class Cluster:
    """Places S, candidates J, and the row they give: open sites of J + people of S served elsewhere / per >= need.

    The people of S take Q (the largest capacity) times the open sites of J at most, or go elsewhere: D people need
    D / Q sites less those who go. Rounded up, as sites are whole: need = ceil(D / Q), per = Q (D / Q - need + 1).
    (Residual capacity inequalities: Magnanti TL, Mirchandani P, Vachani R, Math Programming 1993;60:233.)
    """

    places: Ints
    sites: Ints
    need: float
    per: float


@dataclass(frozen=True, eq=False)
class Neighbours:
    """The clusters to look at: for every place the places nearest to it, itself first, one more at a time."""

    near: Ints
    need: Floats
    per: Floats
    worth: Bools


def neighbours_of(near: Ints, people: Floats, capacity: float) -> Neighbours:
    """Return the clusters around every place; `near` holds a row of places for each."""
    whole = np.cumsum(people[near], axis=1) / capacity
    need = np.ceil(whole - 1e-9)
    over = whole - need + 1
    return Neighbours(near, need, over * capacity, over > _LEAST_SHARE)


def find_violated(
    around: Neighbours, opened: Floats, served: sparse.csr_matrix, unserved: Floats
) -> list[Cluster]:
    """Return the clusters a solution of the linear programme breaks most, the worst first.

    `opened`: how far each candidate is open; `served`: people by place and candidate; `unserved`: people elsewhere.
    For given S the best J are the candidates that are open less than they serve of S, counted in `per`.
    """
    lacking = _lacking(around, opened, served, unserved)
    rows, sizes = np.nonzero(lacking > _LEAST_VIOLATION)
    worst = np.lexsort((sizes, rows, -lacking[rows, sizes].round(9)))
    found: dict[tuple[int, ...], Cluster] = {}
    for row, size in zip(rows[worst], sizes[worst], strict=True):
        places = np.sort(around.near[row, : size + 1])
        key = tuple(places.tolist())
        if key not in found:
            per = float(around.per[row, size])
            taken = np.asarray(served[places].sum(axis=0)).ravel() / per
            sites = np.flatnonzero((opened < taken) & (taken > 0))
            found[key] = Cluster(places, sites, float(around.need[row, size]), per)
        if len(found) >= _MOST_A_ROUND:
            break
    return list(found.values())


def _lacking(around: Neighbours, opened: Floats, served: sparse.csr_matrix, unserved: Floats) -> Floats:
    lacking = np.zeros(around.near.shape)
    taken = np.zeros(served.shape)
    dense, beyond = served.toarray(), np.cumsum(unserved[around.near], axis=1)
    for size in range(around.near.shape[1]):
        taken += dense[around.near[:, size]]
        per = around.per[:, size]
        there = np.minimum(opened, taken / per[:, None]).sum(axis=1)
        short = around.need[:, size] - there - beyond[:, size] / per
        lacking[:, size] = np.where(around.worth[:, size], short, 0.0)
    return lacking
