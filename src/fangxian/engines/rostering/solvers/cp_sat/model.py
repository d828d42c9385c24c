"""The roster as CP-SAT sees it: one yes or no a person and shift, the sums of the rules, the price as objective."""

from collections import defaultdict
from collections.abc import Iterable, Set

from ortools.sat.python import cp_model

from fangxian.engines.rostering.caps import Cap
from fangxian.engines.rostering.instance import Instance, Pair
from fangxian.engines.rostering.price import DROPPED, MINUTE, NIGHT, SHORT, WISH, fair_of


class Model:
    """Builds the model; `chosen` holds the variable of every pair that may be."""

    def __init__(self, instance: Instance) -> None:
        self.instance, self.model = instance, cp_model.CpModel()
        self.chosen = {(p, s): self.model.new_bool_var(f"x{p},{s}") for p, s in sorted(instance.may)}
        self._of_person: dict[int, list[int]] = defaultdict(list)
        self._of_shift: dict[int, list[int]] = defaultdict(list)
        for p, s in self.chosen:
            self._of_person[p].append(s)
            self._of_shift[s].append(p)
        self._price: list[cp_model.LinearExprT] = []
        for p in range(len(instance.people)):
            self._obey(p, [*instance.caps, *instance.own_caps(instance.people[p])])
        for s in range(len(instance.shifts)):
            self._fill(s)
        self._be_fair()
        self._be_kind()
        self.model.minimize(cp_model.LinearExpr.sum(self._price))

    def hint(self, pairs: Set[Pair]) -> None:
        """Begin from this answer."""
        for pair, variable in self.chosen.items():
            self.model.add_hint(variable, pair in pairs)

    def _obey(self, p: int, caps: Iterable[Cap]) -> None:
        for cap in caps:
            parts = [(self.chosen[p, s], amount) for s, amount in cap.amounts if (p, s) in self.chosen]
            if sum(amount for _, amount in parts) <= cap.most:
                continue
            if cap.rule == "rest" and cap.most == 1:
                self.model.add_at_most_one([variable for variable, _ in parts])
            else:
                self.model.add(sum(amount * variable for variable, amount in parts) <= cap.most)

    def _fill(self, s: int) -> None:
        shift, people = self.instance.shifts[s], self._of_shift[s]
        on = [self.chosen[p, s] for p in people]
        self.model.add(sum(on) <= shift.need)
        self._price.append(SHORT * (shift.need - sum(on)))
        for word, number in shift.demands:
            able = [self.chosen[p, s] for p in people if word in self.instance.people[p].abilities]
            missing = self.model.new_int_var(0, number, f"missing {word} {s}")
            self.model.add(missing >= number - sum(able))
            self._price.append(SHORT * missing)
        self._accompany(s, people)

    def _accompany(self, s: int, people: list[int]) -> None:
        """At night enough or nobody; whoever is new beside one who is not."""
        rules = self.instance.rules
        on = [self.chosen[p, s] for p in people]
        if self.instance.shifts[s].stint.night and rules.night_at_least > 1:
            open_ = self.model.new_bool_var(f"open {s}")
            self.model.add(sum(on) >= rules.night_at_least * open_)
            self.model.add(sum(on) <= self.instance.shifts[s].need * open_)
        if rules.new_with_experienced:
            seasoned = sum(self.chosen[p, s] for p in people if not self.instance.people[p].is_new)
            for p in people:
                if self.instance.people[p].is_new:
                    self.model.add(self.chosen[p, s] <= seasoned)

    def _be_fair(self) -> None:
        for p, fair in enumerate(fair_of(self.instance)):
            mine = [(self.chosen[p, s], self.instance.shifts[s].stint) for s in self._of_person[p]]
            minutes = sum(stint.minutes * variable for variable, stint in mine)
            nights = sum(variable for variable, stint in mine if stint.night)
            most = sum(stint.minutes for _, stint in mine) + fair.minutes[1]
            self._stay_within(minutes, fair.minutes, most, MINUTE)
            self._stay_within(nights, fair.nights, len(mine) + fair.nights[1], NIGHT)

    def _stay_within(
        self, total: cp_model.LinearExprT, band: tuple[int, int], most: int, weight: int
    ) -> None:
        outside = self.model.new_int_var(0, most, "")
        self.model.add(outside >= band[0] - total)
        self.model.add(outside >= total - band[1])
        self._price.append(weight * outside)

    def _be_kind(self) -> None:
        """Keep who was promised a shift; let free who wishes to be."""
        for pair, variable in self.chosen.items():
            if pair in self.instance.kept:
                self._price.append(DROPPED * (1 - variable))
            if self.instance.wishes(pair):
                self._price.append(WISH * variable)
