"""Stock as the sum of its movements: received = in stock + delivered + expired + written off, and never below nothing."""

import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.tables.supplies import MOVEMENT_KINDS

MOVEMENTS = {"lot_id": pl.String(), "kind": pl.String(), "quantity": pl.Int64()}
"""A row a movement, in the order they happened. `quantity` is above 0; `kind`: one of `MOVEMENT_KINDS`."""

BALANCES = {
    "lot_id": pl.String(),
    "received": pl.Int64(),
    "in_stock": pl.Int64(),
    "delivered": pl.Int64(),
    "expired": pl.Int64(),
    "written_off": pl.Int64(),
}


def balance_lots(movements: pl.DataFrame) -> pl.DataFrame:
    """Return `BALANCES` from `MOVEMENTS`, a row a lot, by lot.

    Raises:
        Problem: `stock-below-nothing` where more left a lot than it held at any moment.

    >>> moved = pl.DataFrame([("a", "received", 9), ("a", "delivered", 4)], schema=MOVEMENTS, orient="row")
    >>> balance_lots(moved).rows()
    [('a', 9, 5, 4, 0, 0)]
    """
    signed = (
        pl.when(pl.col("kind") == MOVEMENT_KINDS[0]).then(pl.col("quantity")).otherwise(-pl.col("quantity"))
    )
    running = movements.with_columns(held=signed.cum_sum().over("lot_id"))
    below = running.filter(pl.col("held") < 0)
    if below.height:
        raise _below_nothing(below["lot_id"].min(), below["held"].min())
    sums = [
        pl.col("quantity").filter(pl.col("kind") == kind).sum().alias(kind.replace("-", "_"))
        for kind in MOVEMENT_KINDS
    ]
    found = movements.group_by("lot_id").agg(sums)
    stock = pl.col("received") - pl.col("delivered") - pl.col("expired") - pl.col("written_off")
    return found.with_columns(in_stock=stock).select(list(BALANCES)).sort("lot_id")


def _below_nothing(lot: object, held: object) -> Problem:
    return Problem(
        "stock-below-nothing",
        Text(f"批次 {lot} 的库存成了 {held}。", f"The stock of lot {lot} came to {held}."),
        Text("出库不得多于在库。", "No more may leave a lot than it holds."),
        Text("请核对各笔出入库。", "Check its movements."),
    )
