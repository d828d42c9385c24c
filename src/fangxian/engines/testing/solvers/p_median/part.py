"""A part of an instance small enough for a linear programme: some candidates, and the people they may serve."""

from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from fangxian.engines.testing.siting.arcs import Bools, Floats, Ints
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.solvers.p_median.clusters import WIDEST, Neighbours, neighbours_of

_NEAREST = 8
"""Arcs a place has in any case."""


@dataclass(frozen=True, eq=False)
class Part:
    """Rows of places and candidates in the instance, the people to be served, and the arcs worth looking at.

    Whoever takes none of these arcs counts `otherwise` metres: the shortest arc left out (or unserved), without asking
    whether a site is there or has room. So the part is never dearer than the truth, and its bound holds.
    `place` and `site` of an arc count within the part. `linked` arcs are held to the opening of their site one by one;
    the others by the capacity of the site alone.
    """

    places: Ints
    sites: Ints
    people: Floats
    capacity: Floats
    stays: Bools
    most_sites: int
    arcs: Ints
    place: Ints
    site: Ints
    walk_m: Floats
    linked: Bools
    otherwise: Floats
    around: Neighbours
    too_close: Ints


def part_of(
    instance: Instance,
    people: Ints,
    sites: Ints,
    most_sites: int,
    prices: Floats,
    *,
    width: float = 1.5,
    used: Bools | None = None,
) -> Part:
    """Return the part in which `sites` (rows of candidates) serve `people` (by row of place).

    Looked at are the eight nearest arcs of a place, those up to `width` times what its people are worth (`prices`,
    metres) and those in use. Pairs too close to each other count where both are in the part.
    """
    inside = np.zeros(instance.candidates.height, dtype=bool)
    inside[sites] = True
    arcs = np.flatnonzero(inside[instance.arcs.site] & (people[instance.arcs.place] > 0))
    places = np.flatnonzero(people > 0)
    place = np.searchsorted(places, instance.arcs.place[arcs])
    walk, price = instance.arcs.walk_m[arcs], prices[instance.arcs.place[arcs]]
    looked_at = (walk <= width * price) | (_rank(place, walk) < _NEAREST)
    if used is not None:
        looked_at |= used[arcs]
    otherwise = np.full(len(places), instance.unserved_m)
    np.minimum.at(otherwise, place[~looked_at], walk[~looked_at])
    kept = arcs[looked_at]
    capacity = instance.capacity[sites].astype(float)
    counted = people[places].astype(float)
    close = instance.too_close
    close = close[inside[close].all(axis=1)] if len(close) else close
    return Part(
        places=places,
        sites=sites,
        people=counted,
        capacity=capacity,
        stays=instance.open[sites],
        most_sites=most_sites,
        arcs=kept,
        place=place[looked_at],
        site=np.searchsorted(sites, instance.arcs.site[kept]),
        walk_m=walk[looked_at],
        linked=(walk <= np.maximum(price, 1.0))[looked_at],
        otherwise=otherwise,
        around=_around(instance, places, counted, capacity),
        too_close=np.searchsorted(sites, close),
    )


def _rank(place: Ints, walk: Floats) -> Ints:
    """Return how many arcs of the same place are nearer."""
    order = np.lexsort((np.arange(len(place)), walk, place))
    first = np.searchsorted(place[order], np.arange(place.max(initial=-1) + 1))
    rank = np.empty(len(place), dtype=np.int64)
    rank[order] = np.arange(len(place)) - first[place[order]]
    return rank


def _around(instance: Instance, places: Ints, people: Floats, capacity: Floats) -> Neighbours:
    spots = instance.flat(instance.places)[places]
    count = min(WIDEST, len(places))
    if not count:
        return neighbours_of(np.zeros((0, 1), dtype=np.int64), people, 1.0)
    _, near = cKDTree(spots).query(spots, k=[*range(1, count + 1)])
    near = near.astype(np.int64)
    # Of several places at one spot the tree may name any first: each begins with itself.
    rows = np.arange(len(places))
    missing = (near != rows[:, None]).all(axis=1)
    at = np.where(missing, count - 1, (near == rows[:, None]).argmax(axis=1))
    near[rows, at] = near[:, 0]
    near[:, 0] = rows
    return neighbours_of(near, people, float(capacity.max(initial=1.0)))
