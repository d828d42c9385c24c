"""What a solver answers."""

from dataclasses import dataclass
from typing import Protocol

from fangxian.engines.rostering.instance import Instance, Pair


@dataclass(frozen=True)
class Arrangement:
    """Who serves on which shift, and points (`price.py`) that no roster can be below."""

    pairs: frozenset[Pair]
    bound: float


class Solver(Protocol):
    """A solver folder. No rule of the instance is broken; the same instance gives the same answer."""

    def arrange(self, instance: Instance) -> Arrangement:
        """Return who serves on which shift."""
        ...
