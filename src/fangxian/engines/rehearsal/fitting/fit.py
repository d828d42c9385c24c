"""The running outbreak fitted to a line list: what is not on it, and how fast it would spread."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.problems import Problem, Text
from fangxian.engines.rehearsal.fitting.bank import Bank, Progress, Setting, try_futures
from fangxian.engines.rehearsal.fitting.describing import FIGURES, describe, known_of
from fangxian.engines.rehearsal.fitting.learning import corrected, learn, nearest
from fangxian.engines.rehearsal.fitting.parameters import PARAMETERS, settings_of
from fangxian.engines.rehearsal.fitting.records import DISTRICT, Record
from fangxian.engines.rehearsal.fitting.trying import (
    ELSEWHERE,
    FIRST_DISTRICT,
    INFECTED,
    SECOND_DISTRICT,
    SINCE,
    UNDETECTED,
)

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

TARGETS = (*PARAMETERS, "infections", "undetected", "detected_share", "days_since_first", "in_first_district",
           "in_second_district", "elsewhere")  # fmt: skip
"""What a fit tells: the parameters, and of the outbreak so far: infections, those not on record (in all, in the districts
with most and second most cases, and in all others), the share on record, and days since the first infection."""
KEPT = 1_500
"""Futures nearest to the record that the answer is made of."""
FEWEST = 100
"""Futures as large as the record without which it cannot be told."""
DRAWS = 1_000


@dataclass(frozen=True, eq=False)
class Fitted:
    """`draws`: a row a draw, all alike likely; columns TARGETS. `first`, `second`: the districts of two of them, if any.

    `alike`: how many futures had as many cases as the record, within a third. `strange`: how many of its figures are unlike
    those of nearly all futures. `numbers`, `settings`: of the future each draw was made from, a row a draw.
    """

    draws: pl.DataFrame
    first: str | None
    second: str | None
    alike: int
    strange: int
    tried: int
    numbers: Ints
    settings: Floats


def limits_for(cases: int) -> tuple[int, int]:
    """Return the most cases and infections a future may have to be of use for a record with so many cases.

    >>> limits_for(20)
    (60, 500)
    """
    return 2 * cases + 20, 15 * cases + 200


def fit(
    record: Record,
    setting: Setting,
    futures: int,
    *,
    seed: int = 1,
    threads: int = 2,
    progress: Progress | None = None,
) -> Fitted:
    """Return what a record says of the outbreak, told by so many futures.

    Raises:
        Problem: too few futures are like the record.

    >>> from fangxian.engines.rehearsal.fitting.examples import a_record, a_setting
    >>> fitted = fit(a_record(), a_setting(), 3000)
    >>> fitted.draws.height, bool((fitted.draws["undetected"] >= 0).all())
    (1000, True)
    """
    bank = try_futures(setting, futures, seed=seed, threads=threads, progress=progress)
    return answer(record, bank, seed=seed)


def answer(record: Record, bank: Bank, *, seed: int = 1) -> Fitted:
    """Return what a record says of the outbreak, told by futures that were tried with the same seed.

    Raises:
        Problem: too few of them are like the record.

    >>> from fangxian.engines.rehearsal.fitting.examples import a_record, a_setting
    >>> found = answer(a_record(), try_futures(a_setting(), 3000))
    >>> found.draws.equals(fit(a_record(), a_setting(), 3000).draws)
    True
    """
    figures, known = figures_of(record)
    alike = int((np.abs(bank.figures[:, 0] - figures[0]) < np.log(4.0 / 3.0)).sum())
    if alike < FEWEST:
        raise _unlike(alike, bank.tried)
    rows, targets, weights, strange = told_by(bank, figures, known)
    rng = np.random.default_rng([seed, 2])
    chosen = rng.choice(len(targets), DRAWS, p=weights)
    draws = pl.DataFrame(dict(zip(TARGETS, back(targets[chosen]).T, strict=True)))
    of = rows[chosen]
    return Fitted(draws, *_districts(record), alike, strange, bank.tried, bank.numbers[of], bank.settings[of])


def _districts(record: Record) -> tuple[str | None, str | None]:
    """Return the districts with most and second most cases, if there are any."""
    column = record.rows[:, DISTRICT]
    codes, first, counts = np.unique(column[~np.isnan(column)], return_index=True, return_counts=True)
    order = np.lexsort((first, -counts))[:2]
    names = [record.districts[int(codes[n])] for n in order]
    return (names[0] if names else None), (names[1] if len(names) > 1 else None)


def targets_of(bank: Bank) -> Floats:
    """Return the targets on scales without ends: (future, target)."""
    unit = np.clip(bank.unit, 1e-4, 1.0 - 1e-4)
    infected, undetected = bank.outcomes[:, INFECTED], bank.outcomes[:, UNDETECTED]
    share = (infected - undetected + 0.5) / (infected + 1.0)
    counts = bank.outcomes[:, [SINCE, FIRST_DISTRICT, SECOND_DISTRICT, ELSEWHERE]]
    return np.column_stack([
        np.log(unit / (1.0 - unit)), np.log1p(infected), np.log1p(undetected), np.log(share / (1.0 - share)),
        np.log1p(counts),
    ])  # fmt: skip


def back(targets: Floats) -> Floats:
    """Return targets as they are read: shares, days and counts, in the order of TARGETS."""
    own = len(PARAMETERS)
    unit = 1.0 / (1.0 + np.exp(-targets[:, :own]))
    counts = np.maximum(np.expm1(targets[:, own:]), 0.0)
    share = TARGETS.index("detected_share")
    counts[:, share - own] = 1.0 / (1.0 + np.exp(-targets[:, share]))
    return np.concatenate([settings_of(unit), counts], axis=1)


def figures_of(record: Record) -> tuple[Floats, npt.NDArray[np.bool_]]:
    """Return the figures of a record, and which of them it can give."""
    into = np.zeros(FIGURES)
    describe(record.rows, len(record.rows), float(record.days), into)
    return into, known_of(record.rows)


def told_by(bank: Bank, figures: Floats, known: npt.NDArray[np.bool_]) -> tuple[Ints, Floats, Floats, int]:
    """Return (rows, draws, weights): the futures of a bank nearest to the figures of a record, and their targets as they
    would be on the record itself; and how many of its figures are strange."""
    targets = targets_of(bank)
    learned = learn(bank.figures[:, known], targets)
    said, observed = learned.said(bank.figures[:, known]), learned.said_of_record(figures[known])
    rows, weights = nearest(said, observed, learned.spread, min(KEPT, len(targets) // 4))
    draws = corrected(said[rows] - observed, targets[rows], weights)
    return rows, draws, weights, learned.strange(figures[known])


def _unlike(alike: int, futures: int) -> Problem:
    return Problem(
        "record-unlike-futures",
        Text(f"{futures:,} 个推演中只有 {alike} 个像这份病例表。", f"Only {alike} of {futures:,} futures are like this line list."),
        Text(f"至少需要 {FEWEST} 个。", f"At least {FEWEST} are needed."),
        Text("请增加推演的数量（--futures），或检查城市、预案和日期。",
             "Try more futures (--futures), or check the city, the plan and the days."),
    )  # fmt: skip
