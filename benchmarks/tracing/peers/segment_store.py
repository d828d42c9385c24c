"""Fangxian's own store, asked in numbers."""

from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import polars as pl

from benchmarks.tracing.asking import ANSWER, LINGER, SHORTEST, UNTIL, Asked
from benchmarks.tracing.city import person_numbers, place_numbers, write_city
from fangxian.stores.presence import SegmentStore, build_store
from fangxian.stores.presence.sweep.degrees import Degrees, sweep_degrees
from fangxian.stores.presence.sweep.sweeping import Question

RECORDED_AT = datetime(2021, 7, 31, tzinfo=UTC)
_NAMES = {"person": "person", "group": "source", "place": "place", "first": "first", "last": "last", "minutes": "minutes"}  # fmt: skip


class Store:
    """The segment store, its pages mapped and touched once."""

    name = "Fangxian store"

    def __init__(self, folder: Path, people: int, *, warm: bool = True) -> None:
        self._people = people
        self._store = SegmentStore(folder / "store")
        if warm:
            self._store.warm()
        self._sweeper = self._store.sweeper

    @staticmethod
    def prepare(folder: Path, people: int) -> None:
        """Draw the city and build the store."""
        if not (folder / "city.parquet").exists():
            write_city(folder / "city.parquet", people)
        if not (folder / "store").exists():
            build(folder)

    def pose(self, asked: Asked) -> Question:
        """Look up the codes of the cases."""
        ids = asked.cases.select(
            pl.format("p-{}", pl.col("person").cast(pl.String()).str.zfill(8))
        ).to_series()
        begins, ends = (asked.cases[name].cast(pl.Int64()).to_numpy() for name in ("begins", "ends"))
        codes = self._sweeper.persons.codes(ids)
        return Question.plain(codes, begins, ends, min_minutes=SHORTEST, linger=LINGER)

    def answer(self, posed: Question) -> np.ndarray:
        """Sweep."""
        return self._sweeper.meet(posed)

    def rows(self, answer: np.ndarray) -> pl.DataFrame:
        """Give back the city's own numbers."""
        columns = {name: answer[field] for field, name in _NAMES.items()}
        return self._renumbered(pl.DataFrame(columns)).select(ANSWER)

    def answer_further(self, posed: Question) -> list[np.ndarray]:
        """Sweep twice."""
        return sweep_degrees(self._sweeper, posed, Degrees(count=2, until_minute=UNTIL))

    def rows_further(self, answer: list[np.ndarray]) -> pl.DataFrame:
        """Give back the city's own numbers; the groups of the second degree are the people of the first, by case."""
        first, second = answer
        contacts = (
            pl.DataFrame({"source": first["group"], "via": first["person"], "begins": first["first"]})
            .group_by("source", "via")
            .agg(pl.col("begins").min())
            .filter(pl.col("begins") < UNTIL)
            .sort("source", "via")
        )
        met = pl.DataFrame({name: second[name] for name in ("person", "place", "first", "last", "minutes")})
        origin = contacts[second["group"].astype(np.int64)].select("source", "via")
        numbered = self._renumbered(pl.concat([met, origin], how="horizontal"))
        via = person_numbers(self._sweeper.persons.names(numbered["via"].to_numpy()))
        return numbered.with_columns(via=via).select("via", *ANSWER)

    def _renumbered(self, rows: pl.DataFrame) -> pl.DataFrame:
        persons = person_numbers(self._sweeper.persons.names(rows["person"].to_numpy()))
        places = place_numbers(self._sweeper.places.names(rows["place"].to_numpy()), self._people)
        return rows.with_columns(person=persons, place=places)


def build(folder: Path) -> int:
    """Build the store from the city's Parquet; return its rows."""
    built = build_store(
        folder / "city.parquet", folder / "store", timezone="Asia/Shanghai", recorded_at=RECORDED_AT
    )
    return built.rows
