"""What the lists of visitors caught of all that happened."""

import numpy as np
import polars as pl

from fangxian.engines import tables


def observe(
    presences: pl.DataFrame, share: float, rng: np.random.Generator, *, detail_share: float = 1.0
) -> pl.DataFrame:
    """Return about `share` of the presences, each kept whole or lost; session, zone and seat of a kept one
    are known with `detail_share`.

    >>> from datetime import UTC, datetime
    >>> rows = tables.PRESENCES.rows([{"person_id": "p", "place_id": "v", "zone": "A",
    ...     "arrive_at": datetime(2021, 7, 1, tzinfo=UTC)}] * 1000)
    >>> 700 < observe(rows, 0.8, np.random.default_rng(1)).height < 900
    True
    """
    checked = tables.PRESENCES.check(presences)
    kept = checked.filter(pl.Series(rng.random(checked.height) < share, dtype=pl.Boolean()))
    known = pl.Series(rng.random(kept.height) < detail_share, dtype=pl.Boolean())
    details = pl.col("session", "zone", "seat")
    return kept.with_columns(pl.when(known).then(details))
