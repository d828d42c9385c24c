"""Hours and nights made even: a shift goes from one person to another where that leaves less undone."""

from fangxian.engines.rostering.price import (
    DROPPED,
    MINUTE,
    NIGHT,
    SHORT,
    WISH,
    Fair,
    fair_of,
    list_missing,
    outside,
)
from fangxian.engines.rostering.standing import Standing

_PASSES = 30


class Exchange:
    """Goes over everybody until no single exchange helps."""

    def __init__(self, standing: Standing) -> None:
        self.standing, self.instance = standing, standing.instance
        self.fair = fair_of(standing.instance)
        self._before = [
            (sum(one.minutes for one in person.past), sum(one.night for one in person.past))
            for person in self.instance.people
        ]

    def improve(self) -> None:
        """Exchange until nothing is gained, or a number of passes is spent."""
        for _ in range(_PASSES):
            given = sum(self._relieve(s) for s in range(len(self.instance.shifts)))
            given += sum(self._swap(p) for p in range(len(self.instance.people)) if self._unfair(p))
            if not given:
                return

    def _relieve(self, s: int) -> bool:
        """Give the places of one shift to others where that helps; tell whether any was given."""
        given = False
        for p in sorted(self.standing.on[s]):
            takers = [q for q in self._wanting() if not self.standing.rule_against((q, s))]
            gains = [(self._gain(p, q, s), -q) for q in takers]
            best = max(gains, default=(0, 0))
            if best[0] > 0:
                self._move(p, -best[1], s)
                given = True
        return given

    def _swap(self, p: int) -> bool:
        """Let somebody who has what is not fair change a shift for another's; tell whether one was found that helps."""
        mine = [s for s, on in enumerate(self.standing.on) if p in on]
        others = [t for t, on in enumerate(self.standing.on) if p not in on and (p, t) in self.instance.may]
        for s in mine:
            for t in others:
                if self._alike(s, t):
                    continue
                if any(self._change(p, q, s, t) for q in sorted(self.standing.on[t])):
                    return True
        return False

    def _alike(self, s: int, t: int) -> bool:
        """Two shifts that are as long and as late as each other make nobody's hours fairer."""
        one, other = self.instance.shifts[s].stint, self.instance.shifts[t].stint
        return one.minutes == other.minutes and one.night == other.night

    def _change(self, p: int, q: int, s: int, t: int) -> bool:
        """Put p on t and q on s; take it back where a rule forbids it or nothing is saved."""
        if q in self.standing.on[s] or (q, s) not in self.instance.may:
            return False
        before = self._undone(p, q, s, t)
        self._move_both(p, q, s, t)
        if self._allowed(p, q, s, t) and self._undone(p, q, s, t) < before:
            return True
        self._move_both(q, p, s, t)
        return False

    def _move_both(self, p: int, q: int, s: int, t: int) -> None:
        self.standing.remove((p, s))
        self.standing.remove((q, t))
        self.standing.add((p, t))
        self.standing.add((q, s))

    def _allowed(self, p: int, q: int, s: int, t: int) -> bool:
        if self.standing.is_over(p) or self.standing.is_over(q):
            return False
        everybody = self.instance.people
        accompanied = all(any(not everybody[k].is_new for k in self.standing.on[one]) for one in (s, t))
        return accompanied or not self.instance.rules.new_with_experienced

    def _undone(self, p: int, q: int, s: int, t: int) -> int:
        standing, points = self.standing, self._unfair(p) + self._unfair(q)
        for one in (s, t):
            points += self._unskilled(one, standing.on[one])
            points += sum(self._liking(k, one) for k in (p, q) if k in standing.on[one])
        return points

    def _wanting(self) -> list[int]:
        """Return those an exchange can help: whoever could have more, and still be within what is fair."""
        return [
            q
            for q, fair in enumerate(self.fair)
            if self._served(q)[0] < fair.minutes[1] or self._served(q)[1] < fair.nights[1]
        ]

    def _served(self, p: int) -> tuple[int, int]:
        minutes, nights = self._before[p]
        return self.standing.minutes[p] - minutes, self.standing.nights[p] - nights

    def _gain(self, p: int, q: int, s: int) -> int:
        """Return the points saved when q takes the shift of p; nothing for an exchange that breaks the company."""
        stint = self.instance.shifts[s].stint
        change = (stint.minutes, int(stint.night))
        before = self._unfair(p) + self._unfair(q)
        after = self._unfair(p, (-change[0], -change[1])) + self._unfair(q, change)
        likes = self._liking(p, s) - self._liking(q, s)
        if before - after + likes <= 0:
            return 0
        on = [q if k == p else k for k in self.standing.on[s]]
        alone = all(self.instance.people[k].is_new for k in on)
        if alone and self.instance.rules.new_with_experienced:
            return 0
        skills = self._unskilled(s, self.standing.on[s]) - self._unskilled(s, on)
        return before - after + likes + skills

    def _unfair(self, p: int, change: tuple[int, int] = (0, 0)) -> int:
        minutes, nights = self._served(p)
        fair: Fair = self.fair[p]
        uneven = MINUTE * outside(minutes + change[0], fair.minutes)
        return uneven + NIGHT * outside(nights + change[1], fair.nights)

    def _liking(self, p: int, s: int) -> int:
        """Return what it costs that p serves here."""
        return WISH * self.instance.wishes((p, s)) - DROPPED * ((p, s) in self.instance.kept)

    def _unskilled(self, s: int, on: list[int]) -> int:
        return SHORT * sum(missing for _, missing in list_missing(self.instance, s, on))

    def _move(self, p: int, q: int, s: int) -> None:
        self.standing.remove((p, s))
        self.standing.add((q, s))
