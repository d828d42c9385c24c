"""Scores of guessed chains against the truth: first and first three right, log score, calibration."""

from dataclasses import dataclass

import numpy as np
import polars as pl

LEAST = 1e-3
"""What was not listed at all is scored as if it had been given this probability."""

BINS = 10


@dataclass(frozen=True)
class Scores:
    """`top_1`, `top_3`: among cases whose infector is in the list, it is the first (of the first three) named.

    `right`: among all cases, the first row is the truth, the unknown source included. `log_score`: mean of
    -ln(probability given to the truth). `judged`: probability and outcome (0 or 1) of every row.
    """

    cases: int
    unknown: float
    top_1: float
    top_3: float
    right: float
    log_score: float
    judged: pl.DataFrame


def score(chains: pl.DataFrame, truth: pl.DataFrame) -> Scores:
    """Score one answer; `chains` as `tables.CHAINS` (columns infectee, infector, probability, rank)."""
    told = chains.select("infectee", "infector", "probability", "rank").join(
        truth.rename({"infector": "true"}), on="infectee"
    )
    judged = told.with_columns(hit=pl.col("infector").eq_missing(pl.col("true")))
    linked = truth.filter(pl.col("infector").is_not_null()).height
    named = judged.filter(pl.col("infector").is_not_null()).with_columns(
        place=pl.col("rank").rank("ordinal").over("infectee")
    )
    given = truth.select("infectee").join(judged.filter("hit"), on="infectee", how="left")
    chance = given["probability"].fill_null(0.0).clip(LEAST, 1.0)
    first = judged.filter(pl.col("rank") == pl.col("rank").min().over("infectee"))
    alone = truth.join(first, on="infectee", how="anti")["infector"].null_count()
    return Scores(
        truth.height,
        1 - linked / truth.height,
        named.filter(pl.col("place") == 1)["hit"].sum() / linked,
        named.filter(pl.col("place") <= 3)["hit"].sum() / linked,
        (first["hit"].sum() + alone) / truth.height,
        float(-np.log(chance.to_numpy()).mean()),
        judged.select("probability", "hit", "rank"),
    )


def calibration(judged: pl.DataFrame) -> pl.DataFrame:
    """Return, per tenth of probability, how many rows, the mean probability and the share that was true."""
    tenth = (pl.col("probability") * BINS).floor().clip(0, BINS - 1).cast(pl.Int64)
    return (
        judged.group_by(tenth.alias("tenth"))
        .agg(pl.len().alias("rows"), pl.col("probability").mean(), pl.col("hit").mean().alias("true"))
        .sort("tenth")
    )


def calibration_error(judged: pl.DataFrame) -> float:
    """Return the expected calibration error: the mean gap between probability and truth over the rows."""
    table = calibration(judged)
    gaps = (table["probability"] - table["true"]).abs() * table["rows"]
    return float(gaps.sum() / table["rows"].sum())
