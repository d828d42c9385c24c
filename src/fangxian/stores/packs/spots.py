"""A line of a file."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Spot:
    """Where something is written; lines count from 1."""

    file: Path
    line: int
