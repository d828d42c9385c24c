"""How the futures a fit was made from lie around the record: the cases each put on record, day by day."""

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.rehearsal.fans import SHARES
from fangxian.engines.rehearsal.fitting.bank import Setting, make_ready
from fangxian.engines.rehearsal.fitting.fit import Fitted
from fangxian.engines.rehearsal.forecasting.telling import REPORTED, SERIES, tell_some

Ints = npt.NDArray[np.int64]

AROUND = {"day": pl.Int64(), **{f"q{round(share * 100):02}": pl.Float64() for share in SHARES}}
"""A row for each day since the first report: cases put on record, at each of the SHARES of the futures."""


def around(fitted: Fitted, setting: Setting, *, seed: int = 1) -> pl.DataFrame:
    """Return AROUND for the futures of a fit, told once more with the same luck; as heavy as they are among its draws.

    >>> from fangxian.engines.rehearsal.fitting import fit
    >>> from fangxian.engines.rehearsal.fitting.examples import a_record, a_setting
    >>> found = around(fit(a_record(), a_setting(), 3000), a_setting())
    >>> found["day"].to_list(), bool((found["q05"] <= found["q95"]).all()), bool(found["q50"][0] >= 1.0)
    ([0, 1, 2, 3], True, True)
    """
    numbers, rows, each = np.unique(fitted.numbers, return_index=True, return_inverse=True)
    counts = _count(setting, numbers, setting.handed(fitted.settings[rows]), seed)
    lines = np.quantile(counts[each], SHARES, axis=0)
    return pl.DataFrame(
        {"day": np.arange(setting.days), **dict(zip(list(AROUND)[1:], lines, strict=True))}, schema=AROUND
    )


def _count(setting: Setting, numbers: Ints, handed: npt.NDArray[np.float64], seed: int) -> Ints:
    """Return the cases put on record by future and day since its first report."""
    world, bench, _kept = make_ready(setting, seed)
    counts, since = np.zeros((len(numbers), SERIES, setting.days), np.int64), np.zeros(len(numbers))
    for n, number in enumerate(numbers):
        one = slice(n, n + 1)
        tell_some(world, bench, handed[one], int(number), counts[one], since[one])
    return counts[:, REPORTED]
