"""An answer to an instance: which sites open, who goes where, who is left, and how far from the best it can be."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.testing.siting.arcs import Bools, Floats, Ints
from fangxian.engines.testing.siting.instance import Instance

NO_CANDIDATE = Text("步行范围内没有可设点的地方", "no place for a site within the walk")
NO_SITE = Text("步行范围内未设采样点", "no site was opened within the walk")
NO_ROOM = Text("步行范围内的采样点已满", "the sites within the walk are full")


@dataclass(frozen=True)
class Bound:
    """No answer has a smaller objective than `value` (people-metres); `how` says why.

    `prices`: metres a person is worth, by place, where these alone prove the bound: anybody can reckon it anew.
    """

    value: float
    how: Text
    prices: Floats | None = field(default=None, compare=False)


@dataclass(frozen=True, eq=False)
class Choice:
    """What a solver gives back: which candidates are open, people on each arc, and a bound of the instance."""

    chosen: Bools
    flows: Ints
    bound: Bound


@dataclass(frozen=True, eq=False)
class Placement:
    """A choice as tables. `objective`, `bound` and `gap` are those of `instance`."""

    instance: Instance
    choice: Choice

    @cached_property
    def served(self) -> Ints:
        """People of each place who have a site."""
        return _per(self.instance.arcs.place, self.choice.flows, self.instance.places.height)

    @cached_property
    def walked(self) -> float:
        """Metres walked by all people together, one way."""
        return float(self.choice.flows @ self.instance.arcs.walk_m)

    @property
    def objective(self) -> float:
        """People-metres walked, and `unserved_m` for everybody without a site."""
        left = int(self.instance.people.sum() - self.served.sum())
        return self.walked + self.instance.unserved_m * left

    @property
    def gap(self) -> float:
        """How much better the best answer could be, as a share of the bound."""
        if self.objective <= self.choice.bound.value + 1e-6:
            return 0.0
        return self.objective / self.choice.bound.value - 1 if self.choice.bound.value > 0 else float("inf")

    @cached_property
    def sites(self) -> pl.DataFrame:
        """(site_id, place_id, number, lat, lon, capacity, open, people): the sites that are open now."""
        people = _per(self.instance.arcs.site, self.choice.flows, self.instance.candidates.height)
        return self.instance.candidates.with_columns(people=pl.Series(people)).filter(
            pl.Series(self.choice.chosen)
        )

    @cached_property
    def assignments(self) -> pl.DataFrame:
        """(place_id, site_id, people, walk_m): how many people of a place go to which site, how far."""
        arcs, used = self.instance.arcs, self.choice.flows > 0
        return pl.DataFrame(
            {
                "place_id": self.instance.places["place_id"][arcs.place[used]],
                "site_id": self.instance.candidates["site_id"][arcs.site[used]],
                "people": self.choice.flows[used],
                "walk_m": arcs.walk_m[used],
            },
            schema={"place_id": pl.String, "site_id": pl.String, "people": pl.Int64, "walk_m": pl.Float64},
        ).sort("place_id", "walk_m", "site_id")

    @cached_property
    def unserved(self) -> pl.DataFrame:
        """(place_id, people, reason_zh, reason_en): whom no site serves, and why."""
        arcs, left = self.instance.arcs, self.instance.people - self.served
        candidates = np.bincount(arcs.place, minlength=len(left))
        opened = np.bincount(arcs.place[self.choice.chosen[arcs.site]], minlength=len(left))
        reasons = [
            NO_CANDIDATE if not candidates[at] else NO_SITE if not opened[at] else NO_ROOM
            for at in np.flatnonzero(left)
        ]
        return pl.DataFrame(
            {
                "place_id": self.instance.places["place_id"].filter(pl.Series(left > 0)),
                "people": left[left > 0],
                "reason_zh": [reason.zh for reason in reasons],
                "reason_en": [reason.en for reason in reasons],
            },
            schema={
                "place_id": pl.String,
                "people": pl.Int64,
                "reason_zh": pl.String,
                "reason_en": pl.String,
            },
        )


def floor_of(instance: Instance) -> Bound:
    """Return the plainest bound: whoever the largest sites cannot take, or nobody's walk reaches, is unserved."""
    reached = np.zeros(instance.places.height, dtype=bool)
    reached[instance.arcs.place] = True
    largest = np.sort(instance.capacity)[::-1][: instance.most_sites].sum()
    over = max(0, int(instance.people[reached].sum() - largest))
    beyond = int(instance.people[~reached].sum())
    return Bound(
        instance.unserved_m * (over + beyond),
        Text("超出容量或步行范围的人数", "people beyond capacity or walk"),
    )


def _per(keys: Ints, values: Ints, length: int) -> Ints:
    total: Ints = np.bincount(keys, weights=values, minlength=length).astype(np.int64)
    return total
