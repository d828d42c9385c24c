"""Which engine answers `fangxian trace`: our own, or DuckDB or Spark over files."""

from pathlib import Path

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.stores.gathering.presences import OpenedPresences, open_file
from fangxian.stores.ibis_presence import open_engine
from fangxian.stores.outputs import InputFile
from fangxian.stores.presence.intake.scan import PARQUET

NATIVE = "native"


def open_peer(engine: str, presences: Path | None, store: Path | None, zone: str) -> list[OpenedPresences]:
    """Open presences on DuckDB or Spark: Parquet where it lies, other files as they are read.

    Raises:
        Problem: a store was given, no presences were, or the engine is not installed.
    """
    if store is not None or presences is None:
        raise Problem(
            "engine-needs-files",
            Text(f"{engine} 不能读取到访库。", f"{engine} does not read a presence store."),
            Text("请用 --presences 给出文件。", "It reads the files given by --presences."),
            Text(
                "请改用 --engine native，或给出 Parquet 文件。", "Use --engine native, or give Parquet files."
            ),
        )
    if presences.suffix.lower() in PARQUET or presences.is_dir():
        source = open_engine(engine, presences, zone)
        read, left_out = source.rows, source.left_out
        account = InputFile(tables.PRESENCES.name, presences.name, "", read, read - left_out, 0, left_out)
        return [OpenedPresences(source, account)]
    opened = open_file(presences, zone)
    frame = opened.imported.frame if opened.imported else tables.PRESENCES.empty()
    return [OpenedPresences(open_engine(engine, frame, zone), opened.account, opened.imported)]
