"""What becomes of one infected person: when it is infectious, falls ill, is found and put apart."""

import math
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np

from fangxian.engines.truth.parameters import Detection, Pathogen

DAY_MINUTES = 1440
_EARLIEST_MINUTES = 720.0
"""Nobody is infectious sooner than half a day after infection."""


@dataclass(frozen=True)
class Course:
    """The course of one infection, in minutes since 1970 (UTC). `onset_on` is null without illness."""

    infectious_minute: float
    until_minute: float
    """When it stops being infectious to others: isolated, or over."""
    shedding: float
    onset_on: date | None
    sampled_minute: float | None
    isolated_minute: float | None


def draw_course(
    infected_minute: float, pathogen: Pathogen, detection: Detection, timezone: str, rng: np.random.Generator
) -> Course:
    """Draw the course of a person infected at this minute.

    >>> course = draw_course(0.0, Pathogen(), Detection(), "UTC", np.random.default_rng(1))
    >>> course.infectious_minute >= 720
    True
    """
    onset = infected_minute + _lognormal(pathogen.incubation_days, rng) * DAY_MINUTES
    before = _gamma(pathogen.before_onset_days, rng) * DAY_MINUTES
    infectious = max(infected_minute + _EARLIEST_MINUTES, onset - before)
    shedding = float(rng.gamma(pathogen.dispersion, 1 / pathogen.dispersion))
    silent = bool(rng.random() < pathogen.asymptomatic_share)
    sampled, isolated = _found(infectious if silent else onset, silent, detection, rng)
    over = infectious + len(pathogen.infectiousness) * DAY_MINUTES
    return Course(
        infectious_minute=infectious,
        until_minute=over if isolated is None else min(over, max(isolated, infectious)),
        shedding=shedding,
        onset_on=None if silent else local_day(onset, timezone),
        sampled_minute=sampled,
        isolated_minute=isolated,
    )


def instant(minute: float) -> datetime:
    """Return the instant of a minute since 1970, floored."""
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(minutes=math.floor(minute))


def local_day(minute: float, timezone: str) -> date:
    """Return the local day of a minute since 1970."""
    return instant(minute).astimezone(ZoneInfo(timezone)).date()


def _found(
    from_minute: float, silent: bool, detection: Detection, rng: np.random.Generator
) -> tuple[float | None, float | None]:
    missed = detection.silent_undetected_share if silent else detection.undetected_share
    delay = detection.silent_to_sample_days if silent else detection.onset_to_sample_days
    draw, days, hours = rng.random(), _gamma(delay, rng), rng.uniform(*detection.isolation_hours)
    if draw < missed:
        return None, None
    sampled = from_minute + days * DAY_MINUTES
    return sampled, sampled + hours * 60


def _gamma(mean_and_deviation: tuple[float, float], rng: np.random.Generator) -> float:
    mean, deviation = mean_and_deviation
    scale = deviation**2 / mean
    return float(rng.gamma(mean / scale, scale))


def _lognormal(mean_and_deviation: tuple[float, float], rng: np.random.Generator) -> float:
    mean, deviation = mean_and_deviation
    variance = math.log(1 + (deviation / mean) ** 2)
    return float(rng.lognormal(math.log(mean) - variance / 2, math.sqrt(variance)))
