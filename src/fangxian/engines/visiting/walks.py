"""Walks along the venues that are due: for each inspector so many minutes, and what is not reached by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table
from fangxian.engines.tables.distances import metres_between
from fangxian.engines.visiting.rounds import WALK_M_A_MINUTE
from fangxian.engines.visiting.venues import DUE

WALKS = Table(
    "venue-walks",
    Text("巡查路线", "walks along venues"),
    (
        Column("walker", pl.Int64(), Text("组", "walker"), required=True),
        Column("nth", pl.Int64(), Text("次序", "position"), required=True),
        Column("venue_id", pl.String(), Text("场所", "venue"), required=True),
        Column("walk_m", pl.Float64(), Text("步行距离", "walk to it"), required=True, unit="m"),
        Column("at_minute", pl.Float64(), Text("到达", "arrives after"), required=True, unit="min"),
        Column("until_minute", pl.Float64(), Text("离开", "leaves after"), required=True, unit="min"),
    ),
)
"""The venues in their order, by walker (from 1). Minutes count from the start of the walk."""

NO_TIME, NO_PLACE = "no-time", "no-place"
LEFT = Table(
    "venues-left",
    Text("未排入的场所", "venues left"),
    (
        Column("venue_id", pl.String(), Text("场所", "venue"), required=True),
        Column("why", pl.String(), Text("原因", "why"), required=True, values=(NO_TIME, NO_PLACE)),
    ),
)
"""no-time: nobody reaches it in the minutes there are; no-place: nobody knows where it is."""

BLOCK = 90
"""Venues that are ordered at once: VROOM orders so many in a tenth of a second, and thousands not at all."""
_PRIORITIES = 100
"""VROOM's own scale: of two venues it cannot both reach it takes the one with the higher number."""


@dataclass(frozen=True)
class Walked:
    """`rows`: `WALKS`; `left`: `LEFT`; metres all walk together; the share of what was due that is reached, 0 to 1."""

    rows: pl.DataFrame
    left: pl.DataFrame
    metres: float
    share: float


def plan_walks(
    due: pl.DataFrame, *, walkers: int, minutes: float, start: tuple[float, float] | None = None
) -> Walked:
    """Return walks of at most so many minutes along the venues of `DUE`, each in one walk or left.

    start: (lat, lon) where all begin; without one each begins at its first venue. Venues are cut into blocks near each
    other, each with as many walkers as its work takes; what is more urgent goes first where not all can be reached, and
    nothing is left that still fits into a walk.

    >>> plan_walks(DUE.empty(), walkers=2, minutes=240).share
    1.0
    """
    rows = DUE.check(due).unique("venue_id", keep="first", maintain_order=True)
    placed = rows.filter(pl.col("lat").is_not_null() & pl.col("lon").is_not_null())
    ground = _Ground.of(placed, minutes, start)
    walks: list[list[int]] = []
    for block, there in _blocks(ground, walkers):
        walks += _order(ground, block, there)
    _insert_what_fits(ground, walks)
    walked = [one for walk in walks for one in walk]
    nowhere = sorted(set(rows["venue_id"]) - set(placed["venue_id"]))
    late = sorted(ground.ids[one] for one in set(range(len(ground.ids))) - set(walked))
    left: list[dict[str, object]] = [{"venue_id": one, "why": NO_TIME} for one in late]
    left += [{"venue_id": one, "why": NO_PLACE} for one in nowhere]
    found = _rows(ground, walks)
    share = len(walked) / rows.height if rows.height else 1.0
    return Walked(found, LEFT.rows(left), float(found["walk_m"].sum()), share)


