"""One minimum-cost flow: posts ask, units are offered along arcs, what nobody fills is paid for."""

from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from fangxian.engines.staffing.sending.instance import NOBODY, Ints
from fangxian.engines.staffing.sending.rules import STEPS


@dataclass(frozen=True, eq=False)
class Market:
    """What is asked and what it costs to leave it: `need`, `unfilled` per post; `giver` per unit (-1: nobody counts).

    steps: (givers x steps) how many units a giver may give in each step; every step costs `share_m` more.
    """

    need: Ints
    unfilled: Ints
    giver: Ints
    steps: Ints
    share_m: int


def open_market(need: Ints, unfilled: Ints, giver: Ints, share_m: int) -> Market:
    """Return the market in which each giver's units are cut into equal steps, the first of which costs nothing."""
    givers = int(giver.max(initial=NOBODY)) + 1
    size = np.bincount(giver[giver >= 0], minlength=givers)
    upto = np.array([-(-size * step // STEPS) for step in range(STEPS + 1)])
    return Market(need, unfilled, giver, np.diff(upto, axis=0).T.reshape(givers, STEPS), share_m)


def flow(market: Market, unit: Ints, post: Ints, cost: Ints) -> Ints:
    """Return the post of every unit, -1 for those not needed: the least cost over the arcs given.

    Nodes: source, sink, one per giver, per unit, per post. A unit without a giver hangs on the source itself.
    """
    units, posts, givers = len(market.giver), len(market.need), len(market.steps)
    giver_node, unit_node = 2 + np.arange(givers), 2 + givers + np.arange(units)
    post_node = 2 + givers + units + np.arange(posts)
    offered = np.where(market.giver >= 0, giver_node[market.giver] if givers else 0, 0)
    tails = [np.repeat(0, givers * STEPS), offered, unit_node[unit], post_node, np.zeros(posts)]
    heads = [np.repeat(giver_node, STEPS), unit_node, post_node[post], np.ones(posts), post_node]
    capacities = [market.steps.ravel(), np.ones(units), np.ones(len(unit)), market.need, market.need]
    step_costs = np.tile(np.arange(STEPS) * market.share_m, givers)
    costs = [step_costs, np.zeros(units), cost, np.zeros(posts), market.unfilled]
    network = SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        np.concatenate(tails).astype(np.int32),
        np.concatenate(heads).astype(np.int32),
        np.concatenate(capacities).astype(np.int64),
        np.concatenate(costs).astype(np.int64),
    )
    asked = int(market.need.sum())
    network.set_node_supply(0, asked)
    network.set_node_supply(1, -asked)
    network.solve()
    first = givers * STEPS + units
    used = network.flows(arcs)[first : first + len(unit)] > 0
    chosen = np.full(units, NOBODY, dtype=np.int64)
    chosen[unit[used]] = post[used]
    return chosen
