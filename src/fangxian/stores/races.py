"""Race clocks as files: pieces while one is computed. No person is in them."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import polars as pl

from fangxian.stores.home import alone

_DIGITS = 8


@contextmanager
def computing_alone(home: Path, name: str) -> Iterator[None]:
    """Compute on while nobody else does: two readers of one page share the work."""
    _folder(home).mkdir(parents=True, exist_ok=True)
    with alone(_folder(home), name):
        yield


def keep_beginning(home: Path, name: str, hidden: float, total: int) -> None:
    """Write down what was worked out before the first piece: hidden infections to add, and how many pieces there are."""
    folder = _folder(home) / name
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "beginning.json", json.dumps({"hidden": hidden, "total": total}).encode())


def find_beginning(home: Path, name: str) -> tuple[float, int] | None:
    """Return (hidden, total) of a clock that was begun."""
    path = _folder(home) / name / "beginning.json"
    if not path.exists():
        return None
    found = json.loads(path.read_bytes())
    return float(found["hidden"]), int(found["total"])


def keep_piece(home: Path, name: str, first: int, prices: pl.DataFrame) -> None:
    """Write the prices of the pieces from number `first` on, whole or not at all."""
    buffer = BytesIO()
    prices.write_parquet(buffer)
    _write(_folder(home) / name / f"{first:0{_DIGITS}}.parquet", buffer.getvalue())


def read_pieces(home: Path, name: str) -> list[pl.DataFrame]:
    """Return the prices so far, as they were told."""
    return [pl.read_parquet(path) for path in sorted((_folder(home) / name).glob("*.parquet"))]


def forget_pieces(home: Path, name: str) -> None:
    """Throw the pieces of a clock away: its prices are on record."""
    shutil.rmtree(_folder(home) / name, ignore_errors=True)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _folder(home: Path) -> Path:
    return home / "races"
