"""A synthetic city of presences for benchmarks: homes, workplaces and schools, and venues with a heavy tail.

Drawn directly as numbers; no person in it is real. Written as Parquet with dictionary-coded ids.
"""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

STAYS_A_DAY = 40 / 14
FIRST_MINUTE = 27_107_520
"""2021-07-17 00:00 in Shanghai, in minutes since the Unix epoch."""

DAYS = 14


def write_city(path: Path, people: int, seed: int = 1) -> int:
    """Write 14 days of presences of `people` to `path` as `tables.PRESENCES`, one row group a day; return the rows."""
    persons = pl.Series([f"p-{n:08d}" for n in range(people)])
    names = [series.to_arrow() for series in (persons, _place_names(people))]
    return _write(path, (_table(day, names) for day in _draw(people, seed)))


def write_coded_city(path: Path, people: int, seed: int = 1) -> int:
    """Write the same presences as whole numbers (person, place, arrive, leave; minutes from 1970) for the peers."""
    columns = ("person", "place", "arrive", "leave")
    days = (dict(zip(columns, day, strict=True)) for day in _draw(people, seed))
    return _write(path, (pl.DataFrame(day).cast(pl.Int32()).to_arrow() for day in days))


def _draw(people: int, seed: int) -> Iterator[list[np.ndarray]]:
    rng = np.random.default_rng(seed)
    return (_draw_day(rng, people, day) for day in range(DAYS))


def _write(path: Path, days: Iterator[pa.Table]) -> int:
    rows, writer = 0, None
    for table in days:
        # The dictionary of a row group is kept whole; beyond a megabyte the ids would be written out in full.
        writer = writer or pq.ParquetWriter(
            path, table.schema, dictionary_pagesize_limit=1 << 30, store_schema=False
        )
        writer.write_table(table, row_group_size=table.num_rows)
        rows += table.num_rows
    if writer:
        writer.close()
    return rows


def person_numbers(ids: pl.Series) -> pl.Series:
    """Return the numbers of persons in the coded city."""
    return ids.str.slice(2).cast(pl.Int32())


def place_numbers(ids: pl.Series, people: int) -> pl.Series:
    """Return the numbers of places in the coded city."""
    homes, works, _ = sizes(people)
    first = {"h": 0, "w": homes, "v": homes + works}
    kind, number = ids.str.slice(0, 1), ids.str.slice(2).cast(pl.Int32())
    return number + kind.replace_strict(first, return_dtype=pl.Int32())


def _place_names(people: int) -> pl.Series:
    homes, works, venues = sizes(people)
    kinds = (("h", homes), ("w", works), ("v", venues))
    return pl.Series([f"{kind}-{n:07d}" for kind, count in kinds for n in range(count)])


def sizes(people: int) -> tuple[int, int, int]:
    """Return the number of homes, workplaces (schools among them) and venues."""
    return people // 3 + 1, people // 30 + 1, people // 60 + 1


def _draw_day(rng: np.random.Generator, people: int, day: int) -> list[np.ndarray]:
    homes, works, venues = sizes(people)
    everyone = np.arange(people)
    workers = rng.permutation(people)[: int(people * 0.6)]
    visitors = rng.integers(0, people, int(people * (STAYS_A_DAY - 1.6)))
    chosen = np.searchsorted(_popularity(venues), rng.random(len(visitors)))
    place = np.concatenate([everyone % homes, homes + workers % works, homes + works + chosen])
    arrive = np.concatenate(
        [
            rng.integers(17 * 60, 21 * 60, people),
            rng.integers(7 * 60, 9 * 60, len(workers)),
            rng.integers(9 * 60, 20 * 60, len(visitors)),
        ]
    )
    length = np.concatenate(
        [
            rng.integers(600, 780, people),
            rng.integers(420, 600, len(workers)),
            rng.integers(10, 150, len(visitors)),
        ]
    )
    begins = FIRST_MINUTE + day * 1440 + arrive
    person = np.concatenate([everyone, workers, visitors])
    once = _once(person, place, arrive)
    return [column[once] for column in (person, place, begins, begins + length)]


def _once(person: np.ndarray, place: np.ndarray, arrive: np.ndarray) -> np.ndarray:
    """Nobody arrives twice at one place in one minute: a store would keep one such stay, a plain table both."""
    key = (person.astype(np.int64) * (int(place.max()) + 1) + place) * 2880 + arrive
    return np.sort(np.unique(key, return_index=True)[1])


def _popularity(venues: int) -> np.ndarray:
    """Cumulated shares of visits: at 1 M people the busiest venue sees about 4,500 a day, the median 60."""
    shares = np.cumsum((np.arange(venues) + 10.0) ** -0.7)
    return shares / shares[-1]


def _table(day: list[np.ndarray], names: list[pa.Array]) -> pa.Table:
    person, place, arrive, leave = day
    moments = [pa.array(minutes * 60_000_000, pa.timestamp("us", "UTC")) for minutes in (arrive, leave)]
    ids = [
        pa.DictionaryArray.from_arrays(pa.array(codes, pa.int32()), known)
        for codes, known in zip((person, place), names, strict=True)
    ]
    return pa.table([*ids, *moments], ["person_id", "place_id", "arrive_at", "leave_at"])
