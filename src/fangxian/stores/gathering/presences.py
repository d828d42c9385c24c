"""Opening presences: small files with balance into memory, large Parquet by lazy scans, a segment store as it is."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.inputs import Imported
from fangxian.stores.outputs import InputFile
from fangxian.stores.presence import ListOfPeople, ParquetPresences, SegmentStore, take_together
from fangxian.stores.presence.intake.balance import join_rejected
from fangxian.stores.presence.intake.lists import read_list
from fangxian.stores.presence.intake.scan import is_parquet, parquet_files


@dataclass(frozen=True)
class OpenedPresences:
    """`imported` is set for a file that was read into memory; its rejected rows are listed."""

    source: PresenceSource
    account: InputFile
    imported: Imported | None = None


def open_file(path: Path, timezone: str) -> OpenedPresences:
    """Open a file of presences. Parquet is never read into memory; its rows that cannot be stays are counted.

    Raises:
        Problem: the file cannot be read at all.
    """
    if is_parquet(path):
        return _open_parquet(path, timezone)
    imported = read_presence_list(path, timezone)
    return OpenedPresences(
        InMemoryPresences(imported.frame, timezone), account_of(path, tables.PRESENCES, imported), imported
    )


def read_presence_list(path: Path, timezone: str) -> Imported:
    """Read a whole list of stays as the presence store reads it: a date alone is a day, an end before the start refused.

    Raises:
        Problem: "cannot-read-file" when no row can be read at all.
    """
    batches = list(read_list(path, timezone, ListOfPeople()))
    lines = pl.concat([pl.Series(dtype=pl.Int64()), *(batch.lines.cast(pl.Int64()) for batch in batches)])
    stays = pl.concat([tables.PRESENCES.empty(), *(batch.stays for batch in batches)])
    kept = stays.with_columns(lines.alias("line")).unique(
        tables.PRESENCES.names, keep="first", maintain_order=True
    )
    read = sum(batch.read for batch in batches)
    rejected = join_rejected(batch.rejected for batch in batches)
    duplicate = read - kept.height - rejected.height
    return Imported(
        kept.drop("line"), rejected, read, kept.height, duplicate, _digest([path]), lines=kept["line"]
    )


def _open_parquet(path: Path, timezone: str) -> OpenedPresences:
    source = ParquetPresences(path, timezone)
    files = parquet_files(path)
    rows = sum(pl.scan_parquet(file).select(pl.len()).collect().item() for file in files)
    left_out = source.left_out
    account = InputFile(tables.PRESENCES.name, path.name, _digest(files), rows, rows - left_out, 0, left_out)
    return OpenedPresences(source, account)


def _digest(files: list[Path]) -> str:
    if len(files) != 1:
        return ""
    with files[0].open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def open_store(directory: Path, known_at: datetime) -> OpenedPresences:
    """Open an indexed store as it was known at a moment.

    Raises:
        Problem: there is no store in that directory, or it no longer tells what was known then.
    """
    snapshot = SegmentStore(directory).snapshot(known_at)
    name = f"{directory.name}@{snapshot.id}"
    return OpenedPresences(
        snapshot, InputFile(tables.PRESENCES.name, name, "", snapshot.rows, snapshot.rows, 0, 0)
    )


def together(opened: list[OpenedPresences]) -> PresenceSource | None:
    """Return one source over all that were opened, None for none."""
    if not opened:
        return None
    return opened[0].source if len(opened) == 1 else take_together(*(one.source for one in opened))


def account_of(path: Path, table: tables.Table, imported: Imported) -> InputFile:
    """Return the balance of one file."""
    return InputFile(
        table.name,
        path.name,
        imported.sha256,
        imported.read,
        imported.accepted,
        imported.duplicate,
        imported.rejected.height,
    )
