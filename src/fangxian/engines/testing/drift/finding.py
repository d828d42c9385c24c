"""Laboratories, sites and runs whose results have left those of the others, with what was seen and what was expected."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables import Column, Table
from fangxian.engines.testing.drift.charts import (
    LABORATORY_CHARTS,
    RUN_CHARTS,
    RUN_WATCH,
    Chart,
    Watch,
    limits_of,
)
from fangxian.engines.testing.drift.likelihood import Floats, Shares
from fangxian.engines.testing.drift.watching import Day, Seen, Watcher

COUNTED = ("tested", "positive", "inconclusive")

RESULT_COUNTS = Table(
    "result_counts",
    Text("检测结果计数", "result counts"),
    (
        Column("day_on", pl.Date(), Text("日期", "day"), required=True),
        Column("lab_id", pl.String(), Text("实验室", "laboratory"), required=True),
        Column("site_id", pl.String(), Text("采样点", "site")),
        Column("run_id", pl.String(), Text("上机批次", "run")),
        Column("area_id", pl.String(), Text("来源地区", "area of the people"), required=True),
        Column("tested", pl.Int64(), Text("检测数", "tested"), required=True, unit="tubes"),
        Column("positive", pl.Int64(), Text("阳性数", "positive"), required=True, unit="tubes"),
        Column("inconclusive", pl.Int64(), Text("无法判定数", "inconclusive"), required=True, unit="tubes"),
    ),
)
"""Counts of a day, as finely as they are told: any number of rows for the same laboratory, site, run and area."""

DRIFTS = {
    "day_on": pl.Date(),
    "unit_id": pl.String(),
    "chart": pl.String(),
    "observed": pl.Int64(),
    "expected": pl.Float64(),
    "score": pl.Float64(),
    "alarm": pl.Boolean(),
}
"""One row a day, unit and chart. `expected` is what the others' results of the same day and areas would have it be;
null where nobody else tested there, or nobody found anything: then the chart stands still."""


def find_drift(
    counts: pl.DataFrame,
    unit: str = "lab_id",
    charts: Sequence[Chart] = LABORATORY_CHARTS,
    watch: Watch | None = None,
    cleared: Mapping[str, Collection[date]] | None = None,
) -> pl.DataFrame:
    """Return `DRIFTS` for every day in `counts`, by day, unit and chart.

    Each unit's share of the day's positives (or inconclusive results) in the areas it shares with others is held against
    its share of the tests there; the log likelihood ratio against odds `factor` times as high is summed over days, never
    below 0 (CUSUM: Page ES, Biometrika 1954;41:100). An alarm is raised where the sum, or one day alone, reaches its
    limit (`limits_of`); `score` is 1 there. A wave moves nobody's share.

    Args:
        counts: `RESULT_COUNTS`.
        unit: whose drift: "lab_id" or "site_id" (with `SITE_CHARTS`).
        charts: what is watched.
        watch: how many false alarms a year are bearable, and what is believed of units.
        cleared: unit -> days at whose end its alarm had been looked into and found groundless: it is new again.

    >>> rows = [(date(2021, 9, day), lab, None, None, "south-west", 10_000, found, 0)
    ...         for day in range(1, 11) for lab, found in (("a", 800), ("b", 800), ("c", 400 if day == 10 else 800))]
    >>> counts = pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row")
    >>> find_drift(counts).filter("alarm").select("day_on", "unit_id", "chart", "observed").rows()
    [(datetime.date(2021, 9, 10), 'c', 'positives-falling', 400)]
    """
    watch = watch or Watch()
    checked = _checked(counts, unit)
    units, areas = (checked[name].unique().sort().to_list() for name in (unit, "area_id"))
    watcher = Watcher(len(units), charts, watch, limits_of(charts, watch))
    found, before = [], date.min
    for rows in checked.partition_by("day_on"):
        day_on = rows["day_on"][0]
        groundless = [
            at
            for at, name in enumerate(units)
            if any(before <= one < day_on for one in (cleared or {}).get(name, ()))
        ]
        seen = watcher.see(_day(rows, unit, units, areas), groundless)
        found.append(_rows(day_on, units, charts, seen))
        before = day_on
    return pl.concat(found) if found else pl.DataFrame(schema=DRIFTS)


def find_odd_runs(
    counts: pl.DataFrame, charts: Sequence[Chart] = RUN_CHARTS, watch: Watch | None = None
) -> pl.DataFrame:
    """Return `DRIFTS` for every run, against the other runs of the same laboratory, day and areas; `unit_id`: the run.

    A run is seen once: its own likelihood ratio is held against a threshold for as many runs as a laboratory does in a
    year of such days, so that `alarms_per_year` counts a laboratory's.

    >>> rows = [(date(2021, 8, 6), "a", None, f"r{run}", "north", 94, 40 if run == 7 else 1, 0) for run in range(30)]
    >>> counts = pl.DataFrame(rows, schema=RESULT_COUNTS.schema, orient="row")
    >>> find_odd_runs(counts).filter("alarm").select("unit_id", "chart", "observed").rows()
    [('r7', 'run-positives-rising', 40)]
    """
    watch = watch or RUN_WATCH
    checked = _checked(counts, "run_id").with_columns(
        area_id=pl.concat_str("lab_id", "area_id", separator="\x1f")
    )
    found = []
    for rows in checked.partition_by("day_on", "lab_id"):
        runs, areas = (rows[name].unique().sort().to_list() for name in ("run_id", "area_id"))
        watcher = Watcher(len(runs), charts, watch, limits_of(charts, watch, 365.0 * len(runs)))
        found.append(_rows(rows["day_on"][0], runs, charts, watcher.see(_day(rows, "run_id", runs, areas))))
    order = ["day_on", "unit_id", "chart"]
    return pl.concat(found).sort(order) if found else pl.DataFrame(schema=DRIFTS)


def _checked(counts: pl.DataFrame, unit: str) -> pl.DataFrame:
    return (
        RESULT_COUNTS.check(counts)
        .filter(pl.col(unit).is_not_null())
        .sort("day_on", "lab_id", unit, "area_id")
    )


def _day(rows: pl.DataFrame, unit: str, units: list[str], areas: list[str]) -> Day:
    place = {name: at for at, name in enumerate(areas)}, {name: at for at, name in enumerate(units)}
    at = (
        rows["area_id"].replace_strict(place[0], return_dtype=pl.Int64).to_numpy(),
        rows[unit].replace_strict(place[1], return_dtype=pl.Int64).to_numpy(),
    )
    tested, positive, inconclusive = (_summed(rows[name], at, len(areas), len(units)) for name in COUNTED)
    return Day(tested, {"positive": positive, "inconclusive": inconclusive})


def _summed(
    counts: pl.Series, at: tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]], areas: int, units: int
) -> Floats:
    summed = np.zeros((areas, units))
    np.add.at(summed, at, counts.to_numpy())
    return summed


def _rows(day_on: date, units: list[str], charts: Sequence[Chart], seen: Seen) -> pl.DataFrame:
    frames = [
        pl.DataFrame(
            {
                "day_on": [day_on] * len(units),
                "unit_id": units,
                "chart": [chart.id] * len(units),
                "observed": seen.shares[chart.id].observed.astype(np.int64),
                "expected": _told(seen.shares[chart.id]),
                "score": seen.scores[chart.id],
                "alarm": seen.alarms[chart.id],
            },
            schema=DRIFTS,
        )
        for chart in charts
    ]
    return pl.concat(frames).sort("unit_id", "chart")


def _told(shares: Shares) -> list[float | None]:
    return [
        float(one) if whole > 0 else None for one, whole in zip(shares.expected, shares.total, strict=True)
    ]
