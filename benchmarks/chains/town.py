"""A town of strangers for simulated outbreaks: homes, workplaces, venues, and everybody's stays day by day.

Nothing here is shared with the engine that is judged: no figure is read from a plan or a disease pack.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

DAY = 1440
WORKS = 0.62
AT_WORK = 0.85


@dataclass(frozen=True)
class Density:
    """How often people go out, how many venues share them, and how large workplaces are.

    `ease`: how easily a shared minute infects, so that outbreaks of all densities grow at a like pace.
    """

    name: str
    people: int
    outings: float
    people_per_venue: float
    people_per_workplace: float
    ease: float


DENSITIES = (
    Density("sparse", 6000, 0.4, 15.0, 8.0, 0.9),
    Density("town", 6000, 0.9, 40.0, 18.0, 0.5),
    Density("city", 6000, 1.6, 120.0, 35.0, 0.28),
    Density("crowded", 6000, 2.6, 400.0, 70.0, 0.16),
)


@dataclass(frozen=True)
class Stays:
    """One entry per stay, in order of place and arrival; minutes count from the first midnight."""

    person: Ints
    place: Ints
    arrive: Ints
    leave: Ints


@dataclass(frozen=True)
class Town:
    """`home` and `work` per person (-1: no work); `volume` per place; places count homes first."""

    home: Ints
    work: Ints
    volume: Floats
    community: Ints
    days: tuple[Stays, ...]
    ease: float


def make_town(density: Density, days: int, rng: np.random.Generator) -> Town:
    """Draw a town and `days` days of it."""
    people = density.people
    sizes = rng.choice([1, 2, 3, 4, 5], people, p=[0.25, 0.3, 0.22, 0.16, 0.07])
    home = np.repeat(np.arange(people), sizes)[:people]
    homes = int(home[-1]) + 1
    works = max(int(people * WORKS / density.people_per_workplace), 2)
    venues = max(int(people / density.people_per_venue), 3)
    work = np.full(people, -1)
    employed = rng.random(people) < WORKS
    work[employed] = homes + rng.choice(works, employed.sum(), p=_heavy(works, 0.6, rng))
    first_venue = homes + works
    popularity = np.cumsum(_heavy(venues, 0.8, rng))
    volume = rng.lognormal(0.0, 0.6, first_venue + venues)
    drawn = tuple(_day(day, density, work, first_venue, popularity, rng) for day in range(days))
    return Town(home, work, volume, home * 40 // homes, drawn, density.ease)


def _heavy(count: int, power: float, rng: np.random.Generator) -> Floats:
    weights = rng.permutation((np.arange(count) + 3.0) ** -power)
    return weights / weights.sum()


def _day(
    day: int, density: Density, work: Ints, first_venue: int, popularity: Floats, rng: np.random.Generator
) -> Stays:
    people = len(work)
    attends = (work >= 0) & (rng.random(people) < (AT_WORK if day % 7 < 5 else 0.15))
    workers = np.flatnonzero(attends)
    begin = 8 * 60 + rng.integers(0, 90, len(workers))
    goers = np.repeat(np.arange(people), rng.poisson(density.outings, people))
    venue = first_venue + np.searchsorted(popularity, rng.random(len(goers)) * popularity[-1])
    length = np.clip(rng.lognormal(3.7, 0.7, len(goers)), 5, 240).astype(np.int64)
    out = np.where(attends[goers], 18 * 60, 8 * 60) + rng.integers(0, 180, len(goers))
    person = np.concatenate([workers, goers])
    place = np.concatenate([work[workers], venue])
    arrive = day * DAY + np.concatenate([begin, out])
    leave = arrive + np.concatenate([rng.integers(360, 560, len(workers)), length])
    order = np.lexsort((arrive, place))
    return Stays(person[order], place[order], arrive[order], np.minimum(leave, (day + 1) * DAY)[order])
