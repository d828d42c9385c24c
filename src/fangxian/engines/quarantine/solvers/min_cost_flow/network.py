"""The network: party -> its group at a site -> the site -> out, with a dearer second way beyond each dispersal limit."""

import numpy as np
import numpy.typing as npt
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from fangxian.engines.quarantine.instance import OVER_M, UNPLACED_M, Instance, Ints
from fangxian.engines.quarantine.solvers.min_cost_flow.seating import Seating

Arcs = tuple[npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64], npt.NDArray[np.int64]]
"""Tails, heads, capacities in rooms, metres a room."""

_SOURCE, _SINK, _FIRST = 0, 1, 2


def flow_of(instance: Instance, parties: Ints, seating: Seating) -> tuple[dict[int, dict[int, int]], int]:
    """Return party -> site -> rooms of the cheapest flow into what is free, and its cost in metres.

    Parties may be split and needs are asked of the site, not of its floors: no whole answer costs less.
    """
    if not len(parties):
        return {}, 0
    party, site = np.nonzero(_open_sites(instance, parties))
    arcs = [_ways_in(instance, parties, party, site), *_ways_out(instance, parties, seating)]
    tails, heads, capacities, costs = (np.concatenate([one[at] for one in arcs]) for at in range(4))
    flow = SimpleMinCostFlow()
    links = flow.add_arcs_with_capacity_and_unit_cost(
        tails.astype(np.int32), heads.astype(np.int32), capacities.astype(np.int64), costs.astype(np.int64)
    )
    total = sum(instance.parties[at].rooms for at in parties)
    flow.set_node_supply(_SOURCE, total)
    flow.set_node_supply(_SINK, -total)
    flow.solve()
    sent: dict[int, dict[int, int]] = {}
    for at, rooms in enumerate(flow.flows(links)[: len(party)]):
        if rooms:
            sent.setdefault(int(parties[party[at]]), {})[int(site[at])] = int(rooms)
    return sent, int(flow.optimal_cost())


def _open_sites(instance: Instance, parties: Ints) -> npt.NDArray[np.bool_]:
    """Which party finds a floor that suits it at which site."""
    fits = np.zeros((len(parties), len(instance.sites)), dtype=bool)
    for site in range(len(instance.sites)):
        fits[:, site] = instance.suits[parties][:, instance.site_of == site].any(axis=1)
    return fits


def _ways_in(instance: Instance, parties: Ints, party: Ints, site: Ints) -> Arcs:
    """From a party to its group at a site; who has no group goes to the site itself."""
    rooms = np.array([instance.parties[at].rooms for at in parties], dtype=np.int64)
    people = np.array([len(instance.parties[at].people) for at in parties], dtype=np.int64)
    group = np.array([instance.parties[at].group for at in parties], dtype=np.int64)
    metres = instance.distance_m[parties][party, site] * people[party] // rooms[party]
    heads = np.where(
        group[party] >= 0,
        _group_nodes(instance, len(parties), group[party], site),
        _site_nodes(parties, site),
    )
    return _FIRST + party, heads, rooms[party], metres


def _ways_out(instance: Instance, parties: Ints, seating: Seating) -> list[Arcs]:
    rooms = np.array([instance.parties[at].rooms for at in parties], dtype=np.int64)
    people = np.array([len(instance.parties[at].people) for at in parties], dtype=np.int64)
    here, sites = np.arange(len(parties)), np.arange(len(instance.sites))
    begin = (np.zeros_like(here), _FIRST + here, rooms, np.zeros_like(here))
    stay = (_FIRST + here, np.full_like(here, _SINK), rooms, UNPLACED_M * people // rooms)
    group, site = (one.ravel() for one in np.meshgrid(np.arange(len(instance.groups)), sites, indexing="ij"))
    left = np.maximum(instance.group_limit[group] - seating.of_group[group, site], 0) if len(group) else group
    tails, heads = _group_nodes(instance, len(parties), group, site), _site_nodes(parties, site)
    free = np.bincount(instance.site_of, weights=seating.free, minlength=len(sites)).astype(np.int64)
    within = np.clip(instance.all_limit - seating.of_site, 0, free)
    out, end = _site_nodes(parties, sites), np.full_like(sites, _SINK)
    many = np.full_like(left, int(rooms.sum()))
    return [
        begin,
        stay,
        (tails, heads, left, np.zeros_like(left)),
        (tails, heads, many, np.full_like(left, OVER_M)),
        (out, end, within, np.zeros_like(within)),
        (out, end, free - within, np.full_like(within, OVER_M)),
    ]


def _site_nodes(parties: Ints, site: Ints) -> Ints:
    return np.asarray(_FIRST + len(parties) + site, dtype=np.int64)


def _group_nodes(instance: Instance, parties: int, group: Ints, site: Ints) -> Ints:
    sites = len(instance.sites)
    return np.asarray(_FIRST + parties + sites + group * sites + site, dtype=np.int64)
