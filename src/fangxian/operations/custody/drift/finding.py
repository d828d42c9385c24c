"""Every laboratory, sampling place and import of an outbreak, scored day by day against the others."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from itertools import groupby
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.testing.drift import (
    LABORATORY_CHARTS,
    RUN_CHARTS,
    SITE_CHARTS,
    find_drift,
    find_odd_runs,
)
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.custody.drift.counting import count_results
from fangxian.operations.custody.drift.rows import Line, Point, UnitRow
from fangxian.operations.custody.laboratories import list_laboratories
from fangxian.operations.custody.models import DriftCleared
from fangxian.operations.custody.rows import LABORATORY, RUN, SITE, LaboratoryRow
from fangxian.operations.places.queries import titles_of
from fangxian.operations.places.reach import Reach

TITLES = {chart.id: chart.title for chart in (*LABORATORY_CHARTS, *RUN_CHARTS)}
Cleared = Mapping[tuple[str, str], Collection[date]]
"""(kind, unit) -> the days up to which somebody had looked into its alarms."""


class Named(NamedTuple):
    """A unit as it is called, and the place that answers for it."""

    name: Text
    place_id: str
    laboratory_id: str | None = None


def list_units(
    reach: Reach,
    outbreak_id: str,
    at: datetime,
    known_at: datetime | None = None,
    *,
    whole_days: bool = False,
) -> tuple[UnitRow, ...]:
    """Return what is watched in an outbreak with its scores by local day, as known then; laboratories first.

    Who covers the outbreak's place reads all; anybody else what lies in their own places, scored against all.

    at: until when results count; `whole_days`: only days that are over by then.

    Raises:
        Problem: `not-found`.
    """
    outbreak = get_outbreak(reach, outbreak_id, known_at)
    until = _midnight(at, ZoneInfo(outbreak.timezone)) if whole_days else at
    counts = count_results(outbreak.id, ZoneInfo(outbreak.timezone), until, known_at)
    laboratories = {row.id: row for row in list_laboratories(reach, outbreak.id, known_at)}
    units = _units(counts, laboratories, list_cleared(outbreak.id, known_at))
    if reach.covers(outbreak.place_id):
        return units
    ours = reach.keep({row.place_id for row in units})
    return tuple(row for row in units if row.place_id in ours)


def list_cleared(outbreak_id: str, known_at: datetime | None = None) -> dict[tuple[str, str], set[date]]:
    """Return the days up to which somebody had looked into the alarms of each unit."""
    rows = DriftCleared.objects.filter(outbreak_id=outbreak_id)
    if known_at is not None:
        rows = rows.filter(recorded_at__lte=known_at)
    found: dict[tuple[str, str], set[date]] = {}
    for kind, unit_id, through_on in rows.values_list("kind", "unit_id", "through_on"):
        found.setdefault((kind, unit_id), set()).add(through_on)
    return found


def _midnight(at: datetime, zone: ZoneInfo) -> datetime:
    return datetime.combine(at.astimezone(zone).date(), time(), zone)


def _units(
    counts: pl.DataFrame, laboratories: Mapping[str, LaboratoryRow], cleared: Cleared
) -> tuple[UnitRow, ...]:
    days = {
        kind: {unit: found for (of, unit), found in cleared.items() if of == kind}
        for kind in (LABORATORY, SITE)
    }
    labs = find_drift(counts, cleared=days[LABORATORY])
    sites = find_drift(counts, "site_id", SITE_CHARTS, cleared=days[SITE])
    called = {
        LABORATORY: {
            key: Named(Text(row.name, row.name), row.place_id, key) for key, row in laboratories.items()
        },
        SITE: {key: Named(name, key) for key, name in titles_of(counts["site_id"].unique()).items() if key},
        RUN: _runs(counts, laboratories),
    }
    tested = {LABORATORY: "lab_id", SITE: "site_id", RUN: "run_id"}
    return tuple(
        row
        for kind, found in ((LABORATORY, labs), (SITE, sites), (RUN, find_odd_runs(counts)))
        for row in _rows(kind, found, called[kind], _tested(counts, tested[kind]))
    )


def _runs(counts: pl.DataFrame, laboratories: Mapping[str, LaboratoryRow]) -> dict[str, Named]:
    """An import is called by its laboratory and its first day, for it has no name of its own."""
    given = counts.filter(pl.col("run_id").is_not_null(), pl.col("lab_id").is_in(list(laboratories)))
    first = given.group_by("run_id").agg(pl.col("lab_id").min(), pl.col("day_on").min()).sort("run_id")
    return {
        run: Named(
            Text(
                f"{laboratories[lab].name} {day:%m-%d} {run[-6:]}",
                f"{laboratories[lab].name} {day:%m-%d} {run[-6:]}",
            ),
            laboratories[lab].place_id,
            lab,
        )
        for run, lab, day in first.iter_rows()
    }


def _tested(counts: pl.DataFrame, unit: str) -> dict[str, int]:
    return dict(counts.group_by(unit).agg(pl.col("tested").sum()).iter_rows())


def _rows(
    kind: str, found: pl.DataFrame, called: Mapping[str, Named], tested: Mapping[str, int]
) -> Iterable[UnitRow]:
    """A laboratory nobody registered, or a run of it, answers to nobody: it is left out."""
    rows = found.sort("unit_id", "chart", "day_on").iter_rows(named=True)
    for unit, of in groupby(rows, key=lambda row: row["unit_id"]):
        if unit in called:
            one = called[unit]
            yield UnitRow(kind, unit, one.name, one.place_id, one.laboratory_id, tested[unit], _lines(of))


def _lines(rows: Iterable[Mapping[str, Any]]) -> tuple[Line, ...]:
    by_chart = {chart: tuple(map(_point, of)) for chart, of in groupby(rows, key=lambda row: row["chart"])}
    return tuple(Line(chart, title, by_chart[chart]) for chart, title in TITLES.items() if chart in by_chart)


def _point(row: Mapping[str, Any]) -> Point:
    return Point(row["day_on"], row["observed"], row["expected"], row["score"], row["alarm"])
