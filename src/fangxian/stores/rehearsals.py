"""Rehearsals kept as files: pieces while one runs, one file once it has ended. No person is in them."""

from hashlib import sha256
from pathlib import Path

import polars as pl

from fangxian.engines.rehearsal import BY_DAY
from fangxian.stores.pieces import Pieces
from fangxian.stores.whole import write_whole


def rehearsals(home: Path) -> Pieces:
    """Return the pieces of rehearsals under `home`."""
    return Pieces(home / "rehearsals")


def keep_piece(home: Path, name: str, first: int, piece: pl.DataFrame) -> None:
    """Write the futures from number `first` on, whole or not at all."""
    write_whole(rehearsals(home).file(name, first), piece.write_parquet)


def read_futures(home: Path, name: str) -> pl.DataFrame:
    """Return the futures so far, plan by plan and as numbered, as `engines.rehearsal.BY_DAY`; empty before the first."""
    if _whole(home, name).exists():
        return pl.read_parquet(_whole(home, name))
    pieces = [pl.read_parquet(path) for path in rehearsals(home).list(name)]
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
        write_whole(whole, read_futures(home, name).write_parquet)
    rehearsals(home).forget(name)
    return digest_of(home, name)


def digest_of(home: Path, name: str) -> str:
    """Return the digest (SHA-256, hex) of the file of a rehearsal that has ended; empty where there is none."""
    whole = _whole(home, name)
    return sha256(whole.read_bytes()).hexdigest() if whole.exists() else ""


def _whole(home: Path, name: str) -> Path:
    return rehearsals(home).folder / f"{name}.parquet"
