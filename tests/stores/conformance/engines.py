"""Every engine there is, built from one table of presences, and what each is known not to do."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.ibis_presence import IbisPresences, open_engine
from fangxian.stores.presence import ParquetPresences, SegmentStore, build_store, take_together

RECORDED_AT = datetime(2021, 7, 30, tzinfo=UTC)

_SMALL = {
    # Workers get the question as SQL: they need no Python, and here they have none.
    "spark.pyspark.python": "/no/python/here",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    # Compiling a query takes longer than looking at 150 rows.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.memory": "512m",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
}

Build = Callable[[pl.DataFrame, Path, str], PresenceSource]


def _memory(rows: pl.DataFrame, _folder: Path, zone: str) -> PresenceSource:
    return InMemoryPresences(rows, zone)


def _parquet(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    return ParquetPresences(_written(rows, folder), zone)


def _csv(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    rows.write_csv(folder / "presences.csv", datetime_format="%Y-%m-%dT%H:%M:%S%:z")
    return ParquetPresences(folder / "presences.csv", zone)


def _native(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    return build_store(rows, folder / "store", timezone=zone, recorded_at=RECORDED_AT)


def _two_segments(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    half = rows.height // 2
    for part in (rows[:half], rows[half:]):
        build_store(part, folder / "store", timezone=zone, recorded_at=RECORDED_AT)
    return SegmentStore(folder / "store")


def _together(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    half = rows.height // 2
    store = build_store(rows[:half], folder / "store", timezone=zone, recorded_at=RECORDED_AT)
    return take_together(store, InMemoryPresences(rows[half:], zone))


def _duckdb(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    return open_engine("duckdb", _written(rows, folder), zone)


def _duckdb_many_files(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    """One file a day, as a province writes them; columns that hold nothing are left away."""
    for (day,), part in rows.group_by(pl.col("arrive_at").dt.date()):
        (folder / f"day={day}").mkdir()
        full = [
            column.name for column in part if column.null_count() < part.height or column.name == "leave_at"
        ]
        part.select(full).write_parquet(folder / f"day={day}" / "part-0.parquet")
    return open_engine("duckdb", folder, zone)


@cache
def _local_cluster() -> object:
    """One JVM for the whole suite, as small as it gets; engines take the session that is active."""
    from pyspark.sql import SparkSession

    session = SparkSession.builder.master("local[1]").config(map=_SMALL).getOrCreate()
    session.sparkContext.setLogLevel("ERROR")
    return session


def _spark(rows: pl.DataFrame, folder: Path, zone: str) -> PresenceSource:
    _local_cluster()
    return open_engine("spark", _written(rows, folder), zone)


def _written(rows: pl.DataFrame, folder: Path) -> Path:
    rows.write_parquet(folder / "presences.parquet")
    return folder / "presences.parquet"


QUICK: dict[str, Build] = {
    "memory": _memory,
    "parquet": _parquet,
    "csv": _csv,
    "native": _native,
    "native, two segments": _two_segments,
    "together": _together,
    "duckdb": _duckdb,
    "duckdb, many files": _duckdb_many_files,
}
"""Engines that answer in milliseconds: asked about as many drawn cities as hypothesis likes."""

ENGINES: dict[str, Build] = {**QUICK, "spark": _spark}

GAPS: dict[str, str] = {}
"""What an engine is known not to do: "engine: test" to the reason. A gap that has been closed fails until it is
taken out of here."""


@contextmanager
def opened(build: Build, rows: pl.DataFrame, folder: Path, zone: str) -> Iterator[PresenceSource]:
    """Build an engine and close it afterwards, if it is one that is closed."""
    source = build(rows, folder, zone)
    with source if isinstance(source, IbisPresences) else nullcontext(source) as given:
        yield given


def every(engines: dict[str, Build], question: str) -> list:
    """Return the engines as parameters of a test, each with its declared gap."""
    return [
        pytest.param(build, id=name, marks=_gap(f"{name}: {question}")) for name, build in engines.items()
    ]


def _gap(key: str) -> tuple[pytest.MarkDecorator, ...]:
    return (pytest.mark.xfail(reason=GAPS[key], strict=True),) if key in GAPS else ()
