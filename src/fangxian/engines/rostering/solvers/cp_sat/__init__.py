"""Fewest empty places, then fewest changes, then fair hours: OR-Tools CP-SAT, from the answer by turns."""

from math import ceil

from ortools.sat.python import cp_model

from fangxian.engines.rostering.arrangement import Arrangement
from fangxian.engines.rostering.instance import Instance
from fangxian.engines.rostering.price import price_of
from fangxian.engines.rostering.solvers import by_turns
from fangxian.engines.rostering.solvers.cp_sat.model import Model

EFFORT = 0.25
"""Work the solver may spend on a roster of `_PAIRS` and more, in its own deterministic seconds: the same on every
machine, so answers repeat. Smaller ones get a part of it, so that five hundred posts take no five hundred times."""

_PAIRS, _LEAST = 1_000, 0.02


def arrange(instance: Instance) -> Arrangement:
    """Improve the answer by turns until nothing is undone, the best is proved, or the effort is spent."""
    first = by_turns.arrange(instance)
    points = price_of(instance, first.pairs).points
    if points <= first.bound or not instance.may:
        return Arrangement(first.pairs, points)
    model = Model(instance)
    model.hint(first.pairs)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = max(_LEAST, EFFORT * min(1.0, len(instance.may) / _PAIRS))
    status = solver.solve(model.model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return first
    found = frozenset(pair for pair, chosen in model.chosen.items() if solver.value(chosen))
    better = found if price_of(instance, found).points <= points else first.pairs
    # Points are whole: a bound just below one, for want of digits, is that one.
    bound = max(ceil(solver.best_objective_bound - 1e-3), first.bound)
    return Arrangement(better, min(bound, price_of(instance, better).points))
