"""Counts without small cells: a figure so small that it points at somebody is withheld, and cannot be worked out."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Withheld:
    """Counts as they may be published; None stands for a figure that is withheld."""

    cells: Mapping[str, int | None]
    total: int | None


def withhold_small(counts: Mapping[str, int], least: int = 5) -> Withheld:
    """Return the counts with those from 1 to `least` - 1 withheld, and as many more as it takes to hide them.

    Zeros are told. A withheld figure could be worked out from the total if it were alone, or if all that are withheld
    had to be 1; the next smallest is then withheld too, and in the end the total.

    >>> withhold_small({"a": 2, "b": 40, "c": 9}).cells
    {'a': None, 'b': 40, 'c': None}
    >>> withhold_small({"a": 2}).total is None
    True
    """
    hidden = {name for name, count in counts.items() if 0 < count < least}
    rest = sorted(((count, name) for name, count in counts.items() if count > 0 and name not in hidden))
    while hidden and not _ambiguous(counts, hidden) and rest:
        hidden.add(rest.pop(0)[1])
    cells = {name: None if name in hidden else count for name, count in counts.items()}
    told = not hidden or _ambiguous(counts, hidden)
    return Withheld(cells, sum(counts.values()) if told else None)


def _ambiguous(counts: Mapping[str, int], hidden: set[str]) -> bool:
    """Whether every withheld figure may have two values at least: each is 1 or more and together they are known."""
    return len(hidden) > 1 and sum(counts[name] for name in hidden) > len(hidden)
