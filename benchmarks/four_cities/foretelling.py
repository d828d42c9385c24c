"""The outbreak foretold on each of its days, and how good that was beside "next week like last week"."""

import numpy as np
import polars as pl

from benchmarks.four_cities.knowing import Day, came
from fangxian.engines.rehearsal.forecasting import (
    ALPHAS,
    Told,
    forecast,
    interval_score,
    like_last_week,
    weighted_interval_score,
)

AHEAD = 7
"""Days ahead that are scored: next week."""


def foretell(told: Told, days: list[Day]) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Return (a row a day: final size and scores; a row a day and day ahead: both forecasts and what came)."""
    counts = np.concatenate([came(), np.zeros(AHEAD)])
    by_day, ahead = [], []
    for day in days:
        found = forecast(told, day.known)
        ours, final = found.quantiles()[:AHEAD], found.final()
        theirs = np.tile(like_last_week(day.known.counts[day.known.asked]), (AHEAD, 1))
        observed = counts[day.number : day.number + AHEAD]
        by_day.append(_scores(day, final, ours, theirs, observed))
        ahead += [_line(day, n, ours, theirs, observed) for n in range(AHEAD)]
    return pl.DataFrame(by_day), pl.DataFrame(ahead)


def _scores(
    day: Day, final: np.ndarray, ours: np.ndarray, theirs: np.ndarray, observed: np.ndarray
) -> dict[str, object]:
    row: dict[str, object] = {"day": day.number, "on": day.on, "so_far": day.known.so_far}
    row |= dict(
        zip(("final_05", "final_25", "final_50", "final_75", "final_95"), final.tolist(), strict=True)
    )
    row["ratio"] = float(final[-1] / max(final[0], 1.0))
    for name, lines in (("ours", ours), ("theirs", theirs)):
        row[f"{name}_wis"] = float(weighted_interval_score(lines, observed).mean())
        for at, alpha in enumerate(ALPHAS):
            low, high = lines[:, at], lines[:, -1 - at]
            row[f"{name}_is{round(100 - 100 * alpha)}"] = float(
                interval_score(low, high, observed, alpha).mean()
            )
            row[f"{name}_in{round(100 - 100 * alpha)}"] = float(
                ((observed >= low) & (observed <= high)).mean()
            )
    return row


def _line(day: Day, n: int, ours: np.ndarray, theirs: np.ndarray, observed: np.ndarray) -> dict[str, object]:
    names = ("q05", "q25", "q50", "q75", "q95")
    return {
        "day": day.number, "ahead": n + 1, "came": float(observed[n]),
        **dict(zip(names, ours[n].tolist(), strict=True)),
        **{f"theirs_{name}": value for name, value in zip(names, theirs[n].tolist(), strict=True)},
    }  # fmt: skip


def table_of(by_day: pl.DataFrame, final: int) -> list[str]:
    """Return the lines of the table by day, in Markdown."""
    lines = [
        "| day | known the next morning | confirmed so far | final size: median (90 %) | upper / lower "
        "| score, next week | like last week |",
        "|---:|---|---:|---|---:|---:|---:|",
    ]
    for row in by_day.iter_rows(named=True):
        inside = "" if row["final_05"] <= final <= row["final_95"] else " ✗"
        lines.append(
            f"| {row['day']} | {row['on']:%d %B} | {row['so_far']} | {row['final_50']:.0f} "
            f"({row['final_05']:.0f} – {row['final_95']:.0f}){inside} | {row['ratio']:.1f} "
            f"| {row['ours_wis']:.2f} | {row['theirs_wis']:.2f} |"
        )
    return lines


def means_of(by_day: pl.DataFrame) -> list[str]:
    """Return the mean scores of both, in Markdown."""
    lines = [
        "| mean over all days | weighted interval score | 90 % interval score | 50 % interval score "
        "| inside the 90 % | inside the 50 % |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    for name, title in (("ours", "futures most like the record"), ("theirs", "next week like last week")):
        mean = {key: by_day[f"{name}_{key}"].mean() for key in ("wis", "is90", "is50", "in90", "in50")}
        lines.append(
            f"| {title} | {mean['wis']:.2f} | {mean['is90']:.1f} | {mean['is50']:.1f} "
            f"| {mean['in90']:.0%} | {mean['in50']:.0%} |"
        )
    return lines
