"""What would have been: the futures that went as 2021 went, told again with one thing changed, on the same luck."""

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
import polars as pl

from benchmarks.four_cities.scene import measures_of_places, the_setting
from fangxian.engines.rehearsal.forecasting import Told, tell_again

CORDON = ("stay-home", "checkpoint", "traffic-control", "leave-with-test")
ROUNDS = ("mass-testing", "testing-of-area")
SHOWN = {
    "infections": "infections", "people_managed": "people managed", "person_days": "person-days restricted",
    "tests": "samples",
}  # fmt: skip
RESAMPLED = 2_000


@dataclass(frozen=True)
class Otherwise:
    """One change: days by which the ill are found later, and what of the plan is left out."""

    name: str
    later: float = 0.0
    left_out: Collection[str] = ()


AS_IT_WAS = "as it was"


def list_changes() -> tuple[Otherwise, ...]:
    """Return what is told, how it was first."""
    return (
        Otherwise(AS_IT_WAS),
        Otherwise("one day earlier", later=-1.0),
        Otherwise("one day later", later=1.0),
        Otherwise("without mass testing", left_out=ROUNDS),
        Otherwise("no cordon", left_out=CORDON),
        Otherwise("venue and interval tracing only", left_out=measures_of_places()),
    )


def tell_all(told: Told, rows: np.ndarray, threads: int) -> pl.DataFrame:
    """Return AGAIN with the name of each change."""
    frames = []
    for change in list_changes():
        setting = the_setting(change.left_out)
        again = tell_again(
            setting, told.numbers[rows], told.settings[rows], later=change.later, threads=threads
        )
        frames.append(again.with_columns(change=pl.lit(change.name)))
    return pl.concat(frames)


def table_of(again: pl.DataFrame) -> list[str]:
    """Return the lines of the table of changes, in Markdown: medians, and paired differences below them."""
    lines = ["| | " + " | ".join(SHOWN.values()) + " |", "|---|" + "---:|" * len(SHOWN)]
    base = again.filter(change=AS_IT_WAS)
    for name in again["change"].unique(maintain_order=True):
        own = again.filter(change=name)
        lines.append(f"| **{name}** | " + " | ".join(_spread(own[key].to_numpy()) for key in SHOWN) + " |")
        if name != AS_IT_WAS:
            cells = [_difference(own[key].to_numpy() - base[key].to_numpy()) for key in SHOWN]
            lines.append("| difference | " + " | ".join(cells) + " |")
    return lines


def moved(again: pl.DataFrame) -> list[str]:
    """Return by how many days the first report moved, where the ill were found sooner or later."""
    base = again.filter(change=AS_IT_WAS)["first_report"].to_numpy()
    return [
        f"First report, {name}: moved by {np.median(again.filter(change=name)['first_report'].to_numpy() - base):+.2f} "
        "days (median)."
        for name in ("one day earlier", "one day later")
    ]


def _spread(values: np.ndarray) -> str:
    low, middle, high = np.quantile(values, (0.05, 0.5, 0.95))
    return f"{_short(middle)} ({_short(low)} – {_short(high)})"


def _difference(values: np.ndarray) -> str:
    """Return the mean of paired differences, and the ends of its 95 % interval by resampling futures."""
    drawn = np.random.default_rng(1).integers(0, len(values), (RESAMPLED, len(values)))
    low, high = np.quantile(values[drawn].mean(axis=1), (0.025, 0.975))
    return f"{_short(values.mean(), True)} ({_short(low, True)} – {_short(high, True)})"


def _short(value: float, signed: bool = False) -> str:
    sign = "+" if signed else ""
    for unit, name in ((1e6, " M"), (1e3, " k")):
        if abs(value) >= 10.0 * unit or (unit == 1e6 and abs(value) >= unit):
            return f"{value / unit:{sign}.1f}{name}"
    return f"{value:{sign},.0f}"
