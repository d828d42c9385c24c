"""A row of a response as JSON and back: instants and dates become ISO text, nothing is lost."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tables import Table

TABLES: dict[str, Table] = {
    "areas": tables.AREAS,
    "measures": tables.MEASURES,
    "restrictions": tables.RESTRICTIONS,
}
KEYS = {"areas": "area_id", "measures": "measure_id", "restrictions": "restriction_id"}


def to_payload(row: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row with instants and dates as ISO text."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in row.items()}


def from_payload(
    table_name: str, payload: Mapping[str, Any], edits: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """Return the row a payload holds, with a person's edits in place of what was proposed."""
    schema = TABLES[table_name].schema
    return {
        name: _parse(schema[name], value)
        for name, value in {**payload, **(edits or {})}.items()
        if name in schema
    }


def _parse(dtype: pl.DataType, value: Any) -> Any:
    if isinstance(value, str) and isinstance(dtype, pl.Datetime):
        return datetime.fromisoformat(value)
    if isinstance(value, str) and isinstance(dtype, pl.Date):
        return date.fromisoformat(value)
    return value
