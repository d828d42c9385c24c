"""What ties two cases beyond their dates: meetings, a household, a name given in an interview, a stated source."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from fangxian.engines.chains.history import LAGS, REACH, Floats
from fangxian.engines.chains.meetings import Meetings
from fangxian.engines.chains.timing import Ints, Kernels, Moments, day_number

WORTH_WEIGHING = 1e-3
"""Encounters on a day less likely than this to have been the day of infection add nothing to a pair."""

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

    def shed_on(self, infectee: Ints, infector: Ints, day: Ints) -> Floats:
        """Return how infectious the infector was on this day, as far as the infectee was not infected yet."""
        one, kernels = self.moments, self.kernels
        since = day - one.anchor[infector] + REACH
        until = np.clip(one.anchor[infectee] - day + REACH, 0, LAGS - 1)
        inside = (since >= 0) & (since < LAGS)
        at = np.clip(since, 0, LAGS - 1)
        shed: Floats = kernels.infectious[one.kind[infector], one.cut[infector], at] * inside
        return shed * kernels.at_risk[one.kind[infectee], until]

    def shed_before(self, infectee: Ints, infector: Ints) -> Floats:
        """Return how infectious the infector was on all days before the infectee was infected, together."""
        one = self.moments
        lag = np.clip(one.anchor[infectee] - one.anchor[infector] + REACH, 0, LAGS - 1)
        shed: Floats = self.kernels.shed[one.kind[infector], one.cut[infector], one.kind[infectee], lag]
        return shed


@dataclass(frozen=True)
class Encounters:
    """Meetings as seen from each infectee.

    `chance` is the chance that the infection happened on that very day, if it happened between the two at all;
    `shed` how infectious the infector was then; `meeting` the row of the meeting.
    """

    infectee: Ints
    infector: Ints
    chance: Floats
    shed: Floats
    meeting: Ints


def both_ways(meetings: Meetings, likely: Likelihoods) -> Encounters:
    """Return every meeting twice, once per direction, without those in which nothing can have been passed on."""
    rows = np.arange(len(meetings))
    infectee = np.concatenate([meetings.case, meetings.other])
    infector = np.concatenate([meetings.other, meetings.case])
    meeting = np.concatenate([rows, rows])
    day = meetings.day[meeting]
    shed = likely.shed_on(infectee, infector, day)
    infectious = np.flatnonzero(shed > 0)
    infectee, infector, meeting = infectee[infectious], infector[infectious], meeting[infectious]
    chance = likely.on_day(infectee, infector, meetings.day[meeting])
    return Encounters(infectee, infector, chance, shed[infectious], meeting)


@dataclass(frozen=True)
class Ties:
    """`pairs`: infectee, infector, household (0 or 1), named (the chance that the infection fell on the days that
    were named), stated. `at_home` and `named`: how much exposure of each there was, in time with the dates or not.
    """

    pairs: pl.DataFrame
    at_home: float
    named: float


def find_ties(
    anchored: pl.DataFrame, contacts: pl.DataFrame, households: pl.DataFrame, likely: Likelihoods
) -> Ties:
    """Return every pair of cases tied by a household, a name given in an interview or a stated source."""
    cases = anchored.select(
        "case_id", "person_id", "source_case_id", case=pl.int_range(pl.len(), dtype=pl.Int64)
    )
    homes, named, stated = (
        _of_households(cases, households),
        _of_contacts(cases, contacts, likely),
        _stated(cases),
    )
    pairs = (
        pl.concat([homes, named.drop("shed"), stated])
        .group_by(_PAIR)
        .agg(pl.col("household").max(), pl.col("named").sum(), pl.col("stated").any())
        .sort(_PAIR)
    )
    at_home = float(likely.shed_before(*_columns(homes)).sum())
    return Ties(pairs, at_home, float(named["shed"].sum()))


def _columns(pairs: pl.DataFrame) -> tuple[Ints, Ints]:
    return pairs["infectee"].to_numpy(), pairs["infector"].to_numpy()


def _of_households(cases: pl.DataFrame, households: pl.DataFrame) -> pl.DataFrame:
    homes = households.unique().join(cases, on="person_id").select("household_id", "case")
    pairs = homes.join(homes, on="household_id", suffix="_other")
    return _tied(pairs.select(infectee="case", infector="case_other").unique(), household=1.0)


def _of_contacts(cases: pl.DataFrame, contacts: pl.DataFrame, likely: Likelihoods) -> pl.DataFrame:
    """A contact named by a case may have infected it as well as the other way round."""
    naming = cases.select(source_case_id="case_id", one="case")
    people = cases.select("person_id", other="case")
    named = contacts.join(naming, on="source_case_id").join(people, on="person_id")
    last = pl.col("last_on")
    first = pl.max_horizontal(
        pl.coalesce("first_on", "last_on"), last.dt.offset_by(f"-{LONGEST_CONTACT_DAYS}d")
    )
    days = named.select("one", "other", on=pl.date_ranges(pl.min_horizontal(first, last), last)).explode("on")
    numbered = days.drop_nulls().select("one", "other", day=day_number("on")).unique()
    turned = pl.concat(
        [
            numbered.select(infectee="other", infector="one", day="day"),
            numbered.select(infectee="one", infector="other", day="day"),
        ]
    ).unique()
    arrays = (*_columns(turned), turned["day"].to_numpy())
    weighed = turned.with_columns(named=likely.on_day(*arrays), shed=likely.shed_on(*arrays))
    summed = weighed.group_by(_PAIR).agg(pl.col("named").sum(), pl.col("shed").sum())
    return _tied(summed, named=pl.col("named")).with_columns(summed["shed"]).filter(_TWO)


def _stated(cases: pl.DataFrame) -> pl.DataFrame:
    sources = cases.select(source_case_id="case_id", infector="case")
    pairs = cases.join(sources, on="source_case_id").select("infector", infectee="case")
    return _tied(pairs, stated=True)


_TWO = pl.col("infectee") != pl.col("infector")


def _tied(
    pairs: pl.DataFrame, *, household: float = 0.0, named: pl.Expr | None = None, stated: bool = False
) -> pl.DataFrame:
    return pairs.select(
        pl.col("infectee").cast(pl.Int64),
        pl.col("infector").cast(pl.Int64),
        pl.lit(household).alias("household"),
        (pl.lit(0.0) if named is None else named).alias("named"),
        pl.lit(stated).alias("stated"),
    ).filter(_TWO)


@dataclass(frozen=True)
class Pairs:
    """The pairs with evidence of their own: `by_dates` their weight by dates, `amount` the minutes they shared
    when the infection would have happened (crowded places count less), `household` and `named` as in `Ties`,
    `group` as without the evidence, `turned` the row of the same two cases the other way round (-1: none)."""

    infectee: Ints
    infector: Ints
    by_dates: Floats
    household: Floats
    named: Floats
    stated: npt.NDArray[np.bool_]
    amount: Floats
    group: Ints
    turned: Ints


@dataclass(frozen=True)
class Gathered:
    """The pairs without their amounts; `encounter` are the encounters that count, `pair` the pair of each."""

    pairs: Pairs
    encounter: Ints
    pair: Ints

    def with_amounts(self, amounts: Floats) -> Pairs:
        """Return the pairs, given what every encounter adds to its own."""
        summed: Floats = np.bincount(self.pair, amounts[self.encounter], len(self.pairs.infectee)).astype(
            float
        )
        return replace(self.pairs, amount=summed)


def gather_pairs(ties: Ties, encounters: Encounters, likely: Likelihoods, codes: Ints) -> Gathered:
    """Put ties and encounters together pair by pair; what dates rule out is left."""
    cases = len(codes)
    tied = ties.pairs.with_columns(key=pl.col("infectee") * cases + pl.col("infector"))
    counted = np.flatnonzero(encounters.chance >= WORTH_WEIGHING)
    met = encounters.infectee[counted] * cases + encounters.infector[counted]
    keys, of_pair = np.unique(np.concatenate([met, tied["key"].to_numpy()]), return_inverse=True)
    by_dates = likely.by_dates(keys // cases, keys % cases)
    kept = by_dates > 0
    row = np.where(kept, np.cumsum(kept) - 1, -1)
    infectee, infector = keys[kept] // cases, keys[kept] % cases
    told = pl.DataFrame({"key": keys[kept]}).join(tied, on="key", how="left", maintain_order="left")
    pairs = Pairs(
        infectee,
        infector,
        by_dates[kept],
        told["household"].fill_null(0.0).to_numpy(),
        told["named"].fill_null(0.0).to_numpy(),
        told["stated"].fill_null(value=False).to_numpy(),
        np.zeros(len(infectee)),
        groups_of(codes, infectee, infector),
        _turned(keys[kept], cases),
    )
    at = row[of_pair[: len(met)]]
    return Gathered(pairs, counted[at >= 0], at[at >= 0])


def _turned(key: Ints, cases: int) -> Ints:
    """Return the row of each pair the other way round; `key` is infectee × cases + infector, in order."""
    if not len(key):
        return key
    wanted = key % cases * cases + key // cases
    at = np.minimum(np.searchsorted(key, wanted), len(key) - 1)
    rows: Ints = np.where(key[at] == wanted, at, -1)
    return rows


def groups_of(codes: Ints, infectee: Ints, infector: Ints) -> Ints:
    """Return the group of each pair, as `candidates.group_of` does one by one."""
    told = []
    for column in range(2):
        mine, theirs = codes[infectee, column], codes[infector, column]
        told.append(np.where((mine < 0) | (theirs < 0), 2, (mine == theirs).astype(np.int64)))
    groups: Ints = codes[infectee, 2] * codes[infector, 2] * 9 + told[0] * 3 + told[1]
    return groups
