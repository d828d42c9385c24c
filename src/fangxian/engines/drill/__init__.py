"""Drills: a simulated outbreak that arrives piece by piece, offices that act by the plan, and what came of it."""

from fangxian.engines.drill.after_action import (
    Cost,
    LateOrder,
    PlanBeside,
    beside,
    find_late,
    price,
    price_together,
)
from fangxian.engines.drill.orders import DISPATCHES, in_force, on_time
from fangxian.engines.drill.staffing import Late, Staffing, plan_work, read_late
from fangxian.engines.drill.truth import CASES, CONTACTS, News, Truth, run_each, tell

__all__ = [
    "CASES", "CONTACTS", "DISPATCHES", "Cost", "Late", "LateOrder", "News", "PlanBeside", "Staffing", "Truth", "beside",
    "find_late", "in_force", "on_time", "plan_work", "price", "price_together", "read_late", "run_each", "tell",
]  # fmt: skip
