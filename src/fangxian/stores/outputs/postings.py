"""Who goes where, as one file."""

import os
import tempfile
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text

_KINDS = (".csv", ".parquet")


def check_kind(out: Path) -> None:
    """Refuse a file of a kind that is not written.

    Raises:
        Problem: "not-an-output".
    """
    if out.suffix.lower() not in _KINDS or out.is_dir():
        raise Problem(
            "not-an-output",
            Text(f"{out} 不是可写的文件类型。", f"{out} is no kind of file that is written."),
            Text("应为 .csv 或 .parquet 文件。", "A .csv or .parquet file is expected."),
            Text("请换一个 --out；未写入任何文件。", "Choose another --out; nothing was written."),
        )


def write_postings(out: Path, frame: pl.DataFrame) -> None:
    """Write the file whole, or leave what was there."""
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        path = Path(scratch) / out.name
        if out.suffix.lower() == ".parquet":
            frame.write_parquet(path)
        else:
            # A spreadsheet of Chinese readers knows UTF-8 by its mark.
            frame.write_csv(path, include_bom=True)
        os.replace(path, out)
