"""A question about sampling sites and its answer."""

from dataclasses import dataclass
from math import ceil
from typing import Any

import polars as pl

from fangxian.engines.testing import Placement
from fangxian.engines.testing.siting.norm import Beside

CAPACITIES, WALKS, SHARES = (500, 30_000), (100, 5_000), (0, 50)
"""Least and most: people a site and day, metres, per cent of the people visited at home."""


@dataclass(frozen=True)
class SitingWish:
    """What is asked. `door_percent`: people visited at home; `keep_open`: the sites on record stay."""

    place_id: str
    capacity: int = 12_000
    walk_m: int = 1_500
    door_percent: int = 0
    keep_open: bool = False


@dataclass(frozen=True, eq=False)
class WhatIf:
    """An answer. `desks`: `DESKS` of the sites; `visited`: whom teams visit at home; `population`: everybody there."""

    wish: SitingWish
    placement: Placement
    desks: pl.DataFrame
    visited: pl.DataFrame
    population: int
    quick: bool

    @property
    def site_count(self) -> int:
        """Sites that are open in the answer."""
        return self.placement.sites.height

    @property
    def served(self) -> int:
        """People who have a site."""
        return int(self.placement.served.sum())

    @property
    def unserved(self) -> int:
        """People without one."""
        return int(self.placement.instance.people.sum()) - self.served

    @property
    def mean_walk_m(self) -> float:
        """Metres a person with a site walks, one way, in the mean."""
        return self.placement.walked / max(self.served, 1)

    @property
    def gap_percent(self) -> float | None:
        """How much fewer people-metres a better answer could have at most; None where nothing says."""
        return None if self.placement.gap == float("inf") else self.placement.gap * 100

    @property
    def visited_people(self) -> int:
        """People visited at home."""
        return int(self.visited["people"].sum())

    @property
    def team_days(self) -> int:
        """Teams for a day that visit at home."""
        return ceil(self.visited["team_days"].sum())

    @property
    def beside(self) -> Beside:
        """The sites beside the norm of 2021."""
        return Beside(self.population, self.site_count)

    @property
    def queue(self) -> dict[str, Any]:
        """The site with the longest queue, as a row of `DESKS`; empty without a site."""
        worst = self.desks.sort(["queue_people", "site_id"], descending=[True, False]).head(1)
        return next(worst.iter_rows(named=True), {})
