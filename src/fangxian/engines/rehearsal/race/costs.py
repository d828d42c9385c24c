"""The price of each dispatch's delay, from the prices of what it does to single places and cases."""

from collections.abc import Iterable
from typing import Any

import polars as pl

from fangxian.engines.rehearsal.race.open_orders import Piece
from fangxian.engines.rehearsal.race.pricing import LEAST, OUTCOMES, PRICES

COSTS = {"dispatch_id": pl.String(), "pieces": pl.Int64(), "share_left": pl.Float64(),
         **{name: kind for name, kind in PRICES.items() if name != "order_id"}}  # fmt: skip
"""Prices as in PRICES, a row a dispatch, dearest first; `pieces`: the places or cases it is about that were told."""


def by_dispatch(prices: pl.DataFrame, pieces: Iterable[tuple[str, Piece]]) -> pl.DataFrame:
    """Return COSTS from PRICES and (order in it, piece): what a dispatch does adds up, and only what is left of it counts.

    Delays of several pieces are told one by one; their sum is taken, their errors as independent. Of `days` the largest.

    >>> from datetime import UTC, datetime
    >>> piece = Piece(("d",), 0, "m", "stay-home", 0, datetime(2021, 7, 31, tzinfo=UTC), 0.5)
    >>> row = {**dict.fromkeys(PRICES, 2.0), "order_id": "d", "told_twice": 3, "too_small": False}
    >>> by_dispatch(pl.DataFrame([row], schema=PRICES), [("d", piece)]).select("dispatch_id", "infections").row(0)
    ('d', 1.0)
    """
    own: dict[str, list[tuple[dict[str, Any], Piece]]] = {}
    told = {row["order_id"]: row for row in prices.iter_rows(named=True)}
    for name, piece in pieces:
        own.setdefault(piece.dispatch_ids[0], []).append((told[name], piece))
    rows = [_sum(dispatch, found) for dispatch, found in own.items()]
    return pl.DataFrame(rows, schema=COSTS).sort("infections", "dispatch_id", descending=[True, False])


def _sum(dispatch: str, found: list[tuple[dict[str, Any], Piece]]) -> dict[str, Any]:
    figures: dict[str, float] = {}
    for name in OUTCOMES:
        parts = [(row[name] * piece.share_left, _half(row, name) * piece.share_left) for row, piece in found]
        middle, half = _largest(parts) if name == "days" else _added(parts)
        figures |= {name: middle, f"{name}_low": middle - half, f"{name}_high": middle + half}
    untouched = 1.0
    for row, _ in found:
        untouched *= 1.0 - min(row["touched"], 1.0)
    return {
        "dispatch_id": dispatch, "pieces": len(found), "share_left": found[0][1].share_left, **figures,
        "touched": 1.0 - untouched, "told_twice": sum(int(row["told_twice"]) for row, _ in found),
        "too_small": not (figures["infections_low"] > 0.0 and figures["infections"] >= LEAST),
    }  # fmt: skip


def _half(row: dict[str, Any], name: str) -> float:
    return float(row[f"{name}_high"] - row[f"{name}_low"]) / 2.0


def _added(parts: list[tuple[float, float]]) -> tuple[float, float]:
    return sum(middle for middle, _ in parts), sum(half**2 for _, half in parts) ** 0.5


def _largest(parts: list[tuple[float, float]]) -> tuple[float, float]:
    return max(parts)
