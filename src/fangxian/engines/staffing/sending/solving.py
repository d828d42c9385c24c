"""What a solver is asked, and how one is found."""

import pkgutil
from importlib import import_module
from typing import Protocol

from fangxian.engines.problems import Problem, Text
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
    return sorted(found.name for found in pkgutil.iter_modules(solvers.__path__))


def get_solver(name: str) -> Solver:
    """Return the solver of this name.

    Raises:
        Problem: `no-such-solver`.
    """
    if name not in list_solvers():
        known = ", ".join(list_solvers())
        raise Problem(
            "no-such-solver",
            Text(f"没有名为 {name} 的派员算法。", f"There is no staffing solver {name}."),
            Text(f"可选: {known}。", f"Known: {known}."),
            Text("请选用其中之一。", "Choose one of them."),
        )
    solver: Solver = import_module(f"{solvers.__name__}.{name}")
    return solver
