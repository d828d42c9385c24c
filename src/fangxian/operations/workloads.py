"""How much work an order gives each community of its lowest level: shown before it is given, so that nobody is asked for the impossible unseen."""

from dataclasses import dataclass

import polars as pl

from fangxian.engines import tables
from fangxian.engines.plans import Measure
from fangxian.engines.problems import Text
from fangxian.engines.response.cascade import COMMAND_OFFICE
from fangxian.engines.visiting import minutes_of_work
from fangxian.operations.places.queries import titles_of

SHOWN = 5


@dataclass(frozen=True)
class WorkAt:
    """The work of the first day at one place, in minutes of staff."""

    place_id: str
    place: Text
    people: int | None
    minutes: float


@dataclass(frozen=True)
class Work:
    """The work an order gives: hours over all places, the place in the middle, the heaviest, and those nobody can count."""

    places: int
    uncounted: int
    hours: float
    median_minutes: float
    heaviest: tuple[WorkAt, ...]


def summarise_work(offices: pl.DataFrame, places: pl.DataFrame, measure: Measure) -> Work:
    """Return the work of an order for the offices that receive it: (place_id, department), with the tree's places.

    Only command offices of the lowest level told do it; those above pass it on.
    """
    levels = [level for level in tables.levels_of(places) if level in _told(offices, places)]
    lowest = places.filter(pl.col("level") == levels[-1]) if levels else places.clear()
    receiving = offices.filter(department=COMMAND_OFFICE).select("place_id").unique()
    rows = minutes_of_work(lowest.join(receiving, on="place_id", how="semi"), measure)
    known = rows.drop_nulls("minutes")
    top = known.head(SHOWN).to_dicts()
    names = titles_of([row["place_id"] for row in top])
    return Work(
        places=rows.height,
        uncounted=rows.height - known.height,
        hours=float(known["minutes"].sum()) / 60,
        median_minutes=known.select(pl.col("minutes").median().fill_null(0)).item() if known.height else 0.0,
        heaviest=tuple(WorkAt(place=names[row["place_id"]], **row) for row in top),
    )


def _told(offices: pl.DataFrame, places: pl.DataFrame) -> set[str]:
    return set(offices.join(places, on="place_id")["level"])
