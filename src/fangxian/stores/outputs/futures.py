"""The futures of a rehearsal as a file."""

from collections.abc import Callable
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.whole import write_whole

WRITERS: dict[str, Callable[[pl.DataFrame, Path], object]] = {
    ".csv": lambda frame, path: frame.write_csv(path),
    ".parquet": lambda frame, path: frame.write_parquet(path),
}


def check_futures_file(path: Path) -> None:
    """Raise a Problem for a file that is neither CSV nor Parquet, before anything is run."""
    if path.suffix.lower() not in WRITERS:
        raise Problem(
            "not-a-futures-file",
            Text(f"“{path.name}”不是 CSV 或 Parquet。", f'"{path.name}" is neither CSV nor Parquet.'),
            Text("应以 .csv 或 .parquet 结尾。", "Expected a name that ends with .csv or .parquet."),
            Text("请改正 --out。", "Correct --out."),
        )


def write_futures(path: Path, futures: pl.DataFrame) -> None:
    """Write the futures under a name of their own and move them into place whole."""
    write_whole(path, lambda draft: WRITERS[path.suffix.lower()](futures, draft))
