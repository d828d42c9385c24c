"""The natural history of a disease as far as chains need it: incubation, and infectiousness day by day."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from fangxian.engines.plans import Disease
from fangxian.engines.problems import Problem, Text

Floats = npt.NDArray[np.float64]

REACH = 60
"""Every table of lags runs from -REACH to +REACH days."""

LAGS = 2 * REACH + 1
TAIL = 0.6
"""Outside the published days infectiousness falls to this share of the day beside it, day by day."""

SURPRISE = 0.03
"""So much of the incubation is spread evenly: a published mean is never quite that of this outbreak."""


@dataclass(frozen=True)
class NaturalHistory:
    """`infectiousness` by day counted from onset, in any unit; its days beyond the ends fade out."""

    incubation_mean_days: float
    incubation_sd_days: float
    infectiousness: Mapping[int, float]

    @classmethod
    def of(cls, disease: Disease) -> "NaturalHistory":
        """Read it from a disease pack.

        The spread of the incubation is a quarter of its published range, which holds nearly all cases.

        Raises:
            Problem: "disease-without-incubation" when the pack lacks a mean, a range or the infectious days.
        """
        figures = {name.replace("_to_rash", ""): one.value for name, one in disease.figures.items()}
        try:
            low, high = float(figures["incubation_min_days"]), float(figures["incubation_max_days"])
            return cls(float(figures["incubation_mean_days"]), (high - low) / 4, _infectious(figures))
        except KeyError as error:
            raise _incomplete(disease, str(error.args[0])) from error

    def incubation(self) -> Floats:
        """Return the chance of each number of days from infection to onset, as a table of lags."""
        days = np.arange(-REACH, REACH + 1)
        # Both are known by the day alone, so the hour within it is averaged over.
        parts = np.linspace(0.05, 0.95, 10)
        until = np.mean([self._within(days + 1 - part) for part in parts], axis=0)
        since = np.mean([self._within(days - part) for part in parts], axis=0)
        longest = self.incubation_mean_days + 4 * self.incubation_sd_days
        even = ((days >= 0) & (days <= longest)).astype(float)
        return _shares((1 - SURPRISE) * _shares(until - since) + SURPRISE * _shares(even))

    def infectious_days(self) -> Floats:
        """Return how infectious a case is on each day from its onset, as a table of lags that sums to 1."""
        first, last = min(self.infectiousness), max(self.infectiousness)
        days = np.arange(-REACH, REACH + 1)
        level = np.array([self.infectiousness.get(int(day), 0.0) for day in np.clip(days, first, last)])
        beyond = np.maximum(np.maximum(first - days, days - last), 0)
        return _shares(level * TAIL**beyond)

    def _within(self, days: Floats) -> Floats:
        """Return the share of incubations (log-normal) of at most so many days."""
        spread = math.log(1 + (self.incubation_sd_days / self.incubation_mean_days) ** 2)
        middle = math.log(self.incubation_mean_days) - spread / 2
        scaled = (np.log(np.maximum(days, 1e-9)) - middle) / math.sqrt(2 * spread)
        return np.array([0.5 * (1 + math.erf(one)) for one in scaled])


def _infectious(figures: Mapping[str, Any]) -> dict[int, float]:
    if "infectiousness_by_day" in figures:
        return {int(day): float(weight) for day, weight in figures["infectiousness_by_day"].items()}
    return dict.fromkeys(range(figures["infectious_from_day"], figures["infectious_to_day"] + 1), 1.0)


def _shares(weights: Floats) -> Floats:
    shares: Floats = weights / weights.sum()
    return shares


def _incomplete(disease: Disease, missing: str) -> Problem:
    return Problem(
        "disease-without-incubation",
        Text(
            f"病种包 {disease.id} 缺少 {missing}。", f"The disease pack {disease.id} does not say {missing}."
        ),
        Text(
            "推断传播链需要潜伏期的均值和范围, 以及传染期。",
            "Chains need the mean and range of the incubation and the infectious days.",
        ),
        Text("请在病种包中补充该数值及其来源。", "Add the figure and its source to the disease pack."),
    )
