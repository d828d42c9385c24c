"""What ties two cases beyond their dates: meetings, a household, a name given in an interview, a stated source."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.chains.history import LAGS, REACH, Floats
from fangxian.engines.chains.meetings import Meetings
from fangxian.engines.chains.timing import Ints, Kernels, Moments, day_number

NO_TIE, NAMED_ELSEWHEN, NAMED, HOUSEHOLD = range(4)
"""Ties from weak to strong; NAMED_ELSEWHEN: the contact was named for days that do not fit the dates."""

FITTING = 0.05
"""Named days fit when they hold at least this chance of the infection, given the dates of both."""

LONGEST_CONTACT_DAYS = 60
_PAIR = ("infectee", "infector")


@dataclass(frozen=True)
class Likelihoods:
    """How likely dates alone make a pair, and on which day it would have happened."""

    moments: Moments
    kernels: Kernels
    least: float

    def by_dates(self, infectee: Ints, infector: Ints) -> Floats:
        """Return the weight of each pair by its dates; 0 where it is out of the question."""
        one, kernels = self.moments, self.kernels
        lag = one.anchor[infectee] - one.anchor[infector]
        at = np.clip(lag + REACH, 0, LAGS - 1)
        weight = kernels.serial[one.kind[infector], one.cut[infector], one.kind[infectee], at]
        possible = (np.abs(lag) <= REACH) & (weight >= self.least) & (infectee != infector)
        return np.where(possible, weight, 0.0)

    def on_day(self, infectee: Ints, infector: Ints, day: Ints) -> Floats:
        """Return the chance that the infection, if this infector caused it, happened on this day."""
        one, kernels = self.moments, self.kernels
        since, until = day - one.anchor[infector] + REACH, one.anchor[infectee] - day + REACH
        inside = (since >= 0) & (since < LAGS) & (until >= 0) & (until < LAGS)
        since, until = np.clip(since, 0, LAGS - 1), np.clip(until, 0, LAGS - 1)
        joint = kernels.infectious[one.kind[infector], one.cut[infector], since]
        joint = joint * kernels.incubation[one.kind[infectee], until] * inside
        whole = self.by_dates(infectee, infector)
        return np.divide(joint, whole, out=np.zeros_like(joint), where=whole > 0)


@dataclass(frozen=True)
class Encounters:
    """Meetings as seen from each infectee: `chance` that the infection happened on that very day."""

    infectee: Ints
    infector: Ints
    chance: Floats
    meeting: Ints
    """The row of the meeting."""


def both_ways(meetings: Meetings, likely: Likelihoods) -> Encounters:
    """Return every meeting twice, once per direction, without what dates rule out."""
    rows = np.arange(len(meetings))
    infectee = np.concatenate([meetings.case, meetings.other])
    infector = np.concatenate([meetings.other, meetings.case])
    meeting = np.concatenate([rows, rows])
    chance = likely.on_day(infectee, infector, meetings.day[meeting])
    kept = chance > 0
    return Encounters(infectee[kept], infector[kept], chance[kept], meeting[kept])


def find_ties(
    anchored: pl.DataFrame, contacts: pl.DataFrame, households: pl.DataFrame, likely: Likelihoods
) -> pl.DataFrame:
    """Return (infectee, infector, tie, stated) of every pair tied by household, name or a stated source."""
    cases = anchored.select(
        "case_id", "person_id", "source_case_id", case=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    found = pl.concat(
        [_of_households(cases, households), _of_contacts(cases, contacts, likely), _stated(cases)]
    )
    return (
        found.filter(pl.col("infectee") != pl.col("infector"))
        .group_by(_PAIR)
        .agg(pl.col("tie").max(), pl.col("stated").any())
        .sort(_PAIR)
    )


def _of_households(cases: pl.DataFrame, households: pl.DataFrame) -> pl.DataFrame:
    homes = households.unique().join(cases, on="person_id").select("household_id", "case")
    pairs = homes.join(homes, on="household_id", suffix="_other")
    return _tied(pairs.select(infectee="case", infector="case_other"), pl.lit(HOUSEHOLD))


def _of_contacts(cases: pl.DataFrame, contacts: pl.DataFrame, likely: Likelihoods) -> pl.DataFrame:
    """A contact named by a case may have infected it as well as the other way round."""
    naming = cases.select(source_case_id="case_id", one="case")
    named = contacts.join(naming, on="source_case_id").join(
        cases.select("person_id", other="case"), on="person_id"
    )
    first, last = pl.coalesce("first_on", "last_on"), pl.col("last_on")
    days = named.select("one", "other", on=pl.date_ranges(pl.max_horizontal(
        first, last.dt.offset_by(f"-{LONGEST_CONTACT_DAYS}d")), last)).explode("on")  # fmt: skip
    numbered = days.drop_nulls().select("one", "other", day=day_number("on")).unique()
    turned = pl.concat(
        [
            numbered.select(infectee="other", infector="one", day="day"),
            numbered.select(infectee="one", infector="other", day="day"),
        ]
    )
    arrays = [turned[name].to_numpy() for name in (*_PAIR, "day")]
    fit = turned.with_columns(chance=likely.on_day(*arrays)).group_by(_PAIR).agg(pl.col("chance").sum())
    return _tied(fit, pl.when(pl.col("chance") >= FITTING).then(NAMED).otherwise(NAMED_ELSEWHEN))


def _stated(cases: pl.DataFrame) -> pl.DataFrame:
    sources = cases.select(source_case_id="case_id", infector="case")
    pairs = cases.join(sources, on="source_case_id").select("infector", infectee="case")
    return _tied(pairs, pl.lit(NO_TIE), stated=True)


def _tied(pairs: pl.DataFrame, tie: pl.Expr, *, stated: bool = False) -> pl.DataFrame:
    return pairs.select(
        pl.col("infectee").cast(pl.Int64),
        pl.col("infector").cast(pl.Int64),
        tie.cast(pl.Int64).alias("tie"),
        pl.lit(stated).alias("stated"),
    )


@dataclass(frozen=True)
class Pairs:
    """The pairs with evidence of their own: `by_dates` their weight by dates, `amount` the minutes they shared
    when the infection would have happened (crowded places count less), `group` as without the evidence, `turned` the
    row of the same two cases the other way round (-1: none)."""

    infectee: Ints
    infector: Ints
    by_dates: Floats
    tie: Ints
    stated: npt.NDArray[np.bool_]
    amount: Floats
    group: Ints
    turned: Ints


def gather_pairs(
    ties: pl.DataFrame, encounters: Encounters, amounts: Floats, likely: Likelihoods, codes: Ints
) -> Pairs:
    """Join ties and encounters (each with its amount) pair by pair; what dates rule out is left."""
    met = pl.DataFrame({"infectee": encounters.infectee, "infector": encounters.infector, "amount": amounts})
    summed = met.group_by(_PAIR).agg(pl.col("amount").sum())
    joined = summed.join(ties, on=list(_PAIR), how="full", coalesce=True).sort(_PAIR)
    infectee, infector = (joined[name].cast(pl.Int64).to_numpy() for name in _PAIR)
    by_dates = likely.by_dates(infectee, infector)
    kept = by_dates > 0
    return Pairs(
        infectee[kept],
        infector[kept],
        by_dates[kept],
        joined["tie"].fill_null(NO_TIE).to_numpy()[kept],
        joined["stated"].fill_null(value=False).to_numpy()[kept],
        joined["amount"].fill_null(0.0).to_numpy()[kept],
        groups_of(codes, infectee[kept], infector[kept]),
        _turned(infectee[kept], infector[kept], len(codes)),
    )


def _turned(infectee: Ints, infector: Ints, cases: int) -> Ints:
    """Return the row of each pair the other way round; the pairs are in order of infectee and infector."""
    key, wanted = infectee * cases + infector, infector * cases + infectee
    at = np.minimum(np.searchsorted(key, wanted), max(len(key) - 1, 0))
    rows: Ints = np.where(key[at] == wanted, at, -1) if len(key) else at
    return rows


def groups_of(codes: Ints, infectee: Ints, infector: Ints) -> Ints:
    """Return the group of each pair, as `candidates.group_of` does one by one."""
    told = []
    for column in range(2):
        mine, theirs = codes[infectee, column], codes[infector, column]
        told.append(np.where((mine < 0) | (theirs < 0), 2, (mine == theirs).astype(np.int64)))
    groups: Ints = codes[infectee, 2] * codes[infector, 2] * 9 + told[0] * 3 + told[1]
    return groups
