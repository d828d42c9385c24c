"""Reading presences into a store: streamed, so that a city's fortnight fits a small machine."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path

import numpy as np
import polars as pl

from fangxian.engines.tracing.stays import settle
from fangxian.stores.presence.changing import Change, changing, create_store
from fangxian.stores.presence.intake.balance import Balance, Batch, join_rejected, sort_out
from fangxian.stores.presence.intake.coded import count_rows, read_coded, suits
from fangxian.stores.presence.intake.coding import RowCoder
from fangxian.stores.presence.intake.lists import ListOfPeople, read_list
from fangxian.stores.presence.intake.scan import Rows, is_parquet, parquet_files, scan_presences
from fangxian.stores.presence.manifest import Entry
from fangxian.stores.presence.segments.packing import Progress
from fangxian.stores.presence.segments.segment import Segment, minutes
from fangxian.stores.presence.segments.withdrawn import held
from fangxian.stores.presence.store import SegmentStore

_BATCH_ROWS = 1_000_000
_READING_SHARE = 0.6
"""The part of the work that is reading and coding; the rest is sorting and writing."""

_STAYS = ListOfPeople()


def add_presences(
    rows: Rows,
    directory: Path,
    *,
    timezone: str,
    recorded_at: datetime,
    told: ListOfPeople = _STAYS,
    keep_until: date | None = None,
    progress: Progress | None = None,
) -> Balance:
    """Add presences (a frame, a CSV, XLSX or Parquet file) as one segment to the store in `directory`.

    The store is begun if there is none. A stay with the person, place, session, zone and minute of arrival of one
    that the store holds is a duplicate, and so is one told before in the same rows. `told` says what kind of list
    it is, `keep_until` the last local day they may be kept. About 20 B of memory a row; `progress` gets shares from 0 to 1.

    Raises:
        Problem: the file cannot be read, the store lives in another time zone, or `recorded_at` lies before
            what it recorded last.
    """
    create_store(directory, timezone)
    tell = progress or (lambda _share: None)
    with changing(directory) as change:
        recorded = change.require_later(recorded_at)
        taken = _Taken(change, timezone)
        taken.take_all(rows, told, lambda share: tell(_READING_SHARE * share))
        accepted = taken.append(
            recorded, keep_until, lambda share: tell(_READING_SHARE + (1 - _READING_SHARE) * share)
        )
    tell(1.0)
    rejected = join_rejected(taken.rejected)
    return Balance(taken.read, accepted, taken.read - accepted - rejected.height, rejected)


def build_store(
    rows: Rows,
    directory: Path,
    *,
    timezone: str,
    recorded_at: datetime,
    progress: Progress | None = None,
) -> SegmentStore:
    """Add presences as `add_presences` does and return the store; what was rejected is counted in its manifest.

    Raises:
        Problem: as `add_presences` does.
    """
    add_presences(rows, directory, timezone=timezone, recorded_at=recorded_at, progress=progress)
    return SegmentStore(directory)


class Adding:
    """A store while its lock is held: which stays are new to it, and adding them."""

    def __init__(self, change: Change) -> None:
        self._change = change
        self._segments = change.standing().segments

    def are_new(self, stays: pl.DataFrame) -> pl.Series:
        """Tell of each stay (possible ones, `tables.PRESENCES`) whether neither the store nor an earlier row has it."""
        keys = keys_of(stays, self._change.manifest.timezone)
        first = keys.select(pl.struct(pl.all()).is_first_distinct()).to_series()
        return first & ~pl.Series(find_held(self._segments, keys))

    def append(self, stays: pl.DataFrame, recorded_at: datetime, keep_until: date | None) -> int:
        """Write stays as a segment and return how many; none leave no segment."""
        taken = _Taken(self._change, self._change.manifest.timezone)
        lines = pl.int_range(2, stays.height + 2, eager=True)
        taken.take(sort_out(stays, lines, self._change.manifest.timezone))
        return taken.append(self._change.require_later(recorded_at), keep_until, lambda _share: None)


@contextmanager
def adding(directory: Path, timezone: str) -> Iterator[Adding]:
    """Hold the lock of a store, begun if there is none, so that what is new to it stays new until it is added.

    Raises:
        Problem: the store there lives in another time zone.
    """
    create_store(directory, timezone)
    with changing(directory) as change:
        yield Adding(change)


def read_batches(rows: Rows, timezone: str, told: ListOfPeople, tell: Progress) -> Iterator[Batch]:
    """Yield presences batch by batch, whatever they are written in."""
    if isinstance(rows, Path) and not is_parquet(rows):
        yield from read_list(rows, timezone, told)
        return
    frame = told.fill(scan_presences(rows, timezone))
    total, read = frame.select(pl.len()).collect().item(), 0
    for part in frame.collect_batches(chunk_size=_BATCH_ROWS, maintain_order=True):
        # A table has its header on line 1.
        lines = pl.int_range(read + 2, read + part.height + 2, eager=True)
        yield sort_out(part, lines, timezone)
        read += part.height
        tell(read / total)


def keys_of(stays: pl.DataFrame, timezone: str) -> pl.DataFrame:
    """Return what names each stay in a store (`withdrawn.KEY`)."""
    settled = settle(stays, timezone)
    arrive = pl.Series("arrive", minutes(settled["arrive_at"]))
    return settled.select("person_id", "place_id", "session", "zone").with_columns(arrive)


def find_held(segments: Iterable[Segment], keys: pl.DataFrame) -> np.ndarray:
    """Return for each key whether a stay of it stands in any of the segments."""
    found = np.zeros(keys.height, bool)
    for segment in segments:
        found[held(segment, keys)] = True
    return found


class _Taken:
    """What was read so far, coded; counts what was rejected."""

    def __init__(self, change: Change, timezone: str) -> None:
        self.read, self.rejected = 0, list[pl.DataFrame]()
        self._change, self._timezone = change, timezone
        self._segments = change.standing().segments
        self._coder = RowCoder(timezone)

    def take_all(self, rows: Rows, told: ListOfPeople, tell: Progress) -> None:
        """Take all rows, as numbers where they are written as such and the store is empty."""
        files = parquet_files(rows) if isinstance(rows, Path) and is_parquet(rows) else []
        if told == _STAYS and not self._segments and suits(files):
            self._take_coded(files, tell)
            return
        for batch in read_batches(rows, self._timezone, told, tell):
            self.take(batch)

    def _take_coded(self, files: list[Path], tell: Progress) -> None:
        total = count_rows(files)
        for batch in read_coded(files):
            self._coder.add_coded(batch)
            self.read += len(batch.person)
            if len(batch.others):
                others = scan_presences(batch.others, self._timezone).collect()
                self.take(sort_out(others, batch.other_lines, self._timezone))
            tell(self.read / total)

    def take(self, batch: Batch) -> None:
        """Take one batch."""
        self.read += batch.read
        self.rejected.append(batch.rejected)
        self._coder.add(self._new(batch.stays))

    def append(self, recorded_at: str, keep_until: date | None, progress: Progress) -> int:
        """Write what is new as a segment; return its rows. Rows rejected alone leave no segment."""
        rejected = sum(part.height for part in self.rejected)
        day = keep_until.isoformat() if keep_until else None
        blank = Entry(0, "", recorded_at, 0, rejected=rejected, keep_until=day)
        added = self._change.append_all([(self._coder.draft(), blank)], progress)
        return sum(entry.rows for entry in added)

    def _new(self, stays: pl.DataFrame) -> pl.DataFrame:
        if not self._segments or stays.is_empty():
            return stays
        return stays.filter(~find_held(self._segments, keys_of(stays, self._timezone)))
