"""What a site would take: the people it gains most by, up to its capacity."""

import numpy as np

from fangxian.engines.compiled import compiled
from fangxian.engines.testing.siting.arcs import Floats, Ints


@compiled
def take(first: int, end: int, place: Ints, cost: Floats, left: Floats, room: float, flows: Floats) -> float:
    """Fill `flows[first:end]`, the arcs of one site, with the people still `left` that cost least; return the cost.

    `cost`: metres a person less what a person is worth, per arc; nobody who costs something is taken.
    """
    gain = 0.0
    for arc in range(first, end):
        flows[arc] = 0.0
    for at in np.argsort(cost[first:end]):
        arc = first + at
        if cost[arc] >= 0.0 or room <= 0.0:
            break
        taken = min(room, left[place[arc]])
        room -= taken
        flows[arc] = taken
        gain += taken * cost[arc]
    return gain


@compiled
def take_all(
    ends: Ints, place: Ints, cost: Floats, people: Floats, capacity: Floats, flows: Floats, gains: Floats
) -> None:
    """Do so for every site as if it were alone: site `s` has the arcs from `ends[s]` to `ends[s + 1]`."""
    for site in range(len(capacity)):
        gains[site] = take(ends[site], ends[site + 1], place, cost, people, capacity[site], flows)
