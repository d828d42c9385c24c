"""What the draws of a fit come to: a median and two intervals for each target."""

import polars as pl

from fangxian.engines.rehearsal.fans import SHARES
from fangxian.engines.rehearsal.fitting.fit import TARGETS

INTERVALS = {"target": pl.String(), **{f"q{round(share * 100):02}": pl.Float64() for share in SHARES}}
"""A row for each of TARGETS: so many of the draws lie below each. q25 to q75 is the middle half, q05 to q95 the middle nine
tenths."""


def intervals_of(draws: pl.DataFrame) -> pl.DataFrame:
    """Return the INTERVALS of draws (columns TARGETS).

    >>> draws = pl.DataFrame({name: [1.0, 2.0, 3.0] for name in TARGETS})
    >>> intervals_of(draws).filter(target="r").select("q05", "q50", "q95").row(0)
    (1.1, 2.0, 2.9)
    """
    lines = [draws.select(pl.col(TARGETS).quantile(share, "linear")).row(0) for share in SHARES]
    columns = dict(zip(list(INTERVALS)[1:], lines, strict=True))
    return pl.DataFrame({"target": list(TARGETS), **columns}, schema=INTERVALS)
