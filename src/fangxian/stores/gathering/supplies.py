"""Closed households, requests, stock and vehicles from people's files: accepted, duplicate, or rejected with a reason."""

from collections.abc import Callable, Mapping
from pathlib import Path

from fangxian.engines.problems import Text
from fangxian.engines.tables import Table
from fangxian.engines.tables.supplies import BANDS, CONTROLLED, LOTS, REQUESTS, VEHICLES
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse, refuse_repeated

_NOT_BELOW = Text("数量不能小于 0", "an amount cannot be below 0")
_ABOVE = Text("应大于 0", "it has to be above 0")
_LIMITS: Mapping[str, tuple[Callable[[float], bool], Text]] = {
    **{
        band: (lambda people: 0 <= people <= 1_000, Text("应为 0 至 1000 人", "0 to 1,000 people"))
        for band in BANDS
    },
    "quantity": (lambda amount: amount >= 0, _NOT_BELOW),
    "capacity_kg": (lambda kg: kg > 0, _ABOVE),
    "lat": (lambda degrees: -90 <= degrees <= 90, Text("纬度应在 -90 至 90", "a latitude is from -90 to 90")),
    "lon": (
        lambda degrees: -180 <= degrees <= 180,
        Text("经度应在 -180 至 180", "a longitude is from -180 to 180"),
    ),
}


def read_households(path: Path, timezone: str) -> Imported:
    """Read `CONTROLLED`, a household once. Raises "cannot-read-file" when no row can be read at all."""
    return _read(path, CONTROLLED, "household_id", timezone)


def read_requests(path: Path, timezone: str) -> Imported:
    """Read `REQUESTS`, a request once. Raises as `read_households`."""
    return _read(path, REQUESTS, "request_id", timezone)


def read_lots(path: Path, timezone: str) -> Imported:
    """Read `LOTS`, a lot once. Raises as `read_households`."""
    return _read(path, LOTS, "lot_id", timezone)


def read_vehicles(path: Path, timezone: str) -> Imported:
    """Read `VEHICLES`, a vehicle once. Raises as `read_households`."""
    return _read(path, VEHICLES, "vehicle_id", timezone)


def _read(path: Path, table: Table, key: str, timezone: str) -> Imported:
    given = refuse_repeated(read_table(path, table, timezone), (key,))
    rows = enumerate(given.frame.iter_rows(named=True))
    return refuse(given, {at: found for at, row in rows if (found := _fault(row)) is not None})


def _fault(row: Mapping[str, float | None]) -> Refusal | None:
    for name, (fits, reason) in _LIMITS.items():
        value = row.get(name)
        if value is not None and not fits(value):
            return Refusal(name, str(value), reason)
    return None
