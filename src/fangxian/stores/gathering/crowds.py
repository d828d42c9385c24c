"""How many people were at each place on each day: what says how much a meeting there means."""

import polars as pl

from fangxian.stores.presence.intake.scan import Rows, scan_presences

CROWDS: dict[str, pl.DataType] = {"place_id": pl.String(), "on": pl.Date(), "people": pl.Int64()}


def count_crowds(rows: Rows, places: pl.Series, persons: pl.Series, timezone: str) -> pl.DataFrame | None:
    """Return place_id, on (local date), people for these places; only they are read from the file.

    None when nobody but `persons` is on record: their own interviews say nothing of a crowd.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2021, 7, 22, 2, tzinfo=UTC)
    >>> rows = pl.DataFrame({"person_id": ["a", "b"], "place_id": "v", "arrive_at": at})
    >>> count_crowds(rows, pl.Series(["v"]), pl.Series(["a"]), "Asia/Shanghai").row(0)
    ('v', datetime.date(2021, 7, 22), 2)
    """
    day = pl.col("arrive_at").dt.convert_time_zone(timezone).dt.date()
    there = scan_presences(rows, timezone).filter(pl.col("place_id").is_in(places.unique().implode()))
    counted = (
        there.group_by("place_id", day.alias("on"))
        .agg(
            pl.col("person_id").n_unique().cast(pl.Int64).alias("people"),
            (~pl.col("person_id").is_in(persons.unique().implode())).any().alias("others"),
        )
        .drop_nulls()
        .sort("place_id", "on")
        .collect()
    )
    return counted.select(list(CROWDS)) if counted["others"].any() else None


def count_people(rows: Rows, timezone: str) -> int:
    """Return how many persons a file of presences speaks of.

    >>> count_people(pl.DataFrame({"person_id": ["a", "b", "a"], "place_id": "v", "arrive_at": "2021-07-22"}), "UTC")
    2
    """
    return int(scan_presences(rows, timezone).select(pl.col("person_id").n_unique()).collect().item())
