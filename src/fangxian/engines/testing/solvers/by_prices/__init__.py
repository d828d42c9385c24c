"""An answer within seconds for a whole city: prices and one site after the other, without looking block by block again.

For asking "what if" on a page: the bound is of the whole instance, so that the gap says how much a longer look could save.
"""

from dataclasses import replace

import numpy as np

from fangxian.engines.problems import Text
from fangxian.engines.testing.siting.arcs import Floats
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.siting.placement import Bound, Choice, floor_of
from fangxian.engines.testing.solvers import nearest_first
from fangxian.engines.testing.solvers.p_median.blocks import Standing
from fangxian.engines.testing.solvers.p_median.flows import objective_of, send
from fangxian.engines.testing.solvers.p_median.greedy import open_best
from fangxian.engines.testing.solvers.p_median.prices import raise_bound

_ROUNDS = 200
_WORTH = (1.0, 1.3, 2.0, 3.0)
_FURTHER = 1.5
"""What somebody is worth to a site at first, against the walk they have without looking further."""
_BY_PRICES = Text("全部实例的拉格朗日松弛", "Lagrangian relaxation of the whole instance")


def choose(instance: Instance) -> Choice:
    """Open sites and send people; never worse than `nearest_first`."""
    first = nearest_first.choose(instance)
    if not len(instance.arcs.place) or not instance.most_sites:
        return first
    before = objective_of(instance, first.flows)
    found = raise_bound(instance, _first_prices(instance, first), before, _ROUNDS)
    standing = _best_of(instance, Standing(first.chosen, first.flows), found.prices)
    objective = objective_of(instance, standing.flows)
    bounds = (Bound(found.bound, _BY_PRICES, found.prices), floor_of(instance))
    highest = max(bounds, key=lambda one: one.value)
    people = np.bincount(instance.arcs.site, weights=standing.flows, minlength=len(standing.chosen))
    bound = replace(highest, value=min(highest.value, objective))
    return Choice(standing.chosen & ((people > 0) | instance.open), standing.flows, bound)


def _first_prices(instance: Instance, first: Choice) -> Floats:
    arcs, length = instance.arcs, instance.places.height
    served = np.bincount(arcs.place, weights=first.flows, minlength=length)
    walked = np.bincount(arcs.place, weights=first.flows * arcs.walk_m, minlength=length) / instance.people
    begin = _FURTHER * walked + instance.walk_m / 8
    return np.where(served < instance.people, instance.unserved_m, np.minimum(begin, instance.unserved_m))


def _best_of(instance: Instance, first: Standing, prices: Floats) -> Standing:
    worths = (np.minimum(times * prices, instance.unserved_m) for times in _WORTH)
    opened = (open_best(instance, worth) for worth in worths)
    every = [first, *(Standing(chosen, send(instance, chosen)) for chosen in opened)]
    return min(every, key=lambda one: objective_of(instance, one.flows))
