"""What an import takes and gives."""

from dataclasses import dataclass
from datetime import date, datetime

import polars as pl

from fangxian.engines.problems import Text


@dataclass(frozen=True)
class Terms:
    """On what ground a list of people is held, and until when."""

    purpose: str
    legal_basis: str
    approver: str
    retention_until: date | None


@dataclass(frozen=True)
class Refusal:
    """A row, read well, that a service would not take; `row` is its position in the frame."""

    row: int
    column: str
    value: str
    reason: Text


@dataclass(frozen=True)
class Applied:
    """What became of the rows of a frame: every one is in exactly one of the three."""

    accepted: int
    duplicate: int = 0
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True)
class BatchRow:
    """One import. `repeated`: the file had been imported before, and this is that import."""

    id: str
    kind: str
    source: str
    sha256: str
    read: int
    accepted: int
    duplicate: int
    rejected: int
    purpose: str
    legal_basis: str
    approver: str
    retention_until: date | None
    imported_at: datetime
    repeated: bool = False


@dataclass(frozen=True)
class RejectedLine:
    """A line that was not taken, and why."""

    line: int
    column: str
    value: str
    reason: Text


@dataclass(frozen=True)
class Reading:
    """A file as it was read: the rows that passed, the lines they stood on, and the lines that did not."""

    frame: pl.DataFrame
    lines: list[int]
    duplicate: int
    rejected: tuple[RejectedLine, ...]
    sha256: str

    @property
    def read(self) -> int:
        """Rows read in all."""
        return self.frame.height + self.duplicate + len(self.rejected)
