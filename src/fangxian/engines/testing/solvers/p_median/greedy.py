"""One site after the other, each where it is worth most to those who have none yet."""

from heapq import heapify, heappop, heappush

import numpy as np

from fangxian.engines.testing.siting.arcs import Bools, Floats
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.solvers.p_median.kernel import take


def open_best(instance: Instance, worth: Floats) -> Bools:
    """Return the candidates opened; `worth`: metres for somebody of each place who gets a site."""
    arcs, ends = instance.arcs, instance.ends
    cost = arcs.walk_m - worth[arcs.place]
    left, flows = instance.people.astype(float), np.zeros(len(arcs.place))
    chosen, blocked = instance.open.copy(), instance.blocked_by(instance.open)

    def gain(site: int) -> float:
        return float(
            take(ends[site], ends[site + 1], arcs.place, cost, left, float(instance.capacity[site]), flows)
        )

    for site in np.flatnonzero(chosen).tolist():
        gain(site)
        _serve(instance, site, left, flows)
    waiting = [(gain(site), site) for site in np.flatnonzero(~chosen).tolist()]
    heapify(waiting)
    number = int(chosen.sum())
    while waiting and number < instance.most_sites:
        _, site = heappop(waiting)
        now = 0.0 if blocked[site] else gain(site)
        if waiting and now > waiting[0][0]:
            heappush(waiting, (now, site))
        elif now < 0:
            chosen[site], number = True, number + 1
            blocked[instance.close_to.get(site, [])] = True
            _serve(instance, site, left, flows)
        else:
            break
    return chosen


def _serve(instance: Instance, site: int, left: Floats, flows: Floats) -> None:
    own = slice(instance.ends[site], instance.ends[site + 1])
    left[instance.arcs.place[own]] -= flows[own]
