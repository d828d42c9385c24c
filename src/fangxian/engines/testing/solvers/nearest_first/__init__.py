"""Full sites where the people live; what is left over joins the nearest site that has room, or opens the nearest."""

from dataclasses import dataclass, field

import numpy as np

from fangxian.engines.testing.siting.arcs import Bools, Ints
from fangxian.engines.testing.siting.instance import Instance
from fangxian.engines.testing.siting.placement import Choice, floor_of


def choose(instance: Instance) -> Choice:
    """Send the largest places out first, so that small ones fill up the sites already open."""
    plan = _Opening(instance)
    largest_first = np.lexsort((np.arange(len(instance.people)), -instance.people))
    for place in largest_first:
        plan.send(int(place))
    return Choice(plan.chosen, plan.flows, floor_of(instance))


@dataclass
class _Opening:
    """The sites opened so far and the room they have."""

    instance: Instance
    chosen: Bools = field(init=False)
    room: Ints = field(init=False)
    flows: Ints = field(init=False)

    def __post_init__(self) -> None:
        self.chosen = self.instance.open.copy()
        self.room = self.instance.capacity.copy()
        self.flows = np.zeros(len(self.instance.arcs.place), dtype=np.int64)
        self._arcs = _by_place(self.instance)
        self._blocked = self.instance.blocked_by(self.chosen)

    def send(self, place: int) -> None:
        """Find sites for the people of one place."""
        arcs, left = self._arcs[place], int(self.instance.people[place])
        sites = self.instance.arcs.site[arcs]
        while left:
            nearest = self._nearest_closed(sites)
            full = nearest >= 0 and left >= self.instance.capacity[sites[nearest]]
            standing = int(self.room[sites][self.chosen[sites]].sum())
            if not full and (standing >= left or nearest < 0):
                self._fill(arcs, left)
                return
            self._open(int(sites[nearest]))
            left -= self._take(int(arcs[nearest]), left)

    def _nearest_closed(self, sites: Ints) -> int:
        if self.chosen.sum() >= self.instance.most_sites:
            return -1
        closed = np.flatnonzero(~self.chosen[sites] & ~self._blocked[sites])
        return int(closed[0]) if len(closed) else -1

    def _fill(self, arcs: Ints, left: int) -> None:
        for arc in arcs[self.chosen[self.instance.arcs.site[arcs]]]:
            left -= self._take(int(arc), left)

    def _take(self, arc: int, people: int) -> int:
        site = self.instance.arcs.site[arc]
        taken = int(min(people, self.room[site]))
        self.room[site] -= taken
        self.flows[arc] += taken
        return taken

    def _open(self, site: int) -> None:
        self.chosen[site] = True
        self._blocked[self.instance.close_to.get(site, [])] = True


def _by_place(instance: Instance) -> list[Ints]:
    """Return the arcs of each place, nearest first; of several as near those of its own."""
    arcs = instance.arcs
    homes = instance.candidates["place_id"].to_numpy()[arcs.site]
    away = homes != instance.places["place_id"].to_numpy()[arcs.place]
    order = np.lexsort((arcs.site, away, arcs.walk_m, arcs.place))
    ends = np.cumsum(np.bincount(arcs.place, minlength=instance.places.height))
    return np.split(order, ends[:-1]) if len(ends) else []
