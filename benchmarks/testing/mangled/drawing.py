"""Chance with a seed, in the few words the manglings need."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

Any1 = TypeVar("Any1")


class Draw:
    """The same draws for the same seed."""

    def __init__(self, *seed: int) -> None:
        self._rng = np.random.default_rng(seed)

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return int(self._rng.integers(least, most + 1))

    def one_of(self, choices: Sequence[Any1]) -> Any1:
        """One of them."""
        return choices[self.between(0, len(choices) - 1)]

    def chance(self, share: float) -> bool:
        """Whether it happens."""
        return bool(self._rng.random() < share)

    def shuffled(self, things: Sequence[Any1]) -> list[Any1]:
        """All of them in another order."""
        return [things[int(at)] for at in self._rng.permutation(len(things))]
