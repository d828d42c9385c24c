"""How much a place deserves a look, from facts alone."""

from collections.abc import Mapping

import polars as pl

from fangxian.engines.problems import Text
from fangxian.engines.tables.columns import Column, Table

RISKS = Table(
    "risks",
    Text("督查风险", "risks of places"),
    (
        Column("place_id", pl.String(), Text("地点", "place"), required=True),
        Column("issued", pl.Int64(), Text("下达件", "dispatches")),
        Column("overdue", pl.Int64(), Text("逾期", "overdue")),
        Column("exposures", pl.Int64(), Text("暴露", "exposures")),
        Column("elderly_alone", pl.Int64(), Text("独居老人", "elderly alone")),
        Column(
            "days_since", pl.Float64(), Text("距上次督查天数", "days since the last inspection"), unit="d"
        ),
    ),
)
"""What is known of each place. Null: not known, and then it adds nothing."""


def weigh_places(risks: pl.DataFrame, weights: Mapping[str, float]) -> dict[str, float]:
    """Return place -> weight: 1, plus each fact's own weight times how far the place is towards the most of all places.

    `weights` names the facts: overdue_share, exposures, elderly_alone, days_since. A place never inspected counts as
    the longest since. Every place keeps a chance, so nobody knows that they will not be looked at.

    >>> rows = [{"place_id": "a", "issued": 4, "overdue": 2}, {"place_id": "b", "issued": 4, "overdue": 0}]
    >>> weigh_places(RISKS.rows(rows), {"overdue_share": 3.0})
    {'a': 4.0, 'b': 1.0}
    """
    share = pl.when(pl.col("issued") > 0).then(pl.col("overdue") / pl.col("issued"))
    facts = RISKS.check(risks).with_columns(overdue_share=share)
    longest = facts["days_since"].max()
    facts = facts.with_columns(pl.col("days_since").fill_null(longest if longest is not None else 1.0))
    parts = [_towards_the_most(name) * weight for name, weight in weights.items()]
    weighed = facts.select("place_id", weight=pl.lit(1.0) + sum(parts, pl.lit(0.0)))
    return dict(weighed.iter_rows())


def _towards_the_most(name: str) -> pl.Expr:
    value = pl.col(name).fill_null(0).cast(pl.Float64)
    return pl.when(value.max() > 0).then(value / value.max()).otherwise(0.0)
