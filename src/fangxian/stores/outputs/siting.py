"""Placed sites as a directory of files."""

import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Problem, Text

SITE_FILES = ("sites.csv", "assignments.csv", "unserved.csv", "desks.csv", "door_to_door.csv", "rejected.csv")
"""What may lie there; the last two only where somebody is visited at home or a row was rejected."""


def check_site_folder(out: Path) -> None:
    """Refuse a directory that holds anything but sites placed earlier.

    Raises:
        Problem: "not-an-output" for a file or a directory with other people's files in it.
    """
    strange = [out.name] if out.is_file() else []
    if out.is_dir():
        strange = sorted(path.name for path in out.iterdir() if path.name not in SITE_FILES)
    if strange:
        raise Problem(
            "not-an-output",
            Text(
                f"{out} 已存在，且有其他文件（{strange[0]}）。",
                f"{out} exists and holds something else ({strange[0]}).",
            ),
            Text(
                "应为新目录、空目录或先前的布点结果。",
                "A new or empty directory, or earlier sites, are expected.",
            ),
            Text("请换一个 --out 目录；未写入任何文件。", "Choose another --out; nothing was written."),
        )


def write_sites(out: Path, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run; each is whole or as it was.

    Raises:
        Problem: as `check_site_folder`.
    """
    check_site_folder(out)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{out.name}-", dir=out.parent) as scratch:
        for name, frame in files.items():
            frame.write_csv(Path(scratch) / name)
        for name in SITE_FILES:
            if name in files:
                os.replace(Path(scratch) / name, out / name)
            else:
                (out / name).unlink(missing_ok=True)
