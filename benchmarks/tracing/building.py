"""How long the store takes to build and to open, and what it takes in memory and on disk."""

import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.tracing.asking import draw_cases
from benchmarks.tracing.city import write_city
from benchmarks.tracing.measuring import apart, peak_gib
from benchmarks.tracing.peers.segment_store import Store, build


@dataclass(frozen=True)
class Built:
    """The store of a city: rows, seconds (and those the processor was busy), peak memory, bytes a row on disk."""

    people: int
    rows: int
    seconds: float
    busy_seconds: float
    peak_gib: float
    bytes_a_row: float


@dataclass(frozen=True)
class Opened:
    """Seconds from a cold disk: until the store is open, and until the first question is answered."""

    open_seconds: float
    answer_seconds: float


def time_build(folder: Path, people: int, core: int) -> Built:
    """Build the store from the city's dictionary-coded Parquet on one core, always anew."""
    if not (folder / "city.parquet").exists():
        write_city(folder / "city.parquet", people)
    shutil.rmtree(folder / "store", ignore_errors=True)
    rows, *figures = apart(_build, core, folder)
    size = sum(file.stat().st_size for file in (folder / "store").rglob("*") if file.is_file())
    return Built(people, rows, *figures, size / rows)


def time_opening(folder: Path, core: int) -> Opened:
    """Open the store with none of its pages in memory, and ask it about 20 cases."""
    # What numba compiles is kept on disk; a process before this one leaves it there.
    apart(_open, core, folder)
    for file in (folder / "store").rglob("*"):
        if file.is_file():
            _forget(file)
    return apart(_open, core, folder)


def _build(folder: Path) -> tuple[int, float, float, float]:
    begin, busy = time.perf_counter(), time.process_time()
    rows = build(folder)
    return rows, time.perf_counter() - begin, time.process_time() - busy, peak_gib()


def _open(folder: Path) -> Opened:
    people = int(folder.name)
    begin = time.perf_counter()
    store = Store(folder, people, warm=False)
    opened = time.perf_counter()
    store.answer(store.pose(draw_cases(people, 20, 0)))
    return Opened(opened - begin, time.perf_counter() - opened)


def _forget(file: Path) -> None:
    """Ask the system to drop a file's pages from its cache."""
    descriptor = os.open(file, os.O_RDONLY)
    try:
        os.fsync(descriptor)
        os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
    finally:
        os.close(descriptor)
