"""Opening an engine over Parquet, or saying in words why it cannot be."""

import re
from glob import glob
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.ibis_presence.backends import Backend, DuckDB, Spark
from fangxian.stores.ibis_presence.presences import IbisPresences

_BACKENDS: dict[str, type[DuckDB] | type[Spark]] = {"duckdb": DuckDB, "spark": Spark}

ENGINES = tuple(_BACKENDS)

_ADDRESS = re.compile(r"([a-z][a-z0-9]+):/+(.+)")
"""`hdfs://…`, of which a path has swallowed one stroke."""


def open_engine(name: str, rows: Path | str | pl.DataFrame, timezone: str) -> IbisPresences:
    """Open presences with the engine `name` (ENGINES).

    `rows` is a Parquet file, a folder of them, a pattern, an address that the engine itself reads
    (`hdfs://…`, `s3://…`), or a frame (`tables.PRESENCES`).

    Raises:
        Problem: no such engine, its packages are not installed, or there is no Parquet.
    """
    if name not in _BACKENDS:
        raise _no_such_engine(name)
    # Asked before the engine starts: a Spark that starts in vain costs seconds.
    files = None if isinstance(rows, pl.DataFrame) else _files(rows)
    backend = _opened(name)
    table = backend.take(rows) if isinstance(rows, pl.DataFrame) else backend.read(files or [])
    return IbisPresences(table, timezone, backend)


def _opened(name: str) -> Backend:
    try:
        return _BACKENDS[name].opened()
    except ImportError as error:
        raise _not_installed(name) from error


def _files(rows: Path | str) -> list[str]:
    if address := _ADDRESS.match(str(rows)):
        return [f"{address[1]}://{address[2]}"]
    path = Path(rows)
    found = sorted(path.rglob("*")) if path.is_dir() else [Path(file) for file in sorted(glob(str(path)))]
    files = [str(file) for file in found if file.is_file() and file.suffix.lower() in (".parquet", ".pq")]
    if not files:
        raise _no_parquet(rows)
    return files


def _no_such_engine(name: str) -> Problem:
    known = ", ".join(("native", *ENGINES))
    return Problem(
        "no-such-engine",
        Text(f"没有名为 {name} 的引擎。", f"There is no engine {name}."),
        Text(f"可用的引擎：{known}。", f"The engines are {known}."),
        Text("请选用其中之一。", "Choose one of them."),
    )


def _not_installed(name: str) -> Problem:
    command = 'pip install "fangxian[spark]"'
    return Problem(
        "engine-not-installed",
        Text(f"引擎 {name} 未安装。", f"The engine {name} is not installed."),
        Text("它是可选组件，还需要 Java 17。", "It is an optional part and needs Java 17."),
        Text(f"请运行：{command}", f"Run: {command}"),
    )


def _no_parquet(rows: Path | str) -> Problem:
    return Problem(
        "engine-reads-parquet",
        Text(f"{rows} 中没有 Parquet 文件。", f"There is no Parquet file in {rows}."),
        Text(
            "此引擎读取 Parquet 文件、文件夹或通配模式。",
            "This engine reads a Parquet file, a folder of them or a pattern.",
        ),
        Text("请检查路径，或另存为 Parquet。", "Check the path, or save the table as Parquet."),
    )
