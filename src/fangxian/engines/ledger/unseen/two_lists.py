"""Two lists: Chapman's estimate, and an interval over how much the two may depend on each other."""

import numpy as np

from fangxian.engines.ledger.unseen.estimates import Estimates, Reals, log_normal

ODDS_RATIOS = (0.5, 5.0)
"""How much two lists may depend: the odds to be on one list, of those on the other over those who are not."""


def chapman(both: Reals, first_only: Reals, second_only: Reals) -> Estimates:
    """Return how many are on neither of two lists that do not depend on each other, with a log-normal interval.

    Chapman (1951): (n1 + 1)(n2 + 1)/(m + 1) - 1 people in all, so u v/(m + 1) on neither, with m on both and u and v on
    one alone. Variance: Seber (1970), (n1 + 1)(n2 + 1) u v/((m + 1)^2 (m + 2)).

    >>> one = chapman(np.array([9.0]), np.array([20.0]), np.array([30.0]))
    >>> one.unseen.tolist(), one.low.round(1).tolist(), one.high.round(1).tolist()
    ([60.0], [30.6], [117.5])
    """
    unseen = first_only * second_only / (both + 1)
    in_first, in_second = both + first_only + 1, both + second_only + 1
    variance = in_first * in_second * first_only * second_only / ((both + 1) ** 2 * (both + 2))
    return log_normal(unseen, variance)


def compare_two_lists(both: Reals, first_only: Reals, second_only: Reals) -> Estimates:
    """Return Chapman's estimate with an interval that holds for every odds ratio within `ODDS_RATIOS`.

    Two lists cannot tell how much they depend on each other. Where the odds ratio is r, those on neither are r times as
    many as it were without; the interval is the union of the intervals over the range of r (a sensitivity analysis:
    Gerritse, van der Heijden and Bakker 2015; of uncertainty: Vansteelandt and others 2006). Where one list holds
    everybody of the other, half a person is added to each cell, so that "nobody" is not certain (Haldane 1956).

    >>> one = compare_two_lists(np.array([9.0]), np.array([20.0]), np.array([30.0]))
    >>> one.unseen.tolist(), one.low.round(1).tolist(), one.high.round(1).tolist()
    ([60.0], [15.3], [587.6])
    """
    plain = chapman(both, first_only, second_only)
    nobody = (first_only == 0) | (second_only == 0)
    softened = chapman(both, first_only + 0.5, second_only + 0.5)
    low = np.where(nobody, 0.0, plain.low * ODDS_RATIOS[0])
    high = np.where(nobody, softened.high, plain.high) * ODDS_RATIOS[1]
    return Estimates(plain.unseen, low, high)
