"""What sending each unit (a person, or a whole team) to each post counts, in whole metres, block by block."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from fangxian.engines.staffing.sending.instance import Bools, Floats, Instance, Ints

Singles = npt.NDArray[np.float32]

ROWS = 512
_KEPT_CELLS = 60_000_000
"""Up to so many pairs the costs are kept (a quarter of a gigabyte); beyond, they are reckoned anew at each pass."""


@dataclass(eq=False)
class Costs:
    """Units are rows: `members` holds the people of each, one after the other, from `begins[u]` on.

    A whole number below 2**24 is exact in single precision; who does not fit costs infinity.
    """

    instance: Instance
    members: Ints
    begins: Ints
    _kept: list[Singles] = field(default_factory=list)

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.begins)

    @property
    def posts(self) -> int:
        """How many posts there are."""
        return self.instance.posts.height

    def blocks(self) -> Iterator[tuple[int, Singles]]:
        """Yield (first unit, costs of some units to every post), all units in order."""
        if not self._kept and self.units * self.posts <= _KEPT_CELLS:
            self._kept = [self._block(at) for at in range(0, self.units, ROWS)]
        for number, at in enumerate(range(0, self.units, ROWS)):
            yield at, self._kept[number] if self._kept else self._block(at)

    def at(self, unit: Ints, post: Ints) -> Floats:
        """Return the costs of pairs, in the order of their units."""
        found = np.empty(len(unit))
        for begin, block in self.blocks():
            here = slice(*np.searchsorted(unit, [begin, begin + len(block)]))
            found[here] = block[unit[here] - begin, post[here]]
        return found

    def _block(self, at: int) -> Singles:
        upto = min(at + ROWS, self.units)
        ends = np.append(self.begins, len(self.members))
        rows = self.members[ends[at] : ends[upto]]
        each = _of_people(self.instance, rows)
        if len(rows) == upto - at:
            return each
        return np.add.reduceat(each, self.begins[at:upto] - ends[at], axis=0).astype(np.float32)


def _of_people(instance: Instance, rows: Ints) -> Singles:
    """What each of these people counts at every post: metres, hours worked, less where they serve already."""
    costs = with_far(np.rint(instance.metres(rows)), instance.rules.far_m)
    costs += instance.tired_m[rows][:, None]
    stays = instance.before[rows]
    serving = np.flatnonzero(stays >= 0)
    costs[serving, stays[serving]] -= instance.rules.move_m
    if not instance.fits.all():
        costs[~instance.fit(rows)] = np.inf
    found: Singles = costs.astype(np.float32)
    return found


def with_far(metres: Floats, far_m: int) -> Floats:
    """Return what ways count: each metre beyond `far_m` twice; 0: all alike.

    >>> with_far(np.array([900.0, 1_200.0]), 1_000).tolist(), with_far(np.array([1_200.0]), 0).tolist()
    ([900.0, 1400.0], [1200.0])
    """
    return metres + np.maximum(metres - far_m, 0.0) if far_m else metres


def without_far(costs: Floats, far_m: int) -> Floats:
    """Return the metres of ways that count so much.

    >>> without_far(np.array([900.0, 1_400.0]), 1_000).tolist()
    [900.0, 1200.0]
    """
    return np.where(costs > far_m, (costs + far_m) / 2, costs) if far_m else costs


def of_persons(instance: Instance, rows: Ints | None = None) -> Costs:
    """Return the costs of people (all, or these rows), each a unit."""
    members = np.arange(instance.people.height) if rows is None else rows
    return Costs(instance, members, np.arange(len(members)))


def of_groups(instance: Instance, rows: Ints, group: Ints) -> Costs:
    """Return the costs of groups of people as units; `rows` are sorted by `group`."""
    first: Bools = np.append(True, group[1:] != group[:-1]) if len(rows) else np.zeros(0, dtype=bool)
    return Costs(instance, rows, np.flatnonzero(first))
