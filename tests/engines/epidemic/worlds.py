"""Futures told for tests: one city, one course, and measures that are simply in force."""

from collections.abc import Iterator

import numpy as np

from fangxian.engines.epidemic import Course, Policy, World, hand, make_world, no_policy, run
from fangxian.engines.rehearsal import MixingCity

ALWAYS = (0.0, 1e6)


def in_force(city: MixingCity, places: list[str], **figures: float) -> Policy:
    """Return a policy of one measure that stands in these places from the beginning; figures: what it leaves (1: all)."""
    channels = 5 - 1 + len(city.kinds)
    one = np.zeros(1, np.int8)
    given = np.array([(city.places.index(place), 0, *ALWAYS) for place in places])
    return no_policy(len(city.kinds))._replace(
        resident=np.full((1, channels), figures.get("resident", 1.0)),
        location=np.full((1, channels), figures.get("location", 1.0)),
        border=np.array([figures.get("border", 1.0)]), exempt=np.array([figures.get("exempt", 0.0)]),
        lasts=np.array([14.0]), starts_after=np.zeros(1), accepted=np.ones(1),
        binds=one + int(figures.get("binds", 0)), by_report=one, tests=one,
        checks=one + int(figures.get("checks", 0)), checked=figures.get("checked", 0.0), price=np.zeros((1, 2)),
        given=given,
    )  # fmt: skip


def tell(
    city: MixingCity, course: Course, policy: Policy, seeds: list[int], days: float, futures: int = 1
) -> Iterator[World]:
    """Yield a world after each future from these people infected at the beginning."""
    world = make_world(city.ground, course, policy, (city.population, city.pupils), days, 5, 1 << 16)
    handed = hand(world)
    for future in range(futures):
        world.key[1] = future
        assert run(handed, np.array(seeds, dtype=np.int64), np.zeros(len(seeds)))
        yield world


def rows_of(world: World) -> np.ndarray:
    """Return the rows of everybody infected."""
    return world.touched.row[: world.touched.size[0]].copy()
