"""Floors filled one after the other, so that a group is on few floors and shares them with few others."""

from collections.abc import Mapping, Sequence

import numpy as np

from fangxian.engines.quarantine.instance import MIXED_M, OVER_M, Instance, Ints


class Seating:
    """Who is on which floor so far, and what is left: rooms of each floor, rooms of each group at each site."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.floor: Ints = np.full(len(instance.parties), -1, dtype=np.int64)
        self.free: Ints = instance.free.copy()
        self.of_group: Ints = np.zeros((len(instance.groups), len(instance.sites)), dtype=np.int64)
        self.of_site: Ints = np.zeros(len(instance.sites), dtype=np.int64)
        self.on_floor: list[set[int]] = [set() for _ in instance.site_of]
        for at, party in enumerate(instance.parties):
            if party.kept_floor >= 0:
                self._note(at, party.kept_floor)

    def seat_whole(self, at: int, sent: Mapping[int, int]) -> None:
        """Give a party the floor that costs least, of the site most of it was sent to first; none where none fits."""
        party = self.instance.parties[at]
        fits = np.flatnonzero(self.instance.suits[at] & (self.free >= party.rooms))
        if not len(fits):
            return
        most = max(sent.values(), default=0)
        best = min(
            (int(one) for one in fits),
            key=lambda one: (
                sent.get(int(self.instance.site_of[one]), 0) < most,
                self._cost(at, one),
                int(self.free[one]),
                one,
            ),
        )
        self._take(at, best)

    def seat_singles(self, site: int, parties: Sequence[int]) -> None:
        """Give rooms at a site to parties of one room without needs, the largest group first."""
        by_group: dict[int, list[int]] = {}
        for at in parties:
            by_group.setdefault(self.instance.parties[at].group, []).append(at)
        for group, found in sorted(by_group.items(), key=lambda one: (-len(one[1]), one[0])):
            waiting = list(found)
            while waiting:
                floor = self._next_floor(site, group, len(waiting))
                count = min(int(self.free[floor]), len(waiting))
                for at in waiting[:count]:
                    self._take(at, floor)
                waiting = waiting[count:]

    def _next_floor(self, site: int, group: int, waiting: int) -> int:
        """The floor to go on with: of the same group, then an empty one that just holds them, then one with few others."""
        floors = np.flatnonzero((self.instance.site_of == site) & (self.free > 0))

        def rank(floor: int) -> tuple[int, int, bool, int, int]:
            others = len(self.on_floor[floor] - {group})
            free = int(self.free[floor])
            known = 0 if group in self.on_floor[floor] or group < 0 else 1 if not others else 2
            offers = bool(self.instance.floors["offers"][floor])
            return (
                known,
                others if known == 2 else 0,
                offers,
                free if free >= waiting else -free + 10**6,
                floor,
            )

        return min((int(floor) for floor in floors), key=rank)

    def _cost(self, at: int, floor: int) -> int:
        party, site = self.instance.parties[at], int(self.instance.site_of[floor])
        metres = self.instance.cost_of(at, site)
        over = max(0, int(self.of_site[site]) + party.rooms - self.instance.all_limit)
        if party.group >= 0:
            have = int(self.of_group[party.group, site]) + party.rooms
            over += max(0, have - int(self.instance.group_limit[party.group]))
        mixed = bool(self.on_floor[floor] - {party.group}) and party.group not in self.on_floor[floor]
        return metres + OVER_M * over + MIXED_M * (mixed and party.group >= 0)

    def _take(self, at: int, floor: int) -> None:
        self.free[floor] -= self.instance.parties[at].rooms
        self._note(at, floor)

    def _note(self, at: int, floor: int) -> None:
        party, site = self.instance.parties[at], int(self.instance.site_of[floor])
        self.floor[at] = floor
        self.of_site[site] += party.rooms
        if party.group >= 0:
            self.of_group[party.group, site] += party.rooms
            self.on_floor[floor].add(party.group)
