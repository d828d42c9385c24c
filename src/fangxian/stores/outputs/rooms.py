"""Rooms given and capacity forecast as files, each whole or as it was."""

from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.outputs.futures import WRITERS
from fangxian.stores.whole import write_whole


def without_file(out: Path) -> Path:
    """Return where people without a room are listed, beside the rooms given.

    >>> without_file(Path("rooms.csv")).name
    'rooms-without.csv'
    """
    return out.with_name(f"{out.stem}-without{out.suffix}")


def check_rooms_file(out: Path) -> None:
    """Raise a Problem for a file that is neither CSV nor Parquet, before anything is worked out."""
    if out.suffix.lower() not in WRITERS:
        raise Problem(
            "not-a-rooms-file",
            Text(f"“{out.name}”不是 CSV 或 Parquet。", f'"{out.name}" is neither CSV nor Parquet.'),
            Text("应以 .csv 或 .parquet 结尾。", "Expected a name that ends with .csv or .parquet."),
            Text("请改正 --out。", "Correct --out."),
        )


def write_rooms(out: Path, frame: pl.DataFrame) -> None:
    """Write a table under a name of its own and move it into place whole."""
    write_whole(out, lambda draft: WRITERS[out.suffix.lower()](frame, draft))
