"""How many of those who share a tube are infected, when one in a household makes the others likelier."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from math import comb

import numpy as np
import numpy.typing as npt

Counts = npt.NDArray[np.float64]
"""Chances of 0, 1, 2 … infected people."""

ALONE: Mapping[int, float] = {1: 1.0}
CERTAIN = 1 - 1e-9


@dataclass(frozen=True)
class Households:
    """Who stands together in the queue.

    `sizes`: share of households by their number of members. `attack_rate`: chance that another member is infected
    given that one is (27 % in Nanjing 2021, Wang J et al., Front Public Health 2022, 933075). The number infected is
    beta-binomial with the prevalence as its mean and the correlation (attack rate - prevalence) / (1 - prevalence);
    an attack rate below the prevalence means no correlation.
    """

    sizes: Mapping[int, float] = field(default_factory=lambda: ALONE)
    attack_rate: float = 0.0

    def infected(self, members: int, prevalence: float) -> Counts:
        """Return the chances of 0 … `members` infected in one household.

        >>> Households({2: 1.0}, attack_rate=0.5).infected(2, 0.1).round(4).tolist()
        [0.85, 0.1, 0.05]
        """
        return _beta_binomial(members, prevalence, self.attack_rate)

    def infected_in_tube(self, people: int, prevalence: float) -> Counts:
        """Return the chances of 0 … `people` infected in a tube filled household by household in any order.

        It begins with a household; the members of the last one who find no room count as a household of their own.

        >>> Households().infected_in_tube(2, 0.1).round(2).tolist()
        [0.81, 0.18, 0.01]
        """
        total = sum(self.sizes.values())
        shares = tuple((size, share / total) for size, share in sorted(self.sizes.items()) if share > 0)
        return np.array(_filled(people, prevalence, self.attack_rate, shares))


@lru_cache(maxsize=4096)
def _filled(
    people: int, prevalence: float, attack_rate: float, shares: tuple[tuple[int, float], ...]
) -> tuple[float, ...]:
    if people == 0:
        return (1.0,)
    chances = np.zeros(people + 1)
    for size, share in shares:
        room = min(size, people)
        rest = _filled(people - room, prevalence, attack_rate, shares)
        chances += share * np.convolve(_beta_binomial(room, prevalence, attack_rate), rest)
    return tuple(chances)


def _beta_binomial(members: int, prevalence: float, attack_rate: float) -> Counts:
    """Chances by Pólya's urn: each one drawn makes the next of its kind likelier; without correlation, binomial."""
    if prevalence >= 1:
        return np.array([*[0.0] * members, 1.0])
    together = max(0.0, (attack_rate - prevalence) / (1 - prevalence))
    if together >= CERTAIN:
        return np.array([1 - prevalence, *[0.0] * (members - 1), prevalence])
    likelier = together / (1 - together)
    infected, not_infected, anybody = (
        np.cumprod([1.0, *(share + likelier * drawn for drawn in range(members))])
        for share in (prevalence, 1 - prevalence, 1.0)
    )
    ways = np.array([comb(members, k) for k in range(members + 1)])
    return ways * infected * not_infected[::-1] / anybody[-1]
