"""Every sample of a round with its person's account, its tube, and how far the tube has come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import polars as pl

from fangxian.engines.tables import CUSTODY_STAGES
from fangxian.engines.testing.custody.limits import Limits

NEXT_STEPS = CUSTODY_STAGES[1:]
"""What a sample may wait for, in this order."""


@dataclass(frozen=True)
class Custody:
    """What became of a round's samples by `as_of`.

    `accounts`: ACCOUNTS of the round. `samples`: a row a sample, with `first` (the round's own, not a second one),
    `place_id` of the account (null: nobody of the register), what it waits for (`awaits`, one of `NEXT_STEPS`; null: told),
    since when (`since_at`) and whether that is `late`.
    `tubes`: a row a tube that was given out, sent or resulted, with how many `people` are in it.
    """

    as_of: datetime
    limits: Limits
    accounts: pl.DataFrame
    samples: pl.DataFrame
    tubes: pl.DataFrame

    @cached_property
    def firsts(self) -> pl.DataFrame:
        """The round's own samples of people of the register."""
        return self.samples.filter(pl.col("first") & pl.col("place_id").is_not_null())


def follow_custody(
    accounts: pl.DataFrame,
    samples: pl.DataFrame,
    tubes: pl.DataFrame,
    shipments: pl.DataFrame,
    results: pl.DataFrame,
    told: pl.DataFrame,
    *,
    as_of: datetime,
    limits: Limits | None = None,
) -> Custody:
    """Follow a round's samples, as everything known by `as_of` has it.

    Args:
        accounts: ACCOUNTS of the round.
        samples: SAMPLES of the round, without those taken back.
        tubes: TUBES given out for the round.
        shipments: SHIPMENTS; a tube may be in several, the earliest counts.
        results: RESULTS; a tube may have several, the earliest counts and differing ones are a break.
        told: TOLD.
        as_of: the instant (UTC) from which lateness is told.
        limits: how long each step may take; None: the defaults of `Limits`.

    >>> from fangxian.engines.testing.custody.examples import A_DAY_OF_THREE
    >>> custody = follow_custody(**A_DAY_OF_THREE)
    >>> custody.samples.select("person_id", "awaits", "late").sort("person_id").rows()
    [('ann', None, False), ('bo', None, False), ('cy', 'sent', True)]
    """
    limits = limits or Limits()
    known = _list_tubes(tubes, shipments, results)
    rows = _with_first(samples).join(known, on="tube_code", how="left", maintain_order="left")
    rows = rows.join(
        accounts.select("person_id", "place_id", "state"), on="person_id", how="left", maintain_order="left"
    )
    rows = _with_told(rows, told)
    return Custody(as_of, limits, accounts, _with_steps(rows, as_of, limits), _with_people(known, rows))


def _with_first(samples: pl.DataFrame) -> pl.DataFrame:
    """Mark the first sample of each person; of two at one instant the one with the lower id."""
    several = samples.filter(samples["person_id"].is_duplicated()).sort("taken_at", "sample_id")
    seconds = several.filter(~pl.col("person_id").is_first_distinct())["sample_id"]
    return samples.with_columns(first=~pl.col("sample_id").is_in(seconds.implode()))


def _with_told(rows: pl.DataFrame, told: pl.DataFrame) -> pl.DataFrame:
    """Whoever was told twice was told when it was first: only then is it worth looking for the first."""
    joined = rows.join(told, on="sample_id", how="left", maintain_order="left")
    if joined.height == rows.height:
        return joined
    first = told.group_by("sample_id").agg(pl.col("told_at").min())
    return rows.join(first, on="sample_id", how="left", maintain_order="left")


def _list_tubes(tubes: pl.DataFrame, shipments: pl.DataFrame, results: pl.DataFrame) -> pl.DataFrame:
    """Return a numbered row a tube that was given out, sent or resulted."""
    given = tubes.select("tube_code", "size", issued_at_place="place_id", issued=pl.lit(True))
    joined = given.unique("tube_code", keep="first", maintain_order=True)
    for part in (_sent(shipments), _resulted(results)):
        joined = joined.join(part, on="tube_code", how="full", coalesce=True)
    filled = joined.with_columns(pl.col("issued", "opened").fill_null(False), pl.col("outcomes").fill_null(0))
    return filled.with_row_index("number")


def _with_people(known: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """The tubes with how many people are in each. Counted by number: that is far cheaper than by code."""
    counted = rows.group_by("number").agg(people=pl.len())
    return known.join(counted, on="number", how="left").with_columns(pl.col("people").fill_null(0))


def _sent(shipments: pl.DataFrame) -> pl.DataFrame:
    """The first shipment a tube was received with, or else was sent with; and whether that one was opened."""
    opened = shipments.filter(pl.col("received_at").is_not_null()).select("shipment_id").unique()
    rows = shipments.join(opened.with_columns(opened=pl.lit(True)), on="shipment_id", how="left")
    ordered = rows.sort("received_at", "sent_at", "shipment_id", nulls_last=True)
    first = ordered.unique("tube_code", keep="first", maintain_order=True)
    return first.select("tube_code", "shipment_id", "laboratory_id", "sent_at", "received_at", "opened")


def _resulted(results: pl.DataFrame) -> pl.DataFrame:
    ordered = results.sort("resulted_at", "laboratory_id", "outcome")
    return ordered.group_by("tube_code", maintain_order=True).agg(
        pl.col("resulted_at", "outcome").first(),
        resulted_by=pl.col("laboratory_id").first(),
        outcomes=pl.col("outcome").n_unique(),
    )


def _with_steps(rows: pl.DataFrame, as_of: datetime, limits: Limits) -> pl.DataFrame:
    """What each sample waits for. A later step that is known makes up for an earlier one that is not."""
    told = pl.col("told_at").is_not_null() & pl.col("resulted_at").is_not_null()
    resulted = pl.col("resulted_at").is_not_null()
    received = resulted | pl.col("received_at").is_not_null()
    sent = received | pl.col("sent_at").is_not_null()
    issued = pl.col("issued").fill_null(False)
    nothing = pl.lit(None, pl.Duration("us"))
    awaits, since, limit = pl.lit("sent"), pl.col("taken_at"), pl.lit(limits.sent)
    steps = (
        (sent, "received", pl.col("sent_at"), pl.lit(limits.received)),
        (received, "resulted", pl.col("received_at"), pl.lit(limits.resulted)),
        (resulted, "told", pl.col("resulted_at"), pl.lit(limits.told)),
        (told, None, pl.lit(None), nothing),
        # A tube nobody gave out is followed no further: whose it is has to be found out first.
        (~issued, "in_tubes", pl.col("taken_at"), pl.lit(timedelta())),
    )
    for reached, step, moment, allowed in steps:
        awaits = pl.when(reached).then(pl.lit(step, pl.String())).otherwise(awaits)
        since = pl.when(reached).then(moment).otherwise(since)
        limit = pl.when(reached).then(allowed).otherwise(limit)
    rows = rows.with_columns(awaits=awaits, since_at=since, limit=limit, issued=issued)
    # Once a shipment was opened, a tube that was not in it is no longer on its way.
    lost = (pl.col("awaits") == "received") & pl.col("opened")
    late = (pl.col("since_at") + pl.col("limit") < as_of).fill_null(False) | lost.fill_null(False)
    return rows.with_columns(late=late | (pl.col("awaits") == "in_tubes").fill_null(False)).drop("limit")
