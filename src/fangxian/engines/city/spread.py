"""Spread a whole number over parts so that the parts sum to it: the rule every head count here follows."""

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.int64]


def largest_remainder(total: int, weights: npt.ArrayLike) -> Counts:
    """Spread `total` over `weights`, each part within one of its exact share, the sum exact.

    What rounding down leaves goes to the largest remainders; ties go to the first. All weights zero
    counts as all weights equal.

    Raises:
        ValueError: a negative total or weight, or something to spread over nothing.

    >>> largest_remainder(10, [1, 1, 1]).tolist()
    [4, 3, 3]
    """
    parts = np.asarray(weights, dtype=np.float64)
    if total < 0 or (parts < 0).any() or (total > 0 and parts.size == 0):
        raise ValueError("spread needs a total of 0 or more over weights of 0 or more")
    if parts.size == 0:
        return np.zeros(0, dtype=np.int64)
    if parts.sum() == 0:
        parts = np.ones_like(parts)
    exact = total * (parts / parts.sum())
    counts = np.floor(exact).astype(np.int64)
    missing = int(total - counts.sum())
    first = np.argsort(-(exact - counts), kind="stable")[: max(missing, 0)]
    counts[first] += 1
    return counts


def spread_people(people: int, urban_share: float, urban: npt.ArrayLike) -> Counts:
    """Spread a census unit's people over its communities by type.

    `urban` says which communities are of an urban type. They share `urban_share` of the people
    equally, the villages share the rest equally; with one type only, it takes everybody.

    >>> spread_people(100, 0.6, [True, True, False]).tolist()
    [30, 30, 40]
    """
    kinds = np.asarray(urban, dtype=bool)
    towns, villages = int(kinds.sum()), int((~kinds).sum())
    share = 1.0 if villages == 0 else 0.0 if towns == 0 else urban_share
    each_town = share / towns if towns else 0.0
    each_village = (1.0 - share) / villages if villages else 0.0
    return largest_remainder(people, np.where(kinds, each_town, each_village))
