"""Demand and sites from people's files: every row is accepted, a duplicate, or rejected with its reason."""

from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables import Table
from fangxian.engines.tables.siting import SITE_DEMAND, SITES
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse, refuse_repeated

_LIMITS: Mapping[str, tuple[Callable[[float], bool], Text]] = {
    "population": (lambda people: people >= 0, Text("人数不能小于 0", "people cannot be below 0")),
    "alone_65": (lambda people: people >= 0, Text("人数不能小于 0", "people cannot be below 0")),
    "capacity": (lambda people: people >= 1, Text("采样点至少容纳 1 人", "a site takes at least 1 person")),
    "lat": (lambda degrees: -90 <= degrees <= 90, Text("纬度应在 -90 至 90", "a latitude is from -90 to 90")),
    "lon": (
        lambda degrees: -180 <= degrees <= 180,
        Text("经度应在 -180 至 180", "a longitude is from -180 to 180"),
    ),
}
_MORE_THAN_ALL = Text("独居老人多于人口", "more people alone than people")


def read_demand(path: Path) -> Imported:
    """Read `SITE_DEMAND`, a place once.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    return _read(path, SITE_DEMAND, "place_id")


def read_sites(path: Path) -> Imported:
    """Read `SITES`, a site once.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    return _read(path, SITES, "site_id")


def _read(path: Path, table: Table, key: str) -> Imported:
    given = refuse_repeated(read_table(path, table, "UTC"), (key,))
    rows = enumerate(given.frame.iter_rows(named=True))
    return refuse(given, {at: found for at, row in rows if (found := _fault(row)) is not None})


def _fault(row: Mapping[str, float | None]) -> Refusal | None:
    for name, (fits, reason) in _LIMITS.items():
        value = row.get(name)
        if value is not None and not fits(value):
            return Refusal(name, str(value), reason)
    if (row.get("alone_65") or 0) > (row.get("population") or 0):
        return Refusal("alone_65", str(row["alone_65"]), _MORE_THAN_ALL)
    return None


def rejected_of(files: Mapping[Path, Imported]) -> pl.DataFrame:
    """Return the rejected rows of all files: file, line, column, value, reason_zh, reason_en."""
    parts = [one.rejected.select(pl.lit(path.name).alias("file"), pl.all()) for path, one in files.items()]
    return pl.concat(parts)
