"""Every kind of presence source, built from one frame, for the conformance suite."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import polars as pl

from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.presence import ParquetPresences, SegmentStore, build_store, take_together

ZONE = "Asia/Shanghai"
RECORDED_AT = datetime(2021, 7, 30, tzinfo=UTC)

Build = Callable[[pl.DataFrame, Path], PresenceSource]


def _memory(rows: pl.DataFrame, _folder: Path) -> PresenceSource:
    return InMemoryPresences(rows, ZONE)


def _parquet(rows: pl.DataFrame, folder: Path) -> PresenceSource:
    rows.write_parquet(folder / "presences.parquet")
    return ParquetPresences(folder / "presences.parquet", ZONE)


def _csv(rows: pl.DataFrame, folder: Path) -> PresenceSource:
    rows.write_csv(folder / "presences.csv", datetime_format="%Y-%m-%dT%H:%M:%S%:z")
    return ParquetPresences(folder / "presences.csv", ZONE)


def _store(rows: pl.DataFrame, folder: Path) -> PresenceSource:
    return build_store(rows, folder / "store", timezone=ZONE, recorded_at=RECORDED_AT)


def _store_of_two_segments(rows: pl.DataFrame, folder: Path) -> PresenceSource:
    half = rows.height // 2
    for part in (rows[:half], rows[half:]):
        build_store(part, folder / "store", timezone=ZONE, recorded_at=RECORDED_AT)
    return SegmentStore(folder / "store")


def _together(rows: pl.DataFrame, folder: Path) -> PresenceSource:
    half = rows.height // 2
    store = build_store(rows[:half], folder / "store", timezone=ZONE, recorded_at=RECORDED_AT)
    return take_together(store, InMemoryPresences(rows[half:], ZONE))


BUILDERS: dict[str, Build] = {
    "memory": _memory,
    "parquet": _parquet,
    "csv": _csv,
    "store": _store,
    "two segments": _store_of_two_segments,
    "together": _together,
}
