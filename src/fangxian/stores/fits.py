"""Fits as files: the futures tried so far while one runs, and the draws it came to. No person is in them."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines.rehearsal.fitting import Bank, join
from fangxian.stores.pieces import Pieces
from fangxian.stores.whole import write_whole

_NAMED = 16
_PARTS = ("unit", "settings", "figures", "outcomes")


def fits(home: Path) -> Pieces:
    """Return the pieces of fits under `home`."""
    return Pieces(home / "fits")


def keep_piece(home: Path, name: str, numbers: range, bank: Bank, seconds: float) -> None:
    """Write the futures tried with these numbers, whole or not at all; `seconds`: how long they took."""
    columns = {f"{part}_{n}": column for part in _PARTS for n, column in enumerate(getattr(bank, part).T)}
    frame = pl.DataFrame({"number": bank.numbers, **columns})
    told = {"seconds": f"{seconds:.3f}"}
    path = fits(home).file(name, numbers.start, numbers.stop)
    write_whole(path, lambda draft: frame.write_parquet(draft, metadata=told))


def count_tried(home: Path, name: str) -> int:
    """Return how many futures have been tried so far."""
    return max((int(path.stem.partition("-")[2]) for path in fits(home).list(name)), default=0)


def read_bank(home: Path, name: str) -> tuple[Bank, float]:
    """Return all futures tried so far, and the seconds they took."""
    pieces = fits(home).list(name)
    seconds = sum(float(pl.read_parquet_metadata(path)["seconds"]) for path in pieces)
    return join([_bank(path) for path in pieces]), seconds


def keep_draws(home: Path, outbreak_id: str, draws: pl.DataFrame) -> str:
    """Keep the draws of a fit of an outbreak and return their digest (SHA-256)."""
    buffer = BytesIO()
    draws.write_parquet(buffer)
    digest = sha256(buffer.getvalue()).hexdigest()
    path = _draws(home, outbreak_id) / f"{digest}.parquet"
    write_whole(path, lambda draft: draft.write_bytes(buffer.getvalue()))
    return digest


def find_draws(home: Path, outbreak_id: str, digest: str) -> pl.DataFrame | None:
    """Return the draws with this digest; None where their file is gone or is not as it was."""
    path = _draws(home, outbreak_id) / f"{digest}.parquet"
    content = path.read_bytes() if path.exists() else b""
    return pl.read_parquet(BytesIO(content)) if sha256(content).hexdigest() == digest else None


def _bank(path: Path) -> Bank:
    first, _, stop = path.stem.partition("-")
    frame = pl.read_parquet(path)
    parts = {part: frame.select(pl.col(f"^{part}_\\d+$")).to_numpy().astype(np.float64) for part in _PARTS}
    return Bank(frame["number"].to_numpy(), **parts, tried=int(stop) - int(first))


def _draws(home: Path, outbreak_id: str) -> Path:
    return fits(home).folder / sha256(outbreak_id.encode()).hexdigest()[:_NAMED]
