"""The order of a round: what is urgent first, then as few minutes late and as few metres as can be found."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import polars as pl

from fangxian.engines.visiting.merging import VISITS, WALK_MINUTES

DOORS = {"door_id": pl.String(), "lat": pl.Float64(), "lon": pl.Float64()}
"""Where doors are, as far as that is known."""

ROUND = {
    **VISITS,
    "nth": pl.Int64(),
    "walk_m": pl.Float64(),
    "walk_minutes": pl.Float64(),
    "done_at": pl.Datetime("us", "UTC"),
}
"""The visits in their order. `walk_m`: from the door before, as the crow flies; null where either is not known.
`minutes`: at the door itself. `done_at`: when it is over if the round begins now."""

WALK_M_A_MINUTE = 75.0
"""4.5 km/h on foot: our own planning figure."""

SWAPPED_AT_MOST = 60
"""Beyond so many doors the order is found door by door and not improved further."""

_EARTH_M = 6_371_000.0
_WORTH_M = 0.01
"""Less is rounding, and turning for it would not end."""


def order_round(
    visits: pl.DataFrame,
    doors: pl.DataFrame,
    starts_at: datetime,
    start: tuple[float, float] | None = None,
) -> pl.DataFrame:
    """Return visits (`VISITS`, as `merge_visits` gives them) in the order to walk them, as `ROUND`.

    doors: `DOORS`; a door that is missing or has no coordinates is walked to in `WALK_MINUTES`. start: (lat, lon).
    Of the order by deadline and the shortest that was found the one with fewer doors late is taken, then the shorter.

    >>> order_round(pl.DataFrame(schema=VISITS), pl.DataFrame(schema=DOORS), datetime(2021, 7, 31)).height
    0
    """
    if visits.is_empty():
        return pl.DataFrame(schema=ROUND)
    placed = visits.join(doors.unique("door_id"), on="door_id", how="left", maintain_order="left")
    spots = [start or (None, None), *placed.select("lat", "lon").rows()]
    ground = _Ground(
        _metres(spots),
        (placed["minutes"] - WALK_MINUTES).to_numpy(),
        [None if due is None else (due - starts_at).total_seconds() / 60 for due in placed["due_at"]],
    )
    urgent = placed["urgent"].to_list()
    blocks = [[i for i, first in enumerate(urgent) if first is block] for block in (True, False)]
    order: list[int] = []
    for block in blocks:
        order = ground.best(order, block)
    return _rows(placed, ground, order, starts_at)


@dataclass(frozen=True)
class _Ground:
    """Metres between the start (0) and the doors (1 …), minutes at each door, minutes until each is due."""

    metres: np.ndarray
    at_door: np.ndarray
    due: list[float | None]

    def best(self, walked: list[int], block: Sequence[int]) -> list[int]:
        """The doors walked already, and those of the block behind them."""
        near = self._nearest(walked, block)
        orders = [list(block), near, self._untangled(walked, near)]
        return walked + min(orders, key=lambda order: self._price(walked + order))

    def walk(self, order: Sequence[int]) -> list[float]:
        """Metres to each door of the order; not a number where it is not known."""
        stops = [0, *(i + 1 for i in order)]
        return [float(self.metres[a, b]) for a, b in pairwise(stops)]

    def clock(self, order: Sequence[int]) -> list[float]:
        """Minutes until each door of the order is done."""
        walked = np.array([minutes_on_foot(metres) for metres in self.walk(order)])
        return list(np.cumsum(walked + self.at_door[list(order)]))

    def _price(self, order: list[int]) -> tuple[int, float]:
        late = sum(
            due is not None and due < done
            for done, due in zip(self.clock(order), (self.due[i] for i in order), strict=True)
        )
        return late, float(np.nansum(self.walk(order)))

    def _nearest(self, walked: list[int], block: Sequence[int]) -> list[int]:
        left, here, order = list(block), walked[-1] + 1 if walked else 0, []
        while left:
            # Where nothing is known the deadline decides: the block comes in that order.
            away = [self.metres[here, i + 1] for i in left]
            at = 0 if np.isnan(away).all() else int(np.nanargmin(away))
            order.append(left.pop(at))
            here = order[-1] + 1
        return order

    def _untangled(self, walked: list[int], order: list[int]) -> list[int]:
        """The order with stretches turned round as long as that makes it shorter."""
        if len(order) > SWAPPED_AT_MOST:
            return order
        away = np.nan_to_num(self.metres).tolist()
        # In front of the doors what was walked before; behind them nothing: a round ends where it ends.
        stops = [walked[-1] + 1 if walked else 0, *(i + 1 for i in order)]
        while _turn_one(stops, away):
            pass
        return [stop - 1 for stop in stops[1:]]


def _turn_one(stops: list[int], away: list[list[float]]) -> bool:
    """Turn round, in place, the first stretch that is shorter so; tell whether there was one."""
    for i in range(1, len(stops) - 1):
        for j in range(i + 1, len(stops)):
            before, first, last = stops[i - 1], stops[i], stops[j]
            gained = away[before][first] - away[before][last]
            if j + 1 < len(stops):
                gained += away[last][stops[j + 1]] - away[first][stops[j + 1]]
            if gained > _WORTH_M:
                stops[i : j + 1] = stops[i : j + 1][::-1]
                return True
    return False


def minutes_on_foot(metres: float) -> float:
    """Return the minutes from door to door: the stairs, and the way where it is known.

    >>> minutes_on_foot(150.0), minutes_on_foot(float("nan"))
    (5.0, 3.0)
    """
    return WALK_MINUTES + (0.0 if np.isnan(metres) else metres / WALK_M_A_MINUTE)


def _metres(spots: Sequence[tuple[float | None, float | None]]) -> np.ndarray:
    """Metres between any two spots as the crow flies."""
    lat, lon = (np.radians(np.array([spot[i] for spot in spots], dtype=float)) for i in (0, 1))
    flat = np.sin((lat[:, None] - lat) / 2) ** 2
    turned = np.cos(lat[:, None]) * np.cos(lat) * np.sin((lon[:, None] - lon) / 2) ** 2
    return np.asarray(2 * _EARTH_M * np.arcsin(np.sqrt(np.clip(flat + turned, 0, 1))))


def _rows(placed: pl.DataFrame, ground: _Ground, order: list[int], starts_at: datetime) -> pl.DataFrame:
    metres = ground.walk(order)
    done = [starts_at + timedelta(minutes=float(minutes)) for minutes in ground.clock(order)]
    rows = placed[order].with_columns(
        pl.col("minutes") - WALK_MINUTES,
        nth=pl.int_range(1, len(order) + 1),
        walk_m=pl.Series(metres, dtype=pl.Float64).fill_nan(None),
        walk_minutes=pl.Series([minutes_on_foot(one) for one in metres], dtype=pl.Float64),
        done_at=pl.Series(done, dtype=pl.Datetime("us", "UTC")),
    )
    return rows.select(pl.col(name).cast(kind) for name, kind in ROUND.items())
