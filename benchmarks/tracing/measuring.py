"""Timing engines fairly: each in a process of its own, on one core, new cases every time, answers compared."""

import hashlib
import os
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import polars as pl

from benchmarks.tracing.asking import draw_cases
from benchmarks.tracing.peers import ENGINES

ONE_THREAD = ("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "NUMBA_NUM_THREADS", "OPENBLAS_NUM_THREADS", "RAYON_NUM_THREADS")  # fmt: skip
_WARM_UP = 10_000
"""Repetitions of the warm-up are numbered from here, so that no case is asked about twice."""


@dataclass(frozen=True)
class Work:
    """A row of the table: so many cases, one degree or two, so often."""

    name: str
    cases: int
    repeat: int
    degrees: int = 1


@dataclass(frozen=True)
class Timed:
    """What one engine took: seconds of each repetition, the size and the fingerprint of its answers."""

    engine: str
    work: str
    people: int
    seconds: tuple[float, ...]
    rows: int
    minutes: int
    fingerprint: str
    peak_gib: float

    @property
    def median(self) -> float:
        """The median seconds."""
        return median(self.seconds)


def time_engine(engine: str, work: tuple[Work, ...], folder: Path, people: int, core: int) -> list[Timed]:
    """Ask one engine, opened once, everything there is to ask; its peak memory is that of the whole process."""
    answers = apart(_time, core, engine, work, folder, people)
    return [Timed(engine, name, people, *figures) for name, *figures in answers]


def apart(function: Callable[..., Any], core: int, *arguments: Any) -> Any:
    """Run in a fresh process that has one core and is told to use one thread."""
    before = dict(os.environ)
    os.environ.update(dict.fromkeys(ONE_THREAD, "1"))
    try:
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=_pin, initargs=(core,)) as pool:
            return pool.submit(function, *arguments).result()
    finally:
        for name in ONE_THREAD:
            os.environ.pop(name)
        os.environ.update(before)


def peak_gib() -> float:
    """Return the most memory this process ever held, mapped files included."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20


def _pin(core: int) -> None:
    os.sched_setaffinity(0, {core})


def _time(engine: str, works: tuple[Work, ...], folder: Path, people: int) -> list[tuple]:
    opened = ENGINES[engine](folder, people)
    told = [_time_work(opened, work, people) for work in works]
    return [(*figures, peak_gib()) for figures in told]


def _time_work(engine: Any, work: Work, people: int) -> tuple[str, tuple[float, ...], int, int, str]:
    answer, rows = (
        (engine.answer, engine.rows) if work.degrees == 1 else (engine.answer_further, engine.rows_further)
    )
    for number in range(2):
        answer(engine.pose(draw_cases(people, work.cases, _WARM_UP + number)))
    seconds, found = [], []
    for repetition in range(work.repeat):
        posed = engine.pose(draw_cases(people, work.cases, repetition))
        begin = time.perf_counter()
        given = answer(posed)
        seconds.append(time.perf_counter() - begin)
        found.append(_fingerprint(rows(given)))
        del given
    sizes, minutes, prints = zip(*found, strict=True)
    return work.name, tuple(seconds), sum(sizes), sum(minutes), " ".join(prints)


def _fingerprint(rows: pl.DataFrame) -> tuple[int, int, str]:
    """Rows, minutes and a digest of every column of every row, whatever their order."""
    plain = rows.cast(pl.Int32()).sort(rows.columns)
    digest = hashlib.sha256()
    for column in plain:
        digest.update(column.to_numpy().tobytes())
    return rows.height, int(plain["minutes"].sum()), digest.hexdigest()[:16]
