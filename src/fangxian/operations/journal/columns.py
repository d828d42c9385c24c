"""Columns of many rows as a database gives them: each is one text, its values set apart by a byte that none holds."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

APART = b"\x1f"
"""Between two values. JSON writes it as six letters: no canonical form holds it, and no column that repeats one."""

SEQ, ENTRY_ID, PREV, HASH = range(4)
"""The columns of seals, as they are read."""
ID, CANONICAL, EVENT_AT, OBJECT_ID, OBJECT_KIND, OFFICE, RECORDED_AT, ROLE, VERB, WHO = range(10)
"""Those of entries."""


@dataclass(frozen=True)
class Columns:
    """Columns of as many values each; `starts` and `ends` (column, row) say where in `text` a value lies."""

    text: npt.NDArray[np.uint8]
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]

    @property
    def rows(self) -> int:
        """How many values each has."""
        return self.ends.shape[1]

    def value(self, column: int, row: int) -> bytes:
        """Return one value."""
        return self.text[self.starts[column, row] : self.ends[column, row]].tobytes()

    def joined(self, column: int) -> bytes:
        """Return the values of a column as they came."""
        return self.text[self.starts[column, 0] : self.ends[column, -1]].tobytes()


def lay_out(columns: Sequence[Sequence[bytes | None]], rows: int) -> Columns | None:
    """Lay columns of so many rows side by side, each given in one part or several.

    None where a value is missing, or holds the byte that sets values apart.
    """
    from fangxian.operations.journal.kernel import find_marks

    parts = [part for column in columns for part in column if part is not None]
    if len(parts) != sum(map(len, columns)):
        return None
    text = np.frombuffer(APART.join([*parts, b""]), np.uint8)
    ends = np.empty(rows * len(columns), np.int64)
    closes = np.cumsum([sum(len(part or b"") + 1 for part in column) for column in columns]) - 1
    # Every column closes after as many marks as there are rows: then no mark is part of a value.
    if not (find_marks(text, ends) and np.array_equal(ends[rows - 1 :: rows], closes)):
        return None
    starts = np.concatenate([[0], ends[:-1] + 1])
    return Columns(text, starts.reshape(-1, rows), ends.reshape(-1, rows))
