"""An answer to an instance: who has which room and why, who has none, and how far from the best it can be."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.quarantine.instance import MIXED_M, OVER_M, UNPLACED_M, Instance, Ints, room_names
from fangxian.engines.quarantine.reasons import Reasons, why_nowhere
from fangxian.engines.tables.quarantine import ROOMS_GIVEN, WITHOUT_ROOM


@dataclass(frozen=True, eq=False)
class Choice:
    """What a solver gives back: the floor of each party (-1: none), and what no answer costs less than; `how` says why."""

    floor: Ints
    bound: int
    how: Text


@dataclass(frozen=True, eq=False)
class Placement:
    """A choice as tables. Costs are metres, of those who had no room before."""

    instance: Instance
    choice: Choice

    @cached_property
    def placed(self) -> Ints:
        """The parties that have a room."""
        return np.flatnonzero(self.choice.floor >= 0)

    @cached_property
    def travelled_m(self) -> int:
        """Metres all people placed now travel together."""
        sites = self.instance.site_of
        return sum(
            self.instance.cost_of(int(at), int(sites[self.choice.floor[at]]))
            for at in self.instance.open
            if self.choice.floor[at] >= 0
        )

    @cached_property
    def over(self) -> int:
        """Rooms beyond the dispersal limits, of groups and of all."""
        at = self.instance
        by_group: Counter[tuple[int, int]] = Counter()
        by_site: Counter[int] = Counter()
        for one in self.placed:
            party, site = at.parties[one], int(at.site_of[self.choice.floor[one]])
            by_site[site] += party.rooms
            if party.group >= 0:
                by_group[party.group, site] += party.rooms
        over_groups = sum(max(0, n - int(at.group_limit[group])) for (group, _), n in by_group.items())
        return over_groups + sum(max(0, n - at.all_limit) for n in by_site.values())

    @cached_property
    def mixed(self) -> int:
        """How many exposure groups too many are on floors: each beyond the first of a floor."""
        found: dict[int, set[int]] = {}
        for one in self.placed:
            if (group := self.instance.parties[one].group) >= 0:
                found.setdefault(int(self.choice.floor[one]), set()).add(group)
        return sum(len(groups) - 1 for groups in found.values())

    @cached_property
    def objective(self) -> int:
        """Metres travelled, and what people without a room, rooms beyond the limits and mixed floors count for."""
        left = sum(
            len(party.people) for at, party in enumerate(self.instance.parties) if self.choice.floor[at] < 0
        )
        return self.travelled_m + UNPLACED_M * left + OVER_M * self.over + MIXED_M * self.mixed

    @property
    def gap(self) -> float:
        """How much better the best answer could be, as a share of the bound."""
        if self.objective <= self.choice.bound:
            return 0.0
        return self.objective / self.choice.bound - 1 if self.choice.bound > 0 else float("inf")

    @cached_property
    def rooms_given(self) -> pl.DataFrame:
        """`ROOMS_GIVEN`, one row per person with a room, by person."""
        taken = self._kept_rooms()
        reasons = Reasons(self.instance, self.choice.floor)
        rows = [row for at in self.placed for row in self._rows(int(at), taken, reasons)]
        return ROOMS_GIVEN.rows(sorted(rows, key=lambda row: str(row["person_id"])))

    @cached_property
    def without_room(self) -> pl.DataFrame:
        """`WITHOUT_ROOM`, one row per person without one, by person."""
        rows: list[dict[str, object]] = [
            {
                "person_id": person,
                "party_id": party.id,
                "needs": ";".join(sorted(party.needs)) or None,
                "rooms": party.rooms,
                "why_zh": why.zh,
                "why_en": why.en,
            }
            for at, party in enumerate(self.instance.parties)
            if self.choice.floor[at] < 0
            for why in [why_nowhere(self.instance, at)]
            for person in party.people
        ]
        return WITHOUT_ROOM.rows(sorted(rows, key=lambda row: str(row["person_id"])))

    def _kept_rooms(self) -> dict[int, set[str]]:
        taken: dict[int, set[str]] = {}
        for party in self.instance.parties:
            taken.setdefault(party.kept_floor, set()).update(party.kept_rooms)
        return taken

    def _rows(self, at: int, taken: dict[int, set[str]], reasons: Reasons) -> list[dict[str, object]]:
        instance, floor = self.instance, int(self.choice.floor[at])
        party, site = instance.parties[at], int(instance.site_of[floor])
        name, size = instance.floors["floor"][floor], instance.floors["rooms"][floor]
        rooms = list(party.kept_rooms)
        if not rooms:
            free = [room for room in room_names(name, size) if room not in taken.setdefault(floor, set())]
            given = free[: party.rooms]
            taken[floor].update(given)
            rooms = [given[n // instance.rule.room_people] for n in range(len(party.people))]
        why = reasons.of(at)
        return [
            {
                "person_id": person,
                "party_id": party.id,
                "group_id": instance.groups[party.group] if party.group >= 0 else None,
                "site_id": instance.sites[site],
                "floor": name,
                "room": room,
                "distance_m": float(instance.distance_m[at, site]),
                "why_zh": why.zh,
                "why_en": why.en,
            }
            for person, room in zip(party.people, rooms, strict=True)
        ]
