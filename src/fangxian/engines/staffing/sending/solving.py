"""What a solver is asked, and how one is found."""

from typing import Protocol

from fangxian.engines.folders import list_folders, open_folder
from fangxian.engines.staffing.sending import solvers
from fangxian.engines.staffing.sending.costs import Costs
from fangxian.engines.staffing.sending.instance import Instance
from fangxian.engines.staffing.sending.solution import Solution


class Solver(Protocol):
    """A solver folder."""

    def solve(self, instance: Instance, everybody: Costs) -> Solution:
        """Return who goes where: nobody twice, no post over-filled, nobody where they do not fit.

        `everybody`: what each person counts at each post.
        """
        ...


def list_solvers() -> list[str]:
    """Return the names of the solver folders.

    >>> list_solvers()
    ['cp_sat', 'min_cost_flow']
    """
    return list_folders(solvers)


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: `no-such-solver`.
    """
    solver: Solver = open_folder(solvers, name)
    return solver
