"""Full sites where the people live; what is left over joins the nearest site that has room, or opens one at home."""

from dataclasses import dataclass, field

import numpy as np
import polars as pl

from fangxian.engines.plans import TestingRule
from fangxian.engines.tables.distances import metres_between


def assign(demand: pl.DataFrame, rule: TestingRule) -> pl.DataFrame:
    """Send the largest remainders out first, so that small ones fill up the sites already open."""
    lowest = {"place_id": pl.String(), "site_place_id": pl.String(), "site": pl.Int64()}
    plan = _Sites(rule)
    for place_id, people, lat, lon in demand.sort("people", "place_id", descending=[True, False]).iter_rows():
        left = plan.fill_own(place_id, people, lat, lon)
        left = plan.fill_near(place_id, left, lat, lon)
        plan.open_own(place_id, left, lat, lon)
    return pl.DataFrame(
        plan.rows, schema={**lowest, "people": pl.Int64(), "walk_m": pl.Float64()}, orient="row"
    )


@dataclass
class _Sites:
    """The sites opened so far, and those of them that still have room."""

    rule: TestingRule
    rows: list[tuple[str, str, int, int, float]] = field(default_factory=list)
    opened: dict[str, int] = field(default_factory=dict)
    room: list[int] = field(default_factory=list)
    at: list[tuple[str, int]] = field(default_factory=list)
    seats: list[tuple[float, float]] = field(default_factory=list)

    def fill_own(self, place_id: str, people: int, lat: float | None, lon: float | None) -> int:
        """Open full sites at home; return the people left over."""
        while people >= self.rule.site_capacity:
            self.open_own(place_id, self.rule.site_capacity, lat, lon)
            people -= self.rule.site_capacity
        return people

    def fill_near(self, place_id: str, people: int, lat: float | None, lon: float | None) -> int:
        """Send people to sites within the walk that have room; a group is only split where nothing else is near."""
        if not people or lat is None or lon is None or not self.at:
            return people
        walk = metres_between(lat, lon, *np.array(self.seats).T)
        near = [i for i in np.argsort(walk, kind="stable") if walk[i] <= self.rule.max_walk_m]
        if sum(self.room[i] for i in near) < people:
            return people
        for i in near:
            take = min(people, self.room[i])
            if take:
                self.room[i] -= take
                self.rows.append((place_id, *self.at[i], take, float(round(walk[i], 1))))
                people -= take
        return people

    def open_own(self, place_id: str, people: int, lat: float | None, lon: float | None) -> None:
        """Open one site at home for these people."""
        if not people:
            return
        self.opened[place_id] = site = self.opened.get(place_id, 0) + 1
        self.rows.append((place_id, place_id, site, people, 0.0))
        if lat is not None and lon is not None and people < self.rule.site_capacity:
            self.room.append(self.rule.site_capacity - people)
            self.at.append((place_id, site))
            self.seats.append((lat, lon))
