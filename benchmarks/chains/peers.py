"""Two simple ways of guessing who infected whom, to be judged beside the engine on the same files.

`serial interval`: only the days between the two cases, by the published mean. `exposure`: only how long the two were
together in the fourteen days before the infectee's onset (sampling, report), a household counting a night each day
and a named contact an hour; as it knows no infectiousness, anybody among the cases will do. `exposure, earlier
cases`: the same, but only cases that fell ill no later.
"""

import math

import polars as pl

from benchmarks.chains.outbreak import ZONE, Known

SERIAL_MEAN_DAYS, SERIAL_SD_DAYS = 4.79, 2.6
WINDOW_DAYS = 14
NIGHT_MINUTES, NAMED_MINUTES = 480.0, 60.0
_PAIR = ("infectee", "infector")


def by_serial_interval(known: Known) -> pl.DataFrame:
    """Return every earlier case as a candidate, weighed by the gamma density of the days between."""
    dated = _dated(known)
    pairs = dated.join(dated, how="cross", suffix="_infector").filter(
        pl.col("case_id") != pl.col("case_id_infector")
    )
    days = (pl.col("on") - pl.col("on_infector")).dt.total_days().cast(pl.Float64)
    shape = (SERIAL_MEAN_DAYS / SERIAL_SD_DAYS) ** 2
    scale = SERIAL_MEAN_DAYS / shape
    density = (days.log() * (shape - 1) - days / scale - math.lgamma(shape) - shape * math.log(scale)).exp()
    weighed = pairs.with_columns(weight=pl.when(days > 0).then(density).otherwise(0.0))
    return _shares(weighed.select(infectee="case_id", infector="case_id_infector", weight="weight"))


def by_exposure(known: Known, *, earlier: bool = False) -> pl.DataFrame:
    """Return the cases that the infectee was exposed to, weighed by the minutes they shared."""
    dated = _dated(known)
    weighed = (
        pl.concat([_met(known, dated), _homes(known), _named(known)])
        .group_by(_PAIR)
        .agg(pl.col("weight").sum())
    )
    if earlier:
        on = dated.select(infectee="case_id", later="on"), dated.select(infector="case_id", sooner="on")
        weighed = (
            weighed.join(on[0], on="infectee")
            .join(on[1], on="infector")
            .filter(pl.col("sooner") <= pl.col("later"))
        )
    return _shares(weighed.select(*_PAIR, "weight"))


def _dated(known: Known) -> pl.DataFrame:
    sampled = pl.col("sampled_at").dt.convert_time_zone(ZONE).dt.date()
    return known.cases.select("case_id", "person_id", on=pl.coalesce("onset_on", sampled, "reported_on"))


def _met(known: Known, dated: pl.DataFrame) -> pl.DataFrame:
    day = pl.col("arrive_at").dt.convert_time_zone(ZONE).dt.date()
    stays = known.stays.select("place_id", "arrive_at", "leave_at", "person_id", day=day).join(
        dated, on="person_id"
    )
    pairs = stays.join(stays, on=["place_id", "day"], suffix="_other")
    shared = pl.min_horizontal("leave_at", "leave_at_other") - pl.max_horizontal(
        "arrive_at", "arrive_at_other"
    )
    return (
        pairs.with_columns(weight=shared.dt.total_minutes().cast(pl.Float64))
        .filter(
            pl.col("case_id") != pl.col("case_id_other"),
            pl.col("weight") > 0,
            (pl.col("on") - pl.col("day")).dt.total_days().is_between(0, WINDOW_DAYS),
        )
        .select("weight", infectee="case_id", infector="case_id_other")
        .select(*_PAIR, "weight")
    )


def _homes(known: Known) -> pl.DataFrame:
    homes = known.households.join(known.cases.select("case_id", "person_id"), on="person_id")
    pairs = homes.join(homes, on="household_id", suffix="_other").filter(
        pl.col("case_id") != pl.col("case_id_other")
    )
    return pairs.select(
        infectee="case_id", infector="case_id_other", weight=pl.lit(NIGHT_MINUTES * WINDOW_DAYS)
    )


def _named(known: Known) -> pl.DataFrame:
    people = known.cases.select("person_id", other="case_id")
    pairs = known.contacts.join(people, on="person_id").select(one="source_case_id", other="other")
    ways = [pairs.select(infectee="one", infector="other"), pairs.select(infectee="other", infector="one")]
    return pl.concat(ways).unique().with_columns(weight=pl.lit(NAMED_MINUTES))


def _shares(weighed: pl.DataFrame) -> pl.DataFrame:
    """Return weights as shares of each infectee, best first, with their rank."""
    return (
        weighed.filter(pl.col("weight") > 0)
        .with_columns(probability=pl.col("weight") / pl.col("weight").sum().over("infectee"))
        .sort(["infectee", "probability", "infector"], descending=[False, True, False])
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over("infectee"))
        .drop("weight")
    )
