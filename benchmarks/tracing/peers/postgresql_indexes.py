"""PostgreSQL with two covering indexes, vacuumed, warm, in a cluster of its own that lives as long as the timing."""

import atexit
import tempfile
from contextlib import ExitStack
from pathlib import Path

import polars as pl
import psycopg

from benchmarks.tracing.asking import ANSWER, LINGER, LONGEST, SHORTEST, Asked
from benchmarks.tracing.city import write_coded_city
from tests.temporary_postgresql import start_cluster

_SETTINGS = (
    "max_parallel_workers_per_gather = 0",
    "work_mem = '1GB'",
    "jit = off",
    "random_page_cost = 1.0",
    "effective_cache_size = '16GB'",
)
_INDEXES = (
    "CREATE INDEX ON presences (person, arrive) INCLUDE (place, leave)",
    "CREATE INDEX ON presences (place, arrive) INCLUDE (person, leave)",
    "VACUUM (ANALYZE) presences",
)
# OFFSET 0 keeps the order written, which uses both indexes: left to itself the planner picks worse ones for 20 cases.
_MEET = f"""
WITH met AS (
    SELECT p.person, a.source, p.place, greatest(p.arrive, s.arrive, begins) AS first,
           least(p.leave, s.leave + {LINGER}, ends) AS last
    FROM asked a
    CROSS JOIN LATERAL (
        SELECT person, place, arrive, leave FROM presences
        WHERE person = a.person AND arrive > begins - {LONGEST + LINGER} AND arrive < ends OFFSET 0) s
    CROSS JOIN LATERAL (
        SELECT person, place, arrive, leave FROM presences
        WHERE place = s.place AND arrive > s.arrive - {LONGEST} AND arrive < s.leave + {LINGER} OFFSET 0) p
    WHERE p.person <> s.person)
SELECT person, source, place, min(first), max(last), sum(last - first)
FROM met WHERE last - first >= {SHORTEST} GROUP BY person, source, place
"""


class PostgreSQLIndexes:
    """PostgreSQL 15, covering indexes."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, people: int) -> None:
        running = ExitStack()
        atexit.register(running.close)
        room = running.enter_context(tempfile.TemporaryDirectory())
        cluster = running.enter_context(start_cluster(Path(room)))
        self._connection = psycopg.connect(cluster.url, autocommit=True)
        running.callback(self._connection.close)
        _load(self._connection, pl.scan_parquet(folder / "coded.parquet"))
        for setting in _SETTINGS:
            self._connection.execute(f"SET {setting}")
        self._connection.execute("CREATE TEMP TABLE asked (source int, person int, begins int, ends int)")

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Draw the city in numbers."""
        if not (folder / "coded.parquet").exists():
            write_coded_city(folder / "coded.parquet", people)

    def pose(self, asked: Asked) -> None:
        """Put the cases into a table that the planner knows the size of."""
        self._connection.execute("TRUNCATE asked")
        with self._connection.cursor().copy("COPY asked FROM STDIN") as copy:
            for row in asked.cases.iter_rows():
                copy.write_row(row)
        self._connection.execute("ANALYZE asked")

    def answer(self, posed: None) -> list[tuple[int, ...]]:
        """Ask in one query."""
        return self._connection.execute(_MEET).fetchall()

    def rows(self, answer: list[tuple[int, ...]]) -> pl.DataFrame:
        """Read the tuples."""
        return pl.DataFrame(answer, schema=ANSWER, orient="row")


def _load(connection: psycopg.Connection, rows: pl.LazyFrame) -> None:
    connection.execute("CREATE UNLOGGED TABLE presences (person int, place int, arrive int, leave int)")
    with connection.cursor().copy("COPY presences FROM STDIN (FORMAT csv)") as copy:
        for part in rows.collect_batches(chunk_size=1_000_000):
            copy.write(part.write_csv(include_header=False))
    connection.execute("SET maintenance_work_mem = '2GB'")
    for statement in _INDEXES:
        connection.execute(statement)
