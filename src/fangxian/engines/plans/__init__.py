"""Plans and measures as types: what a pack means once it has been read."""

from fangxian.engines.plans.measure import Deadline, Duration, Measure, Staff
from fangxian.engines.plans.plan import (
    Action,
    AreaRule,
    Ending,
    Figure,
    Plan,
    StaffingRule,
    TestingRule,
    TracingRule,
    Trigger,
)

__all__ = [
    "Action",
    "AreaRule",
    "Deadline",
    "Duration",
    "Ending",
    "Figure",
    "Measure",
    "Plan",
    "Staff",
    "StaffingRule",
    "TestingRule",
    "TracingRule",
    "Trigger",
]
