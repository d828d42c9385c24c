"""Who lives where, and which of the five lists knows it."""

import io
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl
import pyarrow as pa

from fangxian.engines.tables import PLACES

GRIDS_EACH = 4
SIZES = np.array([0.25, 0.28, 0.25, 0.14, 0.08])
"""Shares of households of one to five."""

LISTS = {
    "household-register": (0.88, "community", True),
    "grid-roster": (0.70, "grid", True),
    "phones": (0.60, "street", False),
    "deliveries": (0.40, "community", False),
    "earlier-rounds": (0.55, "community", True),
}
"""Share of the people on it, how low it places them, whether it knows their household."""

Longs = npt.NDArray[np.int64]


@dataclass(frozen=True)
class People:
    """The people of a round by number: the places of each, the household, the lists they are on as bits."""

    ids: pl.Series
    household_ids: pl.Series
    household: Longs
    places: dict[str, pl.Series]
    on: Longs

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def housed(self) -> npt.NDArray[np.bool_]:
        """Of whom some list knows the household."""
        bits = sum(1 << nth for nth, (_, _, housed) in enumerate(LISTS.values()) if housed)
        return (self.on & bits) > 0


def with_grids(places: pl.DataFrame) -> pl.DataFrame:
    """Return the tree with the grids below its communities."""
    communities = places.filter(pl.col("level") == "community")["place_id"]
    grids = [
        {"place_id": f"{community}-{nth}", "name": f"{nth}", "level": "grid", "parent_id": community}
        for community in communities
        for nth in range(GRIDS_EACH)
    ]
    return pl.concat([PLACES.check(places), PLACES.rows(grids)])


def draw_people(tree: pl.DataFrame, people: int, rng: np.random.Generator) -> People:
    """Draw people over the communities by population, household by household."""
    communities = tree.filter(pl.col("level") == "community")
    weight = communities["population"].fill_null(0).to_numpy() + 1.0
    sizes = rng.choice(5, people, p=SIZES) + 1
    household = np.repeat(np.arange(people), sizes)[:people]
    households = int(household[-1]) + 1
    community = rng.choice(communities.height, households, p=weight / weight.sum())[household]
    grid = rng.integers(0, GRIDS_EACH, households)[household]
    numbers = pl.Series(grid).cast(pl.String)
    ids = communities["place_id"].gather(community)
    return People(
        draw_ids(people, rng),
        draw_ids(households, rng),
        household,
        {
            "community": ids,
            "grid": pl.select(pl.concat_str(ids, pl.lit("-"), numbers)).to_series(),
            "street": communities["parent_id"].gather(community),
        },
        _draw_lists(people, rng),
    )


def draw_list(people: People, name: str) -> pl.DataFrame:
    """Return one list as LISTINGS, in no order."""
    nth = list(LISTS).index(name)
    _, level, housed = LISTS[name]
    rows = np.random.default_rng(nth).permutation(np.flatnonzero(people.on >> nth & 1))
    homes = people.household_ids.gather(people.household[rows]) if housed else None
    return pl.DataFrame(
        {
            "person_id": people.ids.gather(rows),
            "household_id": homes if housed else pl.repeat(None, len(rows), dtype=pl.String, eager=True),
            "place_id": people.places[level].gather(rows),
        }
    )


def as_read(frame: pl.DataFrame) -> pl.DataFrame:
    """Return a frame as it lies in memory once it was read from a file: its texts row after row, not scattered."""
    content = io.BytesIO()
    frame.write_parquet(content)
    content.seek(0)
    return pl.read_parquet(content).rechunk()


def draw_ids(count: int, rng: np.random.Generator) -> pl.Series:
    """Draw ids as long as a UUID's text and as random as its tail."""
    digits = np.frombuffer(b"0123456789abcdef", np.uint8)
    text = digits[rng.integers(0, 16, (count, 36), dtype=np.uint8)]
    text[:, :15] = np.frombuffer(b"017af5a2-3c00-7", np.uint8)
    text[:, [18, 23]] = ord("-")
    offsets = np.arange(count + 1, dtype=np.int64) * 36
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(text.tobytes())]
    return pl.Series(pl.from_arrow(pa.Array.from_buffers(pa.large_string(), count, buffers)))


def _draw_lists(people: int, rng: np.random.Generator) -> Longs:
    on = np.zeros(people, np.int64)
    for nth, (share, _, _) in enumerate(LISTS.values()):
        on |= (rng.random(people) < share).astype(np.int64) << nth
    # Whoever is on no list is not in the register: that is another estimate's work.
    on[on == 0] = 1
    return on
