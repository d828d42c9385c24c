"""What is known of the cases and of what ties them, before anything is weighed."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.chains.candidates import weigh_groups
from fangxian.engines.chains.categories import categorise
from fangxian.engines.chains.evidence import (
    Encounters,
    Likelihoods,
    both_ways,
    find_ties,
    gather_pairs,
)
from fangxian.engines.chains.history import Floats, NaturalHistory
from fangxian.engines.chains.learning import Evidence
from fangxian.engines.chains.meetings import Meetings, find_meetings
from fangxian.engines.chains.timing import Ints, kernels_of, moments_of, with_anchors

NEGLIGIBLE = 1e-4
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


@dataclass(frozen=True)
class Ground:
    """The cases in order of their anchors (positions in every array), where they met and what ties them.

    `codes`: residence, cluster (-1: untold) and whether any stay is known. `dates`: weight by dates of all
    possible infectors of each case, by group.
    """

    anchored: pl.DataFrame
    likely: Likelihoods
    codes: Ints
    meetings: Meetings
    encounters: Encounters
    ties: pl.DataFrame
    dates: Floats

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
    meetings = find_meetings(anchored, given.stays, given.crowds, given.timezone)
    ground = Ground(
        anchored,
        likely,
        _codes(anchored, meetings),
        meetings,
        both_ways(meetings, likely),
        find_ties(anchored, given.contacts, given.households, likely),
        np.zeros((0, 0)),
    )
    strength = np.ones(anchored.height)
    dates = weigh_groups(ground.moments, kernels.serial, ground.codes, strength, likely.least)
    return Ground(**{**vars(ground), "dates": dates})


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
    pairs = gather_pairs(ground.ties, ground.encounters, amounts, ground.likely, ground.codes)
    dates = ground.dates.copy()
    np.subtract.at(dates, (pairs.infectee, pairs.group), pairs.by_dates)
    stated = np.bincount(pairs.infectee[pairs.stated], minlength=len(dates)).astype(float)
    peak = float(ground.likely.kernels.serial.max())
    return Evidence(pairs, categorise(pairs), np.maximum(dates, 0.0), stated, peak)


def meeting_amounts(ground: Ground, crowding: float) -> Floats:
    """Return what each encounter adds to its pair: minutes × chance that the infection was that day."""
    met = ground.encounters.meeting
    diluted = ground.meetings.minutes[met] / ground.meetings.crowd[met].astype(float) ** crowding
    amounts: Floats = diluted * ground.encounters.chance
    return amounts
