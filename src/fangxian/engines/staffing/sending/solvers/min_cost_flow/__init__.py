"""A minimum-cost flow (OR-Tools) over few arcs, proved over all: exact for people one by one, at once for thousands.

With teams kept together it sends whole teams size by size; then the bound says how far from the best that may be.
"""

from fangxian.engines.staffing.sending.costs import Costs
from fangxian.engines.staffing.sending.instance import Instance
from fangxian.engines.staffing.sending.network import open_market
from fangxian.engines.staffing.sending.solution import Solution
from fangxian.engines.staffing.sending.transport import choose, cost_of
from fangxian.engines.staffing.sending.whole_teams import bound_of_teams, count_splits, send_whole_teams


def solve(instance: Instance, everybody: Costs) -> Solution:
    """Return the best choice of single people, or a good one of whole teams."""
    market = open_market(instance.need, instance.unfilled, instance.employer, instance.rules.share_m)
    single = choose(everybody, market)
    if not instance.rules.keep_teams:
        return Solution(single.chosen, single.bound)
    whole = send_whole_teams(instance)
    known = cost_of(everybody, market, whole) + instance.rules.split_m * count_splits(instance, whole)
    return Solution(whole, max(single.bound, bound_of_teams(instance, single.prices, known)))
