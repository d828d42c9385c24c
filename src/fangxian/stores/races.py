"""Race clocks as files: pieces while one is computed. No person is in them."""

import json
from pathlib import Path

import polars as pl

from fangxian.stores.pieces import Pieces
from fangxian.stores.whole import write_whole


def races(home: Path) -> Pieces:
    """Return the pieces of clocks under `home`."""
    return Pieces(home / "races")


def keep_beginning(home: Path, name: str, hidden: float, total: int) -> None:
    """Write down what was worked out before the first piece: hidden infections to add, and how many pieces there are."""
    told = json.dumps({"hidden": hidden, "total": total})
    write_whole(_beginning(home, name), lambda draft: draft.write_text(told, "utf-8"))


def find_beginning(home: Path, name: str) -> tuple[float, int] | None:
    """Return (hidden, total) of a clock that was begun."""
    path = _beginning(home, name)
    if not path.exists():
        return None
    found = json.loads(path.read_bytes())
    return float(found["hidden"]), int(found["total"])


def keep_piece(home: Path, name: str, first: int, prices: pl.DataFrame) -> None:
    """Write the prices of the pieces from number `first` on, whole or not at all."""
    write_whole(races(home).file(name, first), prices.write_parquet)


def read_pieces(home: Path, name: str) -> list[pl.DataFrame]:
    """Return the prices so far, as they were told."""
    return [pl.read_parquet(path) for path in races(home).list(name)]


def _beginning(home: Path, name: str) -> Path:
    return races(home).folder / name / "beginning.json"
