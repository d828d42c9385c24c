"""Fewest people-metres with so many sites: prices, one site after the other, then block by block with whole sites.

Demand may be split, so this is no choice of one site per place: a place too large for a site is shared out.
"""

from dataclasses import replace

import numpy as np

from fangxian.engines.problems import Text
from fangxian.engines.testing.siting.arcs import Floats
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.siting.placement import Bound, Choice, floor_of
from fangxian.engines.testing.solvers import nearest_first
from fangxian.engines.testing.solvers.p_median.blocks import Standing, cut_into_blocks, improve
from fangxian.engines.testing.solvers.p_median.flows import objective_of, send
from fangxian.engines.testing.solvers.p_median.greedy import open_best
from fangxian.engines.testing.solvers.p_median.model import Model
from fangxian.engines.testing.solvers.p_median.part import part_of
from fangxian.engines.testing.solvers.p_median.prices import raise_bound
from fangxian.engines.testing.solvers.p_median.starting import (
    BY_PRICES,
    best_of,
    first_prices,
    open_by,
    without_idle,
)

WHOLE = 180
"""Up to so many candidates the bound is that of whole sites."""
BLOCK = 64
_ROUNDS = 300
_TURNS = (0.0, 0.6, 1.2)
_GOOD_ENOUGH = 0.01
_WIDTHS = (2.0, np.inf)
"""Whoever goes along none of the arcs looked at needs no site in the model: with all arcs the answer is what it seems."""
_CLUSTER_ROUNDS, _GAP, _NODES = 12, 0.008, 60

_BY_BRANCHING = Text(
    "整数规划的下界（线性松弛加邻近地区取整不等式，分支定界）",
    "linear relaxation with whole sites per cluster, then branch and bound",
)


def choose(instance: Instance) -> Choice:
    """Open sites and send people; never worse than `nearest_first`."""
    first = nearest_first.choose(instance)
    if not len(instance.arcs.place) or not instance.most_sites:
        return first
    standing = best_of(instance, [first.chosen, open_best(instance, _flat(instance))])
    found = raise_bound(
        instance, first_prices(instance, standing.flows), objective_of(instance, standing.flows), _ROUNDS
    )
    standing = best_of(instance, [standing.chosen, *open_by(instance, found.prices)])
    bounds = [Bound(found.bound, BY_PRICES, found.prices), floor_of(instance)]
    if instance.candidates.height <= WHOLE:
        for width in _WIDTHS:
            if not _is_good(instance, standing, bounds):
                bounds.append(_solve_whole(instance, standing, found.prices, width))
    else:
        for turn in _TURNS:
            improve(instance, standing, cut_into_blocks(instance.spots, BLOCK, turn), found.prices)
    objective = objective_of(instance, standing.flows)
    # Above an answer that was found no bound is one: branching in floating point is not trusted beyond rounding.
    sound = [one for one in bounds if one.value <= objective * (1 + 1e-6) + 1e-3]
    highest = max(sound, key=lambda one: one.value)
    return Choice(
        without_idle(instance, standing),
        standing.flows,
        replace(highest, value=min(highest.value, objective)),
    )


def _flat(instance: Instance) -> Floats:
    return np.full(instance.places.height, instance.unserved_m)


def _is_good(instance: Instance, standing: Standing, bounds: list[Bound]) -> bool:
    return objective_of(instance, standing.flows) <= (1 + _GOOD_ENOUGH) * max(bound.value for bound in bounds)


def _solve_whole(instance: Instance, standing: Standing, prices: Floats, width: float) -> Bound:
    """Solve it as one block, from what stands; return a bound of whole sites."""
    every, used = np.arange(instance.candidates.height), standing.flows > 0
    part = part_of(instance, instance.people, every, instance.most_sites, prices, width=width, used=used)
    model = Model(part)
    model.relax(_CLUSTER_ROUNDS)
    chosen, bound = model.choose(_GAP, _NODES, (standing.chosen, standing.flows[part.arcs].astype(float)))
    flows = send(instance, chosen)
    if objective_of(instance, flows) < objective_of(instance, standing.flows):
        standing.chosen, standing.flows = chosen, flows
    return Bound(bound, _BY_BRANCHING)
