"""A bound of the whole instance from prices: what everybody is worth to a site (Lagrangian relaxation).

Sending everybody somewhere is not demanded but priced; what is left falls apart into a small choice per candidate, done
exactly over every arc. Any prices give a bound; the best are those of the linear relaxation in which nobody goes to a
site further than it is open. `raise_bound` nears them along the shortfalls (subgradients: Held M, Wolfe P, Crowder HP,
Math Programming 1974;6:62), with the steps of Polyak (1969) and directions averaged (Barahona F, Anbil R, Math
Programming 2000;87:385).
"""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.testing.siting.arcs import Bools, Floats
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.solvers.p_median.kernel import take_all

_NEW = 0.3
_PATIENCE, _SHORTER = 12, 0.7


@dataclass(frozen=True, eq=False)
class Priced:
    """What prices (metres per person, by place) give: a bound, the sites worth opening, the share of people left over."""

    prices: Floats
    bound: float
    opened: Bools
    left: Floats


def price(instance: Instance, prices: Floats) -> Priced:
    """Return the bound these prices give; they lie between 0 and `unserved_m`."""
    arcs, people = instance.arcs, instance.people.astype(float)
    flows, gains = np.zeros(len(arcs.place)), np.zeros(len(instance.capacity))
    cost = arcs.walk_m - prices[arcs.place]
    take_all(instance.ends, arcs.place, cost, people, instance.capacity.astype(float), flows, gains)
    opened = instance.open.copy()
    closed = np.flatnonzero(~opened & (gains < 0))
    free = instance.most_sites - int(opened.sum())
    opened[closed[np.argsort(gains[closed], kind="stable")][:free]] = True
    gone = np.bincount(arcs.place, weights=np.where(opened[arcs.site], flows, 0.0), minlength=len(people))
    return Priced(prices, float(prices @ people + gains[opened].sum()), opened, 1 - gone / people)


def raise_bound(
    instance: Instance, start: Floats, objective: float, rounds: int, step: float = 0.3
) -> Priced:
    """Return the best prices found from `start`; `objective` is that of any answer."""
    people = instance.people.astype(float)
    best = found = price(instance, start)
    way, since = np.zeros(len(people)), 0
    for _ in range(rounds):
        uphill = np.where((found.prices >= instance.unserved_m) & (found.left > 0), 0.0, found.left)
        way = _NEW * uphill + (1 - _NEW) * way if way.any() else uphill
        steep = float(way**2 @ people)
        if steep <= 0 or objective <= best.bound:
            break
        moved = found.prices + step * (objective - found.bound) / steep * way
        found = price(instance, np.clip(moved, 0.0, instance.unserved_m))
        since += 1
        if found.bound > best.bound:
            best, since = found, 0
        elif since >= _PATIENCE:
            step, since, found, way = step * _SHORTER, 0, best, np.zeros(len(people))
    return best
