"""Everything at once (OR-Tools CP-SAT): exact for a few hundred people, refused beyond."""

import numpy as np
from ortools.sat.python import cp_model

from fangxian.engines.problems import Problem, Text
from fangxian.engines.quarantine.instance import Instance
from fangxian.engines.quarantine.placement import Choice
from fangxian.engines.quarantine.solvers.cp_sat.model import Model

MOST_CELLS = 20_000
"""Parties x floors; beyond it a flow is as good and a thousand times as fast."""
_EFFORT = 10.0
"""Deterministic time: the same work, and so the same answer, on every machine."""
_HOW = Text("CP-SAT 的下界", "the bound of CP-SAT")


def choose(instance: Instance) -> Choice:
    """Give rooms so that the sum of all costs is least.

    Raises:
        Problem: `too-many-for-cp-sat`.
    """
    cells = len(instance.open) * len(instance.site_of)
    if cells > MOST_CELLS:
        raise Problem(
            "too-many-for-cp-sat",
            Text(
                f"待安排 {cells:,} 个组合，超出 cp_sat 的范围。",
                f"{cells:,} parties x floors are too many for cp_sat.",
            ),
            Text(f"应不超过 {MOST_CELLS:,}。", f"At most {MOST_CELLS:,} are expected."),
            Text("请用 --solver min_cost_flow。", "Choose --solver min_cost_flow."),
        )
    model = Model(instance)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_deterministic_time = _EFFORT
    solver.solve(model.cp)
    floor = np.array([party.kept_floor for party in instance.parties], dtype=np.int64)
    for (party, at), taken in model.taken.items():
        if solver.boolean_value(taken):
            floor[party] = at
    return Choice(floor, int(np.ceil(solver.best_objective_bound - 1e-6)), _HOW)
