"""Laboratories × days as they might be: areas with waves, laboratories that differ, households, a fault in one of them."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """Medians and standard deviations of logarithms.

    `volume` tests a laboratory and day; `prevalence` of positives between waves; `peak` times as many at the top of a
    wave (1: none). Laboratories differ for good by `differ`, wander by `wander` (a process that forgets a tenth a day)
    and scatter by `scatter` from day to day; positives come in households (variance `clumped` times a Poisson's).
    """

    labs: int = 12
    areas: int = 8
    days: int = 365
    volume: float = 5_000
    prevalence: float = 0.002
    peak: float = 30.0
    inconclusive: float = 0.005
    differ: float = 0.25
    wander: float = 0.08
    scatter: float = 0.12
    clumped: float = 1.5


@dataclass(frozen=True)
class Drawn:
    """Days × areas × laboratories."""

    tested: Floats
    positive: Floats
    inconclusive: Floats


def draw_days(setting: Setting, rng: np.random.Generator) -> Drawn:
    """Return results without any fault."""
    tested = _tested(setting, rng)
    found = _prevalence(setting, rng)[:, :, None] * np.exp(_effects(setting, rng, 0.1))
    unclear = setting.inconclusive * np.exp(1.5 * _effects(setting, rng, 0.0))
    return Drawn(
        tested,
        _counted(tested * np.minimum(found, 0.6), setting, rng),
        _counted(tested * unclear, setting, rng),
    )


def with_fault(drawn: Drawn, lab: int, from_day: int, kept: float, rng: np.random.Generator) -> Drawn:
    """Return the same with only the share `kept` of a laboratory's positives reported from a day on."""
    positive = drawn.positive.copy()
    faulty = positive[from_day:, :, lab]
    positive[from_day:, :, lab] = rng.binomial(faulty.astype(np.int64), kept)
    return Drawn(drawn.tested, positive, drawn.inconclusive)


def _tested(setting: Setting, rng: np.random.Generator) -> Floats:
    volume = setting.volume * np.exp(rng.normal(0, 0.5, setting.labs))
    mix = rng.dirichlet(np.full(setting.areas, 0.8), setting.labs)
    weekday = np.exp(rng.normal(0, 0.2, (7, setting.labs)))[np.arange(setting.days) % 7]
    daily = mix.T[None] * np.exp(rng.normal(0, 0.4, (setting.days, setting.areas, setting.labs)))
    shares = daily / daily.sum(axis=1, keepdims=True)
    return np.floor(volume * weekday[:, None, :] * shares)


def _prevalence(setting: Setting, rng: np.random.Generator) -> Floats:
    """Two waves a year, areas up to three weeks apart; a scatter of their own."""
    days = np.arange(setting.days)[:, None]
    logs = np.full((setting.days, setting.areas), np.log(setting.prevalence))
    for top in rng.uniform(0, setting.days, 2 if setting.peak > 1 else 0):
        late = rng.uniform(-10, 10, setting.areas)
        logs += np.log(setting.peak) * np.exp(-0.5 * ((days - top - late) / 18) ** 2)
    logs += rng.normal(0, 0.3, setting.areas) + rng.normal(0, 0.15, logs.shape)
    return np.exp(logs)


def _effects(setting: Setting, rng: np.random.Generator, by_area: float) -> Floats:
    shape = (setting.days, setting.labs)
    wandering, step = np.zeros(shape), rng.normal(0, setting.wander * np.sqrt(1 - 0.9**2), shape)
    for day in range(1, setting.days):
        wandering[day] = 0.9 * wandering[day - 1] + step[day]
    lasting = rng.normal(0, setting.differ, setting.labs)
    whole = lasting + wandering + rng.normal(0, setting.scatter, shape)
    return whole[:, None, :] + rng.normal(0, by_area, (1, setting.areas, setting.labs))


def _counted(expected: Floats, setting: Setting, rng: np.random.Generator) -> Floats:
    more = setting.clumped - 1
    heated = rng.gamma(np.maximum(expected, 1e-12) / more, more) if more > 0 else expected
    return rng.poisson(heated).astype(np.float64)
