"""Rehearsals kept as files: pieces while one runs, one file once it has ended. No person is in them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.engines.rehearsal import BY_DAY
from fangxian.stores.home import alone

_DIGITS = 8


@contextmanager
def running_alone(home: Path, name: str) -> Iterator[None]:
    """Run a rehearsal on while nobody else does: two readers of one page share the work."""
    folder = _folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder, name):
        yield


def keep_piece(home: Path, name: str, first: int, piece: pl.DataFrame) -> None:
    """Write the futures from number `first` on, whole or not at all."""
    folder = _pieces(home, name)
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / f"{first:0{_DIGITS}}.parquet", piece)


def read_futures(home: Path, name: str) -> pl.DataFrame:
    """Return the futures so far, plan by plan and as numbered, as `engines.rehearsal.BY_DAY`; empty before the first."""
    if _whole(home, name).exists():
        return pl.read_parquet(_whole(home, name))
    pieces = [pl.read_parquet(path) for path in sorted(_pieces(home, name).glob("*.parquet"))]
    if not pieces:
        return pl.DataFrame(schema=BY_DAY)
    plans = pl.Enum(pieces[0]["plan"].unique(maintain_order=True))
    # A rehearsal begun before a column was known goes on without it.
    return pl.concat(pieces, how="diagonal").sort(pl.col("plan").cast(plans), "future")


def count_futures(home: Path, name: str) -> int:
    """Return how many futures of each plan are kept so far."""
    return read_futures(home, name)["future"].n_unique()


def join_pieces(home: Path, name: str) -> str:
    """Put the pieces into one file and return its digest: what is on record of a rehearsal that has ended."""
    whole = _whole(home, name)
    if not whole.exists():
        _write(whole, read_futures(home, name))
    shutil.rmtree(_pieces(home, name), ignore_errors=True)
    return digest_of(home, name)


def digest_of(home: Path, name: str) -> str:
    """Return the digest (SHA-256, hex) of the file of a rehearsal that has ended; empty where there is none."""
    whole = _whole(home, name)
    return sha256(whole.read_bytes()).hexdigest() if whole.exists() else ""


def _write(path: Path, frame: pl.DataFrame) -> None:
    part = path.with_name(f".{path.name}.part")
    frame.write_parquet(part)
    part.replace(path)


def _folder(home: Path) -> Path:
    return home / "rehearsals"


def _pieces(home: Path, name: str) -> Path:
    return _folder(home) / name


def _whole(home: Path, name: str) -> Path:
    return _folder(home) / f"{name}.parquet"
