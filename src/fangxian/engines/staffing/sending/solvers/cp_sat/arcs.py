"""The arcs constraint programming looks at, and what using any other would cost at least."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.staffing.sending.costs import Costs
from fangxian.engines.staffing.sending.instance import NOBODY, Instance, Ints
from fangxian.engines.staffing.sending.prices import Prices

_ALL_PAIRS = 20_000
_CHEAPEST = 10


@dataclass(frozen=True, eq=False)
class Arcs:
    """(person, post) pairs with their cost in metres. left_out_m: what one of the others adds to the bound at least."""

    person: Ints
    post: Ints
    cost: Ints
    left_out_m: float


def find_arcs(instance: Instance, costs: Costs, prices: Prices, answers: Ints) -> Arcs:
    """Return every pair where there are few; else each person's cheapest at these prices, those of the team, and the answers'."""
    if costs.units * costs.posts <= _ALL_PAIRS:
        wanted = np.ones((costs.units, costs.posts), dtype=bool)
        left_out = np.inf
    else:
        wanted, left_out = _cheapest(costs, prices)
        _share_in_teams(instance, wanted)
    for chosen in answers:
        sent = np.flatnonzero(chosen != NOBODY)
        wanted[sent, chosen[sent]] = True
    person, post = np.nonzero(wanted)
    cost = costs.at(person, post)
    fits = np.isfinite(cost)
    return Arcs(person[fits], post[fits], cost[fits].astype(np.int64), left_out)


def _cheapest(costs: Costs, prices: Prices) -> tuple[np.ndarray, float]:
    wanted, left_out = np.zeros((costs.units, costs.posts), dtype=bool), np.inf
    count = min(_CHEAPEST, costs.posts - 1)
    for at, block in costs.blocks():
        net = block - prices.post
        order = np.argpartition(net, count, axis=1)
        ranked = np.take_along_axis(net, order, axis=1)
        further = ranked[:, count] - ranked[:, :count].min(axis=1)
        left_out = min(left_out, float(further[np.isfinite(further)].min(initial=np.inf)))
        np.put_along_axis(wanted[at : at + len(block)], order[:, :count], True, axis=1)
    return wanted, left_out


def _share_in_teams(instance: Instance, wanted: np.ndarray) -> None:
    """Where one of a team may go all may."""
    for team in range(int(instance.team.max(initial=NOBODY)) + 1):
        rows = np.flatnonzero(instance.team == team)
        wanted[rows] = wanted[rows].any(axis=0)
