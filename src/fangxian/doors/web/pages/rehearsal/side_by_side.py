"""Plans side by side: a row for each outcome, a column for each plan; plans are told apart by a letter."""

from collections.abc import Sequence
from dataclasses import dataclass

from fangxian.engines.problems import Text
from fangxian.engines.rehearsal.naming import OUTCOME_WORDS
from fangxian.operations.rehearsals.rows import Figure, Outcome, Paired

LETTERS = "ABC"


@dataclass(frozen=True)
class FigureRow:
    """One outcome of every plan, plans as chosen."""

    title: Text
    cells: tuple[tuple[str, str, Figure], ...]


@dataclass(frozen=True)
class DifferenceRow:
    """One outcome of every other plan less the one they are held against; None where no future has both."""

    title: Text
    cells: tuple[tuple[str, str, Paired | None], ...]


def lettered(plans: Sequence[str]) -> list[tuple[str, str]]:
    """Return (letter, plan).

    >>> lettered(["cn-covid19-8e-2021@8", "nothing"])
    [('A', 'cn-covid19-8e-2021@8'), ('B', 'nothing')]
    """
    return list(zip(LETTERS, plans, strict=False))


def figure_rows(outcome: Outcome) -> list[FigureRow]:
    """Return the means with the middle nine tenths."""
    letters = lettered([one.plan for one in outcome.plans])
    found = {(one.plan, figure.outcome): figure for one in outcome.plans for figure in one.figures}
    return [
        FigureRow(title, tuple((letter, plan, found[plan, name]) for letter, plan in letters))
        for name, title in OUTCOME_WORDS.items()
    ]


def difference_rows(outcome: Outcome) -> list[DifferenceRow]:
    """Return the paired differences; no row where there is one plan."""
    found = {(one.plan, one.outcome): one for one in outcome.differences}
    others = [
        pair
        for pair in lettered([one.plan for one in outcome.plans])
        if any(pair[1] == plan for plan, _ in found)
    ]
    return [
        DifferenceRow(title, tuple((letter, plan, found.get((plan, name))) for letter, plan in others))
        for name, title in OUTCOME_WORDS.items()
        if others
    ]
