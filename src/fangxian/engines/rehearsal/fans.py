"""Infections so far, day by day, as a fan: how far apart the futures of a plan lie."""

import numpy as np
import polars as pl

from fangxian.engines.rehearsal.futures import FUTURE, Rehearsed

BY_DAY = {**FUTURE, "infected_by_day": pl.List(pl.Int32())}
"""FUTURE and the new infections of each day since the first one: all that is shown of a rehearsal."""
SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
"""The lines of a fan: so many of the futures lie below each."""
FAN = {
    "plan": pl.String(), "day": pl.Int64(),
    **{f"q{round(share * 100):02}": pl.Float64() for share in SHARES},
}  # fmt: skip
"""A row for each plan and day from today (below 0: before it): infections so far, at each of the SHARES."""


def with_days(found: Rehearsed) -> pl.DataFrame:
    """Return the futures with their days, as BY_DAY.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> days = {plan: np.ones((2, 3), dtype=np.int32) for plan in ("strict", "mild")}
    >>> with_days(Rehearsed(some_futures(), days, days))["infected_by_day"].to_list()
    [[1, 1, 1], [1, 1, 1], [1, 1, 1], [1, 1, 1]]
    """
    days = [row.tolist() for plan in found.infections for row in found.infections[plan]]
    return found.futures.with_columns(pl.Series("infected_by_day", days, dtype=BY_DAY["infected_by_day"]))


def fans_of(by_day: pl.DataFrame, seeded_days_ago: int) -> pl.DataFrame:
    """Return the FAN of every plan, plans as given.

    >>> from fangxian.engines.rehearsal.examples import some_futures
    >>> days = pl.Series("infected_by_day", [[1, 0, 2]] * 4, dtype=BY_DAY["infected_by_day"])
    >>> fans_of(some_futures().with_columns(days), 1).filter(plan="mild").select("day", "q05", "q50").rows()
    [(-1, 1.0, 1.0), (0, 1.0, 1.0), (1, 3.0, 3.0)]
    """
    found = [_fan(plan, rows, seeded_days_ago) for plan, rows in _by_plan(by_day)]
    return pl.concat(found) if found else pl.DataFrame(schema=FAN)


def _by_plan(by_day: pl.DataFrame) -> list[tuple[str, pl.DataFrame]]:
    return [(str(key[0]), rows) for key, rows in by_day.group_by("plan", maintain_order=True)]


def _fan(plan: str, rows: pl.DataFrame, seeded_days_ago: int) -> pl.DataFrame:
    so_far = np.cumsum(np.array(rows["infected_by_day"].to_list(), dtype=np.int64), axis=1)
    lines = np.quantile(so_far, SHARES, axis=0)
    columns = dict(zip(list(FAN)[2:], lines, strict=True))
    days = np.arange(so_far.shape[1]) - seeded_days_ago
    return pl.DataFrame({"plan": [plan] * len(days), "day": days, **columns}).cast(FAN)  # type: ignore[arg-type]
