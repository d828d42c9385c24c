"""Places by what they spread: the infections expected there, and between which numbers they lie."""

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.chains.history import Floats

LOW, HIGH = 0.05, 0.95
PLACES: dict[str, pl.DataType] = {
    "place_id": pl.String(),
    "expected": pl.Float64(),
    "low": pl.Int64(),
    "high": pl.Int64(),
    "cases": pl.Int64(),
}


def rank_places(chains: pl.DataFrame) -> pl.DataFrame:
    """Return the places of the meetings in `tables.CHAINS`, the one that spread most first.

    `expected`: infections expected there; between `low` and `high` of them with a chance of nine in ten; `cases`:
    how many cases may have been infected there. A case counts at most once at a place; cases are taken as
    independent of each other. The place of a link is that of the meeting that weighs most in it.

    Raises:
        TableError: `chains` is not its table.

    >>> links = [("b", "a", 0.9, 1, "v"), ("c", "a", 0.8, 1, "v"), ("d", "b", 0.3, 1, "w")]
    >>> names = ("infectee", "infector", "probability", "rank", "place_id")
    >>> rank_places(tables.CHAINS.rows([dict(zip(names, link)) for link in links])).rows()
    [('v', 1.7, 1, 2, 2), ('w', 0.3, 0, 1, 1)]
    """
    placed = tables.CHAINS.check(chains).filter(pl.col("place_id").is_not_null())
    by_case = placed.group_by("place_id", "infectee").agg(pl.col("probability").sum().clip(0.0, 1.0))
    rows = []
    for (place_id,), own in by_case.sort("place_id", "infectee").group_by("place_id", maintain_order=True):
        chances = own["probability"].to_numpy()
        low, high = _between(chances)
        rows.append((place_id, round(float(chances.sum()), 6), low, high, len(chances)))
    return pl.DataFrame(rows, schema=PLACES, orient="row").sort(
        ["expected", "place_id"], descending=[True, False]
    )


def _between(chances: Floats) -> tuple[int, int]:
    """Return the numbers between which a count of independent events lies with nine chances in ten."""
    spread = np.ones(1)
    for chance in chances:
        spread = np.append(spread, 0.0) * (1 - chance) + np.append(0.0, spread) * chance
    below = np.cumsum(spread)
    low, high = (int(np.searchsorted(below, share)) for share in (LOW, HIGH))
    return low, min(high, len(chances))
