"""A directory of result files, written whole: what was there before is replaced, what is somebody else's is refused."""

import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text


def check_folder(out: Path, names: Sequence[str], what: Text) -> None:
    """Refuse a directory that holds anything but files of these names. `what`: what an earlier run left there.

    Raises:
        Problem: "not-an-output" for a file or a directory with other people's files in it.
    """
    strange = [out.name] if out.is_file() else []
    if out.is_dir():
        strange = sorted(path.name for path in out.iterdir() if path.name not in names)
    if strange:
        raise Problem(
            "not-an-output",
            Text(
                f"{out} 已存在，且有其他文件（{strange[0]}）。",
                f"{out} exists and holds something else ({strange[0]}).",
            ),
            Text(
                f"应为新目录、空目录或先前的{what.zh}。",
                f"A new or empty directory, or {what.en}, are expected.",
            ),
            Text("请换一个 --out 目录；未写入任何文件。", "Choose another --out; nothing was written."),
        )


def write_folder(out: Path, names: Sequence[str], what: Text, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run; each is whole or as it was. Raises as `check_folder`."""
    check_folder(out, names, what)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        for name, frame in files.items():
            frame.write_csv(Path(scratch) / name)
        for name in names:
            if name in files:
                os.replace(Path(scratch) / name, out / name)
            else:
                (out / name).unlink(missing_ok=True)
