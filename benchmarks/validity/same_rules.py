"""The rules both simulators are given: one city, one disease without names, one measure in the middle."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from fangxian.engines.epidemic import LEARNING, VENUE, WAYS, WORKING, Course, Policy, no_policy
from fangxian.engines.rehearsal import MixingCity
from fangxian.engines.rehearsal.spreading import inverse_of

Floats = npt.NDArray[np.float64]

DAYS, SEEDS = 40, 200
LOOKED_AT = (10, 20, 30, 40)
SYMPTOMATIC = 0.7
LATENT, TO_ONSET, TO_RECOVERY = (4.5, 1.5), (1.1, 0.9), (8.0, 2.0)
"""Means and standard deviations in days, lognormal and rounded to whole days, as the other simulator draws them."""
# Infectious alike on all days: steps of a day would round an early share of the window up, and with it the whole force.
DISPERSION, EARLY_SHARE, EARLY_RATIO = 0.45, 0.3, 1.0
RATES = {"h": 0.03, "w": 0.004, "s": 0.004, "c": 0.009}
"""Infections a day and contact at home, in the team, in the class, at venues: low enough that a chance is a rate."""
MEASURE_ON, LEFT = 15, {"w": 0.5, "s": 0.5, "c": 0.3}
"""From this day on, what is left of contacts in each layer."""
HALF_A_DAY = 0.5
"""Step d of days stands for the instants from d to d + 1: whoever is infected in it was infected half a day into it."""


@dataclass(frozen=True)
class Found:
    """Of each run: infections by the days looked at; offspring of early cases; days between; shares of the layers."""

    by_day: Floats
    offspring: Floats
    generation: Floats
    layers: Floats


def course() -> Course:
    """Return the disease for our kernel."""
    early = np.where(np.arange(100) < 100 * EARLY_SHARE, EARLY_RATIO, 1.0)
    everybody, same = np.ones(100), np.full(2, 0.0)
    rate = np.zeros(WAYS)
    rate[0], rate[WORKING], rate[LEARNING], rate[VENUE] = (RATES[name] for name in "hwsc")
    recovery = _whole_days(TO_RECOVERY)
    return Course(
        latent_q=np.maximum(_whole_days(LATENT) - HALF_A_DAY, 0.0), lead_q=_whole_days(TO_ONSET), mild_q=recovery,
        severe_q=same, silent_q=recovery,
        spread_q=_mean_kept(stats.gamma(DISPERSION, scale=1.0 / DISPERSION).ppf(_shares())),
        about_onset=0, earliest=0.0, shape=early / early.mean(), when_q=inverse_of(early),
        symptomatic=everybody * SYMPTOMATIC, severe=everybody * 0.0, susceptible=everybody, silent_factor=1.0,
        vaccine_susceptible=1.0, vaccine_infectious=1.0, rate=rate, sensitivity=np.zeros(2),
    )  # fmt: skip


def _shares() -> Floats:
    return np.clip(np.linspace(0.0, 1.0, 4097), 1e-4, 1.0 - 1e-4)


def _whole_days(figures: tuple[float, float]) -> Floats:
    mean, deviation = figures
    spread = np.log1p((deviation / mean) ** 2)
    return np.round(stats.lognorm(np.sqrt(spread), scale=mean / np.exp(spread / 2.0)).ppf(_shares()))


def _mean_kept(values: Floats) -> Floats:
    return values / ((values[1:] + values[:-1]).mean() / 2.0)


def policy(city: MixingCity, measured: bool) -> Policy:
    """Return a city that finds nobody, and from MEASURE_ON on closes part of what it has, or not."""
    nothing = no_policy(len(city.kinds))
    if not measured:
        return nothing
    there = np.ones((1, VENUE + len(city.kinds)))
    there[0, WORKING], there[0, LEARNING], there[0, VENUE:] = LEFT["w"], LEFT["s"], LEFT["c"]
    one, zero = np.ones(1), np.zeros(1, np.int8)
    return nothing._replace(
        resident=np.ones_like(there), location=there, border=one, exempt=one * 0.0, lasts=one * 999.0,
        starts_after=one * 0.0, accepted=one, binds=zero, by_report=zero, tests=zero, price=np.zeros((1, 2)),
        given=np.array([[len(city.places) - 1, 0, float(MEASURE_ON), 999.0]]),
    )  # fmt: skip


def mean_ratio(ours: Floats, theirs: Floats) -> tuple[float, float, float]:
    """Return how far our mean lies from theirs, as a share of theirs, with the ends of its 95 % interval."""
    a, b = float(ours.mean()), float(theirs.mean())
    error = np.hypot(_error(ours) / a, _error(theirs) / b) * a / b
    return a / b - 1.0, a / b - 1.0 - 1.96 * error, a / b - 1.0 + 1.96 * error


def _error(values: Floats) -> float:
    return float(values.std(ddof=1) / np.sqrt(len(values)))
