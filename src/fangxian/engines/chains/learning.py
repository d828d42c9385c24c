"""How much each way of infection weighs, learnt from the outbreak itself (expectation maximisation).

Infection comes by several ways at once: meetings, homes, named contacts, a cluster, a neighbourhood, an encounter
nobody wrote down, a source outside the line list. Each way has a rate per unit of exposure. Given the rates, every
case is shared out among its possible sources; given the shares, a rate is the infections it caused over all the
exposure there was until each case fell ill, whether onset followed in time or not. That is what tells the ways
apart: where onsets follow exposures more closely than the epidemic as a whole, the exposures caused them.
What is assumed beforehand weighs as much as some cases.
"""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.chains.candidates import GROUPS, SAME
from fangxian.engines.chains.evidence import Pairs
from fangxian.engines.chains.history import Floats

MEETING, HOUSEHOLD, NAMED, CLUSTER, RESIDENCE, UNSEEN, PLAIN, ELSEWHERE = range(8)
"""The ways. UNSEEN: the stays of one of the two are not known; PLAIN: both are, and no meeting is on record;
ELSEWHERE: the source is outside the line list."""

WAYS = 8
ASSUMED = np.array([0.45, 0.18, 0.12, 0.1, 0.05, 0.15, 0.04, 0.2])
"""Assumed: the share of infections by each way, where the outbreak has exposure of that kind at all."""

ASSUMED_CASES = 10.0
ASSUMED_SHARES = np.array([2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 2.0, 8.0])
"""What is assumed weighs as much as so many cases, and this multiple of the outbreak's own: cases whose infector
was never found look much like those of the cases beside them, so that the outbreak says little of ELSEWHERE."""

ROUNDS = 40
SETTLED = 2e-3
STATED_RIGHT, STATED_CASES = 0.85, 20.0
"""Assumed: a source stated in the line list is right so often; worth so many statements."""

OUTSIDE = 1.0
"""Sources outside the line list are spread in time as those in it, and one more case at its likeliest moment: so
the first case, which nobody in the list can have infected, has a source too."""


@dataclass(frozen=True)
class Evidence:
    """`dates` is the summed weight by dates (cases × groups) of all possible infectors; `own` that of `pairs` alone.

    `exposure` is how much exposure of each way there was in all, in time with the dates or not.
    """

    pairs: Pairs
    dates: Floats
    own: Floats
    exposure: Floats
    peak: float

    @property
    def sums(self) -> Floats:
        """Return the weight by dates of all possible infectors of each case."""
        whole: Floats = self.dates.sum(axis=1)
        return whole


@dataclass(frozen=True)
class Learnt:
    """What was learnt: the rate of each way, the weight of each pair, each group of pairs and the unknown source.

    `alone` is the weight of each pair before the other direction is ruled out. `fit` is the log likelihood of the
    onsets; `shares` the expected infections by each way.
    """

    rates: Floats
    pairs: Floats
    alone: Floats
    groups: Floats
    unknown: Floats
    total: Floats
    shares: Floats
    fit: float


def learn(evidence: Evidence, rounds: int = ROUNDS) -> Learnt:
    """Find the rates; the same evidence gives the same rates."""
    cases = len(evidence.dates)
    assumed = _assumed(evidence.exposure)
    rates, right = _rates(assumed * cases, evidence.exposure), STATED_RIGHT
    learnt = _judge(evidence, rates, right)
    weight = ASSUMED_CASES / cases + ASSUMED_SHARES
    for _ in range(rounds):
        blended = (learnt.shares + weight * cases * assumed) / (1 + weight)
        right = _right(evidence, learnt)
        earlier, learnt = learnt, _judge(evidence, _rates(blended, evidence.exposure), right)
        if float(np.abs(learnt.shares - earlier.shares).max()) < SETTLED * cases:
            break
    return learnt


def _assumed(exposure: Floats) -> Floats:
    """Return the assumed shares of the ways; meetings nobody saw are as common as those somebody saw."""
    present = exposure > 0
    shares = np.where(present, ASSUMED, 0.0)
    mixing = shares[[MEETING, PLAIN]].sum() if present[PLAIN] else ASSUMED[[MEETING, PLAIN]].sum()
    pairs = exposure[[UNSEEN, PLAIN]].sum()
    unseen = exposure[UNSEEN] / pairs if pairs > 0 else 0.0
    shares[[MEETING, PLAIN]] *= 1 - unseen
    shares[UNSEEN] = mixing * unseen
    assumed: Floats = shares / shares.sum()
    return assumed


