"""Weighing pairs with splink on DuckDB, in memory: nothing about anybody is written to a disk."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import duckdb
import polars as pl
from splink import DuckDBAPI, Linker, SettingsCreator

from fangxian.stores.linkage.weighing import HANDED, block_rules, settings_of, with_keys


@contextmanager
def opened(threads: int, memory_gib: float) -> Iterator[duckdb.DuckDBPyConnection]:
    """Open a database in memory that may not spill."""
    limits: dict[str, str | bool | int | float | list[str]] = {
        "threads": threads,
        "memory_limit": f"{memory_gib}GiB",
        "temp_directory": "",
    }
    connection = duckdb.connect(":memory:", config=limits)
    try:
        connection.execute("SET preserve_insertion_order = false")
        yield connection
    finally:
        connection.close()


def score(
    rows: pl.DataFrame, population: int, threshold: float, threads: int = 2, memory_gib: float = 8.0
) -> pl.DataFrame:
    """Return uid_l, uid_r, weight of the candidate pairs that reach the threshold, heaviest first.

    Every candidate shares something besides a name, so no threshold links by name alone.
    """
    with opened(threads, memory_gib) as connection:
        predicted = _predict(connection, rows, settings_of(population, block_rules()), threshold)
        found = connection.sql(f"select uid_l, uid_r, match_weight as weight from {predicted}").pl()
    return found.sort("weight", "uid_l", "uid_r", descending=[True, False, False])


def weigh_pair(rows: pl.DataFrame, population: int) -> dict[str, float]:
    """Return the gamma and weight of every comparison of two rows as splink gives them, and their `match_weight`."""
    apart = rows.with_columns(pl.int_range(2).alias("unit"), pl.lit(0, pl.Int64).alias("bits"))
    with opened(1, 1.0) as connection:
        predicted = _predict(
            connection, apart, settings_of(population, ["l.unit <> r.unit"], detailed=True), None
        )
        row = connection.sql(f"select * from {predicted}").pl().row(0, named=True)
    return {name: value for name, value in row.items() if not name.startswith("uid")}


def _predict(
    connection: duckdb.DuckDBPyConnection,
    rows: pl.DataFrame,
    settings: SettingsCreator,
    threshold: float | None,
) -> str:
    """Return the name of the table of predictions."""
    arrow = with_keys(rows).select(HANDED).to_arrow()
    connection.register("handed", arrow)
    connection.execute("create table list_rows as select * from handed")
    connection.unregister("handed")
    api = DuckDBAPI(connection)
    linker = Linker(api.register("list_rows"), settings, log_level=logging.ERROR, validate_settings=False)
    predicted = linker.inference.predict(threshold_match_weight=threshold, warning_mode="never")
    return str(predicted.physical_name)
