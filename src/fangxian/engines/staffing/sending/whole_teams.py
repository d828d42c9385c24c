"""Teams that stay together: whole teams first, the largest first; only where people are still short is one split."""

import numpy as np

from fangxian.engines.staffing.sending.costs import Costs, of_groups, of_persons
from fangxian.engines.staffing.sending.instance import NOBODY, Floats, Instance, Ints
from fangxian.engines.staffing.sending.network import open_market
from fangxian.engines.staffing.sending.prices import Prices
from fangxian.engines.staffing.sending.transport import choose

_WORK_CELLS = 50_000_000
_MOST_MOVES = 300


def send_whole_teams(instance: Instance) -> Ints:
    """Return the post of everybody, -1 for those not needed.

    Teams of one size are a flow of their own: each takes its size of a post's need. Who is in no team, and the teams
    that fit nowhere whole, fill what is left one by one.
    """
    chosen = np.full(instance.people.height, NOBODY, dtype=np.int64)
    left = instance.need.copy()
    sizes = np.bincount(instance.team[instance.team >= 0])
    for size in sorted({int(size) for size in sizes if size > 1}, reverse=True):
        rows = members_of(instance, np.flatnonzero(sizes == size))
        costs = of_groups(instance, rows, instance.team[rows])
        room = left // size
        market = open_market(room, instance.unfilled * size, np.full(costs.units, NOBODY), 0)
        posts = choose(costs, market).chosen
        chosen[rows] = np.repeat(posts, size)
        left -= size * np.bincount(posts[posts >= 0], minlength=len(left))
    return _fill(instance, chosen, left)


def members_of(instance: Instance, teams: Ints) -> Ints:
    """Return the people of these teams, team by team."""
    rows = np.flatnonzero(np.isin(instance.team, teams))
    return rows[np.argsort(instance.team[rows], kind="stable")]


def count_splits(instance: Instance, chosen: Ints) -> int:
    """Return how many posts more the teams are spread over than one each."""
    sent = np.flatnonzero((chosen != NOBODY) & (instance.team >= 0))
    pairs = np.unique(np.column_stack([instance.team[sent], chosen[sent]]), axis=0)
    return len(pairs) - len(np.unique(pairs[:, 0]))


def bound_of_teams(instance: Instance, prices: Prices, known: float) -> float:
    """Return what no answer that pays for splits can be below: the best found while prices are moved a little.

    At any prices a team is at one post and does its best there, or it is split and everybody does their best, less
    `split_m`. Where more would come to a post than it needs its price is lowered, where fewer it is raised, by as much
    as would close the distance to `known`, the cost of an answer, if the bound went on as it begins.
    """
    grouped = members_of(instance, np.unique(instance.team[instance.team >= 0]))
    if not len(grouped):
        return -np.inf
    rows = np.concatenate([grouped, np.flatnonzero(instance.team < 0)])
    begins = np.flatnonzero(np.append(True, np.diff(instance.team[grouped]) > 0))
    costs, posts, best = of_persons(instance, rows), prices.post.copy(), -np.inf
    times = int(np.clip(_WORK_CELLS // max(costs.units * costs.posts, 1), 1, _MOST_MOVES))
    asked = np.append(prices.giver, 0.0)[instance.employer[rows]]
    saved = _saved_by_givers(instance, prices.giver)
    patience = 1.0
    for _ in range(times):
        total, coming = _at_prices(instance, costs, begins, len(grouped), posts, asked)
        total += saved
        patience = patience if total > best else patience * 0.93
        best = max(best, total)
        lacks = (instance.need - coming).astype(np.float64)
        if not lacks.any() or total >= known:
            break
        step = patience * (known - total) / float(lacks @ lacks)
        posts = np.minimum(posts + step * lacks, instance.unfilled)
    return best


def _at_prices(
    instance: Instance, costs: Costs, begins: Ints, in_teams: int, posts: Floats, asked: Floats
) -> tuple[float, Ints]:
    """Return the bound at these prices, and how many would come to each post. asked: what each one's employer asks."""
    net = np.concatenate([block for _, block in costs.blocks()]) - posts + asked[:, None]
    net = np.minimum(net, 0.0)
    best = net.argmin(axis=1)
    worth = net[np.arange(len(net)), best]
    whole = np.add.reduceat(net[:in_teams], begins, axis=0)
    where = whole.argmin(axis=1)
    together = whole[np.arange(len(begins)), where]
    apart = np.add.reduceat(worth[:in_teams], begins) + instance.rules.split_m
    sizes = np.diff(np.append(begins, in_teams))
    stays = np.repeat(apart < together, sizes)
    goes = np.append(np.where(stays, best[:in_teams], np.repeat(where, sizes)), best[in_teams:])
    pays = net[np.arange(len(net)), goes] < 0
    total = float((instance.need * np.minimum(posts, instance.unfilled)).sum())
    total += float(np.minimum(apart, together).sum() + worth[in_teams:].sum())
    return total, np.bincount(goes[pays], minlength=costs.posts)


def _saved_by_givers(instance: Instance, asked: Floats) -> float:
    """What employers that are paid what they ask have over at most, below zero: their first steps cost less."""
    steps = open_market(instance.need, instance.unfilled, instance.employer, instance.rules.share_m).steps
    over = np.arange(steps.shape[1]) * instance.rules.share_m - asked[:, None]
    return float((steps * np.minimum(over, 0.0)).sum())


def _fill(instance: Instance, chosen: Ints, left: Ints) -> Ints:
    rows = np.flatnonzero(chosen == NOBODY)
    market = open_market(left, instance.unfilled, instance.employer[rows], instance.rules.share_m)
    chosen[rows] = choose(of_persons(instance, rows), market).chosen
    return chosen
