"""Work done in pieces: each lies in a file until the work has ended. Of a kind of work a folder, of one work a folder inside."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fangxian.stores.home import alone

DIGITS = 8
"""Of a number in the name of a piece, so that names stand in order."""


@dataclass(frozen=True)
class Pieces:
    """The pieces of every work of a kind; `folder`: where they lie.

    >>> Pieces(Path("races")).file("c1", 7)
    PosixPath('races/c1/00000007.parquet')
    """

    folder: Path

    @contextmanager
    def alone(self, name: str) -> Iterator[None]:
        """Work on while nobody else does: two readers of one page share the work."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with alone(self.folder, name):
            yield

    def file(self, name: str, *numbers: int) -> Path:
        """Return where the piece with these numbers lies."""
        return self.folder / name / ("-".join(f"{one:0{DIGITS}}" for one in numbers) + ".parquet")

    def list(self, name: str) -> list[Path]:
        """Return the pieces of a work so far, in order."""
        return sorted((self.folder / name).glob("*.parquet"))

    def forget(self, name: str) -> None:
        """Throw the pieces of a work away: what they came to is kept elsewhere."""
        shutil.rmtree(self.folder / name, ignore_errors=True)