@dataclass(frozen=True)
class _Ground:
    """Where the venues are, the seconds at each, how urgent each is (0 to 100), and the seconds of a walk."""

    ids: tuple[str, ...]
    lat: np.ndarray
    lon: np.ndarray
    service: np.ndarray
    priority: np.ndarray
    budget_s: int
    start: tuple[float, float] | None

    @classmethod
    def of(cls, placed: pl.DataFrame, minutes: float, start: tuple[float, float] | None) -> "_Ground":
        """Read the rows; the order of urgency is the order given."""
        many = placed.height
        # The most urgent first, so that equal scores go by their place in the list and twice gives the same.
        rank = np.linspace(_PRIORITIES, 1, many) if many else np.array([])
        return cls(
            tuple(placed["venue_id"]),
            placed["lat"].to_numpy(),
            placed["lon"].to_numpy(),
            np.ceil(placed["minutes"].to_numpy() * 60).astype(int),
            np.rint(rank).astype(int),
            int(minutes * 60),
            start,
        )

    def metres(self, venues: Sequence[int], others: Sequence[int]) -> np.ndarray:
        """Metres from each to each as the crow flies; -1 is the start, which is everywhere where none is given."""
        lat, lon = self._spots(venues)
        to_lat, to_lon = self._spots(others)
        found = metres_between(lat[:, None], lon[:, None], to_lat, to_lon)
        return np.asarray(np.nan_to_num(found))

    def seconds(self, metres: np.ndarray) -> np.ndarray:
        """Seconds on foot, rounded up."""
        return np.ceil(metres / WALK_M_A_MINUTE * 60).astype(int)

    def pace(self, venues: np.ndarray, others: np.ndarray) -> np.ndarray:
        """Seconds from each venue to the one beside it in the other list; -1 is the start."""
        lat, lon = self._spots(venues)
        to_lat, to_lon = self._spots(others)
        return self.seconds(np.nan_to_num(metres_between(lat, lon, to_lat, to_lon)))

    def ends(self, walk: Sequence[int]) -> list[tuple[float, int, int]]:
        """For each venue of a walk: metres to it, seconds when it is reached and when it is left."""
        now, here, found = 0, -1, []
        for one in walk:
            metres = float(self.metres([here], [one])[0, 0])
            reached = now + int(self.seconds(np.array([metres]))[0])
            now, here = reached + int(self.service[one]), one
            found.append((metres, reached, now))
        return found

    def _spots(self, venues: Sequence[int] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        begin = self.start or (np.nan, np.nan)
        lat = np.append(self.lat, begin[0])[np.asarray(venues, dtype=int)]
        lon = np.append(self.lon, begin[1])[np.asarray(venues, dtype=int)]
        return lat, lon


def _blocks(ground: _Ground, walkers: int) -> list[tuple[list[int], int]]:
    """Cut the venues into blocks near each other, with as many walkers as there is work, all walkers together."""
    if walkers < 1 or not ground.ids:
        return []
    work = ground.service + _seconds_to_the_next(ground)
    cut = _halve(ground, list(range(len(ground.ids))), walkers, work)
    return [(block, there) for block, there in cut if there and block]


def _seconds_to_the_next(ground: _Ground) -> np.ndarray:
    """Seconds on foot from each venue to the nearest other: where venues lie far apart a walk reaches fewer."""
    if len(ground.ids) == 1:
        return np.zeros(1, dtype=int)
    # Like VROOM: who plans no walks does not wait for it to load.
    from scipy.spatial import KDTree

    flat = np.column_stack([ground.lat, ground.lon * np.cos(np.radians(ground.lat.mean()))])
    _, nearest = KDTree(flat).query(flat, k=2)
    return ground.pace(np.arange(len(ground.ids)), nearest[:, 1])


def _halve(ground: _Ground, block: list[int], walkers: int, work: np.ndarray) -> list[tuple[list[int], int]]:
    """Halve across the longer side until a block is small or has one walker; work goes with the walkers."""
    if len(block) <= BLOCK or walkers == 1:
        return [(block, walkers)]
    lat, lon = ground.lat[block], ground.lon[block]
    wide = np.ptp(lon) * np.cos(np.radians(lat.mean())) > np.ptp(lat)
    along = lon if wide else lat
    order = sorted(range(len(block)), key=lambda at: (float(along[at]), ground.ids[block[at]]))
    first = walkers // 2
    done = np.cumsum(work[[block[at] for at in order]])
    at = int(np.searchsorted(done, done[-1] * first / walkers)) + 1
    at = min(max(at, 1), len(block) - 1)
    near, far = ([block[one] for one in part] for part in (order[:at], order[at:]))
    return [*_halve(ground, sorted(near), first, work), *_halve(ground, sorted(far), walkers - first, work)]


def _order(ground: _Ground, block: list[int], walkers: int) -> list[list[int]]:
    """Ask VROOM for the walks of one block; a block too large for its walkers is cut to its most urgent venues."""
    fits = walkers * (ground.budget_s // max(1, int(ground.service[block].min())) + 1)
    # The list is in order of urgency, so the first are the most urgent.
    chosen = sorted(block)[: min(len(block), max(BLOCK, fits))]
    at = [-1, *chosen]
    metres = ground.metres(at, at)
    seconds = ground.seconds(metres)
    # VROOM takes most of a second to load; whoever orders nothing does without it.
    from fangxian.engines.visiting.routing import Asked, ask_vroom

    asked = Asked(
        metres=metres,
        seconds=seconds,
        from_s=[0] * len(chosen),
        end_s=ground.budget_s,
        service_s=0,
        workers=walkers,
        most=len(chosen),
        services=ground.service[chosen].tolist(),
        priorities=ground.priority[chosen].tolist(),
    )
    return [_within(ground, [chosen[one] for one in walk]) for walk in ask_vroom(asked)]


def _within(ground: _Ground, walk: list[int]) -> list[int]:
    """The part of a walk that is over in time."""
    return [one for one, (_, _, left) in zip(walk, ground.ends(walk), strict=True) if left <= ground.budget_s]


_NOWHERE = -2
"""Behind the last venue of a walk: a walk ends where it ends."""


def _insert_what_fits(ground: _Ground, walks: list[list[int]]) -> None:
    """Put into the walks, most urgent first and where it costs least, whatever a walker still has time for."""
    walked = {one for walk in walks for one in walk}
    waiting = [one for one in range(len(ground.ids)) if one not in walked]
    if not walks or not waiting:
        return
    gaps = _Gaps.of(ground, walks)
    for one in waiting:
        spot = gaps.cheapest(one)
        if spot is not None:
            walk, at = spot
            walks[walk].insert(at, one)
            gaps = _Gaps.of(ground, walks)


@dataclass(frozen=True)
class _Gaps:
    """Every place in a walk where a venue may go: between two of them, before the first, behind the last."""

    ground: _Ground
    walk: np.ndarray
    at: np.ndarray
    before: np.ndarray
    after: np.ndarray
    spare: np.ndarray
    between: np.ndarray

    @classmethod
    def of(cls, ground: _Ground, walks: Sequence[Sequence[int]]) -> "_Gaps":
        """List them, with the seconds each walk has to spare and those from one venue straight to the next."""
        rows = [
            (nth, at, before, after)
            for nth, walk in enumerate(walks)
            for at, (before, after) in enumerate(pairwise([-1, *walk, _NOWHERE]))
        ]
        walk, at, before, after = (np.array(column) for column in zip(*rows, strict=True))
        between = np.where(after == _NOWHERE, 0, ground.pace(before, np.maximum(after, 0)))
        service = np.where(after == _NOWHERE, 0, ground.service[np.maximum(after, 0)])
        busy = np.bincount(walk, weights=between + service, minlength=len(walks))
        return cls(ground, walk, at, before, after, (ground.budget_s - busy)[walk], between)

    def cheapest(self, venue: int) -> tuple[int, int] | None:
        """Return the walk and the place in it where a venue takes least time, or None where it fits nowhere."""
        service = self.ground.service[venue]
        if self.spare.max() < service:
            return None
        there = np.full(len(self.walk), venue)
        onwards = self.ground.pace(there, np.maximum(self.after, 0))
        on = np.where(self.after == _NOWHERE, 0, onwards)
        extra = self.ground.pace(self.before, there) + on - self.between + service
        best = int(np.argmin(np.where(extra <= self.spare, extra, np.inf)))
        return (int(self.walk[best]), int(self.at[best])) if extra[best] <= self.spare[best] else None


def _rows(ground: _Ground, walks: list[list[int]]) -> pl.DataFrame:
    found: list[dict[str, Any]] = []
    for walker, walk in enumerate((walk for walk in walks if walk), start=1):
        for nth, (one, (metres, reached, left)) in enumerate(
            zip(walk, ground.ends(walk), strict=True), start=1
        ):
            found.append(
                {
                    "walker": walker,
                    "nth": nth,
                    "venue_id": ground.ids[one],
                    "walk_m": metres,
                    "at_minute": reached / 60,
                    "until_minute": left / 60,
                }
            )
    return WALKS.rows(found)
