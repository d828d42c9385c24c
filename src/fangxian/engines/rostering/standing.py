"""A roster as it grows: who may still be put on a shift, by which rule not."""

from collections import defaultdict

from fangxian.engines.rostering.caps import Cap
from fangxian.engines.rostering.instance import Instance, Pair, bar


class Standing:
    """Counts every sum of every person, so that a shift more is a few additions."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.on: list[list[int]] = [[] for _ in instance.shifts]
        self.minutes = [sum(one.minutes for one in person.past) for person in instance.people]
        self.nights = [sum(one.night for one in person.past) for person in instance.people]
        self._caps = [[*instance.caps, *instance.own_caps(person)] for person in instance.people]
        self._of_shift = [_by_shift(caps) for caps in self._caps]
        self._used: list[list[int]] = [[0] * len(caps) for caps in self._caps]

    def rule_against(self, pair: Pair) -> str:
        """Return the rule that keeps this person off this shift as things stand, or "". Who is on it already: "on"."""
        p, s = pair
        if p in self.on[s]:
            return "on"
        if pair not in self.instance.may:
            return bar(self.instance.people[p], self.instance.shifts[s], self.instance.rules)
        for c, amount in self._of_shift[p][s]:
            if self._used[p][c] + amount > self._caps[p][c].most:
                return self._caps[p][c].rule
        return ""

    def is_over(self, p: int) -> bool:
        """Tell whether what a person serves exceeds a sum."""
        return any(used > cap.most for used, cap in zip(self._used[p], self._caps[p], strict=True))

    def add(self, pair: Pair) -> None:
        """Put a person on a shift."""
        self._count(pair, 1)
        self.on[pair[1]].append(pair[0])

    def remove(self, pair: Pair) -> None:
        """Take a person off a shift."""
        self._count(pair, -1)
        self.on[pair[1]].remove(pair[0])

    def pairs(self) -> frozenset[Pair]:
        """Return who is on what."""
        return frozenset((p, s) for s, people in enumerate(self.on) for p in people)

    def _count(self, pair: Pair, sign: int) -> None:
        p, s = pair
        stint = self.instance.shifts[s].stint
        self.minutes[p] += sign * stint.minutes
        self.nights[p] += sign * stint.night
        for c, amount in self._of_shift[p][s]:
            self._used[p][c] += sign * amount


def _by_shift(caps: list[Cap]) -> dict[int, list[tuple[int, int]]]:
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for c, cap in enumerate(caps):
        for s, amount in cap.amounts:
            found[s].append((c, amount))
    return found
