"""A day of supplies as a directory of files."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from fangxian.stores.outputs.folders import check_folder, write_folder

SUPPLY_FILES = ("households.csv", "portions.csv", "unmet.csv", "rounds.csv", "drops.csv", "rejected.csv")
"""What may lie there; the last one only where a row was rejected."""


def check_supply_folder(out: Path) -> None:
    """Refuse a directory that holds anything but a plan made earlier. Raises "not-an-output"."""
    check_folder(out, SUPPLY_FILES)


def write_supplies(out: Path, files: Mapping[str, pl.DataFrame]) -> None:
    """Write the files, replacing those of an earlier run. Raises as `check_supply_folder`."""
    write_folder(out, files, SUPPLY_FILES)
