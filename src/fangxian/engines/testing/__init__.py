"""Testing: who is due, and to which sampling site each community is sent."""

from fangxian.engines.testing.sites import ASSIGNED, Solver, list_solvers, place_sites, send_to_sites
from fangxian.engines.testing.siting.instance import DEMAND, Instance, count_sites, lay_out
from fangxian.engines.testing.siting.placement import Placement

__all__ = [
    "ASSIGNED",
    "DEMAND",
    "Instance",
    "Placement",
    "Solver",
    "count_sites",
    "lay_out",
    "list_solvers",
    "place_sites",
    "send_to_sites",
]
