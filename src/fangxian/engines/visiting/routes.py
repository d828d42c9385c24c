"""The shortest way along the doors where somebody is missing, for one worker or several, by day only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from fangxian.engines.tables.distances import metres_between
from fangxian.engines.visiting.merging import WALK_MINUTES
from fangxian.engines.visiting.numbering import metres_inside, numbers_of
from fangxian.engines.visiting.rounds import WALK_M_A_MINUTE

_INSTANT = pl.Datetime("us", "UTC")
STOPS = {
    "door_id": pl.String(),
    "place_id": pl.String(),
    "address": pl.String(),
    "lat": pl.Float64(),
    "lon": pl.Float64(),
    "from_at": _INSTANT,
    "risky": pl.Boolean(),
}
"""The doors to go to. `lat`, `lon`: of the door or, where that is not known, of its place; null where neither is.
`address`: its numbers give the order within a place. `from_at`: somebody asked to be called on then, not before."""

ROUTE = {
    "worker": pl.Int64(),
    "nth": pl.Int64(),
    "door_id": pl.String(),
    "walk_m": pl.Float64(),
    "at": _INSTANT,
}
"""The doors in their order, by worker (from 1). `at`: when somebody knocks, if all begin at the start."""

NIGHT, ALONE = "night", "alone"
LEFT = {"door_id": pl.String(), "why": pl.String()}
"""Doors in no route. night: not before the evening ends the knocking; alone: risky, and no pair goes."""

DOOR_MINUTES = 5.0 + WALK_MINUTES
"""At a door, with the stairs to it: the planning figures of visits."""
UNKNOWN_M = WALK_MINUTES * WALK_M_A_MINUTE
"""From a door to one whose place is on no map."""
_IDLE_MINUTES = 15
"""Waiting less than so long for an hour somebody asked for is not worth another way."""


@dataclass(frozen=True)
class DoorRoute:
    """`rows`: `ROUTE`; `left`: `LEFT`; metres walked, and what the doors would take in the order of their numbers."""

    rows: pl.DataFrame
    left: pl.DataFrame
    metres: float
    naive_metres: float


def route_doors(
    stops: pl.DataFrame,
    *,
    starts_at: datetime,
    ends_at: datetime,
    workers: int = 1,
    pairs: bool = False,
    start: tuple[float, float] | None = None,
) -> DoorRoute:
    """Return an order of `STOPS` for so many workers, each door once; nobody knocks after `ends_at`.

    pairs: two go together, so risky doors are walked to. start: (lat, lon). VROOM is asked twice, the second time for
    less waiting; of its answers and the order by number the one that reaches most doors is taken, then one that stands
    about less, then the shorter. So it is never longer than the order by number, unless that reaches fewer doors or
    waits a quarter of an hour more for somebody who asked to be called on later.

    >>> route_doors(pl.DataFrame(schema=STOPS), starts_at=datetime(2021, 7, 31), ends_at=datetime(2021, 8, 1)).metres
    0.0
    """
    rows = _by_number(stops)
    going = rows if pairs else rows.filter(~pl.col("risky"))
    ground = _Ground.of(going, starts_at, ends_at, start)
    naive = ground.by_number(workers)
    best = min(ground.answers(naive, workers), key=ground.price)
    order = [one for walk in best for one in ground.reached(walk)]
    walked = {door for door, _, _, _ in order}
    late = [{"door_id": one, "why": NIGHT} for at, one in enumerate(going["door_id"]) if at not in walked]
    alone = [] if pairs else [{"door_id": one, "why": ALONE} for one in rows.filter("risky")["door_id"]]
    return DoorRoute(
        _rows(going, best, ground, starts_at),
        pl.DataFrame([*late, *alone], schema=LEFT).sort("door_id"),
        ground.metres_of(best),
        ground.metres_of(naive),
    )


def _by_number(stops: pl.DataFrame) -> pl.DataFrame:
    """The doors in the order of place, numbers and id: every order of the rows gives the same answer."""
    ids = stops.select(pl.coalesce("address", "door_id")).to_series().to_list()
    keyed = stops.with_columns(
        numbers=pl.Series([list(numbers_of(one)) for one in ids], dtype=pl.List(pl.Int64()))
    )
    return keyed.sort("place_id", "numbers", "door_id").unique("door_id", keep="first", maintain_order=True)


@dataclass(frozen=True)
class _Ground:
    """Metres between the start (0) and the doors (1 …), and from when until when each may be knocked at, in seconds."""

    metres: np.ndarray
    seconds: np.ndarray
    from_s: tuple[int, ...]
    end_s: int

    @classmethod
    def of(
        cls, rows: pl.DataFrame, starts_at: datetime, ends_at: datetime, start: tuple[float, float] | None
    ) -> "_Ground":
        """Measure the ground."""
        metres = _metres(rows, start)
        waits = [
            0 if one is None else max(0, int(np.ceil((one - starts_at).total_seconds())))
            for one in rows["from_at"]
        ]
        seconds = np.ceil(metres / WALK_M_A_MINUTE * 60)
        return cls(metres, seconds, tuple(waits), int((ends_at - starts_at).total_seconds()))

    @property
    def doors(self) -> int:
        """How many there are."""
        return len(self.from_s)

    def by_number(self, workers: int) -> list[list[int]]:
        """The order of the numbers, cut into as many parts as there are workers."""
        most = self.most(workers)
        return [list(range(self.doors))[at * most : (at + 1) * most] for at in range(workers)]

    def most(self, workers: int) -> int:
        """How many doors one worker takes at most."""
        return max(1, -(-self.doors // workers))

    def answers(self, naive: list[list[int]], workers: int) -> list[list[list[int]]]:
        """The order by number, and what VROOM says."""
        if sum(one <= self.end_s for one in self.from_s) <= 1:
            return [naive]
        busy = max(
            sum(int(self.seconds[leg]) for leg in _legs(walk)) + self.service_s * len(walk) for walk in naive
        )
        soon = min(self.end_s, max(busy, *self.from_s))
        # VROOM takes most of a second to load; whoever orders no doors does without it.
        from fangxian.engines.visiting.routing import Asked, ask_vroom

        given = (self.metres, self.seconds, self.from_s)
        found = [
            ask_vroom(Asked(*given, end_s, self.service_s, workers, self.most(workers)))
            for end_s in dict.fromkeys((self.end_s, soon))
        ]
        return [naive, *found]

    def reached(self, walk: Sequence[int]) -> list[tuple[int, float, int, int]]:
        """The doors of one worker that are reached in time: (door, metres to it, knocked at, seconds waited)."""
        here, now, found = 0, 0, []
        for door in walk:
            arrives = now + int(self.seconds[here, door + 1])
            knocks = max(arrives, self.from_s[door])
            if knocks <= self.end_s:
                found.append((door, float(self.metres[here, door + 1]), knocks, knocks - arrives))
                here, now = door + 1, knocks + self.service_s
        return found

    def metres_of(self, order: list[list[int]]) -> float:
        """Metres all walk together."""
        return sum((metres for walk in order for _, metres, _, _ in self.reached(walk)), 0.0)

    def price(self, order: list[list[int]]) -> tuple[int, int, float]:
        """Doors left, quarters of an hour stood about, metres."""
        waited = sum(waits for walk in order for _, _, _, waits in self.reached(walk))
        left = self.doors - sum(len(self.reached(walk)) for walk in order)
        return left, waited // (_IDLE_MINUTES * 60), self.metres_of(order)

    @property
    def service_s(self) -> int:
        """Seconds at a door."""
        return int(DOOR_MINUTES * 60)


def _legs(walk: Sequence[int]) -> list[tuple[int, int]]:
    return list(pairwise([0, *(door + 1 for door in walk)]))


def _metres(rows: pl.DataFrame, start: tuple[float, float] | None) -> np.ndarray:
    """Metres from each to each: as the crow flies between places, by the numbers within one."""
    spots = [start or (None, None), *rows.select("lat", "lon").rows()]
    lat, lon = (np.array([spot[i] for spot in spots], dtype=float) for i in (0, 1))
    metres = metres_between(lat[:, None], lon[:, None], lat, lon)
    metres = np.where(np.isnan(metres), UNKNOWN_M, metres)
    numbers = [tuple(one) for one in rows["numbers"]]
    for at, one in enumerate(spots[1:]):
        for beside in range(at + 1, len(numbers)):
            if spots[beside + 1] == one:
                inside = metres_inside(numbers[at], numbers[beside])
                metres[at + 1, beside + 1] = metres[beside + 1, at + 1] = inside
    np.fill_diagonal(metres, 0.0)
    return np.asarray(metres)


def _rows(going: pl.DataFrame, order: list[list[int]], ground: _Ground, starts_at: datetime) -> pl.DataFrame:
    doors = going["door_id"].to_list()
    found = [
        {
            "worker": worker,
            "nth": nth,
            "door_id": doors[door],
            "walk_m": metres,
            "at": starts_at + timedelta(seconds=knocks),
        }
        for worker, walk in enumerate(order, start=1)
        for nth, (door, metres, knocks, _) in enumerate(ground.reached(walk), start=1)
    ]
    return pl.DataFrame(found, schema=ROUTE)
