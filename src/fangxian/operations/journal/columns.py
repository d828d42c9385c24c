"""Columns of many rows as a database gives them: each is one text, its values set apart by a byte that none holds."""

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
