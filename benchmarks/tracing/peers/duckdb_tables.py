"""DuckDB with everything in memory: one table in order of place and time, one in order of person.

Tried on 100 M rows as well, and not quicker: a literal list of places, one query per stay, indexes on both columns.
"""

from pathlib import Path
from typing import Any

import duckdb
import polars as pl

from benchmarks.tracing.asking import ANSWER, LINGER, SHORTEST, UNTIL, Asked
from benchmarks.tracing.city import write_coded_city

_MEET = f"""
WITH mine AS (
    SELECT a.*, s.place, s.arrive, s.leave FROM {{asked}} a
    JOIN by_person s ON s.person = a.person AND s.arrive < ends AND s.leave + {LINGER} > begins),
met AS (
    SELECT p.person, mine.source, mine.person AS via, p.place, greatest(p.arrive, mine.arrive, begins) AS first,
           least(p.leave, mine.leave + {LINGER}, ends) AS last
    FROM mine JOIN by_place p ON p.place = mine.place AND p.person <> mine.person
        AND p.arrive < mine.leave + {LINGER} AND p.leave > mine.arrive)
SELECT person, source, {{via}} place, min(first) AS first, max(last) AS last, sum(last - first)::INT AS minutes
FROM met WHERE last - first >= {SHORTEST} {{listed}} GROUP BY ALL
"""


class DuckDBTables:
    """DuckDB, two sorted tables."""

    name = "DuckDB"

    def __init__(self, folder: Path, people: int) -> None:
        self._connection = duckdb.connect(config={"threads": 1})
        self._connection.execute("SET enable_progress_bar = false")
        for table, order in (("by_place", "place, arrive"), ("by_person", "person, arrive")):
            self._connection.execute(
                f"CREATE TABLE {table} AS SELECT * FROM '{folder / 'coded.parquet'}' ORDER BY {order}"
            )

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Draw the city in numbers."""
        if not (folder / "coded.parquet").exists():
            write_coded_city(folder / "coded.parquet", people)

    def pose(self, asked: Asked) -> None:
        """Put the cases into a table."""
        self._connection.register("cases", asked.cases.to_arrow())
        self._connection.execute("CREATE OR REPLACE TEMP TABLE asked AS SELECT * FROM cases")

    def answer(self, posed: None) -> Any:
        """Ask in one query; the rows come as Arrow, without a copy."""
        return self._connection.sql(_MEET.format(asked="asked", via="", listed="")).to_arrow_table()

    def rows(self, answer: Any) -> pl.DataFrame:
        """Read the Arrow table."""
        return pl.DataFrame(answer).select(ANSWER)

    def answer_further(self, posed: None) -> Any:
        """Ask twice: whom the cases met, then whom these met from that moment on."""
        run = self._connection.execute
        run(
            "CREATE OR REPLACE TEMP TABLE first_met AS "
            + _MEET.format(asked="asked", via="", listed=_NO_CASE)
        )
        run(f"CREATE OR REPLACE TEMP TABLE contacts AS {_CONTACTS}")
        further = _MEET.format(asked="contacts", via="via,", listed=_NOBODY_TWICE)
        return self._connection.sql(further).to_arrow_table()

    def rows_further(self, answer: Any) -> pl.DataFrame:
        """Read the Arrow table; `source` is the case at the root."""
        return pl.DataFrame(answer).select("via", *ANSWER)


_NO_CASE = "AND person NOT IN (SELECT person FROM asked)"
_NOBODY_TWICE = _NO_CASE + " AND person NOT IN (SELECT person FROM first_met)"
_CONTACTS = f"""
SELECT source, person, min(first) AS begins, {UNTIL}::INT AS ends FROM first_met GROUP BY ALL"""
