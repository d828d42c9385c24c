"""What has been reported and what is in force, node by node: the side of a future that the authorities see."""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from fangxian.engines.compiled import compiled
from fangxian.engines.epidemic.handing import handed
from fangxian.engines.epidemic.touched import NEVER

Floats = npt.NDArray[np.float64]
CONFIRMED, ASYMPTOMATIC = 0, 1
WINDOW_DAYS = 14
NEVER_DAYS = 9999.0
"""What conditions read where there was no case."""


@handed
class Standing(NamedTuple):
    """`reported[node, day, kind]`: cases of that day in a place and below it; `total[node, kind]` so far.

    `last_on[node]`: the day of the last one, -1 for none. `level[node]`: its risk level's rank, 0 for none;
    `rule[node]`, `raised_on[node]`: the rule that raised it, and since which day. `areas[node, rank]`: places at that rank in it and below.
    `from_at[node, m]`, `until_at[node, m]`: when measure m is in force there (NEVER: not started). `busy[node]`: 1 where
    any was ever started. `stirred[node]`: whether a rule could be judged otherwise than before; `renew_at[node]`: when the
    first of what its rules started ends;
    `since[node, r]`: the day from which rule r has held there without a break, -1 where it does not.
    `rounds[node, m]`: rounds of testing so far. `venue_from[v]`, `venue_until[v]`: when a venue is closed.
    `population[node]`, `pupils[node]`: people, and members of classes, who live there. `nodes`, `venues`: those that differ
    from the beginning, `raised`: nodes that ever had a risk level; `size`: how many nodes, venues, raised.
    """

    reported: npt.NDArray[np.int32]
    total: npt.NDArray[np.int32]
    last_on: npt.NDArray[np.int32]
    level: npt.NDArray[np.int8]
    rule: npt.NDArray[np.int16]
    raised_on: npt.NDArray[np.int16]
    areas: npt.NDArray[np.int32]
    from_at: Floats
    until_at: Floats
    renew_at: Floats
    stirred: npt.NDArray[np.bool_]
    since: npt.NDArray[np.int16]
    busy: npt.NDArray[np.int8]
    listed: npt.NDArray[np.int8]
    rounds: npt.NDArray[np.int16]
    venue_from: Floats
    venue_until: Floats
    population: Floats
    pupils: Floats
    nodes: npt.NDArray[np.int32]
    raised: npt.NDArray[np.int32]
    venues: npt.NDArray[np.int32]
    size: npt.NDArray[np.int64]


def make_standing(
    populations: Floats, pupils: Floats, venues: int, measures: int, rules: int, days: int
) -> Standing:
    """Return a ground on which nothing is known and nothing in force; one entry of `populations` a node."""
    nodes = len(populations)
    shape = (nodes, max(measures, 1))
    return Standing(
        reported=np.zeros((nodes, days, 2), np.int32), total=np.zeros((nodes, 2), np.int32),
        last_on=np.full(nodes, -1, np.int32), level=np.zeros(nodes, np.int8), rule=np.full(nodes, -1, np.int16),
        raised_on=np.full(nodes, -1, np.int16),
        areas=np.zeros((nodes, 5), np.int32), from_at=np.full(shape, NEVER), until_at=np.full(shape, NEVER),
        renew_at=np.full(nodes, NEVER), stirred=np.zeros(nodes, np.bool_),
        since=np.full((nodes, max(rules, 1)), -1, np.int16), busy=np.zeros(nodes, np.int8), listed=np.zeros(nodes, np.int8),
        rounds=np.zeros(shape, np.int16), venue_from=np.full(venues, NEVER), venue_until=np.full(venues, NEVER),
        population=populations, pupils=pupils, nodes=np.empty(nodes, np.int32), raised=np.empty(nodes, np.int32), venues=np.empty(venues, np.int32),
        size=np.zeros(3, np.int64),
    )  # fmt: skip


@compiled
def note(standing: Standing, node: int) -> None:
    """Remember that a node differs from the beginning."""
    if standing.listed[node] == 0:
        standing.listed[node] = 1
        standing.nodes[standing.size[0]] = node
        standing.size[0] += 1


@compiled
def note_raised(standing: Standing, node: int) -> None:
    """Remember that a node has, or had, a risk level."""
    for number in range(standing.size[2]):
        if standing.raised[number] == node:
            return
    standing.raised[standing.size[2]] = node
    standing.size[2] += 1


@compiled
def clear(standing: Standing) -> None:
    """Make everything as it was at the beginning; costs what the last future changed."""
    for number in range(standing.size[0]):
        node = standing.nodes[number]
        standing.reported[node], standing.total[node], standing.areas[node] = 0, 0, 0
        standing.last_on[node], standing.level[node], standing.rule[node] = -1, 0, -1
        standing.raised_on[node] = -1
        standing.from_at[node], standing.until_at[node], standing.renew_at[node] = NEVER, NEVER, NEVER
        standing.stirred[node], standing.since[node] = False, -1
        standing.rounds[node] = 0
        standing.busy[node] = standing.listed[node] = 0
    for number in range(standing.size[1]):
        venue = standing.venues[number]
        standing.venue_from[venue] = standing.venue_until[venue] = NEVER
    standing.size[:] = 0
