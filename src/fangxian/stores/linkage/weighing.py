"""How much each outcome weighs, and splink's settings made of it."""

import json
import math
from functools import cache, reduce
from pathlib import Path

import polars as pl
from splink import SettingsCreator
from splink.blocking_rule_library import CustomRule

from fangxian.stores.linkage.comparing import BLOCKS, COMPARED, COMPARISONS, NARROWED, Comparison, Level

WEIGHTS = Path(__file__).with_name("weights.json")
LEAST_POPULATION = 1_000_000
"""Small lists are judged as parts of a city: a coincidence is no rarer because few rows were given."""
CANDIDATES = "(l.bits & r.bits) = 0 and l.unit <> r.unit"


@cache
def read_weights() -> dict[str, dict[str, dict[str, float]]]:
    """Return comparison -> level -> m and u as trained, or m and `people`: so many others share that by chance."""
    return json.loads(WEIGHTS.read_text("utf-8"))


def odds(comparison: Comparison, level: Level, population: int) -> tuple[float, float]:
    """Return m and u: how often this outcome occurs of one person's rows, and of two people's.

    >>> from fangxian.stores.linkage.comparing import SEX
    >>> m, u = odds(SEX, SEX.levels[1], 1_000_000)
    >>> m > 0.99 and 0.4 < u < 0.6
    True
    """
    found = read_weights()[comparison.name][level.name]
    return found["m"], found.get("u", found.get("people", 0.0) / population)


def bits(comparison: Comparison, level: Level, population: int) -> float:
    """Return the weight of an outcome: the logarithm to base 2 of m over u; 0 where nothing was there."""
    if level.empty:
        return 0.0
    m, u = odds(comparison, level, population)
    return math.log2(m / u)


def block_rules() -> list[str]:
    """Return the conditions of candidate pairs. A block is one hash of its columns, see `with_keys`."""
    narrowed = (NARROWED.get(block, "true") for block in BLOCKS)
    return [f"l.key_{at} = r.key_{at} and {more} and {CANDIDATES}" for at, more in enumerate(narrowed)]


def with_keys(rows: pl.DataFrame) -> pl.DataFrame:
    """Add the key of each block, null where one of its columns is. Two keys alike by chance are weighed in vain."""
    rows = rows.with_columns(pl.col("id").str.tail(8).alias("id_end"))
    used = sorted({name for block in BLOCKS for name in block})
    hashed = rows.select(
        pl.when(pl.col(name).is_not_null()).then(pl.col(name).hash()).alias(name) for name in used
    )
    keys = [reduce(pl.Series.__xor__, (hashed[name] for name in block)) for block in BLOCKS]
    return rows.with_columns(key.alias(f"key_{at}") for at, key in enumerate(keys))


def settings_of(population: int, rules: list[str], detailed: bool = False) -> SettingsCreator:
    """Return splink's settings: every parameter is fixed, nothing is estimated from the lists at hand."""
    return SettingsCreator(
        link_type="dedupe_only",
        unique_id_column_name="uid",
        probability_two_random_records_match=1 / population,
        comparisons=[_comparison(one, population) for one in COMPARISONS],
        blocking_rules_to_generate_predictions=[CustomRule(rule) for rule in rules],
        retain_matching_columns=detailed,
        retain_intermediate_calculation_columns=detailed,
    )


def _comparison(comparison: Comparison, population: int) -> dict[str, object]:
    return {
        "output_column_name": comparison.name,
        "comparison_levels": [_level(comparison, level, population) for level in comparison.levels],
    }


def _level(comparison: Comparison, level: Level, population: int) -> dict[str, object]:
    told = {"sql_condition": level.sql, "label_for_charts": level.said.en}
    if level.empty:
        return {**told, "is_null_level": True}
    m, u = odds(comparison, level, population)
    return {**told, "m_probability": m, "u_probability": u}


HANDED = ("uid", "unit", "bits", *(f"key_{at}" for at in range(len(BLOCKS))), *COMPARED)
"""The columns of a row that splink is handed."""
