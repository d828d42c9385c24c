"""What a server does beside: the spool is put on record, results that are due and do not come are seen.

In a process of its own: requests never wait for it.
"""

import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable
from typing import Any

from fangxian.doors.cli.terminal import say, start_work
from fangxian.engines.problems import Problem

EVERY_S = 0.5
MANY = 4_000
"""So many applied at once tell that more lie there. Fewer wait for company: a transaction costs as much as a thousand."""
_SWEPT_S, _AGAIN_S, _LATER = 3600.0, 1.0, 5
WATCHED_S = 60.0
"""How often results that are due are looked for: an alarm comes within minutes of their hour."""
JUDGED_S = 900.0
"""How often results of days that are over are held against each other: a drift is told in the first minutes of a day."""


def keep_up(every_s: float, goes_on: Callable[[], bool]) -> None:
    """Apply what comes until `goes_on` says no; what goes wrong is said and tried again."""
    actor, clock = start_work("spool")
    from django.db import Error, close_old_connections

    from fangxian.operations.registrations.applying import apply_spool, sweep_spool
    from fangxian.operations.settling import Settled, settle_registrations

    chores = (
        Chore(_SWEPT_S, sweep_spool),
        Chore(WATCHED_S, lambda: _watch_feeds(actor, clock)),
        Chore(WATCHED_S, lambda: _watch_sites(actor, clock)),
        Chore(JUDGED_S, lambda: _watch_drift(actor, clock)),
    )
    while goes_on():
        close_old_connections()
        try:
            applied = apply_spool(actor, clock)
            if applied.records + applied.duplicates >= MANY or settle_registrations(clock) != Settled():
                continue
            for chore in chores:
                chore.do_when_due()
        except (Problem, Error, OSError) as error:
            say(f"{error.in_('en')} {error.in_('zh')}" if isinstance(error, Problem) else str(error))
            time.sleep(_AGAIN_S)
        time.sleep(every_s)


class Chore:
    """Something done every so many seconds; one that fails is done again."""

    def __init__(self, every_s: float, work: Callable[[], object]) -> None:
        self._every_s, self._work = every_s, work
        self._done_s = float("-inf")

    def do_when_due(self) -> None:
        """Do it if it was not done for so long."""
        if time.monotonic() - self._done_s > self._every_s:
            self._work()
            self._done_s = time.monotonic()


def _watch_feeds(actor: Any, clock: Any) -> None:
    from fangxian.operations.custody.watching import watch_feeds

    for outbreak_id in _running(actor):
        watch_feeds(actor, clock, outbreak_id=outbreak_id)


def _watch_sites(actor: Any, clock: Any) -> None:
    from fangxian.operations.at_sites.watching import watch_sites

    for outbreak_id in _running(actor):
        watch_sites(actor, clock, outbreak_id=outbreak_id)


def _watch_drift(actor: Any, clock: Any) -> None:
    from fangxian.operations.custody.drift.raising import watch_drift

    for outbreak_id in _running(actor):
        watch_drift(actor, clock, outbreak_id=outbreak_id)


def _running(actor: Any) -> list[str]:
    from fangxian.operations.cases.queries import list_outbreaks

    return [outbreak.id for outbreak in list_outbreaks(actor.reach) if outbreak.ended_at is None]


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
    # Whoever waits for an answer comes first.
    os.nice(_LATER)
    parent = multiprocessing.parent_process()
    keep_up(EVERY_S, lambda: parent is not None and parent.is_alive())
