"""The engines timed, each in a file of its own: the store first, then what it is measured against."""

from typing import Any

from benchmarks.tracing.peers.duckdb_tables import DuckDBTables
from benchmarks.tracing.peers.polars_frames import PolarsFrames
from benchmarks.tracing.peers.postgresql_indexes import PostgreSQLIndexes
from benchmarks.tracing.peers.segment_store import Store
from benchmarks.tracing.peers.sqlite_indexes import SQLiteIndexes

ENGINES: dict[str, Any] = {
    engine.name: engine for engine in (Store, DuckDBTables, SQLiteIndexes, PolarsFrames, PostgreSQLIndexes)
}
"""By name, each an `asking.Engine`."""
