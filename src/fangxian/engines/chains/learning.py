"""How much each kind of evidence tells, learnt from the outbreak itself (expectation maximisation).

Every pair of cases either is a link or is not. How often each category of evidence occurs among the pairs that
are not is counted from all pairs dates allow, nearly all of which are not; how often among those that are, and
how many cases have a source outside the line list, is found by turns: links are judged with the shares as they
stand, then the shares are counted again. What is assumed beforehand weighs as much as a few cases.
After Fellegi and Sunter (1969), with exactly one source per case.
"""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.chains.candidates import GROUPS
from fangxian.engines.chains.categories import (
    PER_CLASS,
    PLAIN,
    TIES,
    Categories,
    by_tie,
    plain_categories,
)
from fangxian.engines.chains.evidence import Pairs
from fangxian.engines.chains.history import Floats

ROUNDS = 30
SETTLED = 1e-3
ASSUMED_CASES, ASSUMED_SHARE = 10.0, 1.0
"""What is assumed of links weighs as much as so many cases, and this share of the outbreak's own."""

NEVER_MET, MET, TIED = (0.5, 0.08), (0.0, 0.62), (0.5, 0.3)
"""Assumed: shares of links with nothing on record, with a meeting, with a household or a name; each where the
stays of one of the two are unknown, and where those of both are known."""

AMOUNT_POWER = 0.8
"""Assumed: a link grows with the amount shared, a little less than in proportion."""

TIE_WEIGHT = np.array([0.0, 0.02, 0.15, 1.0])
"""Assumed: a tie against a household."""

SAME_CLUSTER, SAME_RESIDENCE = 4.0, 3.0
UNKNOWN_SHARE = 0.2
"""Assumed: the share of cases whose source is not in the line list."""

STATED_RIGHT, STATED_CASES = 0.85, 20.0
"""Assumed: a source stated in the line list is right so often; worth so many statements."""

OUTSIDE = 1.0
"""Sources outside the line list are as many as those in it, times what is learnt, and one more case
at its likeliest moment: so the first case, which nobody in the list can have infected, has a source too."""

STRANGERS = 20.0
"""Pairs of strangers that are counted besides those of the outbreak."""

KEPT_APART = 0.1
"""Even evidence that only links show is taken to occur by chance, at this share of how often it occurs."""


@dataclass(frozen=True)
class Evidence:
    """`dates` is the summed weight by dates (cases × groups) of the pairs that are not in `pairs`."""

    pairs: Pairs
    categories: Categories
    dates: Floats
    stated: Floats
    """Per case 1.0 where the line list names its source among the cases."""
    peak: float
    """The largest weight by dates that a pair can have."""


@dataclass(frozen=True)
class Learnt:
    """What was learnt: the weight of each pair, each group of pairs and the unknown source, and their sums.

    `gain`: how much likelier the evidence is with these links than without any.
    """

    pairs: Floats
    groups: Floats
    unknown: Floats
    total: Floats
    gain: float


def learn(evidence: Evidence, rounds: int = ROUNDS) -> Learnt:
    """Find the weights of the evidence; the same evidence gives the same weights."""
    mass = _with_strangers(_mass(evidence), evidence)
    links, elsewhere = _assumed(mass, evidence), UNKNOWN_SHARE / (1 - UNKNOWN_SHARE)
    others, right = mass.copy(), STATED_RIGHT
    assumed = links.copy()
    learnt = _judge(evidence, _ratios(links, others), elsewhere, right)
    for _ in range(rounds):
        counts, others = _count(evidence, learnt, mass)
        links = _blend(counts, assumed)
        right = _right(evidence, learnt)
        before, elsewhere = elsewhere, _elsewhere(evidence, learnt, elsewhere)
        earlier, learnt = learnt, _judge(evidence, _ratios(links, others), elsewhere, right)
        if abs(elsewhere - before) < SETTLED * before and abs(learnt.gain - earlier.gain) < SETTLED:
            break
    return learnt


def _sums(evidence: Evidence) -> Floats:
    own = np.bincount(evidence.pairs.infectee, evidence.pairs.by_dates, len(evidence.dates))
    sums: Floats = evidence.dates.sum(axis=1) + own
    return sums


