"""Refusing rows after they were read: what only a look at the whole table (or at another) can find wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from fangxian.engines.tables import Text
from fangxian.stores.inputs.reading import REJECTED, Imported


@dataclass(frozen=True)
class Refusal:
    """Why a row is refused: the column at fault, its value as read, the reason."""

    column: str
    value: str
    reason: Text


def refuse(given: Imported, refusals: Mapping[int, Refusal]) -> Imported:
    """Move rows (by their position in `given.frame`) from the accepted to the rejected; the balance stays true."""
    if not refusals:
        return given
    stays = ~pl.Series(range(given.frame.height)).is_in(list(refusals))
    moved = [
        (given.lines[row], one.column, one.value, one.reason.zh, one.reason.en)
        for row, one in sorted(refusals.items())
    ]
    rejected = pl.concat([given.rejected, pl.DataFrame(moved, schema=REJECTED, orient="row")])
    return replace(
        given,
        frame=given.frame.filter(stays),
        rejected=rejected.sort("line", maintain_order=True),
        accepted=given.accepted - len(refusals),
        lines=given.lines.filter(stays),
    )


def refuse_repeated(given: Imported, key: tuple[str, ...]) -> Imported:
    """Refuse every row whose key an earlier row has with other content: which of them is right nobody can tell."""
    numbered = given.frame.select(key).with_columns(line=given.lines, row=pl.int_range(pl.len()))
    earlier = numbered.with_columns(first=pl.col("line").first().over(key))
    again = earlier.filter(pl.col("line") != pl.col("first"))
    return refuse(
        given,
        {
            row: Refusal(key[-1], str(value), _repeated(line))
            for row, value, line in again.select("row", key[-1], "first").iter_rows()
        },
    )


def _repeated(line: int) -> Text:
    return Text(
        f"第 {line} 行已有同一编号而内容不同, 请只保留正确的一行",
        f"line {line} has the same identifier with other content; keep the one that is right",
    )
