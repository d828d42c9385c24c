"""What one future touched by a delay changes, learnt from all orders of a kind together.

A delay that touches a future mostly changes nothing and now and then a chain of infections, so a few futures of one order
alone say little. Orders of a kind are alike: each order's mean is drawn towards that of its kind, the more so the fewer
its own futures and the more alike the kind's orders are (empirical Bayes; the spread between orders by the method of
moments). The same is done with the spread inside an order, so that eight futures without a difference do not pass for
certainty. Source: Morris 1983, "Parametric empirical Bayes inference", JASA 78:47-55; for spreads, Smyth 2004, "Linear
models and empirical Bayes methods", Statistical Applications in Genetics and Molecular Biology 3:3.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

BELIEVED = 4.0
"""Futures of its own that an order's spread has to set against its kind's; assumption."""
_NOTHING = 1e-12


class Pooled(NamedTuple):
    """Of each order (a row) and outcome (a column): `mean` difference where it touches, and its `error` squared."""

    mean: Floats
    variance: Floats


def pool(differences: list[Floats], kind: Ints) -> Pooled:
    """Return what a touched future changes, for each order; `differences[k]` is futures x outcomes, `kind[k]` its kind.

    >>> alike = [np.array([[1.0], [0.0], [0.0], [1.0]]), np.array([[0.0], [0.0]]), np.zeros((0, 1))]
    >>> pool(alike, np.array([2, 2, 2])).mean.ravel().round(2).tolist()
    [0.38, 0.25, 0.33]
    """
    outcomes = differences[0].shape[1] if differences else 0
    mean, variance = np.zeros((len(differences), outcomes)), np.zeros((len(differences), outcomes))
    for one in np.unique(kind):
        members = np.flatnonzero(kind == one)
        mean[members], variance[members] = _pool_kind([differences[k] for k in members])
    return Pooled(mean, variance)


def _pool_kind(differences: list[Floats]) -> tuple[Floats, Floats]:
    count = np.array([[float(len(one))] for one in differences])
    told, orders = float(count.sum()), int(np.count_nonzero(count))
    if told == 0.0:
        none = np.zeros((len(differences), differences[0].shape[1]))
        return none, none
    own = np.array([one.sum(axis=0) for one in differences]) / np.maximum(count, 1.0)
    inside = np.array([((one - mean) ** 2).sum(axis=0) for one, mean in zip(differences, own, strict=True)])
    centre, within = (count * own).sum(axis=0) / told, inside.sum(axis=0) / max(told - orders, 1.0)
    between = _between(own, count, centre, within)
    noise = _spreads(inside, count, within) / np.maximum(count, 1.0)
    trust = np.where(count > 0.0, between / np.maximum(between + noise, _NOTHING), 0.0)
    unsure = within / told + between / orders
    # Of an order without a future of its own nothing is known but its kind.
    variance = np.where(count > 0.0, trust * noise + (1.0 - trust) ** 2 * unsure, between + unsure)
    return trust * own + (1.0 - trust) * centre, variance


def _between(own: Floats, count: Floats, centre: Floats, within: Floats) -> Floats:
    """Return the variance of orders' true means, by the method of moments; one order alone stands for itself."""
    told, orders = count.sum(), np.count_nonzero(count)
    if orders < 2:
        return np.asarray((own**2 * count).sum(axis=0) / told + within)
    apart = (count * (own - centre) ** 2).sum(axis=0) - (orders - 1) * within
    return np.asarray(np.maximum(apart / (told - (count**2).sum() / told), 0.0))


def _spreads(inside: Floats, count: Floats, within: Floats) -> Floats:
    """Return each order's variance inside, set against its kind's."""
    freedom = np.maximum(count - 1.0, 0.0)
    return np.asarray((inside + BELIEVED * within) / (freedom + BELIEVED))
