"""No chain runs in a circle: the chances of every link over all ways to connect the cases without one.

Each way is a forest, its roots the cases with an unknown source; its weight is the product of its links' weights.
The sum over all forests is a determinant, and the chance of a link a difference of two entries of an inverse
(Tutte's matrix-tree theorem), so nothing has to be drawn at random.
"""

import numpy as np

from fangxian.engines.chains.candidates import fill_weights
from fangxian.engines.chains.history import Floats
from fangxian.engines.chains.learning import Evidence, Learnt
from fangxian.engines.chains.survey import Ground

EXACT_CASES = 1500
"""Up to so many cases all circles are ruled out; beyond, only those of two, which take most of the weight."""


def chances_without_circles(
    ground: Ground, evidence: Evidence, learnt: Learnt
) -> tuple[Floats, Floats] | None:
    """Return the chance of each link (infectee × infector) and of the unknown source; None for too many cases."""
    cases = len(learnt.unknown)
    if cases > EXACT_CASES:
        return None
    weights = np.zeros((cases, cases))
    kernels = ground.likely.kernels
    fill_weights(ground.moments, kernels.serial, ground.codes, learnt.groups, ground.likely.least, weights)
    pairs = evidence.pairs
    weights[pairs.infectee, pairs.infector] = learnt.alone
    return forest_chances(weights, learnt.unknown)


def forest_chances(weights: Floats, roots: Floats) -> tuple[Floats, Floats]:
    """Return the chance of each link and of each root over all forests.

    `weights[j, i]`: of the link from i to j; `roots[j]`: of j having no link to it, above 0.

    >>> links, alone = forest_chances(np.array([[0.0, 1.0], [1.0, 0.0]]), np.array([1.0, 1.0]))
    >>> links.round(3).tolist(), alone.round(3).tolist()
    ([[0.0, 0.333], [0.333, 0.0]], [0.667, 0.667])
    """
    total = weights.sum(axis=1) + roots
    share, alone = weights / total[:, None], roots / total
    inverse = np.linalg.inv(np.eye(len(roots)) - share)
    own = np.diag(inverse)
    # Row j of the matrix holds what comes to j, so the entry that a link shares with its infectee is [i, j].
    links = np.clip(share * (own[:, None] - inverse.T), 0.0, 1.0)
    return links, np.clip(alone * own, 0.0, 1.0)