def _rates(infections: Floats, exposure: Floats) -> Floats:
    return np.divide(infections, exposure, out=np.zeros(WAYS), where=exposure > 0)


def group_rates(rates: Floats) -> Floats:
    """Return the rate of a pair of each group that shares nothing else."""
    group = np.arange(GROUPS)
    same_home, same_cluster = group // 3 % 3 == SAME, group % 3 == SAME
    seen = group >= GROUPS // 2
    whole: Floats = same_home * rates[RESIDENCE] + same_cluster * rates[CLUSTER]
    whole += np.where(seen, rates[PLAIN], rates[UNSEEN])
    return whole


def _judge(evidence: Evidence, rates: Floats, right: float) -> Learnt:
    """Weigh every pair and the unknown source of each case, and share the cases out among the ways."""
    pairs, groups = evidence.pairs, group_rates(rates)
    tied = rates[MEETING] * pairs.amount + rates[HOUSEHOLD] * pairs.household + rates[NAMED] * pairs.named
    alone = pairs.by_dates * (tied + groups[pairs.group]) * _stated_ratio(evidence, right)
    unknown = rates[ELSEWHERE] * (evidence.sums + OUTSIDE * evidence.peak)
    loose = (evidence.dates - evidence.own) @ groups
    weights = alone * (1 - _the_other_way(pairs, alone, unknown + loose))
    total = unknown + loose + np.bincount(pairs.infectee, weights, len(unknown))
    shares = _shares(evidence, rates, weights, unknown, total)
    fit = float(np.log(np.maximum(total, 1e-300)).sum() - rates @ evidence.exposure)
    return Learnt(rates, weights, alone, groups, unknown, total, shares, fit)


def _shares(evidence: Evidence, rates: Floats, weights: Floats, unknown: Floats, total: Floats) -> Floats:
    """Return the expected infections by each way."""
    pairs, groups = evidence.pairs, group_rates(rates)
    parts = np.stack(
        [rates[MEETING] * pairs.amount, rates[HOUSEHOLD] * pairs.household, rates[NAMED] * pairs.named]
    )
    whole = np.maximum(parts.sum(axis=0) + groups[pairs.group], 1e-300)
    chance = weights / total[pairs.infectee] / whole
    by_group = np.bincount(pairs.group, chance, GROUPS) + (1 / total) @ (evidence.dates - evidence.own)
    group = np.arange(GROUPS)
    seen = group >= GROUPS // 2
    shares = np.zeros(WAYS)
    shares[: NAMED + 1] = parts @ chance
    shares[CLUSTER] = rates[CLUSTER] * by_group[group % 3 == SAME].sum()
    shares[RESIDENCE] = rates[RESIDENCE] * by_group[group // 3 % 3 == SAME].sum()
    shares[UNSEEN], shares[PLAIN] = rates[UNSEEN] * by_group[~seen].sum(), rates[PLAIN] * by_group[seen].sum()
    shares[ELSEWHERE] = (unknown / total).sum()
    return shares


def _the_other_way(pairs: Pairs, weights: Floats, apart: Floats) -> Floats:
    """Return the chance that the infectee of a pair infected its infector instead: both cannot be.

    With two cases alone this gives exactly the chances of the three trees there are.
    """
    total = apart + np.bincount(pairs.infectee, weights, len(apart))
    chance = weights / total[pairs.infectee]
    turned: Floats = np.where(pairs.turned >= 0, chance[pairs.turned], 0.0)
    return turned


def _stated_ratio(evidence: Evidence, right: float) -> Floats:
    """Return how much a statement adds to a pair: right so often, against being the one stated by chance."""
    pairs = evidence.pairs
    by_chance = np.clip(pairs.by_dates / evidence.sums[pairs.infectee], 1e-6, 0.5)
    told = right / by_chance * (1 - by_chance) / (1 - right)
    ratio: Floats = np.where(pairs.stated, told, 1.0)
    return ratio


def _right(evidence: Evidence, learnt: Learnt) -> float:
    stated = evidence.pairs.stated
    chance = learnt.pairs[stated] / learnt.total[evidence.pairs.infectee[stated]]
    return float((STATED_RIGHT * STATED_CASES + chance.sum()) / (STATED_CASES + len(chance)))
