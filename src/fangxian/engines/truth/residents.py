"""The residents of the simulated town and its venues: who lives, works and learns where."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.truth.crowd import NONE, Floats, Ints
from fangxian.engines.truth.kinds import CODE, GROUP_SIZE, KINDS, ROLES

RESIDENTS_PER_COMMUNITY = 600
HOUSEHOLDS_PER_BUILDING = 24
_SIZE_SHARES = (0.16, 0.30, 0.28, 0.16, 0.10)
"""Shares of households of one to five people."""
_WORKER, _PUPIL, _OTHER = range(len(ROLES))


@dataclass(frozen=True)
class Residents:
    """One entry per person; codes are positions. `anchor`: the venue where it works or learns, else NONE."""

    household: Ints
    building: Ints
    community: Ints
    role: Ints
    anchor: Ints
    group: Ints
    """The office or class, counted over all venues."""

    def __len__(self) -> int:
        return len(self.household)


@dataclass(frozen=True)
class Venues:
    """One entry per venue, ordered by kind and community; `weight` is what it draws against others."""

    kind: Ints
    community: Ints
    weight: Floats

    def of_kind(self, code: int) -> Ints:
        """Return the positions of the venues of a kind."""
        return np.flatnonzero(self.kind == code)


def make_residents(people: int, rng: np.random.Generator) -> tuple[Residents, Venues]:
    """Draw the residents and venues of a town.

    >>> residents, venues = make_residents(500, np.random.default_rng(1))
    >>> len(residents), bool((residents.anchor[residents.role == ROLES.index("pupil")] != NONE).all())
    (500, True)
    """
    sizes = rng.choice(np.arange(1, 6), people, p=_SIZE_SHARES)
    household = np.repeat(np.arange(people), sizes)[:people]
    position = np.arange(people) - np.searchsorted(household, household)
    building = household // HOUSEHOLDS_PER_BUILDING
    communities = count_communities(people)
    community = building * communities // (building[-1] + 1)
    draw = rng.random(people)
    role = np.where(
        position < 2, np.where(draw < 0.72, _WORKER, _OTHER), np.where(draw < 0.7, _PUPIL, _OTHER)
    )
    venues = _make_venues(people, communities, rng)
    anchor = np.full(people, NONE, dtype=np.int64)
    group = np.full(people, NONE, dtype=np.int64)
    for code, kind in ((_WORKER, "work"), (_PUPIL, "school")):
        rows = np.flatnonzero(role == code)
        anchor[rows] = pick_venues(venues, CODE[kind], community[rows], 0.5, rng)
        group[rows] = _groups(anchor[rows], GROUP_SIZE[kind], rng)
    return Residents(household, building, community, role, anchor, group), venues


def count_communities(people: int) -> int:
    """Return how many communities a town of so many people has."""
    return max(2, round(people / RESIDENTS_PER_COMMUNITY))


def pick_venues(
    venues: Venues, kind: int, community: Ints, near_share: float, rng: np.random.Generator
) -> Ints:
    """Pick a venue of a kind per entry: with `near_share` one of the own community, else any by its weight."""
    own = venues.of_kind(kind)
    sums = np.cumsum(venues.weight[own])
    anywhere = np.searchsorted(sums, rng.random(len(community)) * sums[-1], side="right")
    where = venues.community[own]
    first, stop = np.searchsorted(where, community), np.searchsorted(where, community, side="right")
    near = first + (rng.random(len(community)) * (stop - first)).astype(np.int64)
    picks = np.where((rng.random(len(community)) < near_share) & (stop > first), near, anywhere)
    return own[np.minimum(picks, len(own) - 1)]


def _make_venues(people: int, communities: int, rng: np.random.Generator) -> Venues:
    counts = [max(2, round(people / kind.residents_per_venue)) for kind in KINDS]
    kind = np.repeat(np.arange(len(KINDS)), counts)
    community = rng.integers(0, communities, len(kind))
    community = community[np.lexsort((community, kind))]
    weight = np.minimum((1.0 - rng.random(len(kind))) ** (-1 / 1.4), 12.0)
    return Venues(kind, community, weight)


def _groups(anchor: Ints, size: int, rng: np.random.Generator) -> Ints:
    """Number the offices or classes of each venue; everyone is put into one at random."""
    order = rng.permutation(len(anchor))
    order = order[np.argsort(anchor[order], kind="stable")]
    rank = np.arange(len(anchor)) - np.searchsorted(anchor[order], anchor[order])
    group = np.empty(len(anchor), dtype=np.int64)
    group[order] = rank // size
    return group
