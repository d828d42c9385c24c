"""An answer within seconds for a whole city: prices and one site after the other, without looking block by block again.

For asking "what if" on a page: the bound is of the whole instance, so that the gap says how much a longer look could save.
"""

from dataclasses import replace

from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.siting.placement import Bound, Choice, floor_of
from fangxian.engines.testing.solvers import nearest_first
from fangxian.engines.testing.solvers.p_median.flows import objective_of
from fangxian.engines.testing.solvers.p_median.prices import raise_bound
from fangxian.engines.testing.solvers.p_median.starting import (
    BY_PRICES,
    best_of,
    first_prices,
    open_by,
    without_idle,
)

_ROUNDS = 200


def choose(instance: Instance) -> Choice:
    """Open sites and send people; never worse than `nearest_first`."""
    first = nearest_first.choose(instance)
    if not len(instance.arcs.place) or not instance.most_sites:
        return first
    begin, before = first_prices(instance, first.flows), objective_of(instance, first.flows)
    found = raise_bound(instance, begin, before, _ROUNDS)
    standing = best_of(instance, [first.chosen, *open_by(instance, found.prices)])
    bounds = (Bound(found.bound, BY_PRICES, found.prices), floor_of(instance))
    highest = max(bounds, key=lambda one: one.value)
    bound = replace(highest, value=min(highest.value, objective_of(instance, standing.flows)))
    return Choice(without_idle(instance, standing), standing.flows, bound)
