"""Pairs sorted by their evidence, so that how much each kind of evidence tells can be counted."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.chains.candidates import GROUPS
from fangxian.engines.chains.evidence import HOUSEHOLD, Pairs
from fangxian.engines.chains.history import Floats
from fangxian.engines.chains.timing import Ints

BINS = 16
"""Shared amounts fall into so many bins, each twice as wide as the one before."""

TIES = HOUSEHOLD + 1
PLAIN = GROUPS // 2
"""Categories of pairs without any tie or meeting: residence × cluster."""

PER_CLASS = PLAIN + TIES * (BINS + 1) * 2
"""A class (stays of both known, or not) has the plain categories, then tie × bin (0: never met) × same cluster."""


@dataclass(frozen=True)
class Categories:
    """`of_pair` is the category of each pair (class × PER_CLASS + place within it).

    A pair that met lies between two bin centres: `low` is the category of the lower one, `part` the way to the
    next. `centres` are the amounts in the middle of the bins.
    """

    of_pair: Ints
    low: Ints
    part: Floats
    centres: Floats


def categorise(pairs: Pairs) -> Categories:
    """Sort the pairs into categories; the bins end at the largest amount there is."""
    top = max(float(pairs.amount.max(initial=0.0)), 1e-9)
    edges = top * 2.0 ** np.arange(-BINS + 1, 1)
    bins = np.where(pairs.amount > 0, 1 + np.searchsorted(edges[:-1], pairs.amount, side="left"), 0)
    centres = edges / np.sqrt(2.0)
    position = np.log2(np.maximum(pairs.amount, 1e-300) / centres[0])
    lower = np.clip(np.floor(position), 0, BINS - 2).astype(np.int64)
    part = np.clip(position - lower, 0.0, 1.0)
    met = bins > 0
    plain = ~met & (pairs.tie == 0)
    of_pair = np.where(plain, _plain(pairs.group), _tied(pairs, bins))
    low = np.where(met, _tied(pairs, lower + 1), of_pair)
    return Categories(of_pair, low, np.where(met, part, 0.0), centres)


def _plain(group: Ints) -> Ints:
    category: Ints = (group // PLAIN) * PER_CLASS + group % PLAIN
    return category


def _tied(pairs: Pairs, bins: Ints) -> Ints:
    same_cluster = (pairs.group % 3 == 1).astype(np.int64)
    place = PLAIN + (pairs.tie * (BINS + 1) + bins) * 2 + same_cluster
    category: Ints = (pairs.group // PLAIN) * PER_CLASS + place
    return category


def plain_categories() -> Ints:
    """Return the category of each group of pairs without evidence of their own."""
    return _plain(np.arange(GROUPS))


def by_tie(table: Floats) -> Floats:
    """Return the tied part of a table over all categories as class × tie × bin × same cluster (a view)."""
    classes = table.reshape(2, PER_CLASS)
    view: Floats = classes[:, PLAIN:].reshape(2, TIES, BINS + 1, 2)
    return view
