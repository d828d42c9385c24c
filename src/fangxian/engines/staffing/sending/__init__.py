"""Sending people to posts: by need, skill, distance, fairness; stable when asked again; every choice explained."""

from fangxian.engines.staffing.sending.assigning import Sent, assign_teams
from fangxian.engines.staffing.sending.reasons import REASONS
from fangxian.engines.staffing.sending.rules import SendingRules
from fangxian.engines.staffing.sending.solution import Solution
from fangxian.engines.staffing.sending.solving import Solver, get_solver, list_solvers

__all__ = [
    "REASONS",
    "SendingRules",
    "Sent",
    "Solution",
    "Solver",
    "assign_teams",
    "get_solver",
    "list_solvers",
]
