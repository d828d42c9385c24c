"""Writers and an applier in real processes, killed again and again: counts what was acknowledged, lost and doubled.

`python tests/stores/spool/spool_killing.py ROUNDS [LEAST]` prints the counts as a line of JSON. The applier's table has no
unique key on purpose: that nothing is doubled must follow from the cursor alone. With LEAST a writer is killed only after it
has acknowledged so many records.
"""

import json
import os
import select
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import numpy as np

from fangxian.stores.spool import Position, Record, SpoolWriter, count_waiting, list_series, read_series
from fangxian.stores.spool.files import DISK

THREADS, RECORDS, SEGMENT_BYTES = 32, 10, 1 << 18
ROUNDS_OF_ONE_APPLIER = 3
SHORTEST_S, LONGEST_S = 0.005, 0.05
PATIENCE_S = 20.0
NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
_TABLES = """
PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF;
CREATE TABLE IF NOT EXISTS rows (key BLOB, payload BLOB);
CREATE TABLE IF NOT EXISTS cursors (writer TEXT PRIMARY KEY, segment INT, offset INT, records INT);
"""


def run(folder: Path, rounds: int, least: int = 0) -> dict[str, int]:
    """Kill writers `rounds` times, the applier now and then; return the counts once all is applied."""
    draw, acknowledged = np.random.default_rng(rounds), bytearray()
    applier, database = 0, folder / "rows.sqlite3"
    for number in range(rounds):
        if number % ROUNDS_OF_ONE_APPLIER == 0:
            _kill(applier)
            applier = _fork(lambda: _apply_for_ever(folder / "spool", database))
        acknowledged += _kill_a_writer(folder / "spool", draw.uniform(SHORTEST_S, LONGEST_S), least)
    _kill(applier)
    rows = _open(database)
    while _apply(folder / "spool", rows):
        pass
    return {"kills": rounds + -(-rounds // ROUNDS_OF_ONE_APPLIER), **_count(rows, bytes(acknowledged))}


def _count(rows: sqlite3.Connection, acknowledged: bytes) -> dict[str, int]:
    kept = [
        bytes(key) for key, payload in rows.execute("SELECT key, payload FROM rows") if key * 4 == payload
    ]
    every = rows.execute("SELECT count(*) FROM rows").fetchone()[0]
    promised = {acknowledged[at : at + 16] for at in range(0, len(acknowledged), 16)}
    return {
        "acknowledged": len(promised),
        "applied": every,
        "lost": len(promised - set(kept)),
        "doubled": len(kept) - len(set(kept)),
        "torn": every - len(kept),
    }


def _kill_a_writer(spool: Path, after_s: float, least: int) -> bytes:
    """Let a writer acknowledge at least so many records, work for a while more, and kill it; return the keys."""
    reading, writing = os.pipe()
    child = _fork(lambda: _write_for_ever(spool, writing))
    os.close(writing)
    told = bytearray()
    _listen(reading, told, PATIENCE_S if least else 0.0, least)
    _listen(reading, told, after_s)
    _kill(child)
    while more := os.read(reading, 1 << 16):
        told += more
    os.close(reading)
    return bytes(told)


def _listen(reading: int, told: bytearray, for_s: float, least: int | None = None) -> None:
    ends_at = time.monotonic() + for_s
    while (left_s := ends_at - time.monotonic()) > 0 and (least is None or len(told) < 16 * least):
        if select.select([reading], [], [], left_s)[0]:
            told += os.read(reading, 1 << 16)


def _write_for_ever(spool: Path, told: int) -> None:
    writer = SpoolWriter(spool, lambda: uuid4().hex, segment_bytes=SEGMENT_BYTES)

    def send() -> None:
        while True:
            keys = [uuid4() for _ in range(RECORDS)]
            writer.append([Record(key, 1, NOON, key.bytes * 4) for key in keys])
            # Less than a pipe writes at once: a key is told whole or not at all.
            os.write(told, b"".join(key.bytes for key in keys))

    threads = [threading.Thread(target=send, daemon=True) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    threads[0].join()


def _apply_for_ever(spool: Path, database: Path) -> None:
    rows = _open(database)
    while True:
        if not _apply(spool, rows):
            time.sleep(0.002)


def _open(database: Path) -> sqlite3.Connection:
    rows = sqlite3.connect(database, isolation_level=None)
    rows.executescript(_TABLES)
    return rows


def _apply(spool: Path, rows: sqlite3.Connection) -> int:
    """Apply some of every series, rows and cursor in one transaction; return how many records."""
    cursors = _cursors(rows)
    applied = 0
    for writer in list_series(DISK, spool):
        before = cursors.get(writer, Position())
        read = read_series(spool, writer, before)
        if read.position == before:
            continue
        at = read.position
        rows.execute("BEGIN IMMEDIATE")
        rows.executemany(
            "INSERT INTO rows VALUES (?, ?)", [(one.key.bytes, one.payload) for one in read.records]
        )
        rows.execute(
            "INSERT OR REPLACE INTO cursors VALUES (?, ?, ?, ?)", (writer, at.segment, at.offset, at.records)
        )
        rows.execute("COMMIT")
        applied += len(read.records)
    return applied or count_waiting(spool, _cursors(rows)).records


def _cursors(rows: sqlite3.Connection) -> dict[str, Position]:
    return {writer: Position(*at) for writer, *at in rows.execute("SELECT * FROM cursors")}


def _fork(work: Callable[[], None]) -> int:
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(1)
    return child


def _kill(child: int) -> None:
    if child:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="fangxian-spool-") as room:
        print(json.dumps(run(Path(room), *map(int, sys.argv[1:]))))
