"""Fits as files: the futures tried so far while one runs, and the draws it came to. No person is in them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines.rehearsal.fitting import Bank, join
from fangxian.stores.home import alone

_DIGITS, _NAMED = 8, 16
_PARTS = ("unit", "settings", "figures", "outcomes")


@contextmanager
def fitting_alone(home: Path, name: str) -> Iterator[None]:
    """Fit on while nobody else does: two readers of one page share the work."""
    _folder(home).mkdir(parents=True, exist_ok=True)
    with alone(_folder(home), name):
        yield


def keep_piece(home: Path, name: str, numbers: range, bank: Bank, seconds: float) -> None:
    """Write the futures tried with these numbers, whole or not at all; `seconds`: how long they took."""
    folder = _folder(home) / name
    folder.mkdir(parents=True, exist_ok=True)
    columns = {f"{part}_{n}": column for part in _PARTS for n, column in enumerate(getattr(bank, part).T)}
    frame = pl.DataFrame({"number": bank.numbers, **columns})
    buffer = BytesIO()
    frame.write_parquet(buffer, metadata={"seconds": f"{seconds:.3f}"})
    _write(folder / f"{numbers.start:0{_DIGITS}}-{numbers.stop:0{_DIGITS}}.parquet", buffer.getvalue())


def count_tried(home: Path, name: str) -> int:
    """Return how many futures have been tried so far."""
    return max((int(path.stem.partition("-")[2]) for path in _pieces(home, name)), default=0)


def read_bank(home: Path, name: str) -> tuple[Bank, float]:
    """Return all futures tried so far, and the seconds they took."""
    pieces = _pieces(home, name)
    seconds = sum(float(pl.read_parquet_metadata(path)["seconds"]) for path in pieces)
    return join([_bank(path) for path in pieces]), seconds


def forget_pieces(home: Path, name: str) -> None:
    """Throw the futures of a fit away: what they said is on record."""
    shutil.rmtree(_folder(home) / name, ignore_errors=True)


def keep_draws(home: Path, outbreak_id: str, draws: pl.DataFrame) -> str:
    """Keep the draws of a fit of an outbreak and return their digest (SHA-256)."""
    folder = _draws(home, outbreak_id)
    folder.mkdir(parents=True, exist_ok=True)
    buffer = BytesIO()
    draws.write_parquet(buffer)
    digest = sha256(buffer.getvalue()).hexdigest()
    _write(folder / f"{digest}.parquet", buffer.getvalue())
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


def _pieces(home: Path, name: str) -> list[Path]:
    return sorted((_folder(home) / name).glob("*.parquet"))


def _draws(home: Path, outbreak_id: str) -> Path:
    return _folder(home) / sha256(outbreak_id.encode()).hexdigest()[:_NAMED]


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _folder(home: Path) -> Path:
    return home / "fits"
