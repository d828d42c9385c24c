"""Communities around several centres, at random places and sizes; everything follows from the seed."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.testing import DEMAND

_LAT, _LON, _METRES = 28.2, 113.0, 111_195.0


@dataclass(frozen=True)
class Town:
    """So many communities and people in a square of so many kilometres; `spread` of the sizes (log scale)."""

    name: str
    communities: int
    people: int
    kilometres: float
    seed: int
    spread: float = 0.6


def draw(town: Town) -> pl.DataFrame:
    """Return the demand: seven in ten communities lie around one of six centres, sizes are lognormal."""
    random = np.random.default_rng(town.seed)
    side, count = town.kilometres * 1000, town.communities
    centres = random.uniform(-side / 2, side / 2, (6, 2))
    centre = random.choice(6, count, p=random.dirichlet(np.ones(6)))
    near = centres[centre] + random.normal(0, side / 8, (count, 2))
    spots = np.where(random.random((count, 1)) < 0.7, near, random.uniform(-side / 2, side / 2, (count, 2)))
    size = random.lognormal(0, town.spread, count)
    people = np.maximum(1, np.floor(size / size.sum() * town.people)).astype(np.int64)
    people[0] += town.people - people.sum()
    lon = _LON + spots[:, 0] / _METRES / np.cos(np.radians(_LAT))
    names = [f"c{nth:05}" for nth in range(count)]
    return pl.DataFrame(
        {"place_id": names, "people": people, "lat": _LAT + spots[:, 1] / _METRES, "lon": lon}, schema=DEMAND
    )
