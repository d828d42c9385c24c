"""Bounds reckoned apart from the solver: from the demand and the numbers of the question alone, with their own walks.

`evaluate` takes the solver's prices and reckons what they prove, in plain Python. `solve_apart` hands the question as it
is written (whole sites, shares of people, no site over its capacity) to scipy's HiGHS and takes the bound that gives.
"""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

_RADIUS_M = 6_371_008.8


@dataclass(frozen=True)
class Question:
    """People and spots of the communities, the communities sites may stand in (one entry a site), the rest."""

    people: np.ndarray
    spots: np.ndarray
    sites: np.ndarray
    capacity: int
    most: int
    walk_m: float
    unserved_m: float

    def reached(self, site: int) -> tuple[np.ndarray, np.ndarray]:
        """Return who can walk to a site, and how far (as the crow flies, rounded to 0.1 m as in the answers)."""
        lat, lon = self.spots.T
        here_lat, here_lon = self.spots[self.sites[site]]
        square = (
            np.sin((lat - here_lat) / 2) ** 2
            + np.cos(lat) * np.cos(here_lat) * np.sin((lon - here_lon) / 2) ** 2
        )
        metres = 2 * _RADIUS_M * np.arctan2(np.sqrt(square), np.sqrt(1 - square))
        near = np.flatnonzero(metres <= self.walk_m)
        return near, metres[near].round(1)


def question_of(demand: pl.DataFrame, capacity: int, most: int, walk_m: float, unserved_m: float) -> Question:
    """Return the question: a community is a candidate as often as its people fill a site."""
    people = demand["people"].to_numpy()
    spots = np.radians(demand.select("lat", "lon").to_numpy())
    sites = np.repeat(np.arange(len(people)), -(-people // capacity))
    return Question(people, spots, sites, capacity, most, walk_m, unserved_m)


def evaluate(question: Question, prices: np.ndarray) -> float:
    """Return the bound these prices (metres a person, by community) prove.

    Whoever is not sent is paid for with the price; each site takes whom it gains most by; the best `most` sites open.
    """
    gains = []
    for site in range(len(question.sites)):
        near, metres = question.reached(site)
        room, gain = question.capacity, 0.0
        for cost, people in sorted(zip(metres - prices[near], question.people[near], strict=True)):
            if cost >= 0 or not room:
                break
            taken = min(room, int(people))
            room, gain = room - taken, gain + taken * cost
        gains.append(gain)
    left = np.minimum(question.unserved_m - prices, 0.0) @ question.people
    return float(prices @ question.people + left + sum(sorted(gains)[: question.most]))


def solve_apart(question: Question, seconds: float) -> tuple[float, float]:
    """Return the bound and the objective scipy's HiGHS reaches in so many seconds (infinite: no answer yet)."""
    reach = [question.reached(site) for site in range(len(question.sites))]
    site = np.repeat(np.arange(len(reach)), [len(near) for near, _ in reach])
    place, walk = np.concatenate([near for near, _ in reach]), np.concatenate([metres for _, metres in reach])
    people, sites, places, arcs = question.people, len(reach), len(question.people), len(site)
    every, by_arc = np.arange(arcs), sparse.identity(arcs)
    of_place = sparse.csr_matrix((np.ones(arcs), (place, every)), (places, arcs))
    load = sparse.csr_matrix((people[place] / question.capacity, (site, every)), (sites, arcs))
    opened = sparse.csr_matrix((np.ones(arcs), (every, site)), (arcs, sites))
    none, alone = sparse.csr_matrix((places, sites)), sparse.identity(places)
    rows = [
        LinearConstraint(sparse.hstack([none, of_place, alone]), 1, 1),
        LinearConstraint(
            sparse.hstack([np.ones((1, sites)), sparse.csr_matrix((1, arcs + places))]), 0, question.most
        ),
        LinearConstraint(sparse.hstack([-sparse.identity(sites), load, none.T]), -np.inf, 0),
        LinearConstraint(sparse.hstack([-opened, by_arc, sparse.csr_matrix((arcs, places))]), -np.inf, 0),
    ]
    costs = np.concatenate([np.zeros(sites), walk * people[place], question.unserved_m * people])
    whole = np.concatenate([np.ones(sites), np.zeros(arcs + places)])
    found = milp(
        costs / 1e4, integrality=whole, bounds=Bounds(0, 1), constraints=rows, options={"time_limit": seconds}
    )
    objective = float("inf") if found.fun is None else found.fun * 1e4
    return float(found.mip_dual_bound) * 1e4, objective
