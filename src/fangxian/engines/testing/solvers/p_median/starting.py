"""What every answer by prices begins with: first prices, sites opened one after the other for several worths of a person."""

import numpy as np

from fangxian.engines.problems import Text
from fangxian.engines.testing.siting.arcs import Bools, Floats, Ints
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.solvers.p_median.blocks import Standing
from fangxian.engines.testing.solvers.p_median.flows import objective_of, send
from fangxian.engines.testing.solvers.p_median.greedy import open_best

BY_PRICES = Text("全部实例的拉格朗日松弛", "Lagrangian relaxation of the whole instance")
_WORTHS = (1.0, 1.3, 2.0, 3.0)
_FURTHER = 1.5


def first_prices(instance: Instance, flows: Ints) -> Floats:
    """Return prices to begin with: half as much again as a place walks now; whoever has no site is worth the most."""
    arcs, length = instance.arcs, instance.places.height
    served = np.bincount(arcs.place, weights=flows, minlength=length)
    walked = np.bincount(arcs.place, weights=flows * arcs.walk_m, minlength=length) / instance.people
    begin = _FURTHER * walked + instance.walk_m / 8
    return np.where(served < instance.people, instance.unserved_m, np.minimum(begin, instance.unserved_m))


def open_by(instance: Instance, prices: Floats) -> list[Bools]:
    """Return sites opened one after the other, for several worths of a person by these prices."""
    return [open_best(instance, np.minimum(times * prices, instance.unserved_m)) for times in _WORTHS]


def best_of(instance: Instance, answers: list[Bools]) -> Standing:
    """Return the answer with the least objective, with everybody sent as well as they can be."""
    every = [Standing(chosen, send(instance, chosen)) for chosen in answers]
    return min(every, key=lambda one: objective_of(instance, one.flows))


def without_idle(instance: Instance, standing: Standing) -> Bools:
    """Do not open what nobody goes to, unless it is open already."""
    people = np.bincount(instance.arcs.site, weights=standing.flows, minlength=len(standing.chosen))
    return standing.chosen & ((people > 0) | instance.open)
