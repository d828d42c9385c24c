"""Our kernel under the same rules."""

import numpy as np

from benchmarks.validity.same_rules import DAYS, HALF_A_DAY, LOOKED_AT, SEEDS, Found, course, policy
from fangxian.engines.epidemic import hand, make_world, run
from fangxian.engines.rehearsal import MixingCity

EARLY = 12.0
"""Whoever was infected before this day has infected whom they infect by the end."""


def run_ours(city: MixingCity, runs: int, measured: bool) -> Found:
    """Return so many futures."""
    horizon = DAYS + 1.0
    world = make_world(
        city.ground, course(), policy(city, measured), (city.population, city.pupils), horizon, 11, 1 << 18
    )
    handed, rng = hand(world), np.random.default_rng(1)
    found = []
    for number in range(runs):
        world.key[1] = number
        seeds = rng.choice(city.people, SEEDS, replace=False).astype(np.int64)
        if not run(handed, seeds, np.full(SEEDS, HALF_A_DAY)):
            raise MemoryError("make the room of the world larger")
        found.append(_look(world.touched.row[: world.touched.size[0]]))
    return Found(*(np.array(column) for column in zip(*found, strict=True)))


def _look(rows: np.ndarray) -> tuple[list[int], float, float, list[float]]:
    at, infector, way = rows["infected_at"], rows["infector"], rows["way"]
    by_day = [int((at < day + 1.0).sum()) for day in LOOKED_AT]
    early = at < EARLY
    offspring = np.bincount(infector[infector >= 0], minlength=len(rows))[early].mean()
    told = (infector >= 0) & early[infector]
    generation = (at - at[infector])[told].mean()
    shares = [
        float(((way == layer) & (infector >= 0)).sum() / max((infector >= 0).sum(), 1))
        for layer in (0, 1, 2, 4)
    ]
    return by_day, float(offspring), float(generation), shares
