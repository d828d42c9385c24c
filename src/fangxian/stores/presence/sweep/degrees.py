"""Degree after degree in numbers: the sources of the next degree are the people found at the last."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from fangxian.stores.presence.numbers.words import Ints
from fangxian.stores.presence.sweep.records import NO_ANCHOR, SOURCE, rows
from fangxian.stores.presence.sweep.sweeping import Question, Sweeper

_MILLION = 1_000_000


@dataclass(frozen=True)
class Degrees:
    """How far to go: a contact is a source itself `latent_minutes` after its first exposure, until `until_minute`.

    `roof` is the score that makes a contact count in full. `threshold` and `budget` are by degree, as in a plan.
    """

    count: int
    until_minute: int
    latent_minutes: int = 0
    roof: float = 1.0
    threshold: Mapping[int, float] = field(default_factory=dict)
    budget: Mapping[int, int] = field(default_factory=dict)


def sweep_degrees(sweeper: Sweeper, question: Question, degrees: Degrees) -> list[Ints]:
    """Return the records (FOUND) of each degree, from the first on; nobody is found twice, no source at all.

    `group` numbers the sources of that degree. Sources of one group of `question` are one case.
    """
    listed = np.zeros(len(sweeper.persons), np.uint8)
    known = question.sources["person"]
    listed[known[known >= 0]] = 1
    found = [_limited(sweeper, question, listed, 1, degrees)]
    root = np.arange(int(question.sources["group"].max(initial=-1)) + 1)
    for degree in range(2, degrees.count + 1):
        listed[found[-1]["person"]] = 1
        question, root = _next(question, found[-1], root, degrees)
        found.append(_limited(sweeper, question, listed, degree, degrees))
    return found


def _limited(sweeper: Sweeper, question: Question, listed: Ints, degree: int, degrees: Degrees) -> Ints:
    """Ask for everybody; or, where a degree is limited, count first and keep only who is within its limits."""
    if degree not in degrees.threshold and degree not in degrees.budget:
        return sweeper.meet(question, listed)
    tally = sweeper.tally(question, listed)
    wanted = highest(tally, degrees.threshold.get(degree, -np.inf), degrees.budget.get(degree))
    return sweeper.meet_some(question, wanted, int(tally[wanted > 0, 1].sum()), listed)


def highest(tally: Ints, threshold: float, budget: int | None) -> Ints:
    """Flag the people whose score reaches the threshold, at most `budget` of them: the highest, then the first."""
    reaching = np.flatnonzero((tally[:, 1] > 0) & (tally[:, 0] >= threshold * _MILLION))
    if budget is not None and len(reaching) > budget:
        reaching = reaching[np.lexsort((reaching, -tally[reaching, 0]))[:budget]]
    flags = np.zeros(len(tally), np.uint8)
    flags[reaching] = 1
    return flags


def _next(question: Question, found: Ints, root: Ints, degrees: Degrees) -> tuple[Question, Ints]:
    """Return the people found as sources, one for each case at the root of their path, and these roots."""
    keys = (root[found["group"]] << 32) | found["person"]
    order = np.argsort(keys)
    ordered = keys[order]
    begins = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]])[: len(ordered)])
    if not len(begins):
        return replace(question, sources=np.empty(0, SOURCE)), root[:0]
    first = np.minimum.reduceat(found["first"][order], begins)
    score = np.add.reduceat(found["score"][order], begins)
    sources = rows(
        SOURCE, len(begins), person=ordered[begins] & 0xFFFFFFFF, begin=first + degrees.latent_minutes,
        end=degrees.until_minute, group=0, anchor=NO_ANCHOR, strength=np.minimum(score / degrees.roof, 1.0),
    )  # fmt: skip
    open_still = sources["begin"] < sources["end"]
    sources = sources[open_still]
    sources["group"] = np.arange(len(sources))
    return replace(question, sources=sources), (ordered[begins] >> 32)[open_still]
