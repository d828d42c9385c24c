"""Placed sites as a directory of files."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.stores.outputs.folders import check_folder, write_folder

SITE_FILES = ("sites.csv", "assignments.csv", "unserved.csv", "desks.csv", "door_to_door.csv", "rejected.csv")
"""What may lie there; the last two only where somebody is visited at home or a row was rejected."""


def check_site_folder(out: Path) -> None:
    """Refuse a directory that holds anything but sites placed earlier. Raises "not-an-output"."""
    check_folder(out, SITE_FILES)


def write_sites(out: Path, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run; each is whole or as it was. Raises "not-an-output"."""
    write_folder(out, files, SITE_FILES)
