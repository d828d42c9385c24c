"""The model: who goes where, what is short, where a team is, how far each employer gives."""

import numpy as np
from ortools.sat.python import cp_model

from fangxian.engines.staffing.sending.instance import NOBODY, Instance, Ints
from fangxian.engines.staffing.sending.network import Market
from fangxian.engines.staffing.sending.solvers.cp_sat.arcs import Arcs

_WORK = 1.0
"""In units of deterministic time: about as many seconds on one core of 2021."""


class Model:
    """Variables: `goes` per arc, `short` per post, `at` per team and post, `given` per employer and step."""

    def __init__(self, instance: Instance, market: Market, arcs: Arcs) -> None:
        self.instance, self.market, self.arcs = instance, market, arcs
        self.model = cp_model.CpModel()
        self.goes = [self.model.new_bool_var(f"goes {arc}") for arc in range(len(arcs.person))]
        self.terms: list[cp_model.LinearExprT] = [
            cp_model.LinearExpr.weighted_sum(self.goes, arcs.cost.tolist())
        ]
        self.at: dict[tuple[int, int], cp_model.IntVar] = {}
        self._one_post_each()
        self._fill_posts()
        if instance.rules.keep_teams:
            self._keep_teams()
        self._share_among_givers()
        self.model.minimize(sum(self.terms))

    def solve(self, hint: Ints) -> tuple[Ints, float]:
        """Return who goes where and what CP-SAT proved no answer over these arcs can be below."""
        taken = hint[self.arcs.person] == self.arcs.post
        for goes, yes in zip(self.goes, taken.tolist(), strict=True):
            self.model.add_hint(goes, yes)
        for (team, post), at in self.at.items():
            self.model.add_hint(at, bool((hint[self.instance.team == team] == post).any()))
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.random_seed = 1
        solver.parameters.max_deterministic_time = _WORK
        status = solver.solve(self.model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return hint, -np.inf
        chosen = np.full(self.instance.people.height, NOBODY, dtype=np.int64)
        used = np.array([solver.boolean_value(goes) for goes in self.goes], dtype=bool)
        chosen[self.arcs.person[used]] = self.arcs.post[used]
        return chosen, solver.best_objective_bound

    def _one_post_each(self) -> None:
        for arcs in _grouped(self.arcs.person):
            self.model.add_at_most_one(self.goes[arc] for arc in arcs)

    def _fill_posts(self) -> None:
        by_post = {int(self.arcs.post[arcs[0]]): arcs for arcs in _grouped(self.arcs.post)}
        for post, need in enumerate(self.market.need.tolist()):
            short = self.model.new_int_var(0, need, f"short {post}")
            self.model.add(sum(self.goes[arc] for arc in by_post.get(post, ())) + short == need)
            self.terms.append(int(self.market.unfilled[post]) * short)

    def _keep_teams(self) -> None:
        """A team that is at several posts pays for each but one."""
        team = self.instance.team[self.arcs.person]
        for arc in np.flatnonzero(team >= 0).tolist():
            key = (int(team[arc]), int(self.arcs.post[arc]))
            if key not in self.at:
                self.at[key] = self.model.new_bool_var(f"team {key[0]} at {key[1]}")
            self.model.add_implication(self.goes[arc], self.at[key])
        by_team: dict[int, list[cp_model.IntVar]] = {}
        for (number, _), at in self.at.items():
            by_team.setdefault(number, []).append(at)
        for number, places in by_team.items():
            more = self.model.new_int_var(0, max(len(places) - 1, 0), f"split {number}")
            self.model.add(more >= sum(places) - 1)
            self.terms.append(self.instance.rules.split_m * more)

    def _share_among_givers(self) -> None:
        """Each employer gives in steps, every one dearer than the last: so that no one is stripped while another is spared."""
        if not self.market.share_m:
            return
        giver = self.market.giver[self.arcs.person]
        for arcs in _grouped(giver):
            number = int(giver[arcs[0]])
            if number < 0:
                continue
            given = [
                self.model.new_int_var(0, size, f"given {number} {step}")
                for step, size in enumerate(self.market.steps[number].tolist())
            ]
            self.model.add(sum(self.goes[arc] for arc in arcs) == sum(given))
            self.terms += [step * self.market.share_m * count for step, count in enumerate(given) if step]


def _grouped(keys: Ints) -> list[list[int]]:
    """Return the positions of equal keys together, by key."""
    order = np.argsort(keys, kind="stable")
    cuts = np.flatnonzero(np.diff(keys[order])) + 1
    groups = np.split(order, cuts)
    return [group.tolist() for group in groups if len(group)]
