"""Who goes where, as one file."""

from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.stores.whole import write_whole

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
    if out.suffix.lower() == ".parquet":
        write_whole(out, frame.write_parquet)
    else:
        # A spreadsheet of Chinese readers knows UTF-8 by its mark.
        write_whole(out, lambda draft: frame.write_csv(draft, include_bom=True))
