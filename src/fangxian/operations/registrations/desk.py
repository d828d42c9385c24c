"""What one server process keeps in memory for registrations: its part of the spool, the gate, who and where."""

import os
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import Sum

from fangxian.operations.clock import Clock
from fangxian.operations.ids import new_id
from fangxian.operations.registrations.admissions import Admissions
from fangxian.operations.registrations.ground import Ground
from fangxian.operations.registrations.models import Cursor
from fangxian.stores.spool import Gate, Limits, Record, SpoolWriter

_LOOKED_AT_S, _CLOCK_KEPT_S = 0.25, 1.0
_REMEMBERED = 100_000


def spool_folder() -> Path:
    """Return where the spool of this world lies."""
    return Path(settings.FANGXIAN_HOME) / "spool"


class Desk:
    """The state of one process. Losing it loses nothing: what matters is in the spool and in the database."""

    def __init__(
        self, folder: Path, limits: Limits | None = None, elapsed_s: Callable[[], float] = time.monotonic
    ) -> None:
        self.writer = SpoolWriter(folder, lambda: new_id().hex)
        self.gate = Gate(limits or Limits(), elapsed_s=elapsed_s)
        self.admissions, self.ground = Admissions(elapsed_s), Ground(elapsed_s)
        self._elapsed_s, self._looked_at_s = elapsed_s, elapsed_s()
        self._clock: tuple[Clock | None, float] = (None, 0.0)
        self._turn, self._lock = threading.Lock(), threading.Lock()
        self._written: OrderedDict[bytes, bytes] = OrderedDict()

    def look_at_cursors(self) -> None:
        """Tell the gate how much of what this process wrote is on record, four times a second."""
        if self._elapsed_s() - self._looked_at_s < _LOOKED_AT_S or not self._turn.acquire(blocking=False):
            return
        try:
            self._looked_at_s = self._elapsed_s()
            own = Cursor.objects.filter(writer__in=self.writer.series)
            self.gate.note_applied(own.aggregate(n=Sum("records"))["n"] or 0)
        finally:
            self._turn.release()

    def get_clock(self, ask: Callable[[], Clock]) -> Clock:
        """Return the world's clock, asked for once a second."""
        now_s = self._elapsed_s()
        clock, asked_s = self._clock
        if clock is None or now_s - asked_s >= _CLOCK_KEPT_S:
            clock = ask()
            self._clock = clock, now_s
        return clock

    def was_written(self, key: UUID, payload: bytes) -> bool:
        """Tell whether just this was written lately: then there is nothing to do but to say so again."""
        return self._written.get(key.bytes) == payload

    def remember(self, records: Iterable[Record]) -> None:
        """Remember what is on the disk."""
        with self._lock:
            self._written |= {record.key.bytes: record.payload for record in records}
            while len(self._written) > _REMEMBERED:
                self._written.popitem(last=False)


_opening = threading.Lock()
_desks: dict[tuple[int, Path | str], Desk] = {}


def get_desk() -> Desk:
    """Return the desk of this process and this world, made on first use: a process that was forked has its own."""
    key = (os.getpid(), settings.FANGXIAN_HOME)
    desk = _desks.get(key)
    if desk is None:
        with _opening:
            desk = _desks.get(key) or Desk(spool_folder())
            # Of another world, or of the process this one was forked from: not ours to write to.
            _desks.clear()
            _desks[key] = desk
    return desk
