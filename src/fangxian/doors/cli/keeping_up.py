"""Putting the spool on record for as long as a server runs, in a process of its own: requests never wait for it."""

import multiprocessing
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from fangxian.doors.cli.terminal import say, start_work
from fangxian.engines.problems import Problem

EVERY_S = 0.2
_SWEPT_S, _AGAIN_S = 3600.0, 1.0


def keep_up(every_s: float, goes_on: Callable[[], bool]) -> None:
    """Apply what comes until `goes_on` says no; what goes wrong is said and tried again."""
    actor, clock = start_work("spool")
    from django.db import Error, close_old_connections

    from fangxian.operations.registrations.applying import Applied, apply_spool, sweep_spool

    swept_s = float("-inf")
    while goes_on():
        close_old_connections()
        try:
            if apply_spool(actor, clock) != Applied():
                continue
            if time.monotonic() - swept_s > _SWEPT_S:
                sweep_spool()
                swept_s = time.monotonic()
        except (Problem, Error, OSError) as error:
            say(f"{error.in_('en')} {error.in_('zh')}" if isinstance(error, Problem) else str(error))
            time.sleep(_AGAIN_S)
        time.sleep(every_s)


class Applier:
    """The process that keeps up; another one is started when it ends before it was told to.

    To be made before anything else runs beside: the first is forked, for it has all it needs at once.
    """

    def __init__(self) -> None:
        from django.db import connections

        connections.close_all()
        self._is_over = threading.Event()
        self._process = _start("fork")
        self._watch = threading.Thread(target=self._start_again, daemon=True)
        self._watch.start()

    def stop(self) -> None:
        """End it; a transaction it is in comes to nothing and is done by the next server."""
        self._is_over.set()
        self._process.terminate()
        self._watch.join()

    def _start_again(self) -> None:
        while True:
            self._process.join()
            if self._is_over.wait(_AGAIN_S):
                return
            # Nothing of the server that is running by now may come along.
            self._process = _start("spawn")


def _start(method: str) -> multiprocessing.process.BaseProcess:
    context: Any = multiprocessing.get_context(method)
    process: multiprocessing.process.BaseProcess = context.Process(
        target=_work, name="fangxian-spool", daemon=True
    )
    process.start()
    return process


def _work() -> None:
    # The keyboard speaks to the whole group: the server ends this process when it ends itself.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()
    keep_up(EVERY_S, lambda: parent is not None and parent.is_alive())
