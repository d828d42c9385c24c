"""Reading signals as they were known."""

from datetime import datetime

import polars as pl

from fangxian.engines import tables
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.places.reach import Reach
from fangxian.operations.signals.models import Signal
from fangxian.operations.signals.rows import SignalRow

_TABLES = {
    "pool": (tables.POOLS, "pool_id"),
    "capacity": (tables.CAPACITIES, "capacity_id"),
    "feed": (tables.FEEDS, "feed_id"),
}


def list_signals(reach: Reach, outbreak_id: str, known_at: datetime) -> tuple[SignalRow, ...]:
    """Return the last word on every signal within reach, as known then. Raises `not-found`."""
    get_outbreak(reach, outbreak_id)
    found = reach.filter(Signal.objects.as_known(known_at).filter(outbreak_id=outbreak_id))
    return tuple(
        SignalRow(row.kind, row.key, row.place_id, row.facts, row.known_from)
        for row in found.order_by("kind", "key")
    )


def signal_frame(reach: Reach, outbreak_id: str, kind: str, known_at: datetime) -> pl.DataFrame:
    """Return the signals of one kind as the table the engines take."""
    table, key = _TABLES[kind]
    rows = reach.filter(Signal.objects.as_known(known_at).filter(outbreak_id=outbreak_id, kind=kind))
    return table.rows(
        [
            {key: row.key, "place_id": row.place_id, "recorded_at": row.known_from, **_parsed(row.facts)}
            for row in rows.order_by("key")
        ]
    )


def _parsed(facts: dict[str, object]) -> dict[str, object]:
    return {
        name: datetime.fromisoformat(str(value)) if name.endswith("_at") and value else value
        for name, value in facts.items()
    }
