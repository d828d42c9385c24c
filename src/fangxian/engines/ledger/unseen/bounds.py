"""A lower bound that needs no model of the lists."""

import numpy as np

from fangxian.engines.ledger.unseen.estimates import Reals, log_normal


def find_lower_bound(counts: Reals, lists: int) -> Reals:
    """Return at least how many are on no list: the lower end of the 90 % interval of Chao's bound.

    counts: a row a place, a column a combination of lists (that of bit b of the column's number + 1 being on list b).

    Chao (1987, 1989): with f2 people on exactly two lists and z(i) on list i alone, at least the sum of z(i) z(j) over
    all pairs, over f2 + 1. People who are hard to list and lists that go together raise the truth above it; lists that
    exclude each other may lower it. Variance: by the delta method, each count its own variance.

    >>> find_lower_bound(np.array([[20.0, 30.0, 9.0]]), 2).round(1).tolist()
    [30.2]
    """
    size = np.array([int(history).bit_count() for history in range(1, 2**lists)])
    alone, twice = counts[:, size == 1], counts[:, size == 2].sum(axis=1)
    total = alone.sum(axis=1, keepdims=True)
    pairs = (np.square(total[:, 0]) - np.square(alone).sum(axis=1)) / 2
    bound = pairs / (twice + 1)
    steep = (total - alone) / (twice + 1)[:, None]
    variance = (np.square(steep) * alone).sum(axis=1) + np.square(bound) * twice / (twice + 1) ** 2
    return log_normal(bound, variance + bound).low
