"""Reading presences into a store: streamed, so that a city's fortnight fits a small machine."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import polars as pl

from fangxian.stores.presence.coding import RowCoder
from fangxian.stores.presence.packing import Progress
from fangxian.stores.presence.scan import Rows, scan_presences
from fangxian.stores.presence.store import SegmentStore, create_store

_BATCH_ROWS = 1_000_000
_READING_SHARE = 0.6
"""The part of the work that is reading and coding; the rest is sorting and writing."""


def build_store(
    rows: Rows,
    directory: Path,
    *,
    timezone: str,
    recorded_at: datetime,
    progress: Progress | None = None,
) -> SegmentStore:
    """Add presences (a frame, a Parquet or CSV file) as one segment to the store in `directory`.

    The store is begun if there is none. The same content twice is held once. Rows that cannot be stays are
    counted in the manifest as left out. About 20 B of memory a row; `progress` gets shares from 0 to 1.

    Raises:
        Problem: the file cannot be read, or the store lives in another time zone.
    """
    store, coder = create_store(directory, timezone), RowCoder(timezone)
    frame = scan_presences(rows, timezone)
    tell = progress or (lambda _share: None)
    coder.add_all(_batches(frame, tell))
    store.add(
        coder.draft(),
        recorded_at,
        coder.left_out,
        lambda share: tell(_READING_SHARE + (1 - _READING_SHARE) * share),
    )
    return store


def _batches(frame: pl.LazyFrame, tell: Progress) -> Iterator[pl.DataFrame]:
    total, read = frame.select(pl.len()).collect().item(), 0
    for batch in frame.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=False):
        yield batch
        read += batch.height
        tell(_READING_SHARE * read / total)
