"""What others do with the same matrix: SciPy's assignment on every seat, HiGHS on every pair."""

from time import perf_counter

import highspy
import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from benchmarks.staffing.places import World
from fangxian.engines.tables.distances import metres_between


def every_metre(world: World) -> np.ndarray:
    """Return whole metres of every person to every post."""
    people, posts = world.people.sort("person_id"), world.posts.sort("place_id")
    here, there = people.select("lat", "lon").to_numpy(), posts.select("lat", "lon").to_numpy()
    return np.rint(metres_between(here[:, :1], here[:, 1:], there[:, 0], there[:, 1]))


def by_scipy(world: World) -> tuple[float, float]:
    """Return metres in all and seconds: every post is as many seats as it needs people."""
    begun = perf_counter()
    seats = np.repeat(every_metre(world), world.posts.sort("place_id")["need"].to_numpy(), axis=1)
    rows, columns = linear_sum_assignment(seats)
    return float(seats[rows, columns].sum()), perf_counter() - begun


def by_highs(world: World) -> tuple[float, float, str]:
    """Return metres in all, seconds and HiGHS's version: the linear programme over every pair."""
    begun = perf_counter()
    metres, need = every_metre(world), world.posts.sort("place_id")["need"].to_numpy()
    people, posts = metres.shape
    person = np.repeat(np.arange(people), posts)
    post = np.tile(np.arange(posts), people)
    ones, columns = np.ones(people * posts), np.arange(people * posts)
    once = sparse.csr_array((ones, (person, columns)), shape=(people, people * posts))
    filled = sparse.csr_array((ones, (post, columns)), shape=(posts, people * posts))
    found = milp(
        metres.ravel(),
        constraints=[LinearConstraint(once, -np.inf, 1), LinearConstraint(filled, need, need)],
        bounds=Bounds(0, 1),
    )
    return float(found.fun), perf_counter() - begun, highspy.Highs().version()
