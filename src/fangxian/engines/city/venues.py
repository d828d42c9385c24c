"""Synthetic venues: how many of each kind a district has, how much each draws, and who works or learns there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fangxian.engines.city.kinds import CODE, KINDS, OCCUPATIONS
from fangxian.engines.city.people import DistrictFigures, People

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

NOWHERE = np.uint32(0xFFFFFFFF)
"""The code of no venue."""

JOBS = {"workplace": 1.0, "shop": 0.35, "restaurant": 0.5, "market": 0.5, "hospital": 3.0, "clinic": 0.6,
        "school": 1.5, "training": 0.5, "hotel": 0.8, "scenic": 1.0, "theatre": 0.6, "station": 1.0}  # fmt: skip
"""How many jobs a venue of a kind offers for what it draws, against a workplace."""

TRADE = {"hospital": "health_worker", "clinic": "health_worker", "restaurant": "food_worker",
         "market": "food_worker", "school": "teacher", "training": "teacher"}  # fmt: skip


@dataclass(frozen=True)
class Venues:
    """All synthetic venues, ordered by district and kind; a venue's code is its position."""

    district: npt.NDArray[np.int32]
    community: npt.NDArray[np.int32]
    kind: npt.NDArray[np.uint8]
    weight: Floats

    def __len__(self) -> int:
        return len(self.kind)


def make_venues(districts: Sequence[DistrictFigures], rngs: Sequence[np.random.Generator]) -> Venues:
    """Draw the venues of all districts; attendance follows a Pareto law, cut at the strongest of a kind.

    >>> figures = DistrictFigures("d", np.array([900]), np.array([True]), 2.6, 0.25, 0.15)
    >>> venues = make_venues([figures], [np.random.default_rng(1)])
    >>> int((venues.kind == CODE["shop"]).sum())
    9
    """
    parts = [
        _of_district(row, figures, rng)
        for row, (figures, rng) in enumerate(zip(districts, rngs, strict=True))
    ]
    return Venues(*(np.concatenate(columns) for columns in zip(*parts, strict=True)))


def _of_district(row: int, figures: DistrictFigures, rng: np.random.Generator) -> tuple[np.ndarray, ...]:
    people = figures.people.sum()
    counts = [max(kind.at_least, round(kind.per_1000 * people / 1000)) for kind in KINDS]
    kind = np.repeat(np.arange(len(KINDS), dtype=np.uint8), counts)
    tails = np.array([kind.tail for kind in KINDS])[kind]
    strongest = np.array([kind.strongest for kind in KINDS])[kind]
    weight = np.minimum((1.0 - rng.random(len(kind))) ** (-1.0 / tails), strongest)
    share = (figures.people + 1e-9) / (figures.people + 1e-9).sum()
    community = rng.choice(len(share), len(kind), p=share).astype(np.int32)
    return np.full(len(kind), row, dtype=np.int32), community, kind, weight


BLOCK = 100_000
"""District × BLOCK + community is one number: no district has so many communities."""


class Chooser:
    """Draws venues by weight among those of a span of communities, which the tree lists street by street."""

    def __init__(self, venues: Venues) -> None:
        where = venues.district.astype(np.int64) * BLOCK + venues.community
        order = np.argsort(where, kind="stable")
        self._rows = {code: order[venues.kind[order] == code] for code in range(len(KINDS))}
        self._where = {code: where[rows] for code, rows in self._rows.items()}
        self._sums = {
            code: np.concatenate([[0.0], np.cumsum(venues.weight[rows])]) for code, rows in self._rows.items()
        }

    def choose(
        self, kind: int, near: tuple[Ints, Ints], wide: tuple[int, int], draws: Floats
    ) -> npt.NDArray[np.uint32]:
        """Return a venue code per draw in [0, 1): among the venues of `kind` in its own span `near`.

        A span is [from, to) in BLOCK numbers; an empty one gives way to the span `wide`.
        """
        rows, where, sums = self._rows[kind], self._where[kind], self._sums[kind]
        start, stop = np.searchsorted(where, near[0]), np.searchsorted(where, near[1])
        first, last = np.searchsorted(where, wide)
        empty = start == stop
        start, stop = np.where(empty, first, start), np.where(empty, last, stop)
        goal = sums[start] + draws * (sums[stop] - sums[start])
        found = np.searchsorted(sums, goal, side="right") - 1
        return rows[np.clip(found, start, stop - 1)].astype(np.uint32)


def employ(people: People, venues: Venues, district: int, rng: np.random.Generator) -> npt.NDArray[np.uint32]:
    """Return the venue code where each person works or learns (NOWHERE for others).

    Workers take jobs in their own district by what the venues offer; those of hospitals, kitchens and
    schools get that trade as their occupation (`people.occupation` is changed in place).

    >>> from fangxian.engines.city.people import make_people
    >>> figures = DistrictFigures("d", np.array([300]), np.array([True]), 2.6, 0.25, 0.15)
    >>> rng = np.random.default_rng(1)
    >>> people, venues = make_people(figures, rng), make_venues([figures], [rng])
    >>> place = employ(people, venues, 0, rng)
    >>> bool((place[people.occupation == OCCUPATIONS.index("pupil")] != NOWHERE).all())
    True
    """
    place = np.full(len(people), NOWHERE, dtype=np.uint32)
    codes = {name: number for number, name in enumerate(OCCUPATIONS)}
    own = np.flatnonzero(venues.district == district)
    jobs = np.array([JOBS[kind.name] for kind in KINDS])[venues.kind[own]] * venues.weight[own]
    workers = np.flatnonzero(people.occupation == codes["worker"])
    place[workers] = own[_by_weight(jobs, rng.random(len(workers)))]
    kinds = venues.kind[place[workers]]
    for kind, trade in TRADE.items():
        people.occupation[workers[kinds == CODE[kind]]] = codes[trade]
    schools = own[venues.kind[own] == CODE["school"]]
    pupils = np.flatnonzero(np.isin(people.occupation, [codes["pupil"], codes["preschool"]]))
    place[pupils] = schools[_by_weight(venues.weight[schools], rng.random(len(pupils)))]
    return place


def _by_weight(weights: Floats, draws: Floats) -> Ints:
    sums = np.cumsum(weights)
    return np.minimum(np.searchsorted(sums, draws * sums[-1], side="right"), len(sums) - 1)
