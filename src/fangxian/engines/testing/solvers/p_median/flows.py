"""The best way to send people to sites that are chosen: a flow of least cost (OR-Tools, exact)."""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from fangxian.engines.testing.siting.arcs import Bools, Ints
from fangxian.engines.testing.siting.instance import Instance

_TENTHS = 10
"""Walks are kept to 0.1 m, so that costs are whole numbers."""


def send(instance: Instance, chosen: Bools, people: Ints | None = None) -> Ints:
    """Return the people on each arc at the least objective, given the sites and the people (of the instance, or fewer).

    Nodes: a place each, a site each, one for those without a site, a sink.
    """
    arcs = instance.arcs
    people = instance.people if people is None else people
    flows = np.zeros(len(arcs.place), dtype=np.int64)
    places, opened = np.flatnonzero(people), np.flatnonzero(chosen)
    if not len(places):
        return flows
    used = np.flatnonzero(chosen[arcs.site] & (people[arcs.place] > 0))
    place, site = np.searchsorted(places, arcs.place[used]), np.searchsorted(opened, arcs.site[used])
    first_site, nobody = len(places), len(places) + len(opened)
    sink, everybody = nobody + 1, int(people.sum())
    tails = [place, np.arange(first_site), np.arange(first_site, nobody), np.array([nobody])]
    heads = [first_site + site, np.full(first_site, nobody), np.full(len(opened), sink), np.array([sink])]
    most = [people[arcs.place[used]], people[places], instance.capacity[opened], np.array([everybody])]
    walked = np.rint(arcs.walk_m[used] * _TENTHS)
    costs = [
        walked,
        np.full(first_site, round(instance.unserved_m * _TENTHS)),
        np.zeros(len(opened)),
        np.zeros(1),
    ]
    flow = SimpleMinCostFlow()
    links = flow.add_arcs_with_capacity_and_unit_cost(
        *(np.concatenate(ends).astype(np.int32) for ends in (tails, heads)),
        *(np.concatenate(numbers).astype(np.int64) for numbers in (most, costs)),
    )
    flow.set_nodes_supplies(
        np.append(np.arange(first_site), sink).astype(np.int32), np.append(people[places], -everybody)
    )
    if flow.solve() != flow.OPTIMAL:
        raise ArithmeticError("a flow in which everybody may stay unserved always exists")
    flows[used] = flow.flows(links)[: len(used)]
    return flows


def objective_of(instance: Instance, flows: Ints) -> float:
    """Return the objective (people-metres) of these people on each arc."""
    left = int(instance.people.sum() - flows.sum())
    return float(flows @ instance.arcs.walk_m) + instance.unserved_m * left
