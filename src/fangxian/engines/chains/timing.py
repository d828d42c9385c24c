"""When cases were infected and infectious, from the best date each has; a vaguer date gives a wider spread."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.chains.history import LAGS, REACH, Floats, NaturalHistory

Ints = npt.NDArray[np.int64]

ONSET, SAMPLED, REPORTED, SAMPLED_WITHOUT_ONSET, REPORTED_WITHOUT_ONSET = range(5)
"""What the anchor of a case is. The last two never fell ill: the onset they might have had is vaguer still."""

ANCHORS = 5
LONGEST_DELAY, SHORTEST_DELAY = 21, -7
USUAL_DELAY = {SAMPLED: 1.5, REPORTED: 2.5}
"""Days from onset, assumed until the line list itself says more."""

DELAYS_ASSUMED = 4.0
"""The assumption weighs as much as so many cases."""

EARLIER_OR_LATER = 4
"""Somebody without symptoms might have fallen ill so many days before or after the usual moment."""

CUTS = 31
CUT_FROM = -10
"""Isolation is kept as days from the anchor, CUT_FROM to CUT_FROM + CUTS - 1; the last means never."""

LEAK = 0.03
"""Isolation leaves this share of infectiousness: wards and homes are not tight, and dates are rounded."""


@dataclass(frozen=True)
class Moments:
    """The cases in order of their anchors: the day, what it is, and how long until isolation."""

    anchor: Ints
    kind: Ints
    cut: Ints


@dataclass(frozen=True)
class Kernels:
    """Tables of lags. `incubation[kind]`: infection to anchor; `infectious[kind, cut]`: anchor to passing it on.

    `serial[kind, cut, kind of infectee]`: from anchor to anchor. `at_risk[kind]`: the chance
    that a case was not infected yet so many days before its anchor; `shed[kind, cut, kind of infectee]`: how
    infectious a case was, in all, before the other was infected.
    """

    incubation: Floats
    infectious: Floats
    serial: Floats
    at_risk: Floats
    shed: Floats


def day_number(column: str) -> pl.Expr:
    """Return a date as days since 1970."""
    return (pl.col(column) - pl.lit(date(1970, 1, 1))).dt.total_days()


def with_anchors(cases: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return the cases in the order of their anchors, with `anchor`, `anchor_kind` and `cut`.

    The anchor is the onset, else the day of the sample, else that of the report.
    """
    silent = (pl.col("kind") == "asymptomatic").fill_null(value=False)
    local = [pl.col(name).dt.convert_time_zone(timezone).dt.date() for name in ("sampled_at", "isolated_at")]
    dated = cases.with_columns(sampled_on=local[0], isolated_on=local[1]).with_columns(
        **{f"{name}_day": day_number(f"{name}_on") for name in ("onset", "sampled", "reported", "isolated")}
    )
    kind = (
        pl.when(pl.col("onset_day").is_not_null())
        .then(ONSET)
        .when(pl.col("sampled_day").is_not_null())
        .then(pl.when(silent).then(SAMPLED_WITHOUT_ONSET).otherwise(SAMPLED))
        .otherwise(pl.when(silent).then(REPORTED_WITHOUT_ONSET).otherwise(REPORTED))
    )
    anchored = dated.with_columns(
        anchor=pl.coalesce("onset_day", "sampled_day", "reported_day"), anchor_kind=kind
    )
    cut = (pl.col("isolated_day") - pl.col("anchor") - CUT_FROM).clip(0, CUTS - 2).fill_null(CUTS - 1)
    return anchored.with_columns(cut=cut).sort("anchor", "case_id")


def moments_of(anchored: pl.DataFrame) -> Moments:
    """Return the moments of the cases as arrays."""
    names = ("anchor", "anchor_kind", "cut")
    return Moments(*(anchored[name].cast(pl.Int64).to_numpy() for name in names))


def kernels_of(history: NaturalHistory, anchored: pl.DataFrame) -> Kernels:
    """Return the tables of lags for these cases: their own delays from onset decide how vague a later date is."""
    delays = _delays(anchored)
    incubation = np.stack([_later(history.incubation(), delay) for delay in delays])
    days = history.infectious_days()
    open_ended = np.stack([_later(days, delay[::-1]) for delay in delays])
    lags = np.arange(-REACH, REACH + 1)
    cuts = np.arange(CUT_FROM, CUT_FROM + CUTS)
    tight = (lags[None, :] > cuts[:, None]) & (cuts[:, None] < CUT_FROM + CUTS - 1)
    infectious = open_ended[:, None, :] * np.where(tight, LEAK, 1.0)[None, :, :]
    serial = np.stack([[[_later(cut, one) for one in incubation] for cut in kind] for kind in infectious])
    return Kernels(incubation, infectious, serial, incubation.cumsum(axis=1), serial.cumsum(axis=3))


def _later(lags: Floats, by: Floats) -> Floats:
    """Return the table of the sum of two lags."""
    whole: Floats = np.convolve(lags, by)[REACH : REACH + LAGS]
    return whole


def _delays(anchored: pl.DataFrame) -> list[Floats]:
    """Return, per kind of anchor, how long after onset it lies."""
    sampled = _delay(anchored, "sampled_day", USUAL_DELAY[SAMPLED])
    reported = _delay(anchored, "reported_day", USUAL_DELAY[REPORTED])
    around = np.abs(np.arange(-REACH, REACH + 1)) <= EARLIER_OR_LATER
    vague = around / around.sum()
    return [_point(), sampled, reported, _later(sampled, vague), _later(reported, vague)]


def _point() -> Floats:
    table = np.zeros(LAGS)
    table[REACH] = 1.0
    return table


def _delay(anchored: pl.DataFrame, column: str, usual_days: float) -> Floats:
    seen = anchored.select((pl.col(column) - pl.col("onset_day")).drop_nulls()).to_series()
    inside = seen.filter(seen.is_between(SHORTEST_DELAY, LONGEST_DELAY)).to_numpy()
    days = np.arange(-REACH, REACH + 1)
    assumed = np.where((days >= 0) & (days <= LONGEST_DELAY), np.exp(-days.clip(0) / usual_days), 0.0)
    counted = np.bincount(inside + REACH, minlength=LAGS) + DELAYS_ASSUMED * assumed / assumed.sum()
    shares: Floats = counted / counted.sum()
    return shares


FAINT = 1e-3
"""Days with less than this share of the most infectious day, or of being at risk, are left out of meetings."""


def windows_of(moments: Moments, kernels: Kernels) -> Ints:
    """Return, per case, the first and last day it may infect and the last day it may be infected (days since 1970)."""
    strong = kernels.infectious >= FAINT * kernels.infectious.max()
    first, last = strong.argmax(axis=2) - REACH, REACH - strong[:, :, ::-1].argmax(axis=2)
    # At risk until onset less the shortest incubation, or later where the anchor is vague.
    until = (kernels.at_risk >= FAINT).argmax(axis=1) - REACH
    anchor, kind, cut = moments.anchor, moments.kind, moments.cut
    return np.ascontiguousarray(
        np.stack([anchor + first[kind, cut], anchor + last[kind, cut], anchor - until[kind]], axis=1)
    )
