"""The bound reckoned anew by a second program: scipy's HiGHS on the same question, written from its definition."""

import numpy as np
from scipy.optimize import linprog
from scipy.sparse import csr_matrix

from fangxian.engines.quarantine import Instance
from fangxian.engines.quarantine.instance import OVER_M, UNPLACED_M


def bound_apart(instance: Instance) -> float:
    """Return the least cost if parties could be split room by room, nobody had a room before, and groups mixed freely."""
    parties, sites, groups = instance.parties, len(instance.sites), len(instance.groups)
    suits = np.stack(
        [instance.suits[:, instance.site_of == site].any(axis=1) for site in range(sites)], axis=1
    )
    party, site = np.nonzero(suits)
    rooms = np.array([one.rooms for one in parties])
    people = np.array([len(one.people) for one in parties])
    group = np.array([one.group for one in parties])
    ways, over_group, over_site = len(party), groups * sites, sites
    cost = np.concatenate(
        [
            (instance.distance_m[party, site] - UNPLACED_M) * people[party] / rooms[party],
            np.full(over_group + over_site, float(OVER_M)),
        ]
    )
    rows, columns, values, limits = [], [], [], []

    def at_most(which: np.ndarray, extra: int | None, limit: float) -> None:
        rows.extend([len(limits)] * len(which))
        columns.extend(which.tolist())
        values.extend([1.0] * len(which))
        if extra is not None:
            rows.append(len(limits))
            columns.append(extra)
            values.append(-1.0)
        limits.append(limit)

    of_party = np.split(np.arange(ways), np.flatnonzero(np.diff(party)) + 1)
    for which in of_party:
        at_most(which, None, rooms[party[which[0]]])
    free = np.bincount(instance.site_of, weights=instance.free, minlength=sites)
    for one in range(sites):
        here = np.flatnonzero(site == one)
        at_most(here, None, free[one])
        at_most(here, ways + over_group + one, instance.all_limit)
        for kind in range(groups):
            at_most(here[group[party[here]] == kind], ways + kind * sites + one, instance.group_limit[kind])
    shape = (len(limits), ways + over_group + over_site)
    solved = linprog(cost, A_ub=csr_matrix((values, (rows, columns)), shape), b_ub=limits, method="highs")
    return float(solved.fun + UNPLACED_M * people.sum())
