"""Read a pack's CSV into typed columns: a missing file or column is empty, nothing is guessed."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from fangxian.engines.tables import INSTANT


def read_columns(
    path: Path, schema: Mapping[str, Any], renamed: Mapping[str, str] | None = None, timezone: str = "UTC"
) -> pl.DataFrame:
    """Return the columns of `schema` from a CSV with a header; instants are local to `timezone`.

    Instants may be a date (its midnight), "2021-07-24T18:00" or the same with seconds.
    """
    if not path.exists():
        return pl.DataFrame(schema=schema)
    raw = pl.read_csv(path, infer_schema=False).rename(dict(renamed or {}), strict=False)
    present = set(raw.columns)
    return raw.select(
        (_typed(pl.col(name), dtype, timezone) if name in present else pl.lit(None, dtype)).alias(name)
        for name, dtype in schema.items()
    )


def _typed(text: pl.Expr, dtype: Any, timezone: str) -> pl.Expr:
    if dtype == pl.Date:
        return text.str.to_date()
    if dtype == pl.Boolean:
        return text.replace_strict({"true": True, "false": False}, default=None, return_dtype=pl.Boolean)
    if dtype == INSTANT:
        whole = pl.when(text.str.len_chars() == 10).then(text + pl.lit("T00:00")).otherwise(text)
        local = whole.str.slice(0, 16).str.to_datetime("%Y-%m-%dT%H:%M", time_unit="us")
        return local.dt.replace_time_zone(timezone).dt.convert_time_zone("UTC")
    return text.cast(dtype)
