"""From futures tried to what the record says: approximate Bayesian computation by regression.

Two steps, both fitted to the futures tried: the figures of an outbreak are turned into what they say on the mean of each
target (a quadratic regression: "semi-automatic" summaries), and of the futures nearest to the record in these, each is
corrected for what it still lies away. Sources: Fearnhead and Prangle, J R Stat Soc B 74 (2012) 419; Beaumont, Zhang and
Balding, Genetics 162 (2002) 2025. Near is measured against how well each target can be told at all.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

FARTHEST = 4.0
"""Standard deviations beyond which a figure counts as so far: a rare one, squared, would say anything at all."""
EDGE = 0.002
"""Share of the futures on either side beyond which what a record says of a target is taken back to their edge."""
RIDGE = 1e-3
"""Added to the diagonal of the normal equations, against figures that say the same."""


@dataclass(frozen=True, eq=False)
class Learned:
    """What figures say of targets: `middle`, `scale` of the figures, `weights` of their quadratic terms, and `spread`:
    the covariance of what the regression leaves, `edges`: between which what it says of nearly all futures lies."""

    middle: Floats
    scale: Floats
    weights: Floats
    spread: Floats
    edges: Floats

    def strange(self, figures: Floats) -> int:
        """Return how many figures of a record are farther away than those of nearly any future."""
        return int((np.abs((figures - self.middle) / self.scale) > FARTHEST).sum())

    def said_of_record(self, figures: Floats) -> Floats:
        """Return what a record's figures say (target,), no further than what those of nearly all futures say.

        One unlike all futures would be far from every one of them, and the lines through them would say anything.
        """
        return np.asarray(np.clip(self.said(figures[None])[0], *self.edges))

    def said(self, figures: Floats) -> Floats:
        """Return what figures (outbreak, figure) say on the mean: (outbreak, target)."""
        return _terms(_within(figures, self.middle, self.scale)) @ self.weights


def learn(figures: Floats, targets: Floats) -> Learned:
    """Return the regression of targets (future, target) on figures (future, figure).

    >>> rng = np.random.default_rng(1)
    >>> figures = rng.normal(size=(500, 2))
    >>> learned = learn(figures, figures[:, :1] ** 2)
    >>> bool(abs(learned.said(np.array([[2.0, 0.0]]))[0, 0] - 4.0) < 0.1)
    True
    """
    middle, scale = figures.mean(axis=0), figures.std(axis=0)
    scale = np.where(scale > 1e-9, scale, 1.0)
    terms = _terms(_within(figures, middle, scale))
    square = terms.T @ terms
    square[np.diag_indices_from(square)] += RIDGE * len(terms)
    weights = np.asarray(np.linalg.solve(square, terms.T @ targets), dtype=np.float64)
    left = targets - terms @ weights
    edges = np.quantile(terms @ weights, [EDGE, 1.0 - EDGE], axis=0)
    return Learned(middle, scale, weights, np.cov(left.T).reshape(targets.shape[1], -1), edges)


def _within(figures: Floats, middle: Floats, scale: Floats) -> Floats:
    return np.asarray(np.clip((figures - middle) / scale, -FARTHEST, FARTHEST))


def _terms(figures: Floats) -> Floats:
    """Return one, each figure, and each product of two."""
    first, second = np.triu_indices(figures.shape[1])
    return np.concatenate(
        [np.ones((len(figures), 1)), figures, figures[:, first] * figures[:, second]], axis=1
    )


def draw_from(
    said: Floats, targets: Floats, observed: Floats, spread: Floats, keep: int
) -> tuple[Floats, Floats]:
    """Return (draws, weights): the targets of the `keep` futures nearest to what the record says, corrected.

    `said`: (future, target) what each future's figures say; `observed`: (target,) what the record's say.

    >>> rng = np.random.default_rng(1)
    >>> truth = rng.normal(size=(4000, 1))
    >>> said = truth + rng.normal(size=truth.shape) * 0.1
    >>> draws, weights = draw_from(said, truth, np.array([1.0]), np.eye(1) * 0.01, 200)
    >>> bool(abs(np.average(draws[:, 0], weights=weights) - 1.0) < 0.05)
    True
    """
    rows, weights = nearest(said, observed, spread, keep)
    return corrected(said[rows] - observed, targets[rows], weights), weights


def nearest(said: Floats, observed: Floats, spread: Floats, keep: int) -> tuple[Ints, Floats]:
    """Return (rows, weights) of the `keep` futures whose figures say most nearly what the record's say; the nearer the
    heavier, one in all.

    >>> nearest(np.array([[0.0], [3.0], [1.0]]), np.array([0.0]), np.eye(1), 2)[0].tolist()
    [0, 2]
    """
    root = np.linalg.cholesky(spread + 1e-9 * np.eye(len(spread)))
    far = np.sqrt((np.linalg.solve(root, (said - observed).T) ** 2).sum(axis=0))
    rows = np.argpartition(far, keep - 1)[:keep]
    weights = 1.0 - (far[rows] / (far[rows].max() + 1e-12)) ** 2
    weights = np.maximum(weights, 1e-6)
    return rows, weights / weights.sum()


def corrected(away: Floats, targets: Floats, weights: Floats) -> Floats:
    """Return targets as they would be on the record itself, by a local linear regression.

    >>> corrected(np.array([[-1.0], [1.0], [0.0]]), np.array([[1.0], [3.0], [2.0]]), np.ones(3)).round(3).ravel().tolist()
    [2.0, 2.0, 2.0]
    """
    terms = np.concatenate([np.ones((len(away), 1)), away], axis=1)
    heavy = terms * weights[:, None]
    square = heavy.T @ terms
    square[np.diag_indices_from(square)] += 1e-6 * weights.sum()
    slopes = np.linalg.solve(square, heavy.T @ targets)
    # No further than any of them: what lies outside of all futures near the record, no line through them knows.
    return np.asarray(np.clip(targets - away @ slopes[1:], targets.min(axis=0), targets.max(axis=0)))
