"""As much as there is, what expires first used up first, and then the fewest unit-metres (OR-Tools, exact).

How much leaves each turn follows from the sums alone: earlier turns are emptied, and only among the lots of the last
turn that is touched is there a choice, which a source before them leaves to the flow.
"""

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

Counts = NDArray[np.int64]


def share(wanted: Counts, held: Counts, turn: Counts, metres: NDArray[np.float64]) -> Counts:
    """Share stock out."""
    lots, places = held.size, wanted.size
    given = np.zeros((lots, places), dtype=np.int64)
    total = int(min(wanted.sum(), held.sum()))
    if not total:
        return given
    supply = _leaving(held, turn, total)
    open_lots, open_places = np.flatnonzero(held), np.flatnonzero(wanted)
    flow, source, sink = SimpleMinCostFlow(), lots + places, lots + places + 1
    tails, heads = (one.ravel() for one in np.meshgrid(open_lots, open_places, indexing="ij"))
    cost = np.rint(metres[tails, heads]).astype(np.int64)
    most = np.minimum(held[tails], wanted[heads])
    arcs = flow.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), (lots + heads).astype(np.int32), most, cost
    )
    for lot in np.flatnonzero(supply < 0):
        flow.add_arc_with_capacity_and_unit_cost(source, int(lot), int(held[lot]), 0)
    for place in open_places:
        flow.add_arc_with_capacity_and_unit_cost(int(lots + place), sink, int(wanted[place]), 0)
    for lot in np.flatnonzero(supply > 0):
        flow.set_node_supply(int(lot), int(supply[lot]))
    flow.set_node_supply(source, total - int(supply[supply > 0].sum()))
    flow.set_node_supply(sink, -total)
    flow.solve()
    given[tails, heads] = flow.flows(arcs)
    return given


def _leaving(held: Counts, turn: Counts, total: int) -> Counts:
    """What must leave each lot; -1 where it is of the last turn, whose lots are chosen among."""
    leaving, left = np.zeros(held.size, dtype=np.int64), total
    for now in np.unique(turn):
        lots = turn == now
        there = int(held[lots].sum())
        leaving[lots] = held[lots] if there <= left else -1
        left = max(left - there, 0)
        if not left:
            break
    return leaving
