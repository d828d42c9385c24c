"""When each item runs out: what is there, what is on its way, what spoils, what the households use."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import polars as pl

from fangxian.engines.tables.supplies import SHORTAGES, SUPPLY_FORECAST

_Held = list[tuple[date, str, int]]
_FOREVER = date.max


def forecast_stock(
    lots: pl.DataFrame, use: Mapping[str, Sequence[int]], asked: Mapping[str, int], on: date, days: int
) -> pl.DataFrame:
    """Return `SUPPLY_FORECAST` for `days` days from `on`: what expires first is used first.

    use: item -> what is used on each of the days; asked: item -> what open requests take on the first day.

    >>> from fangxian.engines.tables.supplies import LOTS
    >>> stock = LOTS.rows([{"lot_id": "a", "depot_id": "d", "item": "rice", "quantity": 5}])
    >>> forecast_stock(stock, {"rice": [3, 3]}, {}, date(2021, 8, 1), 2)["closing"].to_list()
    [2, 0]
    """
    needed = {item for item, amounts in use.items() if any(amounts)} | {one for one in asked if asked[one]}
    items = sorted({*lots["item"], *needed})
    rows: list[dict[str, object]] = []
    for item in items:
        own = lots.filter(item=item).sort("expires_on", "lot_id", nulls_last=True)
        amounts = [*use.get(item, ()), *[0] * days][:days]
        amounts[0] += asked.get(item, 0)
        rows += _days(item, own, amounts, on)
    return SUPPLY_FORECAST.rows(rows)


def list_shortages(
    lots: pl.DataFrame, forecast: pl.DataFrame, a_day: Mapping[str, int], on: date
) -> pl.DataFrame:
    """Return `SHORTAGES`, what runs out first first.

    >>> from fangxian.engines.tables.supplies import LOTS
    >>> stock = LOTS.rows([{"lot_id": "a", "depot_id": "d", "item": "rice", "quantity": 5}])
    >>> day = date(2021, 8, 1)
    >>> ahead = forecast_stock(stock, {"rice": [3, 3]}, {}, day, 2)
    >>> list_shortages(stock, ahead, {"rice": 3}, day)["short"].to_list()
    [1]
    """
    later = pl.col("arrives_on").is_not_null() & (pl.col("arrives_on") > on)
    held = lots.group_by("item").agg(
        in_stock=pl.col("quantity").filter(~later).sum(), coming=pl.col("quantity").filter(later).sum()
    )
    ends = forecast.group_by("item").agg(
        runs_out_on=pl.col("on").filter(pl.col("short") > 0).min(), short=pl.col("short").sum()
    )
    rows = ends.join(held, on="item", how="left").with_columns(
        pl.col("in_stock", "coming").fill_null(0),
        a_day=pl.col("item").replace_strict(dict(a_day), default=0, return_dtype=pl.Int64()),
    )
    return SHORTAGES.check(rows.sort("runs_out_on", "item", nulls_last=True))


def _days(item: str, lots: pl.DataFrame, amounts: Sequence[int], on: date) -> list[dict[str, object]]:
    comes = [
        (arrives or on, expires or _FOREVER, lot, quantity)
        for lot, quantity, expires, arrives in lots.select(
            "lot_id", "quantity", "expires_on", "arrives_on"
        ).iter_rows()
    ]
    held: _Held = [(expires, lot, some) for arrives, expires, lot, some in comes if arrives <= on]
    rows = []
    for at, needed in enumerate(amounts):
        day = on + timedelta(days=at)
        opening = _sum(held)
        fresh = [(expires, lot, some) for arrives, expires, lot, some in comes if arrives == day and day > on]
        keeping = [one for one in held + fresh if one[0] >= day]
        expired = opening + _sum(fresh) - _sum(keeping)
        held = _take(sorted(keeping), needed)
        used = _sum(keeping) - _sum(held)
        told = {"item": item, "on": day, "opening": opening, "arrived": _sum(fresh), "used": used}
        rows.append({**told, "expired": expired, "closing": _sum(held), "short": needed - used})
    return rows


def _sum(held: _Held) -> int:
    return sum(some for _, _, some in held)


def _take(held: _Held, needed: int) -> _Held:
    left: _Held = []
    for expires, lot, some in held:
        taken = min(some, needed)
        needed -= taken
        if some > taken:
            left.append((expires, lot, some - taken))
    return left
