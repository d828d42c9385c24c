"""The exposure of those who were not infected: what an exposure is worth shows in whom it left alone."""

from dataclasses import dataclass

import numpy as np
import polars as pl

from fangxian.engines.chains.evidence import Likelihoods
from fangxian.engines.chains.history import LAGS, REACH, Floats
from fangxian.engines.chains.meetings import Presence
from fangxian.engines.chains.timing import Ints, day_number

USUAL_OVERLAP = 0.3
"""Two who were at a place on one day shared this part of the stay of either, where no two cases tell."""


@dataclass(frozen=True)
class Healthy:
    """`people` not infected; `shed` by all cases over their whole course; the exposure at home and of contacts.

    `met` is the exposure of each stay of a case (minutes × people × infectiousness), `crowd` how many were there.
    """

    people: int
    shed: float
    at_home: float
    named: float
    met: Floats
    crowd: Floats


def none_known() -> Healthy:
    """Return what is known of the healthy where only cases are on record: nothing."""
    nothing = np.zeros(0)
    return Healthy(0, 0.0, 0.0, 0.0, nothing, nothing)


def find_healthy(
    people: int,
    anchored: pl.DataFrame,
    households: pl.DataFrame,
    contacts: pl.DataFrame,
    presence: Presence,
    likely: Likelihoods,
) -> Healthy:
    """Return the exposure of everybody on record who is no case; `people` counts cases too."""
    one = likely.moments
    whole = likely.kernels.infectious[one.kind, one.cut].sum(axis=1)
    there = np.maximum(presence.crowd - presence.cases, 0)
    shed = _shed(likely, presence.case, presence.day)
    return Healthy(
        max(people - anchored["person_id"].n_unique(), 0),
        float(whole.sum()),
        _at_home(anchored, households, whole),
        _named(anchored, contacts, likely),
        presence.minutes * there * shed * _overlap(presence),
        presence.crowd.astype(float),
    )


def _shed(likely: Likelihoods, case: Ints, day: Ints) -> Floats:
    one = likely.moments
    at = day - one.anchor[case] + REACH
    inside = (at >= 0) & (at < LAGS)
    shed: Floats = likely.kernels.infectious[one.kind[case], one.cut[case], np.clip(at, 0, LAGS - 1)] * inside
    return shed


def _overlap(presence: Presence) -> float:
    """Return which part of a stay is shared with another at the same place that day, as seen among the cases."""
    together = float((presence.minutes * (presence.cases - 1)).sum())
    return min(2 * presence.shared_minutes / together, 1.0) if together > 0 else USUAL_OVERLAP


def _at_home(anchored: pl.DataFrame, households: pl.DataFrame, whole: Floats) -> float:
    cases = anchored.select("person_id", shed=pl.Series(whole))
    homes = households.unique()
    ill = homes.join(cases, on="person_id").group_by("household_id").agg(pl.col("shed").sum())
    well = homes.join(cases, on="person_id", how="anti")
    return float(well.join(ill, on="household_id")["shed"].sum())


def _named(anchored: pl.DataFrame, contacts: pl.DataFrame, likely: Likelihoods) -> float:
    numbered = anchored.select(source_case_id="case_id", case=pl.int_range(pl.len(), dtype=pl.Int64))
    well = contacts.join(anchored, on="person_id", how="anti").join(numbered, on="source_case_id")
    first = pl.min_horizontal(pl.coalesce("first_on", "last_on"), pl.col("last_on"))
    days = (
        well.select("person_id", "case", on=pl.date_ranges(first, pl.col("last_on")))
        .explode("on")
        .unique()
        .drop_nulls()
    )
    day = days.select(day_number("on")).to_series().to_numpy()
    return float(_shed(likely, days["case"].to_numpy(), day).sum())
