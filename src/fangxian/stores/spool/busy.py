"""Saying no in time: what cannot be applied soon is not taken in, and whoever is sent away is told when to return."""

import math
import secrets
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fangxian.engines.problems import Problem, Text

_LEAST_S, _MOST_S = 3.0, 30.0
_BITS = 53


class Busy(Problem):
    """Nothing was taken in. `retry_after_s`: whole seconds, another number for everybody."""

    def __init__(self, retry_after_s: int) -> None:
        super().__init__(
            "busy",
            Text(f"系统繁忙，请 {retry_after_s} 秒后重试。", f"Busy: try again in {retry_after_s} s."),
            Text("未确认的记录没有写入。", "What was not acknowledged was not written."),
            Text(
                f"请在 {retry_after_s} 秒后以相同编号重发。",
                f"Send it again under the same keys in {retry_after_s} s.",
            ),
            status=503,
        )
        self.retry_after_s = retry_after_s


@dataclass(frozen=True)
class Limits:
    """How many records may wait to be applied, and how many requests may be inside at once."""

    records: int = 200_000
    requests: int = 40


def draw_fraction() -> float:
    """Return a number in [0, 1) that nobody can guess."""
    return secrets.randbits(_BITS) / (1 << _BITS)


class Gate:
    """Counts what is inside. `elapsed_s` and `draw` are there for tests."""

    def __init__(
        self,
        limits: Limits,
        *,
        elapsed_s: Callable[[], float] = time.monotonic,
        draw: Callable[[], float] = draw_fraction,
    ) -> None:
        self.limits, self._elapsed_s, self._draw = limits, elapsed_s, draw
        self._lock = threading.Lock()
        self._inside, self._entered, self._applied = 0, 0, 0
        self._looked_at_s, self._a_second = elapsed_s(), 0.0

    @contextmanager
    def enter(self) -> Iterator[None]:
        """Let a request in, from when it is read until it is answered. Raises Busy."""
        with self._lock:
            if self._inside >= self.limits.requests:
                raise Busy(self._find_retry_s())
            self._inside += 1
        try:
            yield
        finally:
            with self._lock:
                self._inside -= 1

    @contextmanager
    def reserve(self, records: int) -> Iterator[None]:
        """Make room for so many records, until they are written. Raises Busy."""
        with self._lock:
            if self.waiting + records > self.limits.records:
                raise Busy(self._find_retry_s())
            self._entered += records
        written = False
        try:
            yield
            written = True
        finally:
            if not written:
                with self._lock:
                    self._entered -= records

    @property
    def waiting(self) -> int:
        """How many records were let in and are not applied yet."""
        return self._entered - self._applied

    def note_applied(self, records: int) -> None:
        """Say how many records of this writer are in the database in all: from it follows how soon there is room."""
        with self._lock:
            now_s = self._elapsed_s()
            if passed_s := max(now_s - self._looked_at_s, 0.0):
                self._a_second = max(records - self._applied, 0) / passed_s
                self._looked_at_s = now_s
            self._applied = records

    def _find_retry_s(self) -> int:
        """Return twice over at most the time the waiting ones take, so that not all come back at once."""
        needed_s = self.waiting / self._a_second if self._a_second else _MOST_S
        least_s = min(max(needed_s if self.waiting > self.limits.records // 2 else 0.0, _LEAST_S), _MOST_S)
        return math.ceil(least_s * (1.0 + self._draw()))
