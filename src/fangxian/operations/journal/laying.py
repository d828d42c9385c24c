"""Laying columns side by side, as the compiled loops take them."""

from collections.abc import Sequence

import numpy as np

from fangxian.operations.journal.columns import APART, Columns
from fangxian.operations.journal.kernel import find_marks


def lay_out(columns: Sequence[Sequence[bytes | None]], rows: int) -> Columns | None:
    """Lay columns of so many rows side by side, each given in one part or several.

    None where a value is missing, or holds the byte that sets values apart.
    """
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
