"""The best choice there is, proved: solve over few arcs, price the arcs left out, add those that would pay, again."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.staffing.sending.costs import Costs, Singles
from fangxian.engines.staffing.sending.instance import NOBODY, Floats, Ints
from fangxian.engines.staffing.sending.network import Market, flow
from fangxian.engines.staffing.sending.prices import Prices, find_prices
from fangxian.engines.staffing.sending.starting import starting_pairs

_NEAREST = 8
_MORE = 8
_MOST_ROUNDS = 40
_HALF_A_METRE = 0.5


@dataclass(frozen=True, eq=False)
class Choice:
    """`chosen`: the post (row) of every unit, -1: not needed. No answer can cost less than `bound`."""

    chosen: Ints
    bound: float
    prices: Prices


def choose(costs: Costs, market: Market) -> Choice:
    """Return the least cost at which posts are filled and units used at most once, and the proof.

    The first arcs are the nearest posts of everybody, and the routes by which every need can be met. Dual prices then
    tell which arc left out would pay; where none would, the choice is the best over all arcs.
    """
    if not costs.units or not costs.posts:
        left = float((market.need * market.unfilled).sum())
        nothing = Prices(np.zeros(costs.posts), np.zeros(len(market.steps)))
        return Choice(np.full(costs.units, NOBODY, dtype=np.int64), left, nothing)
    arcs, best = _first_arcs(costs, market), -np.inf
    for _ in range(_MOST_ROUNDS):
        unit, post = arcs // costs.posts, arcs % costs.posts
        metres = costs.at(unit, post).astype(np.int64)
        chosen = flow(market, unit, post, metres)
        prices = find_prices(market, unit, post, metres, chosen)
        worth, more = _look_around(costs, market, chosen, prices)
        cost, bound = cost_of(costs, market, chosen), _bound(market, prices, worth)
        best = max(best, bound)
        if not len(more) or cost - best < _HALF_A_METRE:
            break
        # Whoever takes an arc dearer than all that can still be saved cannot be part of a better answer.
        worth_it = metres - prices.post[post] - worth[unit] <= cost - bound
        arcs = _distinct([arcs[worth_it | (chosen[unit] == post)], more])
    return Choice(chosen, best, prices)


def cost_of(costs: Costs, market: Market, chosen: Ints) -> float:
    """Return what a choice costs: metres, posts left unfilled, and each giver's later steps."""
    sent = np.flatnonzero(chosen != NOBODY)
    filled = np.bincount(chosen[sent], minlength=costs.posts)
    missing = np.maximum(market.need - filled, 0)
    total = costs.at(sent, chosen[sent]).sum() + (missing * market.unfilled).sum()
    givers = market.giver[sent]
    given = np.bincount(givers[givers >= 0], minlength=len(market.steps))
    ends = np.cumsum(market.steps, axis=1)
    in_step = np.clip(given[:, None] - (ends - market.steps), 0, market.steps)
    return float(total + (in_step * np.arange(in_step.shape[1])).sum() * market.share_m)


def _first_arcs(costs: Costs, market: Market) -> Ints:
    unit, post = starting_pairs(costs, market)
    nothing = np.zeros(costs.posts)
    near = [_cheapest(block, nothing, _NEAREST, at) for at, block in costs.blocks()]
    pairs = _distinct([*near, unit * costs.posts + post])
    fits = np.isfinite(costs.at(pairs // costs.posts, pairs % costs.posts))
    found: Ints = pairs[fits]
    return found


def _cheapest(block: Singles, prices: Floats, count: int, at: int) -> Ints:
    """Return the best arcs of each unit of a block at these prices, as unit x posts + post."""
    net, posts = block - prices, block.shape[1]
    count = min(count, posts)
    best = np.argpartition(net, count - 1, axis=1)[:, :count]
    fits = np.isfinite(np.take_along_axis(block, best, axis=1))
    found: Ints = ((at + np.arange(len(block)))[:, None] * posts + best)[fits]
    return found


def _look_around(costs: Costs, market: Market, chosen: Ints, prices: Prices) -> tuple[Floats, Ints]:
    """Return what each unit would save at best anywhere (0 and below), and the arcs that would beat the choice."""
    worth, more = np.empty(costs.units), [np.zeros(0, dtype=np.int64)]
    giver = np.append(prices.giver, 0.0)[market.giver]
    for at, block in costs.blocks():
        rows = slice(at, at + len(block))
        net = block - prices.post
        worth[rows] = net.min(axis=1)
        mine = chosen[rows]
        own = np.where(mine == NOBODY, -giver[rows], net[np.arange(len(block)), np.maximum(mine, 0)])
        better = np.flatnonzero(worth[rows] < own - _HALF_A_METRE)
        found = _cheapest(block[better], prices.post, _MORE, 0)
        more.append((at + better[found // costs.posts]) * costs.posts + found % costs.posts)
    return worth, np.concatenate(more)


def _bound(market: Market, prices: Prices, worth: Floats) -> float:
    """What no answer can be below, at any prices: each unit does its best against them, each giver its best too."""
    total = float((market.need * np.minimum(prices.post, market.unfilled)).sum())
    alone = market.giver < 0
    total += float(np.minimum(worth[alone], 0.0).sum())
    theirs = np.flatnonzero(~alone)
    order = theirs[np.lexsort((worth[theirs], market.giver[theirs]))]
    if not len(order):
        return total
    giver = market.giver[order]
    rank = np.arange(len(order)) - np.searchsorted(giver, giver)
    step = (np.cumsum(market.steps, axis=1)[giver] <= rank[:, None]).sum(axis=1) * market.share_m
    return total + float(np.minimum(worth[order] + step, 0.0).sum())


def _distinct(parts: list[Ints]) -> Ints:
    """Return all numbers once, in order: sorting beats hashing where many are alike already."""
    every = np.sort(np.concatenate(parts))
    found: Ints = every[np.append(True, every[1:] != every[:-1])] if len(every) else every
    return found
