"""What one more person would be worth at each post: the prices at which nobody would rather be sent elsewhere.

They are shortest distances in the graph of swaps: filling a post better pushes somebody on, who pushes somebody on.
"""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.staffing.sending.instance import NOBODY, Floats, Ints
from fangxian.engines.staffing.sending.network import Market


@dataclass(frozen=True, eq=False)
class Prices:
    """Worth of one more person at each post, and what it takes to have one more from each giver, in metres."""

    post: Floats
    giver: Floats


@dataclass(frozen=True, eq=False)
class _Swaps:
    """Edges (from, to, metres): one more at `to` can be had for one more at `from` and so many metres. 0 is the outside."""

    tail: list[Ints]
    head: list[Ints]
    metres: list[Floats]

    def add(self, tail: Ints, head: Ints, metres: Floats | Ints) -> None:
        self.tail.append(tail)
        self.head.append(head)
        self.metres.append(metres.astype(np.float64))


def find_prices(market: Market, unit: Ints, post: Ints, cost: Ints, chosen: Ints) -> Prices:
    """Return the lowest prices that go with the best choice over these arcs.

    Nodes: 0 outside, then the givers, then the posts. Where everybody is needed prices are free within wide limits; the
    lowest keep quiet the arcs that would only be taken to fill posts that are filled.
    """
    givers, posts = len(market.steps), len(market.need)
    post_node = 1 + givers + np.arange(posts)
    source = np.where(market.giver >= 0, 1 + market.giver, 0)
    own = _own_costs(unit, post, cost, chosen)
    at = np.where(chosen == NOBODY, source, post_node[np.maximum(chosen, 0)])
    swaps = _Swaps([], [], [])
    swaps.add(at[unit], post_node[post], cost - own[unit])
    sent = np.flatnonzero(chosen != NOBODY)
    swaps.add(at[sent], source[sent], -own[sent])
    filled = np.bincount(chosen[sent], minlength=posts)
    short = np.flatnonzero(filled < market.need)
    swaps.add(np.zeros(posts, dtype=np.int64), post_node, market.unfilled)
    swaps.add(post_node[short], np.zeros(len(short), dtype=np.int64), -market.unfilled[short])
    _add_givers(swaps, market, np.bincount(market.giver[sent] + 1, minlength=givers + 1)[1:])
    found = -_to_outside(swaps, 1 + givers + posts)
    return Prices(found[1 + givers :], found[1 : 1 + givers])


def _own_costs(unit: Ints, post: Ints, cost: Ints, chosen: Ints) -> Ints:
    own = np.zeros(len(chosen), dtype=np.int64)
    taken = chosen[unit] == post
    own[unit[taken]] = cost[taken]
    return own


def _add_givers(swaps: _Swaps, market: Market, given: Ints) -> None:
    """One more from a giver costs the step it is in; one fewer saves the last step used."""
    ends = np.cumsum(market.steps, axis=1)
    more = (ends <= given[:, None]).sum(axis=1)
    last = (ends < given[:, None]).sum(axis=1)
    node = 1 + np.arange(len(given))
    outside = np.zeros(len(given), dtype=np.int64)
    free, used = given < ends[:, -1], given > 0
    swaps.add(outside[free], node[free], more[free] * market.share_m)
    swaps.add(node[used], outside[used], -last[used] * market.share_m)


def _to_outside(swaps: _Swaps, nodes: int) -> Floats:
    """Shortest distances to the outside (Bellman and Ford); the best choice leaves no cycle below zero."""
    tail, head = np.concatenate(swaps.head), np.concatenate(swaps.tail)
    key = head * nodes + tail
    order = np.argsort(key, kind="stable")
    first = np.flatnonzero(np.append(True, np.diff(key[order]) > 0))
    metres = np.minimum.reduceat(np.concatenate(swaps.metres)[order], first)
    head, tail = head[order][first], tail[order][first]
    begins = np.flatnonzero(np.append(True, head[1:] != head[:-1]))
    reached = head[begins]
    found = np.full(nodes, np.inf)
    found[0] = 0.0
    for _ in range(nodes):
        new = np.minimum.reduceat(found[tail] + metres, begins)
        nearer = new < found[reached]
        if not nearer.any():
            break
        found[reached[nearer]] = new[nearer]
    return np.where(np.isfinite(found), found, 0.0)
