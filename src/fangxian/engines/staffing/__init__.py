"""Staffing: how many people each order takes, who can be sent, and who goes where."""

from fangxian.engines.staffing.needs import supply_of
from fangxian.engines.staffing.teams import (
    FLOWS,
    NEEDS,
    SUPPLY,
    Solver,
    assign_teams,
    list_solvers,
)

__all__ = [
    "FLOWS",
    "NEEDS",
    "SUPPLY",
    "Solver",
    "assign_teams",
    "list_solvers",
    "supply_of",
]
