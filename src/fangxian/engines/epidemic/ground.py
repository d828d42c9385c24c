"""The ground a future runs on: who lives, works and learns with whom, and which venues a neighbourhood goes to.

Everything is an array that is only read, sorted by geography, so that a city of ten million can lie in a file that is
mapped into memory: a future touches the pages of the people it touches.
"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled, whole
from fangxian.engines.epidemic.handing import handed

NOBODY = np.uint32(0xFFFFFFFF)
"""The number of no group."""
WORK, SCHOOL = 0, 1
STREET, DISTRICT, CITY = 1, 2, 3
"""How far the people of a venue come from; also the level of a place in `Ground.up` (0: its community)."""
SLOTS = 32
"""The most people anybody can meet at venues in one day: slots, each of which is filled or not."""
AGES = 5
"""Age groups: under 6, 6-17, 18-64 in a group of work, 18-64 otherwise, 65 and over."""


@handed
class Ground(NamedTuple):
    """People are numbered community by community, household by household; so are the columns below.

    `household[p]`, `household_first[h]`: whose household, and its first person (one more entry at the end).
    `group[p]`, `group_first[g]`, `member`: team at work or class at school (NOBODY: none), and who is in it.
    `group_kind[g]`, `group_community[g]`: WORK or SCHOOL, and where it is.
    `age[p]`: years in the lower seven bits; the eighth is set for the vaccinated.
    `community_first[c]`: its first person (one more entry at the end).
    `up[n, level]`: the nodes that node n lies in, from level 0 (its community) up; below its own level -1. Communities
    are the first nodes. `node_level[n]`: the level of a node.
    `span[level - 1, c]`: first and last-but-one community of its street, district, city.
    `venue_community[v]`, `venue_sum[v]`: where, and the running sum of what venues draw (one more entry).
    `venue_first[kind, c]`: the first venue of a kind in a community (one more column).
    `venue_reach[kind]`: STREET, DISTRICT or CITY. `meeting[age, kind]`: running sum over kinds of how many people
    one meets at venues of the kind in a day; its last column is how many in all, at most SLOTS.
    """

    household: npt.NDArray[np.uint32]
    household_first: npt.NDArray[np.uint32]
    group: npt.NDArray[np.uint32]
    group_first: npt.NDArray[np.uint32]
    member: npt.NDArray[np.uint32]
    group_kind: npt.NDArray[np.uint8]
    group_community: npt.NDArray[np.uint32]
    age: npt.NDArray[np.uint8]
    community_first: npt.NDArray[np.uint32]
    up: npt.NDArray[np.int32]
    node_level: npt.NDArray[np.uint8]
    span: npt.NDArray[np.int32]
    venue_community: npt.NDArray[np.uint32]
    venue_sum: npt.NDArray[np.float64]
    venue_first: npt.NDArray[np.int64]
    venue_reach: npt.NDArray[np.uint8]
    meeting: npt.NDArray[np.float64]


@compiled
def community_of(ground: Ground, person: int) -> int:
    """Return the community a person lives in."""
    low, high = 0, len(ground.community_first) - 1
    while high - low > 1:
        middle = (low + high) >> 1
        if ground.community_first[middle] <= person:
            low = middle
        else:
            high = middle
    return low


@compiled
def age_of(ground: Ground, person: int) -> int:
    """Return a person's age in years."""
    return whole(ground.age[person]) & 0x7F


@compiled
def is_vaccinated(ground: Ground, person: int) -> bool:
    """Return whether a person is marked as vaccinated."""
    return ground.age[person] >= 128


@compiled
def age_group(ground: Ground, person: int) -> int:
    """Return whose habits a person has: the row of `meeting`."""
    age = age_of(ground, person)
    if age < 6:
        return 0
    if age < 18:
        return 1
    if age >= 65:
        return 4
    return 3 if ground.group[person] == NOBODY else 2
