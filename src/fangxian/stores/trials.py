"""Simulated trials kept as files: they can be run again at any time, so losing them loses only minutes."""

from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.stores.whole import write_whole


def folder_of(home: Path, words: Sequence[str]) -> Path:
    """Return where the trials of one setting lie under `home`; other words, another folder.

    >>> folder_of(Path("/home"), ["plan@1"]) == folder_of(Path("/home"), ["plan@1"])
    True
    >>> folder_of(Path("/home"), ["plan@1"]) == folder_of(Path("/home"), ["plan@2"])
    False
    """
    return home / "simulated" / sha256("\x1f".join(words).encode()).hexdigest()[:16]


def keep_trial(folder: Path, number: int, table: pl.DataFrame) -> None:
    """Write trial `number` (from 1), whole or not at all."""
    write_whole(_path(folder, number), table.with_columns(trial=pl.lit(number)).write_parquet)


def count_trials(folder: Path) -> int:
    """Return how many trials are kept without a gap, from the first on."""
    number = 0
    while _path(folder, number + 1).exists():
        number += 1
    return number


def read_trials(folder: Path) -> pl.DataFrame:
    """Return the trials kept without a gap, one below the other, with a column `trial`.

    Raises:
        ValueError: there is none.
    """
    return pl.concat([pl.read_parquet(_path(folder, number + 1)) for number in range(count_trials(folder))])


def _path(folder: Path, number: int) -> Path:
    return folder / f"{number}.parquet"
