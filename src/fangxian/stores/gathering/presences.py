"""Opening presences: small files with balance into memory, large Parquet by lazy scans, a segment store as it is."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import file_digest
from pathlib import Path

import polars as pl

from fangxian.engines import tables
from fangxian.engines.problems import Text
from fangxian.engines.tracing import InMemoryPresences, PresenceSource
from fangxian.stores.inputs import Imported, read_table
from fangxian.stores.inputs.refusing import Refusal, refuse
from fangxian.stores.outputs import InputFile
from fangxian.stores.presence import ParquetPresences, SegmentStore, TogetherPresences
from fangxian.stores.presence.scan import PARQUET, parquet_files


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
    if path.suffix.lower() in PARQUET or path.is_dir():
        return _open_parquet(path, timezone)
    imported = _without_backwards(read_table(path, tables.PRESENCES, timezone), timezone)
    return OpenedPresences(
        InMemoryPresences(imported.frame, timezone), account_of(path, tables.PRESENCES, imported), imported
    )


def _without_backwards(given: Imported, timezone: str) -> Imported:
    """Refuse stays that end before they begin."""
    told = pl.col("leave_at").dt.convert_time_zone(timezone).dt.strftime("%Y-%m-%dT%H:%M%:z")
    backwards = given.frame.with_row_index("row").filter(pl.col("leave_at") < pl.col("arrive_at"))
    reason = Text("离开早于到达", "the stay ends before it begins")
    rows = backwards.select("row", told).iter_rows()
    return refuse(given, {row: Refusal("leave_at", value, reason) for row, value in rows})


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
        Problem: there is no store in that directory.
    """
    store = SegmentStore(directory)
    account = InputFile(tables.PRESENCES.name, directory.name, "", store.rows, store.rows, 0, 0)
    return OpenedPresences(store.snapshot(known_at), account)


def together(opened: list[OpenedPresences]) -> PresenceSource | None:
    """Return one source over all that were opened, None for none."""
    if not opened:
        return None
    return opened[0].source if len(opened) == 1 else TogetherPresences(*(one.source for one in opened))


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