def _mass(evidence: Evidence) -> Floats:
    """Return how often each category occurs among all pairs dates allow, every case counting once."""
    sums = np.maximum(_sums(evidence), 1e-300)
    return _counted(evidence, evidence.pairs.by_dates / sums[evidence.pairs.infectee], 1 / sums)


def _with_strangers(mass: Floats, evidence: Evidence) -> Floats:
    """Add pairs of strangers, who share nothing: in a small outbreak nearly all pairs are links or kin."""
    sums = np.maximum(_sums(evidence), 1e-300)
    pairs = evidence.pairs
    groups = (1 / sums) @ evidence.dates
    groups += np.bincount(pairs.group, pairs.by_dates / sums[pairs.infectee], GROUPS)
    for of_class in (groups[:PLAIN], groups[PLAIN:]):
        np.multiply(of_class, STRANGERS / max(float(of_class.sum()), 1e-300), out=of_class)
    added = mass.copy()
    added[plain_categories()] += groups
    return added


def _counted(evidence: Evidence, pairs: Floats, scale: Floats, ratios: Floats | None = None) -> Floats:
    """Sum the pairs by category; those of a group share the weight `dates` × `scale` of each case × ratio."""
    counts = np.bincount(evidence.categories.of_pair, pairs, 2 * PER_CLASS).astype(float)
    groups = scale @ evidence.dates
    np.add.at(counts, plain_categories(), groups if ratios is None else groups * ratios)
    return counts


def _assumed(mass: Floats, evidence: Evidence) -> Floats:
    """Return the shares of links per category assumed beforehand, class by class, from what there is at all."""
    plain, met, tied = np.zeros_like(mass), np.zeros_like(mass), np.zeros_like(mass)
    clusters = np.tile([1.0, SAME_CLUSTER, 1.0], 3)
    homes = np.repeat([1.0, SAME_RESIDENCE, 1.0], 3)
    plain.reshape(2, PER_CLASS)[:, :PLAIN] = mass.reshape(2, PER_CLASS)[:, :PLAIN] * clusters * homes
    amounts = np.concatenate(
        [[0.0], (evidence.categories.centres / evidence.categories.centres[-1]) ** AMOUNT_POWER]
    )
    same = np.array([1.0, SAME_CLUSTER])
    by_tie(met)[...] = by_tie(mass) * amounts[None, None, :, None] * same
    by_tie(tied)[...] = by_tie(mass) * TIE_WEIGHT[None, :, None, None] * same
    shares = np.zeros((2, PER_CLASS))
    for part, share in ((plain, NEVER_MET), (met, MET), (tied, TIED)):
        whole = part.reshape(2, PER_CLASS).sum(axis=1, keepdims=True)
        shares += np.divide(
            np.array(share)[:, None] * part.reshape(2, PER_CLASS),
            whole,
            out=np.zeros_like(shares),
            where=whole > 0,
        )
    return _shares(shares.ravel())


def _shares(counts: Floats) -> Floats:
    """Return counts as shares of their class."""
    classes = counts.reshape(2, PER_CLASS)
    whole = classes.sum(axis=1, keepdims=True)
    shares: Floats = np.divide(classes, whole, out=np.zeros_like(classes), where=whole > 0).ravel()
    return shares


def _blend(counts: Floats, assumed: Floats) -> Floats:
    classes = counts.reshape(2, PER_CLASS).sum(axis=1, keepdims=True)
    weight = ASSUMED_CASES + ASSUMED_SHARE * classes
    return _shares(counts + (weight * assumed.reshape(2, PER_CLASS)).ravel())


def _ratios(links: Floats, others: Floats) -> Floats:
    """Return, per category, how much oftener it occurs among links than among other pairs; more time never less."""
    chance = _shares(others)
    known = chance > 0
    ratios = np.ones_like(chance)
    ratios[known] = links[known] / chance[known]
    view, weight = by_tie(ratios), by_tie(chance)
    for place in np.ndindex(2, TIES, 2):
        line = (place[0], place[1], slice(None), place[2])
        view[line] = _rising(view[line], weight[line])
    return ratios


