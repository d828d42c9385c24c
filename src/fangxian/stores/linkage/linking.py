"""Several imperfect lists in, one cluster of rows for each person out."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import polars as pl

from fangxian.stores.linkage.clustering import cluster
from fangxian.stores.linkage.explaining import Explanation, Key, verdict_of, weigh
from fangxian.stores.linkage.preparing import prepare
from fangxian.stores.linkage.scoring import score
from fangxian.stores.linkage.weighing import LEAST_POPULATION
from fangxian.stores.list_sources import SOURCES

THRESHOLD_BITS = 1.0


@dataclass(frozen=True)
class LinkSettings:
    """What a linkage rests on. `repeating` lists may name a person twice; `population` is how many people live there.

    A pair is joined from `threshold_bits` on; each bit doubles the odds that two rows are one person.
    """

    threshold_bits: float = THRESHOLD_BITS
    repeating: frozenset[str] = field(
        default_factory=lambda: frozenset(one.list_id for one in SOURCES if one.repeats)
    )
    population: int = LEAST_POPULATION
    threads: int = 2
    memory_gib: float = 8.0


@dataclass(frozen=True)
class Linked:
    """`rows`: list_id, row_id, unit, person, the key of the first row of its cluster. `pairs`: every pair of units that
    reached the threshold, heaviest first, with what became of it. A unit is the rows of one valid number and name."""

    rows: pl.DataFrame
    pairs: pl.DataFrame
    lists: Mapping[str, pl.DataFrame]
    settings: LinkSettings

    @cached_property
    def people(self) -> int:
        """How many people the lists hold together."""
        return self.rows["person"].n_unique()

    def explain(self, a: Key, b: Key) -> Explanation:
        """Return why two rows, each (list_id, row_id), are one person or two.

        Raises:
            Problem: there is no such row, or both are the same.
        """
        reasons, start, total = weigh(self.lists, a, b, self.settings.population)
        (unit_a, person_a), (unit_b, person_b) = self._place(a), self._place(b)
        direct = "number" if unit_a == unit_b else self._became(unit_a, unit_b)
        if direct is None and person_a != person_b and self._share_a_list(person_a, person_b):
            direct = "same-list" if total >= self.settings.threshold_bits else None
        one, threshold = person_a == person_b, self.settings.threshold_bits
        return Explanation(reasons, start, total, threshold, one, verdict_of(one, direct, total, threshold))

    def _place(self, key: Key) -> tuple[int, str]:
        wanted = (pl.col("list_id") == key[0]) & (pl.col("row_id") == key[1])
        row = self.rows.row(by_predicate=wanted, named=True)
        return row["unit"], row["person"]

    def _share_a_list(self, *persons: str) -> bool:
        once = self.rows.filter(
            pl.col("person").is_in(persons), ~pl.col("list_id").is_in(list(self.settings.repeating))
        )
        return once["list_id"].is_duplicated().any()

    def _became(self, a: int, b: int) -> str | None:
        one_way = (pl.col("unit_l") == a) & (pl.col("unit_r") == b)
        other_way = (pl.col("unit_l") == b) & (pl.col("unit_r") == a)
        return next(iter(self.pairs.filter(one_way | other_way)["told"]), None)


def link(lists: Mapping[str, pl.DataFrame], settings: LinkSettings | None = None) -> Linked:
    """Return which rows of the lists (see LIST_ROWS) are one person. Neither the order of rows nor of lists matters.

    Rows with one valid identity number and one name are one person at once. Other pairs are weighed; the heaviest are
    joined first, never two rows of a list on which everybody stands once. Nobody is joined by name alone.

    Raises:
        Problem: a list is not a list of people, or its row ids repeat.

    >>> from datetime import date
    >>> home = {"birth_on": [date(1980, 1, 2)], "place_id": ["p1"], "address": ["3栋302室"]}
    >>> register = pl.DataFrame({"row_id": ["1"], "full_name": ["王伟明"], **home})
    >>> roster = pl.DataFrame({"row_id": ["9"], "full_name": ["王伟民"], **home})
    >>> link({"household-register": register, "grid-roster": roster}).people
    1
    """
    chosen = settings or LinkSettings()
    prepared = prepare(lists, chosen.repeating)
    population = max(chosen.population, LEAST_POPULATION, *(rows.height for rows in lists.values()))
    chosen = replace(chosen, population=population)
    rows = prepared.with_columns(units_of(prepared))
    units = rows.group_by("unit", maintain_order=True).agg(
        pl.col("bit").unique().sum().alias("bits"),
        pl.when("id_valid").then("unit").first().fill_null(-1).alias("number"),
        pl.col("uid").first(),
    )
    weighed = score(
        _worth_weighing(rows, units), population, chosen.threshold_bits, chosen.threads, chosen.memory_gib
    )
    pairs = _of_units(weighed, rows)
    root, told = cluster(units, pairs)
    first = rows.select(pl.concat_str("list_id", "row_id", separator="/").alias("key"))["key"]
    person = first.gather(units["uid"].gather(root).gather(rows["unit"]))
    return Linked(
        rows.select("list_id", "row_id", "unit", person.alias("person")),
        pairs.with_columns(told),
        lists,
        chosen,
    )


def units_of(prepared: pl.DataFrame) -> pl.Series:
    """Return the unit of each row, counted from 0 in the order of first rows: rows of one valid number and one name.

    On a list where everybody stands once, the second row of a number begins another unit.
    """
    keyed = prepared.filter("id_valid", pl.col("name").is_not_null()).select(
        "uid", "bit", pl.concat_str("id", "name").hash().alias("key")
    )
    # A sum that two rows share by chance only has them looked at below.
    again = keyed.filter(pl.col("bit") != 0, (pl.col("key") + pl.col("bit").cast(pl.UInt64)).is_duplicated())
    turns = again.select("uid", (pl.col("uid").cum_count().over("key", "bit") - 1).alias("turn"))
    if (turns["turn"] > 0).any():
        keyed = keyed.join(turns, on="uid", how="left").with_columns(pl.col("turn").fill_null(0))
        keyed = keyed.select("uid", pl.struct("key", "turn").hash().alias("key"))
    firsts = keyed.group_by("key").agg(pl.col("uid").min().alias("first"))
    found = keyed.join(firsts, on="key")
    first = prepared["uid"].scatter(found["uid"], found["first"])
    begins = (first == prepared["uid"]).cast(pl.Int64)
    return (begins.cum_sum() - 1).gather(first).alias("unit")


def _worth_weighing(rows: pl.DataFrame, units: pl.DataFrame) -> pl.DataFrame:
    """Leave out who stands on every list already, and rows of a unit that say what another of it says."""
    everywhere = int(rows["bit"].unique().sum())
    once = (rows["bit"] != 0).all()
    rows = rows.with_columns(units["bits"].gather(rows["unit"]))
    left = rows.filter(pl.col("bits") != everywhere) if once else rows
    several = left["unit"].is_duplicated()
    told = ("unit", "id", "name", "phone", "born", "year", "born_of_id", "sex", "home", "household", "place")
    return pl.concat(
        [left.filter(~several), left.filter(several).unique(told, keep="first", maintain_order=True)]
    )


def _of_units(weighed: pl.DataFrame, rows: pl.DataFrame) -> pl.DataFrame:
    """Of several pairs of rows between two units the heaviest counts."""
    unit = rows["unit"]
    return weighed.with_columns(
        unit.gather(weighed["uid_l"]).alias("unit_l"), unit.gather(weighed["uid_r"]).alias("unit_r")
    ).unique(["unit_l", "unit_r"], keep="first", maintain_order=True)
