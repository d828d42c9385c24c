"""`python -m benchmarks.testing.train_linkage`: the weights of linkage, counted on labelled lists of invented people.

m is counted over all pairs of rows that are one person, u over seeded random pairs of two persons. Outcomes within one
household have m and u of their own, counted within households: at one door a birthday or a surname in common is no
coincidence. How many others share a home is kept as people, since that share falls as a city grows.
"""

import json
from collections.abc import Iterator

import duckdb
import numpy as np
import polars as pl

from benchmarks.testing.imperfect import draw_lists
from fangxian.stores.linkage.comparing import COMPARED, COMPARISONS, HOME, ID, Comparison
from fangxian.stores.linkage.preparing import prepare
from fangxian.stores.linkage.weighing import WEIGHTS

PEOPLE, SEED, RANDOM_PAIRS = 40_000, 1, 4_000_000
WITHIN = {
    ("name", "alike-as-twins"): "-as-twins",
    ("name", "alike-at-home"): "-at-home",
    ("name", "apart-at-home"): "-at-home",
    ("birth", "same-at-home"): "-at-home",
}
"""The pairs an outcome is counted within: of one household, or of one household and one birthday."""
AWAY = {("name", "alike"), ("name", "different"), ("birth", "same")}
"""What has a counterpart at home, and so occurs away from home alone."""
HOMES = ("home", "household", "phone")
LEAST_M, LEAST_U = 1e-4, 1e-7
BORROWED = {"borrowed": {"m": 0.002, "u": 2e-8}, "same": {"u": 1e-8}, "slip": {"u": 1e-7}}
"""Nobody's number is borrowed in the invented lists: these are stated, that two people share one by mistake."""

Shares = dict[str, float]


def main() -> None:
    """Count, print and keep the weights."""
    weights = train(PEOPLE, SEED, RANDOM_PAIRS)
    text = json.dumps(weights, indent=1)
    WEIGHTS.write_text(text + "\n", "utf-8")
    print(text)


def train(people: int, seed: int, pairs: int) -> dict[str, dict[str, Shares]]:
    """Return comparison -> level -> m and u (m and people for homes)."""
    drawn = draw_lists(people, seed)
    rows = prepare(drawn.lists).join(drawn.truth, on=["list_id", "row_id"])
    with duckdb.connect() as connection:
        connection.register("list_rows", rows.select("uid", "list_id", "person", *COMPARED).to_arrow())
        connection.register("drawn", _random_pairs(rows.height, seed, pairs).to_arrow())
        counted = {name: _count(connection, asked) for name, asked in _QUESTIONS.items()}
    weights = {one.name: dict(_weights(one, counted, people)) for one in COMPARISONS}
    # A name is mistyped as often whatever the birthday.
    weights["name"]["alike-at-home"]["m"] = weights["name"]["alike-as-twins"]["m"]
    return weights


def _at_home(people: str) -> str:
    """Ask for the pairs that share a door, a household or a phone."""
    return " union ".join(
        f"select l.uid as a, r.uid as b from list_rows l join list_rows r on l.{key} = r.{key} and l.uid < r.uid "
        f"and {people}"
        for key in HOMES
    )


_OF_BOTH = " or ".join(f"l.{key} = r.{key}" for key in HOMES)
_QUESTIONS = {
    "one": "select l.uid as a, r.uid as b from list_rows l join list_rows r on l.person = r.person and l.uid < r.uid",
    "one-at-home": _at_home("l.person = r.person"),
    "one-away": "select l.uid as a, r.uid as b from list_rows l join list_rows r on l.person = r.person and l.uid < r.uid "
    f"where not coalesce({_OF_BOTH}, false)",
    "one-as-twins": _at_home("l.person = r.person and l.born = r.born"),
    "two-as-twins": _at_home("l.person <> r.person and l.born = r.born"),
    "two": "select a, b from drawn join list_rows l on l.uid = a join list_rows r on r.uid = b where l.person <> r.person",
    "two-at-home": _at_home("l.person <> r.person"),
}


def _random_pairs(rows: int, seed: int, pairs: int) -> pl.DataFrame:
    drawn = np.random.default_rng([seed, 2]).integers(0, rows, (2, pairs))
    return pl.DataFrame({"a": drawn[0], "b": drawn[1]})


def _count(connection: duckdb.DuckDBPyConnection, asked: str) -> dict[str, Shares]:
    """Return comparison -> level -> its share of the pairs for which something is there."""
    read = ", ".join(f"l.{name} as {name}_l, r.{name} as {name}_r" for name in COMPARED)
    told = ", ".join(f"{_cases(one)} as {one.name}_level" for one in COMPARISONS)
    connection.sql(
        f"create or replace table told as with asked as ({asked}), pairs as (select {read} from asked "
        f"join list_rows l on l.uid = a join list_rows r on r.uid = b) select {told} from pairs"
    )
    return {one.name: _shares(connection, one) for one in COMPARISONS}


def _cases(comparison: Comparison) -> str:
    cases = " ".join(f"when {one.sql} then '{one.name}'" for one in comparison.levels if one.sql != "ELSE")
    return f"case {cases} else '{comparison.levels[-1].name}' end"


def _shares(connection: duckdb.DuckDBPyConnection, comparison: Comparison) -> Shares:
    found = connection.sql(f"select {comparison.name}_level, count(*) from told group by all").fetchall()
    counts = {level: count for level, count in found if level != "nothing"}
    return {level: count / sum(counts.values()) for level, count in counts.items()}


def _weights(
    comparison: Comparison, counted: dict[str, dict[str, Shares]], people: int
) -> Iterator[tuple[str, Shares]]:
    for level in (one for one in comparison.levels if not one.empty):
        told = (comparison.name, level.name)
        home = WITHIN.get(told, "")
        m = counted["one-away" if told in AWAY else f"one{home}"][comparison.name].get(level.name, 0.0)
        u = counted[f"two{home}"][comparison.name].get(level.name, 0.0)
        found = {"m": round(max(m, LEAST_M), 6), "u": float(f"{max(u, LEAST_U):.4g}")}
        if comparison is ID:
            found |= BORROWED.get(level.name, {})
        if comparison is HOME and level.name != "different":
            found = {"m": found["m"], "people": round(max(u * people, 0.01), 3)}
        yield level.name, found


if __name__ == "__main__":
    main()
