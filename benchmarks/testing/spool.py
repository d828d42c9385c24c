"""`python -m benchmarks.testing.spool [kills] [cuts]`: is anything acknowledged ever lost, is anything doubled?

Kills real processes and cuts the power of a simulated disk; then measures how many records a second reach this
machine's disk, beside one fsync a record. Prints results/spool.md and writes it.
"""

import os
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from uuid import UUID, uuid4

import numpy as np

from fangxian.stores.spool import Position, Record, SpoolNotWritten, SpoolWriter, list_series, read_series
from tests.stores.spool import spool_killing
from tests.stores.spool.spool_power import PowerDisk

KILLS, LEAST, CUTS = 1_000, 1_000, 20_000
FOR_S, THREADS = 10.0, 32
RESULTS = Path(__file__).parent / "results" / "spool.md"
NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
FOLDER = Path("/spool")


def main(kills: int, cuts: int) -> None:
    """Measure, print and keep the table."""
    with tempfile.TemporaryDirectory() as room:
        killed = spool_killing.run(Path(room), kills, LEAST)
    cut = cut_power(cuts)
    together, alone = _measure_rate(shared=True), _measure_rate(shared=False)
    lines = [
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; a spool on this machine's disk.",
        "",
        "| accident | times | acknowledged | lost | doubled | torn |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
        f"| kill -9 of a writer or the applier | {killed['kills']:,} | {_told(killed)} |",
        f"| power cut, simulated: unsynced pages kept, zeroed or gone | {cuts:,} | {_told(cut)} |",
        "",
        f"| {THREADS} threads, {FOR_S:.0f} s | records a second | an append, p50 and p99, ms |",
        "| --- | ---: | ---: |",
        f"| the spool, 10 records a request, one fsync for all who wait | {together[0]:,.0f} | {_spread(together)} |",
        f"| peer: one fsync a record | {alone[0]:,.0f} | {_spread(alone)} |",
    ]
    text = "\n".join(lines) + "\n"
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text, "utf-8")
    print(text, end="")


def _told(found: dict[str, int]) -> str:
    return " | ".join(f"{found[name]:,}" for name in ("acknowledged", "lost", "doubled", "torn"))


def _spread(found: tuple[float, list[float]]) -> str:
    return " and ".join(f"{float(np.quantile(found[1], q)) * 1000:.1f}" for q in (0.5, 0.99))


def cut_power(cuts: int) -> dict[str, int]:
    """Append and apply on a simulated disk, fail now and then, cut its power `cuts` times; return the counts."""
    draw, names, numbers = np.random.default_rng(cuts), count(1), count(1)
    disk, cursors = PowerDisk(), dict[str, Position]()
    promised, kept, torn = set[int](), list[int](), 0
    for cut in range(cuts):
        writer = SpoolWriter(FOLDER, lambda: f"{next(names):032x}", files=disk, segment_bytes=600)
        for _ in range(draw.integers(1, 8)):
            if draw.random() < 0.2:
                disk.fault = draw.choice(["no room", "half written", "not synced"])
            batch = [_record(next(numbers)) for _ in range(draw.integers(1, 6))]
            try:
                writer.append(batch)
            except SpoolNotWritten:
                continue
            promised |= {record.key.int for record in batch}
            if draw.random() < 0.3:
                torn += _apply(disk, cursors, kept)
        disk.cut_power(lambda below: int(draw.integers(0, below)))
        if cut % 50 == 49:
            torn += _apply(disk, cursors, kept)
            disk, cursors = PowerDisk(), {}
    torn += _apply(disk, cursors, kept)
    lost, doubled = len(promised - set(kept)), len(kept) - len(set(kept))
    return {"acknowledged": len(promised), "lost": lost, "doubled": doubled, "torn": torn}


def _record(number: int) -> Record:
    return Record(UUID(int=number), 1, NOON, number.to_bytes(8, "big") * 5)


def _apply(disk: PowerDisk, cursors: dict[str, Position], kept: list[int]) -> int:
    """Apply all there is; return how many records are not what was sent."""
    torn = 0
    for writer in list_series(disk, FOLDER):
        while (read := read_series(FOLDER, writer, cursors.get(writer, Position()), files=disk)).records:
            cursors[writer] = read.position
            kept += [record.key.int for record in read.records]
            torn += sum(record != _record(record.key.int) for record in read.records)
    return torn


def _measure_rate(*, shared: bool) -> tuple[float, list[float]]:
    """Return records a second, and the seconds each append took: all threads of one writer, or one by one."""
    taken, alone, size = list[float](), threading.Lock(), 10 if shared else 1
    with tempfile.TemporaryDirectory() as room:
        writer = SpoolWriter(Path(room), lambda: uuid4().hex)
        ends_at = time.perf_counter() + FOR_S

        def send() -> None:
            while (began := time.perf_counter()) < ends_at:
                records = [Record(uuid4(), 1, NOON, b"x" * 300) for _ in range(size)]
                if shared:
                    writer.append(records)
                else:
                    with alone:
                        writer.append(records)
                taken.append(time.perf_counter() - began)

        threads = [threading.Thread(target=send) for _ in range(THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    return len(taken) * size / FOR_S, taken


if __name__ == "__main__":
    main(*(int(given) for given in sys.argv[1:]) if sys.argv[1:] else (KILLS, CUTS))
