"""Desks of a site from the people sent there, and teams for those who cannot come."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines.tables.siting import AT_THE_DOOR, DESKS


@dataclass(frozen=True)
class Pace:
    """How fast sampling goes. Every figure is to be set by who runs the sites; the defaults only start the reckoning.

    A desk: 1,800 people a day of 12 hours is a local plan's figure for a group, 150 an hour; no measured rate is
    published. `most_wait_minutes`: 30 is Jiangxi's norm of 2022. `busiest_hour`: people of the busiest hour over those
    of a mean hour, and `home_visits_a_day` of a team, are assumptions.
    """

    per_desk_hour: float = 150.0
    hours: float = 12.0
    busiest_hour: float = 1.5
    most_wait_minutes: float = 30.0
    home_visits_a_day: float = 40.0


def desks_of(sites: pl.DataFrame, pace: Pace) -> pl.DataFrame:
    """Return the desks each site (site_id, people) needs, with the longest queue and wait (`DESKS`).

    Enough desks to sample everybody in the hours there are, and so many that in the busiest hour nobody waits longer
    than allowed: what comes in that hour beyond what the desks sample stands in the queue at its end.

    >>> sites = pl.DataFrame({"site_id": ["a", "b"], "people": [12_000, 90]})
    >>> desks_of(sites, Pace()).rows()
    [('a', 12000, 7, 450, 25.7), ('b', 90, 1, 0, 0.0)]
    """
    busiest = pl.col("people") / pace.hours * min(pace.busiest_hour, pace.hours)
    in_time = (pl.col("people") / (pace.per_desk_hour * pace.hours)).ceil()
    without_waiting = (busiest / (pace.per_desk_hour * (1 + pace.most_wait_minutes / 60))).ceil()
    reckoned = sites.with_columns(desks=pl.max_horizontal(in_time, without_waiting).cast(pl.Int64()))
    sampled = pl.col("desks") * pace.per_desk_hour
    queue = (busiest - sampled).clip(lower_bound=0).ceil()
    wait = pl.when(pl.col("desks") > 0).then(queue / sampled * 60).otherwise(0.0).round(1)
    return DESKS.check(reckoned.with_columns(queue_people=queue.cast(pl.Int64()), wait_minutes=wait))


def at_the_door(demand: pl.DataFrame, pace: Pace) -> pl.DataFrame:
    """Return whom a team visits at home (place_id, alone_65: people of 65 and more who live alone), as `AT_THE_DOOR`.

    >>> at_the_door(pl.DataFrame({"place_id": ["a", "b"], "alone_65": [100, 0]}), Pace()).rows()
    [('a', 100, 2.5)]
    """
    visited = demand.filter(pl.col("alone_65") > 0).select("place_id", people="alone_65")
    days = (pl.col("people") / pace.home_visits_a_day).round(2)
    return AT_THE_DOOR.check(visited.with_columns(team_days=days).sort("place_id"))
