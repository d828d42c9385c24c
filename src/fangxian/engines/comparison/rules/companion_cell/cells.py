"""Presences by square cell: every place inside one cell is one place."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import numpy as np
import polars as pl

from fangxian.engines import tables
from fangxian.engines.comparison.sources import merged, without_details
from fangxian.engines.tracing import PresenceSource

CELL_M = 800.0
SETTLED_HOURS = 30.0
SETTLED_DAYS = 14
_METRES_PER_DEGREE = 111_320.0


class CellPresences:
    """A PresenceSource whose places are the cells that the places of another lie in.

    Two people met only if one of them spent `SETTLED_HOURS` or more in that cell during the `SETTLED_DAYS`
    before `as_of`. What is known of a place without coordinates is left out.
    """

    def __init__(self, source: PresenceSource, places: pl.DataFrame, as_of: datetime) -> None:
        self._source, self._as_of = source, as_of
        self._cells = cell_of(places)

    def stays_of(self, person_ids: Sequence[str], from_at: datetime, to_at: datetime) -> pl.DataFrame:
        """Return the stays of these people by cell, those that follow each other there as one."""
        found = self._source.stays_of(person_ids, from_at, to_at).join(self._cells, on="place_id")
        whole = merged(found, ["person_id", "cell"], "arrive_at", "leave_at")
        return tables.PRESENCES.check(
            whole.rename({"cell": "place_id"}).with_columns(precision=pl.lit("exact"))
        )

    def overlaps(
        self,
        stays: pl.DataFrame,
        linger_minutes: Mapping[str, float],
        min_minutes: float,
        seat_rows: Mapping[str, int] | None = None,
    ) -> pl.DataFrame:
        """Return an encounter per pair and unbroken time in one cell. Air does not linger over 64 hectares."""
        everywhere = stays.rename({"place_id": "cell"}).join(self._cells, on="cell")
        met = self._source.overlaps(
            without_details(everywhere.select(tables.PRESENCES.names)), {"": 0.0}, 0.0
        ).join(self._cells, on="place_id")
        pair = ["source_person_id", "person_id", "cell"]
        together = merged(met, pair, "from_at", "to_at").with_columns(
            minutes=(pl.col("to_at") - pl.col("from_at")).dt.total_minutes().cast(pl.Float64)
        )
        long = self._settled(together.filter(pl.col("minutes") >= min_minutes))
        return tables.ENCOUNTERS.check(
            long.rename({"cell": "place_id"}).with_columns(precision=pl.lit("exact"))
        )

    def places_seen(self) -> frozenset[str] | None:
        """Return None: nobody keeps a list of the visitors of a cell."""
        return None

    def _settled(self, met: pl.DataFrame) -> pl.DataFrame:
        """Keep the encounters of which one side has spent long enough in that cell."""
        people = pl.concat([met["source_person_id"], met["person_id"]]).unique().sort()
        begin = self._as_of - timedelta(days=SETTLED_DAYS)
        stays = self.stays_of(people.to_list(), begin, self._as_of)
        inside = pl.min_horizontal("leave_at", pl.lit(self._as_of)) - pl.max_horizontal(
            "arrive_at", pl.lit(begin)
        )
        long = (
            stays.group_by("person_id", cell="place_id")
            .agg(inside.sum().alias("spent"))
            .filter(pl.col("spent") >= timedelta(hours=SETTLED_HOURS))
            .select("person_id", "cell", _long=True)
        )
        theirs = met.join(long, on=["person_id", "cell"], how="left")
        both = theirs.join(
            long.rename({"person_id": "source_person_id", "_long": "_long_source"}),
            on=["source_person_id", "cell"],
            how="left",
        )
        return both.filter(pl.any_horizontal("_long", "_long_source"))


def cell_of(places: pl.DataFrame) -> pl.DataFrame:
    """Return (place_id, cell) of every place with coordinates; a cell is as wide as it is high everywhere.

    >>> two = tables.PLACES.rows([
    ...     {"place_id": "a", "name": "a", "level": "venue", "lat": 28.2000, "lon": 112.97},
    ...     {"place_id": "b", "name": "b", "level": "venue", "lat": 28.3000, "lon": 112.97}])
    >>> cell_of(two)["cell"].n_unique()
    2
    """
    located = tables.PLACES.check(places).filter(pl.col("lat").is_not_null(), pl.col("lon").is_not_null())
    row = np.floor(located["lat"].to_numpy() * _METRES_PER_DEGREE / CELL_M)
    narrower = np.cos(np.radians(row * CELL_M / _METRES_PER_DEGREE))
    column = np.floor(located["lon"].to_numpy() * _METRES_PER_DEGREE * narrower / CELL_M)
    names = [f"cell {int(north)}/{int(east)}" for north, east in zip(row, column, strict=True)]
    return pl.DataFrame(
        {"place_id": located["place_id"], "cell": pl.Series(names, dtype=pl.String())},
        schema={"place_id": pl.String(), "cell": pl.String()},
    )
