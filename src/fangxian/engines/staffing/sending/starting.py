"""Where to look first: people counted at their nearest post, and carried from post to post to where they are short.

That is a small flow over a net of neighbouring posts. Its routes, cut into pairs of where people are and where they go,
are arcs over which every need that can be met is met at once; what is left to find is who of them should go.
"""

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow
from scipy.spatial import cKDTree

from fangxian.engines.staffing.sending.costs import Costs
from fangxian.engines.staffing.sending.instance import NOBODY, Floats, Ints
from fangxian.engines.staffing.sending.network import Market
from fangxian.engines.tables.distances import metres_between

_NEIGHBOURS = 8
_COARSER = 4
_MOST_KINDS = 12
Pairs = tuple[Ints, Ints]


def starting_pairs(costs: Costs, market: Market) -> Pairs:
    """Return (unit, post) pairs over which needs can be met, kind of post by kind of post."""
    instance, found = costs.instance, list[Pairs]()
    for kind in range(min(int(instance.post_kind.max(initial=NOBODY)) + 1, _MOST_KINDS)):
        posts = np.flatnonzero(instance.post_kind == kind)
        near = _nearest(costs, posts)
        supply = np.bincount(near[near >= 0], minlength=len(posts))
        routes = _carry(supply, market.need[posts], market.unfilled[posts], instance.post_at[posts])
        found.append(_spread(near, routes, posts))
    return np.concatenate([pair[0] for pair in found]), np.concatenate([pair[1] for pair in found])


def _nearest(costs: Costs, posts: Ints) -> Ints:
    """Return each unit's cheapest of these posts, by its place among them; -1 for who fits none."""
    found = np.empty(costs.units, dtype=np.int64)
    for at, block in costs.blocks():
        here = block[:, posts]
        best = here.argmin(axis=1)
        fits = np.isfinite(here[np.arange(len(here)), best])
        found[at : at + len(block)] = np.where(fits, best, NOBODY)
    return found


def _spread(near: Ints, routes: list[list[int]], posts: Ints) -> Pairs:
    """Offer everybody who is counted at a post all the ends of the routes that begin there."""
    ends = np.array([len(route) for route in routes], dtype=np.int64)
    units = np.flatnonzero(near >= 0)
    unit = np.repeat(units, ends[near[units]])
    post = [end for at in near[units] for end in routes[at]]
    return unit, posts[np.array(post, dtype=np.int64)]


def _carry(supply: Ints, need: Ints, unfilled: Ints, at: Floats) -> list[list[int]]:
    """Return, per post, the posts to which people counted there are carried (itself among them)."""
    tail, head, metres = _net(at)
    posts, links = len(need), len(tail)
    source, sink, every = posts, posts + 1, np.arange(posts)
    network = SimpleMinCostFlow()
    arcs = network.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([np.full(posts, source), tail, every, np.full(posts, source)]).astype(np.int32),
        np.concatenate([every, head, np.full(posts, sink), every]).astype(np.int32),
        np.concatenate([supply, np.full(links, supply.sum()), need, need]).astype(np.int64),
        np.concatenate([np.zeros(posts), metres, np.zeros(posts), unfilled]).astype(np.int64),
    )
    network.set_node_supply(source, int(need.sum()))
    network.set_node_supply(sink, -int(need.sum()))
    network.solve()
    flows = network.flows(arcs)
    hired = need - flows[-posts:]
    onward: list[list[list[int]]] = [[] for _ in range(posts)]
    for link in np.flatnonzero(flows[posts : posts + links] > 0):
        onward[tail[link]].append([int(head[link]), int(flows[posts + link])])
    return _routes(flows[:posts].tolist(), hired.tolist(), onward)


def _routes(given: list[int], wanted: list[int], onward: list[list[list[int]]]) -> list[list[int]]:
    """Follow what flows out of each post to where it stays; every link costs, so a flow of least cost runs in no circle."""
    routes: list[list[int]] = [[] for _ in given]
    for begin in range(len(given)):
        while given[begin] > 0:
            at, taken = begin, list[list[int]]()
            while wanted[at] == 0 and onward[at]:
                taken.append(onward[at][-1])
                at = taken[-1][0]
            amount = min([given[begin], wanted[at], *(link[1] for link in taken)])
            if amount == 0:
                break
            given[begin] -= amount
            wanted[at] -= amount
            _use_up(onward, begin, taken, amount)
            routes[begin].append(at)
    return [sorted(set(route)) for route in routes]


def _use_up(onward: list[list[list[int]]], begin: int, taken: list[list[int]], amount: int) -> None:
    at = begin
    for link in taken:
        link[1] -= amount
        if link[1] == 0:
            onward[at].pop()
        at = link[0]


def _net(at: Floats) -> tuple[Ints, Ints, Ints]:
    """Return links both ways between neighbouring posts, at ever coarser scales, so that the net hangs together.

    Posts at one address are a metre apart: were they none, people could be carried round and round among them for nothing.
    """
    known = np.isfinite(at[:, 0]) & np.isfinite(at[:, 1])
    middle = at[known].mean(axis=0) if known.any() else np.zeros(2)
    where = np.where(known[:, None], at, middle)
    flat = np.column_stack([where[:, 0], where[:, 1] * np.cos(np.radians(where[:, 0].mean()))])
    pairs, level = list[Ints](), np.arange(len(at))
    while len(level) > 1:
        pairs.append(_links(flat, level, level, _NEIGHBOURS + 1))
        coarser = level[::_COARSER]
        pairs.append(_links(flat, level, coarser, 2))
        level = coarser
    both = np.concatenate(pairs) if pairs else np.zeros((0, 2), dtype=np.int64)
    both = np.unique(np.sort(both[both[:, 0] != both[:, 1]], axis=1), axis=0)
    both = np.concatenate([both, both[:, ::-1]])
    tail, head = both[:, 0], both[:, 1]
    metres = metres_between(where[tail, 0], where[tail, 1], where[head, 0], where[head, 1])
    return tail, head, np.maximum(np.rint(metres), 1.0).astype(np.int64)


def _links(flat: Floats, some: Ints, others: Ints, nearest: int) -> Ints:
    count = min(nearest, len(others))
    _, found = cKDTree(flat[others]).query(flat[some], count)
    return np.column_stack([np.repeat(some, count), others[np.asarray(found).reshape(-1)]])
