"""5,000 synthetic venues of one city put into walks, beside walkers who go to the nearest venue each time."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import polars as pl

from fangxian.engines.tables.distances import metres_between
from fangxian.engines.visiting import VENUES, find_due, plan_walks
from fangxian.engines.visiting.rounds import WALK_M_A_MINUTE
from fangxian.stores.packs.checklists import read_checklist

SEED, MANY, MINUTES = 20210729, 5_000, 240.0
WALKERS = (100, 200, 300, 400)
URGENT = 500
CENTRE, SPREAD_DEGREES = (28.2, 112.98), 0.05
AS_OF = datetime(2021, 7, 31, tzinfo=UTC)


@dataclass(frozen=True)
class Walking:
    """One number of walkers: how long the answer took, what share of the venues it reaches, how far each is walked to."""

    walkers: int
    seconds: float
    processor_seconds: float
    share: float
    urgent: float
    metres: float
    nearest_share: float
    nearest_urgent: float
    nearest_metres: float


def measure_walks() -> list[Walking]:
    """Plan the walks of each number of walkers."""
    due = find_due(_venues(), read_checklist("cn-2021"), AS_OF)
    # The first answer loads the routing library, which no later one does.
    plan_walks(due.head(10), walkers=1, minutes=MINUTES)
    return [_measure(due, walkers) for walkers in WALKERS]


def _measure(due: pl.DataFrame, walkers: int) -> Walking:
    began, busy = time.perf_counter(), time.process_time()
    found = plan_walks(due, walkers=walkers, minutes=MINUTES)
    seconds, processor_seconds = time.perf_counter() - began, time.process_time() - busy
    urgent = set(due["venue_id"].head(URGENT))
    nearest, metres = _nearest_first(due, walkers)
    return Walking(
        walkers=walkers,
        seconds=seconds,
        processor_seconds=processor_seconds,
        share=found.share,
        urgent=len(urgent & set(found.rows["venue_id"])) / URGENT,
        metres=found.metres / max(1, found.rows.height),
        nearest_share=len(nearest) / due.height,
        nearest_urgent=len(urgent & nearest) / URGENT,
        nearest_metres=metres / max(1, len(nearest)),
    )


def _venues() -> pl.DataFrame:
    """Venues about a centre, of every kind there is; a tenth has findings, a tenth a case near."""
    rng, kinds = np.random.default_rng(SEED), sorted(read_checklist("cn-2021").kinds)
    spots = rng.normal(CENTRE, SPREAD_DEGREES, (MANY, 2))
    return VENUES.rows(
        [
            {
                "venue_id": f"v{at:05}",
                "kind": kinds[int(rng.integers(len(kinds)))],
                "lat": float(lat),
                "lon": float(lon),
                "risk": "low",
                "findings": int(rng.random() < 0.1),
                "exposures": int(rng.random() < 0.1),
            }
            for at, (lat, lon) in enumerate(spots)
        ]
    )


def _nearest_first(due: pl.DataFrame, walkers: int) -> tuple[set[str], float]:
    """Each walker begins at the most urgent venue left and goes to the nearest one that still fits.

    Return which venues are reached, and the metres of all walkers.
    """
    ids, minutes = due["venue_id"].to_list(), due["minutes"].to_numpy()
    lat, lon = due["lat"].to_numpy(), due["lon"].to_numpy()
    left, metres, reached = np.ones(due.height, dtype=bool), 0.0, set[str]()
    for _ in range(walkers):
        now, here = 0.0, int(np.argmax(left))
        away = np.zeros(due.height)
        while left.any():
            over = now + away / WALK_M_A_MINUTE + minutes
            away = np.where(left & (over <= MINUTES), away, np.inf)
            here = here if now == 0.0 else int(np.argmin(away))
            if not np.isfinite(away[here]):
                break
            now, metres = float(over[here]), metres + float(away[here])
            left[here] = False
            reached.add(ids[here])
            away = metres_between(lat[here], lon[here], lat, lon)
    return reached, metres
