"""Plans side by side: what each costs and spares, the paired differences, and which of them nobody should choose."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from scipy import stats

OUTCOMES = (
    "infections", "cases", "days_to_last_case", "people_managed", "person_days_quarantined", "person_days_locked",
    "tests", "missed_school_days", "cost",
)  # fmt: skip
CONFIDENCE = 0.95
RESTRICTED = ("person_days_quarantined", "person_days_locked")


@dataclass(frozen=True)
class Difference:
    """`plan` less `against` in one outcome, future by future: mean and the ends of its interval, and how many futures."""

    plan: str
    against: str
    outcome: str
    mean: float
    low: float
    high: float
    futures: int

    @property
    def too_close(self) -> bool:
        """Whether the interval holds zero: too close to tell."""
        return self.low <= 0.0 <= self.high


def summarise(futures: pl.DataFrame) -> pl.DataFrame:
    """Return (plan, outcome, mean, low, high): the mean and the middle nine tenths of each outcome, plans as given.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> summarise(some_futures()).filter(outcome="infections").rows()
    [('strict', 'infections', 15.0, 10.0, 20.0), ('mild', 'infections', 35.0, 30.0, 40.0)]
    """
    long = _long(futures)
    return long.group_by("plan", "outcome", maintain_order=True).agg(
        mean=pl.col("value").mean(),
        low=pl.col("value").quantile(0.05, "nearest"),
        high=pl.col("value").quantile(0.95, "nearest"),
    )


def _long(futures: pl.DataFrame) -> pl.DataFrame:
    return futures.unpivot(
        list(OUTCOMES), index=["plan", "future"], variable_name="outcome", value_name="value"
    ).cast({"value": pl.Float64()})


def differences(futures: pl.DataFrame, against: str) -> list[Difference]:
    """Return every plan less one of them in every outcome; a future counts where both have the outcome.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> one = differences(some_futures(), "strict")[0]
    >>> one.plan, one.outcome, one.mean, one.too_close
    ('mild', 'infections', 20.0, False)
    """
    long = _long(futures)
    base = long.filter(plan=against).select("future", "outcome", base="value")
    paired = long.filter(pl.col("plan") != against).join(base, on=["future", "outcome"]).drop_nulls()
    found = []
    for (plan, outcome), rows in paired.group_by("plan", "outcome", maintain_order=True):
        mean, half = _mean_and_half((rows["value"] - rows["base"]).to_numpy())
        found.append(
            Difference(str(plan), against, str(outcome), mean, mean - half, mean + half, rows.height)
        )
    return found


def _mean_and_half(values: np.ndarray) -> tuple[float, float]:
    """Return a mean and half the length of its interval, by Student's law."""
    mean = float(values.mean())
    if len(values) < 2:
        return mean, float("inf")
    half = stats.t.ppf((1.0 + CONFIDENCE) / 2.0, len(values) - 1) * values.std(ddof=1) / np.sqrt(len(values))
    return mean, float(half)


def frontier(futures: pl.DataFrame) -> pl.DataFrame:
    """Return (plan, infections, restricted, on_frontier): means, and whether no other plan is better in both.

    `restricted`: person-days in quarantine or kept at home.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> frontier(some_futures()).rows()
    [('strict', 15.0, 200.0, True), ('mild', 35.0, 50.0, True)]
    """
    means = futures.group_by("plan", maintain_order=True).agg(
        infections=pl.col("infections").mean(), restricted=pl.sum_horizontal(RESTRICTED).mean()
    )
    points = means.select("infections", "restricted").rows()
    return means.with_columns(on_frontier=pl.Series([not _is_beaten(one, points) for one in points]))


def _is_beaten(one: tuple[float, ...], points: list[tuple[float, ...]]) -> bool:
    """Return whether another point is as good in both and better in one."""
    return any(other != one and all(a <= b for a, b in zip(other, one, strict=True)) for other in points)
