"""A testing day in which everything arrives, save what is planted: 1,000 people or so of every kind of break."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import polars as pl

from fangxian.engines import tables

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
POOL, SHIPMENT, EACH = 10, 200, 100
_HOUR = timedelta(hours=1)


@dataclass
class Day:
    """The tables of a day, and what is wrong in them by (kind, person, tube)."""

    given: dict[str, Any]
    tubes: pl.Series
    planted: set[tuple[str, str | None, str | None]] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)

    def plant(self, kind: str, people: pl.DataFrame) -> None:
        """Remember a break of everybody in `people` (person_id, tube_code)."""
        self.kinds.add(kind)
        self.planted |= {(kind, *row) for row in people.select("person_id", "tube_code").iter_rows()}

    def members(self, tubes: pl.Series) -> pl.DataFrame:
        """Return the samples in these tubes."""
        return self.given["samples"].filter(pl.col("tube_code").is_in(tubes.implode()))

    def drop(self, table: str, column: str, values: pl.Series) -> None:
        """Take rows out of a table."""
        self.given[table] = self.given[table].filter(~pl.col(column).is_in(values.implode()))


def draw_day(tree: pl.DataFrame, people: int) -> Day:
    """Draw the day of so many people over the communities of a tree, then plant."""
    day = _draw(tree, people)
    parts = iter([day.tubes[nth * EACH : (nth + 1) * EACH] for nth in range(len(_OF_TUBES))])
    for plant in _OF_TUBES:
        plant(day, next(parts))
    rest = day.tubes[len(_OF_TUBES) * EACH :]
    loose = day.members(rest[:: max(len(rest) // (6 * EACH), 1)]).gather_every(2)
    for nth, plant in enumerate(_OF_PEOPLE):
        plant(day, loose[nth * 5 * EACH : (nth + 1) * 5 * EACH])
    return day


def _draw(tree: pl.DataFrame, people: int) -> Day:
    rng = np.random.default_rng(2020)
    communities = tree.filter(pl.col("level") == "community")["place_id"].sort()
    place = communities.gather(np.sort(rng.integers(0, len(communities), people)))
    ids = pl.select(pl.format("p{}", pl.int_range(people))).to_series()
    state = pl.Series(rng.choice(["done", "excused", "not-visited"], people, p=[0.93, 0.04, 0.03]))
    accounts = pl.DataFrame({"person_id": ids, "place_id": place, "state": state}).with_columns(
        round_id=pl.lit("round-1"),
        event_at=pl.when(pl.col("state") == "done").then(pl.lit(NOON, tables.INSTANT)),
        at_door=pl.lit(False),
        household_id=pl.lit(None, pl.String()),
        event_id=pl.lit(None, pl.String()),
        added_at=pl.lit(None, tables.INSTANT),
    )
    done = accounts.filter(pl.col("state") == "done")
    number = pl.int_range(done.height, eager=True)
    samples = done.select(
        sample_id=pl.format("s{}", number),
        round_id="round_id",
        person_id="person_id",
        tube_code=pl.format("t{}", number // POOL),
        taken_at="event_at",
    )
    tubes = samples.join(done.select("person_id", "place_id"), on="person_id").unique(
        "tube_code", keep="first"
    )
    tubes = tubes.select("tube_code", "round_id", "place_id", size=pl.lit(POOL, pl.Int64))
    codes = tubes["tube_code"].sort()
    given = {"accounts": tables.ACCOUNTS.check(accounts), "samples": samples, "tubes": tubes}
    given |= _answered(codes, samples["sample_id"])
    return Day({**given, "as_of": NOON + 100 * _HOUR}, codes)


def _answered(codes: pl.Series, sample_ids: pl.Series) -> dict[str, pl.DataFrame]:
    """Shipments, results and what was told of tubes that all went through."""
    number = pl.int_range(len(codes), eager=True)
    shipments = pl.DataFrame({"tube_code": codes}).select(
        shipment_id=pl.format("b{}", number // SHIPMENT),
        tube_code="tube_code",
        laboratory_id=pl.format("lab-{}", number % 3),
        sent_at=pl.lit(NOON + _HOUR, tables.INSTANT),
        received_at=pl.lit(NOON + 2 * _HOUR, tables.INSTANT),
    )
    return {
        "shipments": tables.SHIPMENTS.check(shipments),
        "results": _results(codes, "negative"),
        "told": pl.DataFrame({"sample_id": sample_ids}).with_columns(
            told_at=pl.lit(NOON + 9 * _HOUR, tables.INSTANT)
        ),
    }


def _results(codes: pl.Series, outcome: str, hours: int = 8) -> pl.DataFrame:
    return pl.DataFrame({"tube_code": codes}).select(
        tube_code="tube_code",
        laboratory_id=pl.lit("lab-0"),
        outcome=pl.lit(outcome),
        resulted_at=pl.lit(NOON + hours * _HOUR, tables.INSTANT),
    )


def _unknown(day: Day, tubes: pl.Series) -> None:
    day.drop("tubes", "tube_code", tubes)
    day.plant("tube-unknown", day.members(tubes))


def _overfull(day: Day, tubes: pl.Series) -> None:
    small = pl.col("tube_code").is_in(tubes.implode())
    day.given["tubes"] = day.given["tubes"].with_columns(
        size=pl.when(small).then(POOL // 2).otherwise("size").cast(pl.Int64)
    )
    day.plant("tube-overfull", day.members(tubes))


def _stopped(kind: str, *lost: str) -> Callable[[Day, pl.Series], None]:
    def plant(day: Day, tubes: pl.Series) -> None:
        for table in lost:
            day.drop(table, "tube_code", tubes)
        day.drop("told", "sample_id", day.members(tubes)["sample_id"])
        day.plant(kind, day.members(tubes))

    return plant


def _not_received(day: Day, tubes: pl.Series) -> None:
    _stopped("not-received", "results")(day, tubes)
    lost = pl.col("tube_code").is_in(tubes.implode())
    day.given["shipments"] = day.given["shipments"].with_columns(
        received_at=pl.when(~lost).then("received_at")
    )


def _unreceipted(day: Day, tubes: pl.Series) -> None:
    day.drop("shipments", "tube_code", tubes)
    day.plant("result-without-receipt", day.members(tubes))


def _positive(day: Day, tubes: pl.Series) -> None:
    day.drop("results", "tube_code", tubes)
    day.given["results"] = pl.concat([day.given["results"], _results(tubes, "positive")])
    day.plant("not-resampled", day.members(tubes))


def _differ(day: Day, tubes: pl.Series) -> None:
    day.given["results"] = pl.concat([day.given["results"], _results(tubes, "invalid", hours=20)])
    day.plant("results-differ", day.members(tubes))


def _of_nothing(day: Day, tubes: pl.Series) -> None:
    codes = "z" + tubes
    day.given["results"] = pl.concat([day.given["results"], _results(codes, "negative")])
    day.kinds.add("result-of-nothing")
    day.planted |= {("result-of-nothing", None, code) for code in codes}


_OF_TUBES = (
    _unknown,
    _overfull,
    _stopped("not-sent", "shipments", "results"),
    _not_received,
    _stopped("no-result", "results"),
    _unreceipted,
    _positive,
    _differ,
    _of_nothing,
)


def _without_sample(day: Day, people: pl.DataFrame) -> None:
    day.drop("samples", "sample_id", people["sample_id"])
    day.plant("done-without-sample", people.with_columns(tube_code=pl.lit(None, pl.String())))


def _uncounted(day: Day, people: pl.DataFrame) -> None:
    here = pl.col("person_id").is_in(people["person_id"].implode())
    day.given["accounts"] = day.given["accounts"].with_columns(
        state=pl.when(here).then(pl.lit("not-visited")).otherwise("state")
    )
    day.plant("sample-not-counted", people)


def _untold(day: Day, people: pl.DataFrame) -> None:
    day.drop("told", "sample_id", people["sample_id"])
    day.plant("not-told", people)


def _more_samples(day: Day, people: pl.DataFrame, kind: str) -> None:
    """Samples beside the others, in tubes of their own that went all the way."""
    more = people.with_columns(
        tube_code=pl.format("{}-{}", pl.lit(kind), "person_id"),
        sample_id=pl.format("{}-{}", pl.lit(kind), "sample_id"),
        taken_at=pl.col("taken_at") + _HOUR / 2,
    )
    codes = more["tube_code"]
    tubes = pl.DataFrame({"tube_code": codes}).select(
        "tube_code", round_id=pl.lit("round-1"), place_id=pl.lit("43"), size=pl.lit(POOL, pl.Int64)
    )
    added = {"samples": more.select(day.given["samples"].columns), "tubes": tubes}
    added |= _answered(codes, more["sample_id"])
    for table, frame in added.items():
        day.given[table] = pl.concat([day.given[table], frame])
    day.plant(kind, more)


def _strangers(day: Day, people: pl.DataFrame) -> None:
    nobody = people.with_columns(person_id=pl.format("stranger-{}", "person_id"))
    _more_samples(day, nobody, "sample-of-nobody")


def _twice(day: Day, people: pl.DataFrame) -> None:
    _more_samples(day, people, "sampled-twice")


_OF_PEOPLE = (_without_sample, _uncounted, _untold, _strangers, _twice)
