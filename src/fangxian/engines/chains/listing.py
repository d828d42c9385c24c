"""From weights to the list of chains: candidates by rank, what ties them, and the meeting that weighs most."""

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.chains.candidates import GROUPS, write_likely
from fangxian.engines.chains.evidence import groups_of
from fangxian.engines.chains.forests import chances_without_circles
from fangxian.engines.chains.learning import Evidence, Learnt
from fangxian.engines.chains.survey import Ground, meeting_amounts


def list_links(
    ground: Ground,
    evidence: Evidence,
    learnt: Learnt,
    crowding: float,
    timezone: str,
    least: float,
    most: int,
) -> pl.DataFrame:
    """Return the chains (`tables.CHAINS`): what is not listed is part of the unknown source."""
    listed = pl.concat([_of_pairs(evidence, learnt), _of_dates(ground, evidence, learnt, least)])
    exact = chances_without_circles(ground, evidence, learnt)
    if exact:
        links = exact[0][listed["infectee"].to_numpy(), listed["infector"].to_numpy()]
        listed = listed.with_columns(probability=pl.Series(links))
    ranked = (
        listed.filter(pl.col("probability") >= least)
        .sort(["infectee", "probability", "infector"], descending=[False, True, False])
        .with_columns(place_in_list=pl.int_range(pl.len()).over("infectee"))
        .filter(pl.col("place_in_list") < most)
        .drop("place_in_list")
    )
    placed = _with_meetings(ranked, ground, crowding, timezone)
    return _named(pl.concat([placed, _unknown(placed, ground)]), ground)


def _of_pairs(evidence: Evidence, learnt: Learnt) -> pl.DataFrame:
    pairs = evidence.pairs
    kinds = np.select(
        [pairs.stated, pairs.household > 0, pairs.named > 0, pairs.amount > 0],
        ["stated", "household", "named", "presence"],
        _group_kinds()[pairs.group],
    )
    return pl.DataFrame(
        {
            "infectee": pairs.infectee,
            "infector": pairs.infector,
            "probability": learnt.pairs / learnt.total[pairs.infectee],
            "kind": kinds.astype(object),
        },
        schema_overrides={"kind": pl.String()},
    )


def _group_kinds() -> np.ndarray:
    """Return the kind of link of each group: same cluster before same residence before dates alone."""
    group = np.arange(GROUPS)
    return np.select([group % 3 == 1, group // 3 % 3 == 1], ["cluster", "residence"], "dates")


def _of_dates(ground: Ground, evidence: Evidence, learnt: Learnt, least: float) -> pl.DataFrame:
    """Return the pairs without evidence of their own that are likely enough to be listed."""
    likely = ground.likely
    arguments = (ground.moments, likely.kernels.serial, ground.codes, learnt.groups, learnt.total * least)
    rows = write_likely(*arguments, likely.least, np.empty((0, 2), np.int64), np.empty(0))
    found, weights = np.empty((rows, 2), np.int64), np.empty(rows)
    write_likely(*arguments, likely.least, found, weights)
    group = groups_of(ground.codes, found[:, 0], found[:, 1])
    listed = pl.DataFrame(
        {
            "infectee": found[:, 0],
            "infector": found[:, 1],
            "probability": weights / learnt.total[found[:, 0]],
            "kind": _group_kinds()[group].astype(object),
        },
        schema_overrides={"kind": pl.String()},
    )
    own = pl.DataFrame({"infectee": evidence.pairs.infectee, "infector": evidence.pairs.infector})
    return listed.join(own, on=["infectee", "infector"], how="anti")


def _with_meetings(ranked: pl.DataFrame, ground: Ground, crowding: float, timezone: str) -> pl.DataFrame:
    """Add place and beginning of the meeting that weighs most in each link."""
    encounters, meetings = ground.encounters, ground.meetings
    best = (
        pl.DataFrame(
            {
                "infectee": encounters.infectee,
                "infector": encounters.infector,
                "amount": meeting_amounts(ground, crowding) * encounters.chance,
                "place": meetings.place[encounters.meeting],
                "begin": meetings.begin[encounters.meeting],
            }
        )
        .filter(pl.col("amount") > 0)
        .join(ranked, on=["infectee", "infector"], how="semi")
        .sort(
            ["infectee", "infector", "amount", "begin", "place"],
            descending=[False, False, True, False, False],
        )
        .unique(["infectee", "infector"], keep="first", maintain_order=True)
    )
    local = (pl.col("begin") * 60_000_000).cast(pl.Datetime("us"))
    zoned = local.dt.replace_time_zone(timezone, ambiguous="earliest", non_existent="null")
    told = best.select(
        "infectee",
        "infector",
        place_id=meetings.places.gather(best["place"]) if best.height else pl.lit(None, pl.String()),
        from_at=zoned.dt.convert_time_zone("UTC"),
    )
    return ranked.join(told, on=["infectee", "infector"], how="left")


def _unknown(listed: pl.DataFrame, ground: Ground) -> pl.DataFrame:
    everyone = pl.DataFrame({"infectee": np.arange(ground.anchored.height)})
    known = listed.group_by("infectee").agg(pl.col("probability").sum().alias("known"))
    rest = everyone.join(known, on="infectee", how="left").with_columns(
        probability=(1 - pl.col("known").fill_null(0.0)).clip(0.0, 1.0), kind=pl.lit("unknown")
    )
    return rest.drop("known").select(
        pl.col(name) if name in rest.columns else pl.lit(None, listed.schema[name]).alias(name)
        for name in listed.columns
    )


def _named(links: pl.DataFrame, ground: Ground) -> pl.DataFrame:
    """Put case ids for positions, rank, and hold the table."""
    names = ground.anchored["case_id"]
    told = links.with_columns(
        infectee=names.gather(links["infectee"]), infector=names.gather(links["infector"])
    ).sort(["infectee", "probability", "infector"], descending=[False, True, False], nulls_last=True)
    ranked = told.with_columns(rank=pl.int_range(1, pl.len() + 1).over("infectee"))
    return tables.CHAINS.check(ranked)
