"""spopt on the same question: a p-median with capacities, solved by PuLP's CBC.

It cannot share out a community between sites, knows no longest walk (a walk beyond it is priced as an unserved person) and
gives no bound.
"""

import resource
import time
import warnings
from multiprocessing import get_context
from multiprocessing.connection import Connection

import numpy as np

from benchmarks.testing.siting.apart import Question

_MOST_BYTES = 8 * 2**30
"""A variable for every pair of 5,000 communities would take all the memory there is."""


def ask(question: Question, seconds: float, patience: float) -> tuple[float | None, float, str]:
    """Return the objective (None: no answer), the seconds it took and what it said; it is ended after `patience`."""
    near, far = get_context("spawn").Pipe(duplex=False)
    process = get_context("spawn").Process(target=_solve, args=(question, seconds, far))
    began = time.perf_counter()
    process.start()
    far.close()
    try:
        answered = near.poll(patience)
        objective, said = near.recv() if answered else (None, f"ended after {patience:.0f} s")
    except EOFError:
        objective, said = None, "ended without an answer"
    took = time.perf_counter() - began
    process.kill()
    process.join()
    return objective, took, said


def _solve(question: Question, seconds: float, answer: Connection) -> None:
    import pulp
    from spopt.locate import PMedian

    warnings.simplefilter("ignore")
    resource.setrlimit(resource.RLIMIT_AS, (_MOST_BYTES, _MOST_BYTES))
    costs = np.full((len(question.people), len(question.sites)), question.unserved_m)
    for site in range(len(question.sites)):
        near, metres = question.reached(site)
        costs[near, site] = metres
    capacities = np.full(len(question.sites), question.capacity)
    try:
        model = PMedian.from_cost_matrix(
            costs, question.people, question.most, facility_capacities=capacities
        )
        model = model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds))
        status = pulp.LpStatus[model.problem.status]
        objective = pulp.value(model.problem.objective)
        answer.send((objective, status))
    except Exception as error:
        answer.send((None, " ".join(f"{type(error).__name__} {error}".split())[:120]))
