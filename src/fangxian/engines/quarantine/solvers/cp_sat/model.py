"""Parties, floors and limits as a model of CP-SAT."""

from collections import defaultdict

import numpy as np
from ortools.sat.python import cp_model

from fangxian.engines.quarantine.instance import MIXED_M, OVER_M, UNPLACED_M, Instance

Terms = list[cp_model.LinearExprT]


class Model:
    """The model; `taken` says which party is on which floor."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.cp = cp_model.CpModel()
        self.taken = {
            (int(at), int(floor)): self.cp.new_bool_var(f"{at}@{floor}")
            for at in instance.open
            for floor in np.flatnonzero(instance.suits[at])
        }
        self.costs: Terms = [self._places()]
        self._fill()
        self._disperse()
        self._mix()
        self.cp.minimize(sum(self.costs))

    def _places(self) -> cp_model.LinearExprT:
        """Each party on at most one floor; its journey, or what it counts for without a room."""
        terms: Terms = []
        of_party: dict[int, list[tuple[int, cp_model.IntVar]]] = defaultdict(list)
        for (at, floor), taken in self.taken.items():
            of_party[at].append((floor, taken))
        for at in self.instance.open:
            found, left = of_party[int(at)], UNPLACED_M * len(self.instance.parties[at].people)
            self.cp.add_at_most_one(taken for _, taken in found)
            terms.append(left)
            for floor, taken in found:
                terms.append(
                    (self.instance.cost_of(int(at), int(self.instance.site_of[floor])) - left) * taken
                )
        return sum(terms)

    def _fill(self) -> None:
        rooms: dict[int, Terms] = defaultdict(list)
        for (at, floor), taken in self.taken.items():
            rooms[floor].append(self.instance.parties[at].rooms * taken)
        for floor, terms in rooms.items():
            self.cp.add(sum(terms) <= int(self.instance.free[floor]))

    def _disperse(self) -> None:
        """Rooms of a group, and of all, at a site: beyond the limit each counts."""
        terms: dict[tuple[int, int], Terms] = defaultdict(list)
        for at, party in enumerate(self.instance.parties):
            here = [(party.kept_floor, 1)] if party.kept_floor >= 0 else self._floors_of(at)
            for floor, taken in here:
                site = int(self.instance.site_of[floor])
                terms[-1, site].append(party.rooms * taken)
                if party.group >= 0:
                    terms[party.group, site].append(party.rooms * taken)
        most = sum(party.rooms for party in self.instance.parties)
        for (group, site), found in sorted(terms.items()):
            limit = int(self.instance.group_limit[group]) if group >= 0 else self.instance.all_limit
            over = self.cp.new_int_var(0, most, f"over {group}@{site}")
            self.cp.add(over >= sum(found) - limit)
            self.costs.append(OVER_M * over)

    def _mix(self) -> None:
        """Groups on a floor: each beyond the first counts."""
        groups: dict[int, dict[int, Terms]] = defaultdict(lambda: defaultdict(list))
        for at, party in enumerate(self.instance.parties):
            here = [(party.kept_floor, 1)] if party.kept_floor >= 0 else self._floors_of(at)
            for floor, taken in here:
                if party.group >= 0:
                    groups[floor][party.group].append(taken)
        for floor, found in sorted(groups.items()):
            there = [self._there(floor, group, terms) for group, terms in sorted(found.items())]
            more = self.cp.new_int_var(0, len(there), f"mixed {floor}")
            self.cp.add(more >= sum(there) - 1)
            self.costs.append(MIXED_M * more)

    def _there(self, floor: int, group: int, terms: Terms) -> cp_model.IntVar:
        there = self.cp.new_bool_var(f"{group} on {floor}")
        for taken in terms:
            self.cp.add(there >= taken)
        return there

    def _floors_of(self, at: int) -> list[tuple[int, cp_model.LinearExprT]]:
        return [(int(floor), self.taken[at, int(floor)]) for floor in np.flatnonzero(self.instance.suits[at])]