def _rising(values: Floats, weights: Floats) -> Floats:
    """Return the nearest values that never fall (pool adjacent violators); those without weight take the last."""
    pools: list[list[float]] = []
    for value, weight in zip(values, weights, strict=True):
        pools.append([value if weight > 0 else 0.0, weight, 1])
        while len(pools) > 1 and (pools[-1][1] == 0 or pools[-2][0] > pools[-1][0]):
            mean, mass, count = pools.pop()
            below = pools[-1]
            whole = below[1] + mass
            below[0] = (below[0] * below[1] + mean * mass) / whole if whole else below[0]
            below[1], below[2] = whole, below[2] + count
    return np.repeat([pool[0] for pool in pools], [int(pool[2]) for pool in pools])


def _judge(evidence: Evidence, ratios: Floats, elsewhere: float, right: float) -> Learnt:
    """Weigh every pair and the unknown source of each case."""
    pairs, sums = evidence.pairs, _sums(evidence)
    weights = pairs.by_dates * _pair_ratios(evidence, ratios) * _stated_ratio(evidence, right)
    groups = ratios[plain_categories()]
    unknown = elsewhere * (sums + OUTSIDE * evidence.peak)
    apart = unknown + evidence.dates @ groups
    weights = weights * (1 - _the_other_way(evidence, weights, apart))
    known = apart - unknown + np.bincount(pairs.infectee, weights, len(sums))
    gain = float(np.log((unknown + known) / (unknown + sums)).sum())
    return Learnt(weights, groups, unknown, unknown + known, gain)


def _the_other_way(evidence: Evidence, weights: Floats, apart: Floats) -> Floats:
    """Return the chance that the infectee of a pair infected its infector instead: both cannot be.

    With two cases alone this gives exactly the chances of the three trees there are.
    """
    pairs = evidence.pairs
    total = apart + np.bincount(pairs.infectee, weights, len(apart))
    chance = weights / total[pairs.infectee]
    turned: Floats = np.where(pairs.turned >= 0, chance[pairs.turned], 0.0)
    return turned


def _pair_ratios(evidence: Evidence, ratios: Floats) -> Floats:
    """Return each pair's ratio, between those of the two nearest amounts."""
    logs = np.log(np.maximum(ratios, 1e-12))
    low = logs[evidence.categories.low]
    # The next bin of the same tie and cluster lies two places on.
    high = logs[np.minimum(evidence.categories.low + 2, len(logs) - 1)]
    part = evidence.categories.part
    between: Floats = np.exp(low + part * np.where(part > 0, high - low, 0.0))
    return between


def _stated_ratio(evidence: Evidence, right: float) -> Floats:
    pairs, sums = evidence.pairs, _sums(evidence)
    by_chance = np.clip(pairs.by_dates / sums[pairs.infectee], 1e-6, 0.5)
    told = right / by_chance * (1 - by_chance) / (1 - right)
    ratio: Floats = np.where(pairs.stated, told, 1.0)
    return ratio


def _count(evidence: Evidence, learnt: Learnt, mass: Floats) -> tuple[Floats, Floats]:
    """Return the links expected per category, and the pairs that are none."""
    scale = 1 / learnt.total
    chance = learnt.pairs * scale[evidence.pairs.infectee]
    links = _counted(evidence, chance, scale, learnt.groups)
    sums = np.maximum(_sums(evidence), 1e-300)
    taken = _counted(
        evidence, chance * evidence.pairs.by_dates / sums[evidence.pairs.infectee], np.zeros_like(scale)
    )
    return links, np.maximum(mass - taken, 0.0) + KEPT_APART * mass


def _right(evidence: Evidence, learnt: Learnt) -> float:
    chance = learnt.pairs / learnt.total[evidence.pairs.infectee]
    found = float(chance[evidence.pairs.stated].sum())
    return (STATED_RIGHT * STATED_CASES + found) / (STATED_CASES + float(evidence.stated.sum()))


def _elsewhere(evidence: Evidence, learnt: Learnt, before: float) -> float:
    """Return the weight of the unknown source against all cases of the list together."""
    sums = _sums(evidence)
    expected = float((learnt.unknown / (learnt.unknown + sums)).sum())
    found = float((learnt.unknown / learnt.total).sum())
    share = before / (1 + before)
    weight = ASSUMED_CASES + ASSUMED_SHARE * len(sums)
    grown = (found + weight * UNKNOWN_SHARE) / (expected + weight * share)
    return float(np.clip(before * grown, 0.002, 100.0))
