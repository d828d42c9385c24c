"""One database's figures as JSON, for `benchmarks.journal`: it writes the journal, then walks it three ways."""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

PLAIN = 40_000
"""Entries for the plain loop, which would take minutes over all of them."""
ROUNDS = 3


def main(entries: int) -> None:
    """Write the journal and print the figures."""
    from fangxian.site.start import prepare_database, start

    start()
    prepare_database()
    from django.db import connection

    from benchmarks.journal.naive import hash_alone, walk_rows
    from benchmarks.journal.writing import write_journal
    from fangxian.operations.journal.queries import verify

    write_journal(entries)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE journal_entry, journal_seal")

    def walk() -> int:
        report = verify()
        assert report.ok, report.findings[:3]
        return report.sealed

    rows = [
        _row("verify, whole", walk, entries),
        _row("hashing alone, one process", lambda: hash_alone(connection.connection, entries), entries),
        _row(
            "plain loop, one process", lambda: walk_rows(min(PLAIN, entries)), min(PLAIN, entries), rounds=1
        ),
    ]
    print(json.dumps(rows))


def _row(what: str, act: Callable[[], int], entries: int, rounds: int = ROUNDS) -> dict[str, Any]:
    best, used = 1e9, 1e9
    for _ in range(rounds):
        began, spent = time.perf_counter(), _processor_time()
        assert act() == entries
        best, used = min(best, time.perf_counter() - began), min(used, _processor_time() - spent)
    return {
        "what": what,
        "a_second": round(entries / best),
        "cpu_us": round(used / entries * 1e6, 2),
        "load": round(os.getloadavg()[0], 1),
    }


def _processor_time() -> float:
    own, others = resource.getrusage(resource.RUSAGE_SELF), resource.getrusage(resource.RUSAGE_CHILDREN)
    return own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime


if __name__ == "__main__":
    main(int(sys.argv[1]))
