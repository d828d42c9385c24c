"""Placed sites as a directory of files."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Text
from fangxian.stores.outputs.folders import check_folder, write_folder

SITE_FILES = ("sites.csv", "assignments.csv", "unserved.csv", "desks.csv", "door_to_door.csv", "rejected.csv")
"""What may lie there; the last two only where somebody is visited at home or a row was rejected."""

_EARLIER = Text("布点结果", "earlier sites")


def check_site_folder(out: Path) -> None:
    """Refuse a directory that holds anything but sites placed earlier.

    Raises:
        Problem: "not-an-output" for a file or a directory with other people's files in it.
    """
    check_folder(out, SITE_FILES, _EARLIER)


def write_sites(out: Path, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run; each is whole or as it was.

    Raises:
        Problem: as `check_site_folder`.
    """
    write_folder(out, SITE_FILES, _EARLIER, files)
