"""Three lists and more: every model weighed by how well it foretells, and an interval over all of them."""

import numpy as np
from scipy.special import ndtr

from fangxian.engines.ledger.unseen.estimates import Estimates, Reals, log_spread
from fangxian.engines.ledger.unseen.fitting import fit
from fangxian.engines.ledger.unseen.models import list_models

UNTOLD_SD = 0.25
"""No lists can tell whether all of them depend on each other at once: every model takes it that they do not. This much,
in logarithms, is added to the spread of each: those on no list may be a quarter more or fewer for that alone."""

_TAIL, _HALVINGS = 0.05, 60
_LOWEST, _HIGHEST = -30.0, 40.0


def average_models(counts: Reals, lists: int) -> Estimates:
    """Return the estimates of so many lists, averaged over `list_models`, with 90 % intervals.

    counts: a row a place, a column a combination of lists (none left out), numbered by bits.

    Weights: exp(-AICc/2) over their sum (Burnham and Anderson 2002). Ends and middle: where the weighted tails of the
    models' log-normals are 5, 95 and 50 % (Turek and Fletcher 2012), so that models which say different things widen
    the interval. A model's variance: of the fit, of who happens to be on no list, and `UNTOLD_SD`.

    >>> one = average_models(np.array([[300.0, 200.0, 200.0, 100.0, 100.0, 70.0, 60.0]]), 3)
    >>> bool(one.low[0] < one.unseen[0] < one.high[0])
    True
    """
    fitted = [fit(model, counts) for model in list_models(lists)]
    middle, variance, criterion = (
        np.array([getattr(one, name) for one in fitted]) for name in ("log_unseen", "variance", "criterion")
    )
    weights = np.exp((criterion.min(axis=0) - criterion) / 2)
    weights /= weights.sum(axis=0)
    chance = np.exp(-np.clip(middle, _LOWEST, _HIGHEST))
    width = np.hypot(log_spread(variance + chance), UNTOLD_SD)
    ends = (_quantile(middle, width, weights, share) for share in (0.5, _TAIL, 1 - _TAIL))
    return Estimates(*ends)


def _quantile(middle: Reals, width: Reals, weights: Reals, share: float) -> Reals:
    low, high = (np.full(middle.shape[1], end) for end in (_LOWEST, _HIGHEST))
    for _ in range(_HALVINGS):
        half = (low + high) / 2
        below = (weights * ndtr((half - middle) / width)).sum(axis=0) < share
        low, high = np.where(below, half, low), np.where(below, high, half)
    found: Reals = np.exp(high)
    return found
