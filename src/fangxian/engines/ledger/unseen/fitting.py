"""Fitting one log-linear model to many places at once."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.ledger.unseen.estimates import Reals
from fangxian.engines.ledger.unseen.models import Model

PRIOR_SD = float(np.log(3.0))
"""Dependence and catchability are held back by a normal prior of this spread, in logarithms of the odds ratio: a ratio
beyond 3 (or below 1/3) is expected of one pair in three. It keeps estimates finite where two lists share nobody."""

_STEPS, _CLOSE, _LONGEST_STEP = 60, 1e-5, 3.0
_SMALLEST, _LARGEST = -30.0, 30.0


@dataclass(frozen=True)
class Fitted:
    """A model at each place: the logarithm of those on no list, its variance, and Akaike's criterion."""

    log_unseen: Reals
    variance: Reals
    criterion: Reals


def fit(model: Model, counts: Reals) -> Fitted:
    """Fit a model by Newton's steps to `counts`: a row a place, a column a combination of lists (none left out).

    Counts are Poisson with the logarithm of the mean linear in the effects (Fienberg 1972; Cormack 1989); nobody's
    combination has every effect 0, so its mean is the constant alone. The criterion is AICc (Hurvich and Tsai 1989)
    with the people seen as the sample, as Burnham and Anderson (2002) use it.

    >>> from fangxian.engines.ledger.unseen.models import list_models
    >>> fitted = fit(list_models(2)[0], np.array([[20.0, 30.0, 9.0]]))
    >>> np.exp(fitted.log_unseen).round(2).tolist()
    [66.67]
    """
    ridge = np.diag(model.held / PRIOR_SD**2)
    design = model.design
    effects: Reals = np.log(counts + 0.5) @ np.linalg.pinv(design).T
    for _ in range(_STEPS):
        means = _means(effects, design)
        slope = (counts - means) @ design - effects @ ridge
        step = _solve(_curvature(means, design, ridge), slope)
        far = np.abs(step).max(axis=1)
        effects += step * np.minimum(1.0, _LONGEST_STEP / np.maximum(far, _CLOSE))[:, None]
        if far.max() < _CLOSE:
            break
    means = _means(effects, design)
    variance = _solve(_curvature(means, design, ridge), np.eye(1, len(ridge)))[:, 0]
    likelihood = (counts * np.log(means) - means).sum(axis=1)
    return Fitted(effects[:, 0], variance, _aicc(likelihood, design.shape[1], counts.sum(axis=1)))


def _means(effects: Reals, design: Reals) -> Reals:
    means: Reals = np.exp(np.clip(effects @ design.T, _SMALLEST, _LARGEST))
    return means


def _curvature(means: Reals, design: Reals, ridge: Reals) -> Reals:
    outer = (design[:, :, None] * design[:, None, :]).reshape(len(design), -1)
    shape = (len(means), *ridge.shape)
    # Not by @: so small, its threads cost more than they save. The last part keeps a place solvable where a list's own
    # effect runs away.
    summed: Reals = np.einsum("pc,ck->pk", means, outer).reshape(shape)
    return summed + ridge + 1e-9 * np.eye(len(ridge))


def _solve(curvature: Reals, slope: Reals) -> Reals:
    solved = np.linalg.solve(curvature, slope[..., None])[..., 0]
    return solved.astype(np.float64, copy=False)


def _aicc(likelihood: Reals, effects: int, people: Reals) -> Reals:
    spare = np.maximum(people - effects - 1, 1.0)
    return 2 * effects - 2 * likelihood + 2 * effects * (effects + 1) / spare
