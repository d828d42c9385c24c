"""What is known of the cases and of what ties them, before anything is weighed."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.chains.candidates import GROUPS, SAME, sum_exposure, weigh_groups
from fangxian.engines.chains.evidence import (
    Encounters,
    Gathered,
    Likelihoods,
    Ties,
    both_ways,
    find_ties,
    gather_pairs,
)
from fangxian.engines.chains.healthy import Healthy, find_healthy, none_known
from fangxian.engines.chains.history import Floats, NaturalHistory
from fangxian.engines.chains.learning import (
    CLUSTER,
    ELSEWHERE,
    HOUSEHOLD,
    MEETING,
    NAMED,
    OUTSIDE,
    PLAIN,
    RESIDENCE,
    UNSEEN,
    WAYS,
    Evidence,
)
from fangxian.engines.chains.meetings import Meetings, find_meetings
from fangxian.engines.chains.timing import Ints, kernels_of, moments_of, windows_of, with_anchors

NAMED_BOTH_WAYS = 2.0
"""Two cases may name each other; the healthy are named but not asked."""

NEGLIGIBLE = 1e-3
"""Pairs whose dates weigh less than this share of the best possible weight are out of the question."""


@dataclass(frozen=True)
class Given:
    """What a caller knows, as tables; None and empty tables mean that nothing is known."""

    cases: pl.DataFrame
    stays: pl.DataFrame
    crowds: pl.DataFrame | None
    contacts: pl.DataFrame
    households: pl.DataFrame
    timezone: str
    people: int | None = None
    """How many people are on record in `stays` and `crowds`, cases and others."""


@dataclass(frozen=True)
class Ground:
    """The cases in order of their anchors (positions in every array), where they met and what ties them.

    `codes`: residence, cluster (-1: untold) and whether any stay is known. `dates`: weight by dates of all
    possible infectors of each case, by group; `exposure` how infectious all others were until it fell ill;
    `own` the part of `dates` that pairs with evidence of their own hold.
    """

    anchored: pl.DataFrame
    likely: Likelihoods
    codes: Ints
    meetings: Meetings
    encounters: Encounters
    ties: Ties
    dates: Floats
    exposure: Floats
    healthy: Healthy
    gathered: Gathered
    own: Floats

    @property
    def moments(self) -> Ints:
        """Return anchor, kind and cut of each case as the compiled loops take them."""
        one = self.likely.moments
        return np.ascontiguousarray(np.stack([one.anchor, one.kind, one.cut], axis=1))


def survey(given: Given, history: NaturalHistory) -> Ground:
    """Put the cases in order and find what ties them."""
    anchored = with_anchors(given.cases, given.timezone)
    kernels, moments = kernels_of(history, anchored), moments_of(anchored)
    likely = Likelihoods(moments, kernels, NEGLIGIBLE * float(kernels.serial.max()))
    windows = windows_of(moments, kernels)
    meetings, presence = find_meetings(anchored, windows, given.stays, given.crowds, given.timezone)
    healthy = none_known()
    if given.people:
        lists = (given.households, given.contacts)
        healthy = find_healthy(given.people, anchored, *lists, presence, likely)
    codes = _codes(anchored, meetings)
    at = np.ascontiguousarray(np.stack([moments.anchor, moments.kind, moments.cut], axis=1))
    encounters = both_ways(meetings, likely)
    ties = find_ties(anchored, given.contacts, given.households, likely)
    gathered = gather_pairs(ties, encounters, likely, codes)
    dates = weigh_groups(at, kernels.serial, codes, likely.least)
    shed = sum_exposure(at, kernels.shed, codes)
    own = _own(gathered, dates)
    return Ground(anchored, likely, codes, meetings, encounters, ties, dates, shed, healthy, gathered, own)


def _own(gathered: Gathered, dates: Floats) -> Floats:
    pairs = gathered.pairs
    cell = pairs.infectee * GROUPS + pairs.group
    own = np.bincount(cell, pairs.by_dates, dates.size).reshape(dates.shape)
    return np.minimum(own, dates)


def _codes(anchored: pl.DataFrame, meetings: Meetings) -> Ints:
    columns = [
        (anchored[name].rank("dense").cast(pl.Int64) - 1).fill_null(-1).to_numpy()
        for name in ("residence_place_id", "cluster_id")
    ]
    seen = np.zeros(anchored.height, dtype=np.int64)
    seen[meetings.seen] = 1
    return np.ascontiguousarray(np.stack([*columns, seen], axis=1))


def evidence_of(ground: Ground, crowding: float) -> Evidence:
    """Return the pairs with their evidence, a crowd of n diluting a meeting by n ** crowding."""
    amounts = meeting_amounts(ground, crowding)
    encounters = ground.encounters
    pairs = ground.gathered.with_amounts(amounts * encounters.chance)
    peak = float(ground.likely.kernels.serial.max())
    met = float((amounts * encounters.shed).sum())
    met += float((ground.healthy.met / ground.healthy.crowd**crowding).sum())
    exposure = _exposure(ground, met, peak)
    return Evidence(pairs, ground.dates, ground.own, exposure, peak)


def _exposure(ground: Ground, met: float, peak: float) -> Floats:
    """Return how much exposure of each way there was; the source elsewhere has as much as all cases together."""
    group = np.arange(GROUPS)
    seen = group >= GROUPS // 2
    exposure = np.zeros(WAYS)
    healthy = ground.healthy
    others = healthy.people * healthy.shed
    exposure[MEETING] = met
    exposure[HOUSEHOLD] = ground.ties.at_home + healthy.at_home
    exposure[NAMED] = ground.ties.named + NAMED_BOTH_WAYS * healthy.named
    exposure[CLUSTER] = ground.exposure[group % 3 == SAME].sum()
    exposure[RESIDENCE] = ground.exposure[group // 3 % 3 == SAME].sum()
    exposure[UNSEEN], exposure[PLAIN] = ground.exposure[~seen].sum(), ground.exposure[seen].sum()
    # Nobody counts where the healthy live, or who of them was ever interviewed: they are taken to be as the cases.
    alike = 1 + others / max(float(ground.exposure.sum()), 1e-9)
    exposure[[RESIDENCE, UNSEEN, PLAIN]] *= alike
    exposure[ELSEWHERE] = ground.exposure.sum() * alike + OUTSIDE * peak * (
        len(ground.dates) + healthy.people
    )
    return exposure


def meeting_amounts(ground: Ground, crowding: float) -> Floats:
    """Return the minutes of each encounter, a crowd of n counting n ** crowding times less."""
    met = ground.encounters.meeting
    crowd = ground.meetings.crowd[met].astype(float)
    amounts: Floats = ground.meetings.minutes[met] / crowd**crowding
    return amounts
