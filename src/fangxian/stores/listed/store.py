"""Sealed files of rows: one an import. Names and numbers lie on the disk under a key; without it the file says nothing."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table
from fangxian.stores.list_sources import LIST_FILE

Seal = Callable[[bytes], bytes]
"""Turns content into ciphertext, or back."""

LISTED = Table(
    "listed",
    Text("名单行", "rows of a list"),
    (
        Column("row_key", pl.String(), Text("行键", "key of the row"), required=True),
        Column("digest", pl.String(), Text("内容摘要", "digest"), required=True),
        *LIST_FILE.columns,
    ),
)
"""`row_key`: the import and the row's number in it, so the earliest import has the least keys."""


class ListStore:
    """The sealed files of one world."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def write(self, name: str, rows: pl.DataFrame, seal: Seal) -> None:
        """Write a file of rows (LISTED), whole and safe on disk, or not at all. One of that name is replaced."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        content = io.BytesIO()
        LISTED.check(rows).write_parquet(content)
        draft = self.folder / f".{name}.{os.getpid()}"
        with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(seal(content.getvalue()))
            file.flush()
            os.fsync(file.fileno())
        draft.replace(self._path(name))

    def read(self, name: str, unseal: Seal) -> pl.DataFrame:
        """Return the rows of a file (LISTED); none where it is gone."""
        try:
            sealed = self._path(name).read_bytes()
        except FileNotFoundError:
            return LISTED.empty()
        return LISTED.check(pl.read_parquet(io.BytesIO(unseal(sealed))))

    def drop(self, name: str) -> None:
        """Delete a file, if it is there."""
        self._path(name).unlink(missing_ok=True)

    def _path(self, name: str) -> Path:
        return self.folder / f"{name}.sealed"
