"""SQLite with two covering orders, memory-mapped; told the longest stay, so that both searches are ranges."""

import sqlite3
from pathlib import Path

import polars as pl

from benchmarks.tracing.asking import ANSWER, LINGER, LONGEST, SHORTEST, Asked
from benchmarks.tracing.city import write_coded_city

_TABLES = """
CREATE TABLE by_person (person INT, arrive INT, place INT, leave INT, PRIMARY KEY (person, arrive, place, leave)) WITHOUT ROWID;
CREATE TABLE by_place (place INT, arrive INT, person INT, leave INT, PRIMARY KEY (place, arrive, person, leave)) WITHOUT ROWID;
"""
_ORDERS = {
    "by_person": ("person", "arrive", "place", "leave"),
    "by_place": ("place", "arrive", "person", "leave"),
}
_MEET = f"""
WITH met AS (
    SELECT p.person, a.source, p.place, max(p.arrive, s.arrive, begins) AS first,
           min(p.leave, s.leave + {LINGER}, ends) AS last
    FROM asked a
    CROSS JOIN by_person s ON s.person = a.person AND s.arrive > begins - {LONGEST + LINGER} AND s.arrive < ends
    CROSS JOIN by_place p ON p.place = s.place AND p.arrive > s.arrive - {LONGEST} AND p.arrive < s.leave + {LINGER}
    WHERE p.person <> s.person)
SELECT person, source, place, min(first), max(last), sum(last - first)
FROM met WHERE last - first >= {SHORTEST} GROUP BY person, source, place
"""


class SQLiteIndexes:
    """SQLite, covering indexes."""

    name = "SQLite"

    def __init__(self, folder: Path, people: int) -> None:
        path = folder / "presences.sqlite"
        self._connection = sqlite3.connect(path)
        self._connection.execute("PRAGMA temp_store = memory")
        self._connection.execute(f"PRAGMA mmap_size = {path.stat().st_size}")
        self._connection.execute("CREATE TEMP TABLE asked (source INT, person INT, begins INT, ends INT)")
        with path.open("rb") as file:
            while file.read(1 << 24):
                pass

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Insert the rows in the order of each table."""
        path = folder / "presences.sqlite"
        if path.exists():
            return
        if not (folder / "coded.parquet").exists():
            write_coded_city(folder / "coded.parquet", people)
        part = path.with_suffix(".part")
        part.unlink(missing_ok=True)
        connection = sqlite3.connect(part, isolation_level=None)
        connection.execute("PRAGMA journal_mode = off")
        connection.executescript(_TABLES)
        for table, order in _ORDERS.items():
            _fill(connection, table, pl.read_parquet(folder / "coded.parquet").select(order).sort(order))
        connection.close()
        part.rename(path)

    def pose(self, asked: Asked) -> None:
        """Put the cases into a table."""
        self._connection.execute("DELETE FROM asked")
        self._connection.executemany("INSERT INTO asked VALUES (?, ?, ?, ?)", asked.cases.rows())

    def answer(self, posed: None) -> list[tuple[int, ...]]:
        """Ask in one query."""
        return self._connection.execute(_MEET).fetchall()

    def rows(self, answer: list[tuple[int, ...]]) -> pl.DataFrame:
        """Read the tuples."""
        return pl.DataFrame(answer, schema=ANSWER, orient="row")


def _fill(connection: sqlite3.Connection, table: str, rows: pl.DataFrame) -> None:
    connection.execute("BEGIN")
    for part in rows.iter_slices(1_000_000):
        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?, ?)", part.rows())
    connection.execute("COMMIT")
