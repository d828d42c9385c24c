"""Who stood at a sampling site when: a place where people infect each other, as any other."""

from datetime import timedelta

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tables.columns import INSTANT

USUAL_WAIT = timedelta(minutes=30)
"""How long somebody waited where nobody said how long the queue was: the longest a provincial norm of 2022 allowed.
A shorter one would leave out people who stood beside a case."""
SHORTEST_STAY = timedelta(minutes=5)
"""Being registered and swabbed, with nobody waiting; an assumption."""
LONGEST_WAIT = timedelta(hours=4)
"""A longer one comes of a slip of the finger; an assumption."""
REPORT_HOLDS = timedelta(hours=2)
"""How long what was seen of a queue says anything of it; an assumption."""

SAMPLED = {"person_id": pl.String(), "site_id": pl.String(), "taken_at": INSTANT}
QUEUES = {"site_id": pl.String(), "seen_at": INSTANT, "waiting": pl.Int64()}
"""How many people were seen waiting."""
PLACED = {"site_id": pl.String(), "venue_id": pl.String(), "per_hour": pl.Int64()}
"""The site as a place, and the people its desks sample in an hour."""
SHIFTS = {"person_id": pl.String(), "site_id": pl.String(), "from_at": INSTANT, "to_at": INSTANT}


def stays_at_sites(
    sampled: pl.DataFrame, queues: pl.DataFrame, sites: pl.DataFrame, shifts: pl.DataFrame
) -> pl.DataFrame:
    """Return the stays (`tables.PRESENCES`) of those sampled (`SAMPLED`) and of those on duty (`SHIFTS`), by person.

    Somebody sampled came before their swab by as long as the queue took that was last seen (`QUEUES`, no older than
    `REPORT_HOLDS`), else by `USUAL_WAIT`: such a stay is of precision "window". Hours on duty are "exact". Sites not
    in `sites` (`PLACED`) give no stay, nor does a shift without an end after its beginning.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2021, 7, 28, 2, 0, tzinfo=UTC)
    >>> sampled = pl.DataFrame([("p", "a", at), ("q", "b", at)], schema=SAMPLED, orient="row")
    >>> queues = pl.DataFrame([("a", at, 150)], schema=QUEUES, orient="row")
    >>> sites = pl.DataFrame([("a", "v-a", 150), ("b", "v-b", 150)], schema=PLACED, orient="row")
    >>> found = stays_at_sites(sampled, queues, sites, pl.DataFrame(schema=SHIFTS))
    >>> found.select("person_id", "place_id", minutes=(pl.col("leave_at") - pl.col("arrive_at")).dt.total_minutes()).rows()
    [('p', 'v-a', 60), ('q', 'v-b', 30)]
    """
    rows = pl.concat([_in_the_queue(sampled, queues, sites), _on_duty(shifts, sites)])
    told = tables.PRESENCES.check(rows.with_columns(source=pl.lit("sampling-site"))).unique()
    return told.sort("person_id", "arrive_at", "leave_at", "place_id", "precision")


def _in_the_queue(sampled: pl.DataFrame, queues: pl.DataFrame, sites: pl.DataFrame) -> pl.DataFrame:
    # Of two reports of one minute the longer queue counts, in whatever order they are given.
    seen = queues.sort("site_id", "seen_at", "waiting").unique(["site_id", "seen_at"], keep="last")
    met = sampled.join(sites, on="site_id").sort("taken_at")
    last = met.join_asof(
        seen.sort("seen_at"),
        left_on="taken_at",
        right_on="seen_at",
        by="site_id",
        tolerance=REPORT_HOLDS,
        check_sortedness=False,
    )
    reckoned = (pl.col("waiting") * 3_600_000_000 // pl.col("per_hour")).cast(pl.Duration("us"))
    known = pl.col("waiting").is_not_null() & (pl.col("per_hour") > 0)
    wait = pl.when(known).then(reckoned).otherwise(pl.lit(USUAL_WAIT))
    held = pl.min_horizontal(pl.max_horizontal(wait, pl.lit(SHORTEST_STAY)), pl.lit(LONGEST_WAIT))
    return last.select(
        "person_id",
        place_id="venue_id",
        arrive_at=pl.col("taken_at") - held,
        leave_at="taken_at",
        precision=pl.lit("window"),
    )


def _on_duty(shifts: pl.DataFrame, sites: pl.DataFrame) -> pl.DataFrame:
    # An end in the minute of the beginning would be read as a check-in nobody ended.
    there = shifts.filter(pl.col("to_at") - pl.col("from_at") >= pl.duration(minutes=1))
    return there.join(sites, on="site_id").select(
        "person_id",
        place_id="venue_id",
        arrive_at="from_at",
        leave_at="to_at",
        precision=pl.lit("exact"),
    )
