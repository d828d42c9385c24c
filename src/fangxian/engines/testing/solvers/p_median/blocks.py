"""Blocks of neighbouring candidates: each solved again for whom it serves, along other lines every time."""

from dataclasses import dataclass

import numpy as np

from fangxian.engines.testing.siting.arcs import Bools, Floats, Ints
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.solvers.p_median.flows import send
from fangxian.engines.testing.solvers.p_median.model import Model
from fangxian.engines.testing.solvers.p_median.part import part_of

WIDTH, GAP, NODES = 1.2, 0.005, 20


@dataclass(eq=False)
class Standing:
    """The answer so far: which candidates are open and the people on each arc."""

    chosen: Bools
    flows: Ints


def cut_into_blocks(spots: Floats, size: int, turn: float) -> list[Ints]:
    """Return rows of candidates by neighbourhood, at most `size` each, halved again and again.

    `turn`: by how many radians the lines are turned.
    """
    turned = spots @ np.array([[np.cos(turn), -np.sin(turn)], [np.sin(turn), np.cos(turn)]])

    def halve(rows: Ints) -> list[Ints]:
        if len(rows) <= size:
            return [np.sort(rows)]
        axis = int(np.ptp(turned[rows, 1]) > np.ptp(turned[rows, 0]))
        ordered = rows[np.lexsort((rows, turned[rows, axis]))]
        half = len(rows) // 2
        return halve(ordered[:half]) + halve(ordered[half:])

    return halve(np.arange(len(spots)))


def improve(instance: Instance, standing: Standing, blocks: list[Ints], prices: Floats) -> None:
    """Solve each block again for whom its sites serve now and for the unserved near it; keep what is better."""
    for block in blocks:
        sites = _allowed(instance, block, standing.chosen)
        arcs = np.isin(instance.arcs.site, sites)
        people = _people_of(instance, standing, arcs)
        spare = instance.most_sites - int(standing.chosen.sum())
        most = min(int(standing.chosen[sites].sum()) + spare, len(sites))
        part = part_of(instance, people, sites, most, prices, width=WIDTH, used=standing.flows > 0)
        if not len(part.arcs):
            continue
        start = standing.chosen[sites], standing.flows[part.arcs].astype(float)
        opened, _ = Model(part).choose(GAP, NODES, start)
        chosen = np.zeros(len(standing.chosen), dtype=bool)
        chosen[sites] = opened
        flows = send(instance, chosen, people)
        saved = instance.arcs.walk_m - instance.unserved_m
        if float(flows @ saved) < float(standing.flows[arcs] @ saved[arcs]) - 1e-6:
            standing.chosen[sites] = opened
            standing.flows[arcs] = flows[arcs]
    standing.flows = send(instance, standing.chosen)


def _people_of(instance: Instance, standing: Standing, arcs: Bools) -> Ints:
    """Return the people of each place who go along these arcs now, and those who could but go nowhere."""
    length = instance.places.height
    served = np.bincount(instance.arcs.place, weights=standing.flows, minlength=length)
    here = np.bincount(instance.arcs.place[arcs], weights=standing.flows[arcs], minlength=length)
    near = np.bincount(instance.arcs.place[arcs], minlength=length) > 0
    people: Ints = (here + np.where(near, instance.people - served, 0)).astype(np.int64)
    return people


def _allowed(instance: Instance, block: Ints, chosen: Bools) -> Ints:
    """Return the candidates of a block that are not too close to an open one elsewhere."""
    outside = chosen.copy()
    outside[block] = False
    blocked = instance.blocked_by(outside)
    return block[~blocked[block] | chosen[block]]
