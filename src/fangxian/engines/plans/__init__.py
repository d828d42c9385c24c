"""Plans, measures, diseases and legal grounds as types: what a pack means once it has been read."""

from fangxian.engines.plans.clocks import (
    CLOCK_EVENTS,
    DONE_PREFIX,
    NEVER_QUIET,
    ClockOf,
    ClockRule,
    QuietHours,
)
from fangxian.engines.plans.disease import Disease
from fangxian.engines.plans.legal import Legal, LegalBasis
from fangxian.engines.plans.levels import LEVEL_RANKS, nearest_level
from fangxian.engines.plans.measure import Deadline, Duration, Measure, Staff
from fangxian.engines.plans.plan import (
    READ_BY_NAME,
    RELEASE_TESTS,
    Action,
    AreaRule,
    Ending,
    Figure,
    Plan,
    Scope,
    StaffingRule,
    TestingRule,
    TracingRule,
    Trigger,
)
from fangxian.engines.plans.words import (
    DEPARTMENTS,
    PROOFS,
    ROLES,
    department_title,
    proof_title,
    role_title,
)

__all__ = [
    "CLOCK_EVENTS",
    "DEPARTMENTS",
    "DONE_PREFIX",
    "LEVEL_RANKS",
    "NEVER_QUIET",
    "PROOFS",
    "READ_BY_NAME",
    "RELEASE_TESTS",
    "ROLES",
    "Action",
    "AreaRule",
    "ClockOf",
    "ClockRule",
    "Deadline",
    "Disease",
    "Duration",
    "Ending",
    "Figure",
    "Legal",
    "LegalBasis",
    "Measure",
    "Plan",
    "QuietHours",
    "Scope",
    "Staff",
    "StaffingRule",
    "TestingRule",
    "TracingRule",
    "Trigger",
    "department_title",
    "nearest_level",
    "proof_title",
    "role_title",
]
