"""Log-linear models of lists: which lists depend on each other, and whether some people are harder to list."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations

import numpy as np

from fangxian.engines.ledger.unseen.estimates import Reals

MOST_PAIRS = {3: 3, 4: 3}
"""How many pairs of lists depend on each other in one model at most, by lists; two with more lists."""

_HEAVY = 3.5
CATCHABILITY: dict[str, Callable[[Reals], Reals] | None] = {
    "equal": None,
    "normal": lambda on: on * (on - 1) / 2,
    "poisson": lambda on: 2.0**on - 1 - on,
    "gamma": lambda on: on / _HEAVY - np.log1p(on / _HEAVY),
}
"""How people differ in how easily they are listed -> what is added for somebody on so many lists. `normal`: Darroch and
others (1993); `poisson` and `gamma`: Rivest and Baillargeon (2007). What is linear in the number is left to the lists'
own effects, so all are 0 for nobody's and one list."""


@dataclass(frozen=True, eq=False)
class Model:
    """One model: `design`, a row a combination of lists; `held`, which effects are held back by a prior."""

    pairs: tuple[tuple[int, int], ...]
    catchability: str
    design: Reals
    held: Reals


@cache
def list_models(lists: int) -> tuple[Model, ...]:
    """Return every model of so many lists that their combinations can tell apart (Fienberg 1972; Cormack 1989).

    Each has the lists' own effects; then up to `MOST_PAIRS` pairs that depend on each other, and one `CATCHABILITY`.

    >>> [(len(list_models(lists)), list_models(lists)[0].design.shape) for lists in (2, 3)]
    [(1, (3, 3)), (29, (7, 4))]
    """
    return tuple(model for model in _all_of(lists) if _can_be_told(model.design))


def _all_of(lists: int) -> Iterator[Model]:
    on = np.array([[code >> at & 1 for at in range(lists)] for code in range(1, 2**lists)], dtype=np.float64)
    several = list(combinations(range(lists), 2))
    for count in range(MOST_PAIRS.get(lists, 2) + 1):
        for pairs in combinations(several, count):
            for name, effect in CATCHABILITY.items():
                more = [on[:, one] * on[:, other] for one, other in pairs]
                more += [effect(on.sum(axis=1))] if effect else []
                design = np.column_stack([np.ones(len(on)), on, *more])
                held = np.array([0.0] * (1 + lists) + [1.0] * len(more))
                yield Model(pairs, name, design, held)


def _can_be_told(design: Reals) -> bool:
    rows, effects = design.shape
    return effects <= rows and int(np.linalg.matrix_rank(design)) == effects
