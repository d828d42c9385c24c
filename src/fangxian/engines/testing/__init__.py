"""Testing: who is due, and to which sampling site each community is sent."""

from fangxian.engines.testing.sites import ASSIGNED, DEMAND, Solver, list_solvers, place_sites

__all__ = [
    "ASSIGNED",
    "DEMAND",
    "Solver",
    "list_solvers",
    "place_sites",
]
