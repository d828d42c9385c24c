"""Polars by hand: the frame in memory, filtered by person, then by place and time, then joined."""

from pathlib import Path

import polars as pl

from benchmarks.tracing.asking import ANSWER, LINGER, SHORTEST, Asked
from benchmarks.tracing.city import write_coded_city


class PolarsFrames:
    """Polars, one frame in order of place and time."""

    name = "Polars"

    def __init__(self, folder: Path, people: int) -> None:
        self._rows = pl.read_parquet(folder / "coded.parquet").sort("place", "arrive")

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Draw the city in numbers."""
        if not (folder / "coded.parquet").exists():
            write_coded_city(folder / "coded.parquet", people)

    def pose(self, asked: Asked) -> pl.DataFrame:
        """Take the frame as it is."""
        return asked.cases

    def answer(self, posed: pl.DataFrame) -> pl.DataFrame:
        """Filter, filter, join, group."""
        mine = (
            self._rows.filter(pl.col("person").is_in(posed["person"].implode()))
            .join(posed, on="person")
            .with_columns(pl.col("leave") + LINGER)
            .filter(pl.col("arrive") < pl.col("ends"), pl.col("leave") > pl.col("begins"))
        )
        there = self._rows.filter(
            pl.col("place").is_in(mine["place"].unique().implode()),
            pl.col("arrive") < mine["ends"].max(),
            pl.col("leave") > mine["begins"].min(),
        )
        first = pl.max_horizontal("arrive", "arrive_right", "begins")
        last = pl.min_horizontal("leave", "leave_right", "ends")
        return (
            there.lazy()
            .join(mine.lazy(), on="place")
            .filter(pl.col("person") != pl.col("person_right"))
            .select("person", "source", "place", first=first, last=last, minutes=last - first)
            .filter(pl.col("minutes") >= SHORTEST)
            .group_by("person", "source", "place")
            .agg(pl.col("first").min(), pl.col("last").max(), pl.col("minutes").sum())
            .collect()
        )

    def rows(self, answer: pl.DataFrame) -> pl.DataFrame:
        """Give the frame."""
        return answer.select(ANSWER)
