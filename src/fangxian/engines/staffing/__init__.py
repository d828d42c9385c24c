"""Staffing: how many people each order takes, who can be sent, and who goes where."""

from fangxian.engines.staffing.lending import (
    FLOWS,
    NEEDS,
    SUPPLY,
    Solver,
    lend_workers,
    list_solvers,
)
from fangxian.engines.staffing.needs import supply_of

__all__ = [
    "FLOWS",
    "NEEDS",
    "SUPPLY",
    "Solver",
    "lend_workers",
    "list_solvers",
    "supply_of",
]
