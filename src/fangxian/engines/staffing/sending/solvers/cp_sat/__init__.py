"""Constraint programming (OR-Tools CP-SAT): teams stay together and are split only where that pays.

It begins from the answer of the flow, looks at the arcs that cost least at the flow's prices, and works for an amount of
work, not of time, in one thread: the same files give the same answer.
"""

import numpy as np

from fangxian.engines.staffing.sending.costs import Costs
from fangxian.engines.staffing.sending.instance import Instance
from fangxian.engines.staffing.sending.network import open_market
from fangxian.engines.staffing.sending.solution import Solution
from fangxian.engines.staffing.sending.solvers.cp_sat.arcs import find_arcs
from fangxian.engines.staffing.sending.solvers.cp_sat.model import Model
from fangxian.engines.staffing.sending.transport import choose, cost_of
from fangxian.engines.staffing.sending.whole_teams import bound_of_teams, count_splits, send_whole_teams


def solve(instance: Instance, everybody: Costs) -> Solution:
    """Return the best answer found, and what no answer can be below."""
    market = open_market(instance.need, instance.unfilled, instance.employer, instance.rules.share_m)
    single = choose(everybody, market)
    if not instance.people.height or not instance.posts.height:
        return Solution(single.chosen, single.bound)
    keep = instance.rules.keep_teams
    hint = send_whole_teams(instance) if keep else single.chosen
    known = single.bound
    if keep:
        cost = cost_of(everybody, market, hint) + instance.rules.split_m * count_splits(instance, hint)
        known = max(known, bound_of_teams(instance, single.prices, cost))
    arcs = find_arcs(instance, everybody, single.prices, np.stack([single.chosen, hint]))
    chosen, proved = Model(instance, market, arcs).solve(hint)
    return Solution(chosen, max(known, min(proved, single.bound + arcs.left_out_m)))
