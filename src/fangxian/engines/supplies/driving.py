"""What is asked of a way of finding rounds, and what becomes of its answer: hours and loads are kept, whoever answers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Metres = NDArray[np.float64]


@dataclass(frozen=True)
class Asked:
    """`metres`, `seconds`: between the depot (0) and the stops (1 …), each way. Times are seconds from the beginning.

    loads_g, service_s: of each stop; hours: (from, until) when somebody is there to take it; capacities_g and shifts
    (from, until) of each vehicle, which is back at the depot by the end of its shift.
    """

    metres: Metres
    seconds: NDArray[np.int64]
    loads_g: Sequence[int]
    service_s: Sequence[int]
    hours: Sequence[tuple[int, int]]
    capacities_g: Sequence[int]
    shifts: Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Leg:
    """A stop that is reached: when the vehicle arrives and begins, and metres from the one before."""

    stop: int
    begins_s: int
    metres: float


def follow(asked: Asked, vehicle: int, order: Sequence[int]) -> tuple[list[Leg], int]:
    """Return the legs of a vehicle that keep hours, load and shift, and when it is back; what does not is left out.

    >>> still = np.zeros((2, 2))
    >>> one = Asked(still, still.astype(int), [5], [60], [(30, 90)], [9], [(0, 600)])
    >>> follow(one, 0, [0])
    ([Leg(stop=0, begins_s=30, metres=0.0)], 90)
    """
    here, load = 0, 0
    now, ends = asked.shifts[vehicle]
    back, legs = now, list[Leg]()
    for stop in dict.fromkeys(order):
        opens, closes = asked.hours[stop]
        begins = max(now + int(asked.seconds[here, stop + 1]), opens)
        over = begins + asked.service_s[stop]
        home = over + int(asked.seconds[stop + 1, 0])
        heavier = load + asked.loads_g[stop]
        if begins > closes or home > ends or heavier > asked.capacities_g[vehicle]:
            continue
        legs.append(Leg(stop, begins, float(asked.metres[here, stop + 1])))
        here, now, load, back = stop + 1, over, heavier, home
    return legs, back


def least_metres(metres: Metres, loads_g: Sequence[int], most_g: int) -> float:
    """Return metres that no rounds serving all stops can be below: to the farthest and back, a tree, and the load.

    The load: each vehicle carries `most_g` at most, so a stop costs its share of a way there and back (Haimovich and
    Rinnooy Kan 1985). The tree: rounds join all stops to the depot, and the shortest that do are a spanning tree.

    >>> least_metres(np.array([[0.0, 10.0], [10.0, 0.0]]), [2], 1)
    40.0
    """
    if len(loads_g) == 0:
        return 0.0
    out = metres[0, 1:]
    there_and_back = 2 * float(out.max())
    by_load = 2 * float((out * np.asarray(loads_g)).sum()) / max(most_g, 1)
    return max(there_and_back, by_load, _tree(metres))


def _tree(metres: Metres) -> float:
    """Metres of the shortest spanning tree (Prim)."""
    away, joined, total = metres[0].copy(), np.zeros(len(metres), dtype=bool), 0.0
    joined[0] = True
    for _ in range(len(metres) - 1):
        at = int(np.where(joined, np.inf, away).argmin())
        total += float(away[at])
        joined[at] = True
        away = np.minimum(away, metres[at])
    return total
