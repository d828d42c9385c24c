"""Testing: who is due, and to which sampling site each community is sent."""

from fangxian.engines.testing.demand import rounds_due
from fangxian.engines.testing.sites import ASSIGNED, DEMAND, Solver, get_solver, list_solvers, place_sites

__all__ = [
    "ASSIGNED",
    "DEMAND",
    "Solver",
    "get_solver",
    "list_solvers",
    "place_sites",
    "rounds_due",
]
