"""A roster as a directory of files."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.stores.outputs.folders import check_folder, write_folder

ROSTER_FILES = ("roster.csv", "short.csv", "hours.csv", "rejected.csv")
"""What may lie there; the last only where a row was rejected."""


def check_roster_folder(out: Path) -> None:
    """Refuse a directory that holds anything but an earlier roster. Raises "not-an-output"."""
    check_folder(out, ROSTER_FILES)


def write_roster(out: Path, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run; each is whole or as it was. Raises "not-an-output"."""
    write_folder(out, files, ROSTER_FILES)
