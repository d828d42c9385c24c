"""Reading presence files lazily: Parquet or CSV, any column types that can mean a `tables.PRESENCES` row."""

from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text

Rows = pl.DataFrame | pl.LazyFrame | Path
"""Presences to read: a frame, or a Parquet or CSV file (or a folder of Parquet files)."""

_ZONED = ("%Y-%m-%d %H:%M:%S%.f%#z", "%Y-%m-%d %H:%M%#z")
_NAIVE = ("%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M")


def scan_presences(rows: Rows, timezone: str) -> pl.LazyFrame:
    """Return presences as a lazy `tables.PRESENCES` frame; nothing is read yet but the schema.

    Instants without a zone are local to `timezone`; a date alone becomes a stay of precision "day". A value
    that is no instant becomes null.

    Raises:
        Problem: the file is absent, of another kind, or lacks a required column.
    """
    source = _scan(rows) if isinstance(rows, Path) else rows.lazy()
    schema = _schema(source, rows)
    for name in tables.PRESENCES.required:
        if name not in schema:
            raise tables.TableError(
                tables.PRESENCES, Text(f"缺少必填列 {name}", f"the required column {name} is missing")
            )
    return source.select(_column(name, schema, timezone) for name in tables.PRESENCES.names)


PARQUET = (".parquet", ".pq")
"""How the name of a Parquet file ends."""


def is_parquet(path: Path) -> bool:
    """Tell whether presences at a path are written as Parquet: a file, or a folder of files."""
    return path.is_dir() or path.suffix.lower() in PARQUET


def parquet_files(path: Path) -> list[Path]:
    """Return the Parquet files in a folder and below it, or the file itself."""
    found = sorted(path.rglob("*")) if path.is_dir() else [path]
    return [file for file in found if file.is_file() and file.suffix.lower() in PARQUET]


def _scan(path: Path) -> pl.LazyFrame:
    if files := parquet_files(path):
        return pl.scan_parquet(files)
    if path.is_file() and path.suffix.lower() in (".csv", ".txt"):
        return pl.scan_csv(path, infer_schema=False)
    raise _cannot_read(path)


def _schema(source: pl.LazyFrame, rows: Rows) -> pl.Schema:
    try:
        return source.collect_schema()
    except (pl.exceptions.PolarsError, OSError) as error:
        raise _cannot_read(rows) from error


def _cannot_read(rows: Rows) -> Problem:
    path = rows if isinstance(rows, Path) else "-"
    return Problem(
        "cannot-read-presences",
        Text(f"无法读取到访记录 {path}。", f"The presences in {path} cannot be read."),
        Text(
            "应为 Parquet 或 CSV 文件，或 Parquet 文件夹。",
            "A Parquet or CSV file or a folder of Parquet files was expected.",
        ),
        Text("请检查路径，或另存为 Parquet。", "Check the path, or save the table as Parquet."),
    )


def _column(name: str, schema: pl.Schema, timezone: str) -> pl.Expr:
    if name in schema and tables.PRESENCES.schema[name] == tables.INSTANT:
        return _instant(name, schema[name], timezone)
    if name == "precision":
        return _precision(schema)
    if name not in schema:
        return pl.lit(None, tables.PRESENCES.schema[name]).alias(name)
    # A cast that changes nothing would keep filters from reaching the file.
    return pl.col(name) if schema[name] == pl.String() else pl.col(name).cast(pl.String())


def _instant(name: str, dtype: pl.DataType, timezone: str) -> pl.Expr:
    column = pl.col(name)
    if dtype == tables.INSTANT:
        return column
    if isinstance(dtype, pl.String):
        return read_instant(column, timezone).alias(name)
    if isinstance(dtype, pl.Datetime) and dtype.time_zone:
        return column.dt.convert_time_zone("UTC").cast(tables.INSTANT)
    return _local(column.cast(pl.Datetime("us"), strict=False), timezone)


def read_instant(column: pl.Expr, timezone: str) -> pl.Expr:
    """Return the instants that text says, local to `timezone` where no zone is written; null where it says none."""
    text = column.str.strip_chars().str.replace("T", " ", literal=True).str.replace(r"Z$", "+00:00")
    zoned = [text.str.to_datetime(form, strict=False, time_unit="us") for form in _ZONED]
    naive = [text.str.to_datetime(form, strict=False, time_unit="us") for form in _NAIVE]
    day = text.str.to_date("%Y-%m-%d", strict=False).cast(pl.Datetime("us"))
    return pl.coalesce(*zoned, *(_local(moment, timezone) for moment in (*naive, day)))


def _local(moment: pl.Expr, timezone: str) -> pl.Expr:
    zoned = moment.dt.replace_time_zone(timezone, ambiguous="earliest", non_existent="null")
    return zoned.dt.convert_time_zone("UTC")


def _precision(schema: pl.Schema) -> pl.Expr:
    given = pl.col("precision") if "precision" in schema else pl.lit(None, pl.String())
    arrive = schema["arrive_at"]
    if isinstance(arrive, pl.Date):
        return given.fill_null("day").alias("precision")
    if isinstance(arrive, pl.String):
        date_alone = pl.col("arrive_at").str.strip_chars().str.contains(r"^\d{4}-\d\d-\d\d$")
        return given.fill_null(pl.when(date_alone).then(pl.lit("day"))).alias("precision")
    return given.alias("precision")
