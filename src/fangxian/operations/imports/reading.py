"""From a file, or the bytes of one, to rows with balance."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from fangxian.engines.problems import Text
from fangxian.engines.tables import Table
from fangxian.operations.imports.rows import Reading, RejectedLine
from fangxian.stores.inputs import Imported, read_table


def read_content(
    name: str, content: bytes, table: Table, timezone: str, defaults: Mapping[str, object] | None = None
) -> Reading:
    """Read an uploaded file; its name says of what kind it is. Raises `cannot-read-file`."""
    with TemporaryDirectory(prefix="fangxian-import-") as folder:
        path = Path(folder) / Path(name or "file").name
        path.write_bytes(content)
        return read_path(path, table, timezone, defaults)


def read_path(
    path: Path, table: Table, timezone: str, defaults: Mapping[str, object] | None = None
) -> Reading:
    """Read a CSV, XLSX or Parquet file into `table`. Raises `cannot-read-file`."""
    found = read_table(path, table, timezone, defaults)
    return Reading(found.frame, found.lines.to_list(), found.duplicate, rejected_lines(found), found.sha256)


def rejected_lines(found: Imported) -> tuple[RejectedLine, ...]:
    """Return the rows that were refused while a file was read."""
    return tuple(
        RejectedLine(row["line"], row["column"], row["value"], Text(row["reason_zh"], row["reason_en"]))
        for row in found.rejected.iter_rows(named=True)
    )
