"""Supplies for closed households: what they need, who gets what of which lot, rounds of delivery, when things run out."""

from fangxian.engines.supplies.allocating import allocate, list_sharing, usable_lots
from fangxian.engines.supplies.forecast import forecast_stock, list_shortages
from fangxian.engines.supplies.needing import daily_use, list_needs, use_by_day
from fangxian.engines.supplies.planning import Solvers, SupplyPlan, plan_supplies
from fangxian.engines.supplies.rounds import Rounds, list_routing, plan_rounds, vans_for
from fangxian.engines.supplies.rules import Driving, Item, SupplyRule
from fangxian.engines.supplies.stock import BALANCES, MOVEMENTS, balance_lots
from fangxian.engines.supplies.trips import Hours

__all__ = [
    "BALANCES",
    "MOVEMENTS",
    "Driving",
    "Hours",
    "Item",
    "Rounds",
    "Solvers",
    "SupplyPlan",
    "SupplyRule",
    "allocate",
    "balance_lots",
    "daily_use",
    "forecast_stock",
    "list_needs",
    "list_routing",
    "list_sharing",
    "list_shortages",
    "plan_rounds",
    "plan_supplies",
    "usable_lots",
    "use_by_day",
    "vans_for",
]
