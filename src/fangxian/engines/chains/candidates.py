"""The compiled loops over all pairs that dates allow: how much they weigh together, and which of them stand out."""

import numpy as np

from fangxian.engines.chains.history import REACH, Floats
from fangxian.engines.chains.timing import Ints
from fangxian.engines.compiled import compiled

GROUPS = 18
"""Pairs without a meeting or a tie fall into groups: stays of both known (2) × residence (3) × cluster (3)."""

DIFFERENT, SAME, UNTOLD = range(3)


@compiled
def weigh_groups(moments: Ints, serial: Floats, codes: Ints, least: float) -> Floats:
    """Return, per case and group, the summed weight by dates of all who may have infected it (cases × GROUPS).

    `moments`: anchor, kind, cut per case in order of anchor. `codes`: residence, cluster (-1: untold), seen.
    """
    cases = moments.shape[0]
    weights = np.zeros((cases, GROUPS))
    first = 0
    for infectee in range(cases):
        while moments[infectee, 0] - moments[first, 0] > REACH:
            first += 1
        for infector in range(first, cases):
            lag = moments[infectee, 0] - moments[infector, 0]
            if lag < -REACH:
                break
            weight = serial[moments[infector, 1], moments[infector, 2], moments[infectee, 1], lag + REACH]
            if infector != infectee and weight >= least:
                weights[infectee, group_of(codes, infectee, infector)] += weight
    return weights


@compiled
def sum_exposure(moments: Ints, shed: Floats, codes: Ints) -> Floats:
    """Return, per group, how infectious all others were before each case was infected."""
    exposure = np.zeros(GROUPS)
    for infectee in range(moments.shape[0]):
        for infector in range(moments.shape[0]):
            lag = min(moments[infectee, 0] - moments[infector, 0], REACH)
            if lag < -REACH:
                break
            if infector != infectee:
                so_far = shed[moments[infector, 1], moments[infector, 2], moments[infectee, 1], lag + REACH]
                exposure[group_of(codes, infectee, infector)] += so_far
    return exposure


@compiled
def group_of(codes: Ints, infectee: int, infector: int) -> int:
    """Return the group of a pair."""
    seen = codes[infectee, 2] * codes[infector, 2]
    group = seen * 9
    for column in range(2):
        mine, theirs = codes[infectee, column], codes[infector, column]
        told = DIFFERENT if mine != theirs else SAME
        if mine < 0 or theirs < 0:
            told = UNTOLD
        group += told * (3 if column == 0 else 1)
    return group


@compiled
def write_likely(
    moments: Ints,
    serial: Floats,
    codes: Ints,
    ratios: Floats,
    threshold: Floats,
    least: float,
    out: Ints,
    chances: Floats,
) -> int:
    """Write (infectee, infector) of the pairs whose weight reaches the infectee's threshold; return their number.

    `ratios`: weight of evidence per group. An empty `out` only counts.
    """
    cases, rows, first = moments.shape[0], 0, 0
    for infectee in range(cases):
        while moments[infectee, 0] - moments[first, 0] > REACH:
            first += 1
        for infector in range(first, cases):
            lag = moments[infectee, 0] - moments[infector, 0]
            if lag < -REACH:
                break
            by_dates = serial[moments[infector, 1], moments[infector, 2], moments[infectee, 1], lag + REACH]
            if infector == infectee or by_dates < least:
                continue
            weight = by_dates * ratios[group_of(codes, infectee, infector)]
            if weight >= threshold[infectee]:
                if rows < out.shape[0]:
                    out[rows, 0], out[rows, 1], chances[rows] = infectee, infector, weight
                rows += 1
    return rows


@compiled
def fill_weights(
    moments: Ints, serial: Floats, codes: Ints, ratios: Floats, least: float, out: Floats
) -> None:
    """Put the weight of every pair that dates allow into `out` (infectee × infector)."""
    for infectee in range(moments.shape[0]):
        for infector in range(moments.shape[0]):
            lag = moments[infectee, 0] - moments[infector, 0]
            if infector == infectee or lag < -REACH or lag > REACH:
                continue
            weight = serial[moments[infector, 1], moments[infector, 2], moments[infectee, 1], lag + REACH]
            if weight >= least:
                out[infectee, infector] = weight * ratios[group_of(codes, infectee, infector)]
