"""Rooms as a flow (OR-Tools): split parties give the bound, whole ones are rounded to it, single rooms are exact."""

import numpy as np

from fangxian.engines.problems import Text
from fangxian.engines.quarantine.instance import Instance
from fangxian.engines.quarantine.placement import Choice
from fangxian.engines.quarantine.solvers.min_cost_flow.network import flow_of
from fangxian.engines.quarantine.solvers.min_cost_flow.seating import Seating

_HOW = Text(
    "按单间拆分、不计混组的最优解",
    "the best answer if parties could be split room by room and groups mixed freely",
)


def choose(instance: Instance) -> Choice:
    """Give rooms: first to parties of several rooms or with needs, where the split answer sends them; then to the rest."""
    seating = Seating(instance)
    sent, bound = flow_of(instance, instance.open, seating)
    whole = np.array([at for at in instance.open if _is_whole(instance, int(at))], dtype=np.int64)
    order = sorted(whole, key=lambda at: (-len(instance.parties[at].needs), -instance.parties[at].rooms, at))
    for at in order:
        seating.seat_whole(int(at), sent.get(int(at), {}))
    rest = np.setdiff1d(instance.open, whole)
    singles, _ = flow_of(instance, rest, seating)
    by_site: dict[int, list[int]] = {}
    for at, sites in sorted(singles.items()):
        for site in sites:
            by_site.setdefault(site, []).append(at)
    for site, parties in sorted(by_site.items()):
        seating.seat_singles(site, parties)
    return Choice(seating.floor, bound, _HOW)


def _is_whole(instance: Instance, at: int) -> bool:
    return instance.parties[at].rooms > 1 or bool(instance.parties[at].needs)
