"""Walking the whole chain: in stretches, one a processor where the journal is long, joined again at their ends."""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

from django.db import connection

from fangxian.operations.journal.canonical import GENESIS
from fangxian.operations.journal.reading import Address, Journal
from fangxian.operations.journal.scanning import Flaw, Stretch, link_flaws, scan, scan_apart

WORTH_A_THREAD = 50_000
"""Fewer entries than this a processor are read sooner by one."""


def walk(last: int) -> tuple[int, str, list[Flaw]]:
    """Walk from the first seal to `last`; return the number and hash of the last one there, and every flaw."""
    stretches = _stretches(last)
    seq, head, flaws = 0, GENESIS, list[Flaw]()
    for stretch in stretches:
        if stretch.prev is None:
            continue
        flaws += [*link_flaws(seq, head, stretch.first_seen, stretch.prev), *stretch.flaws]
        seq, head = stretch.seq, stretch.head
    return seq, head, flaws


def _stretches(last: int) -> list[Stretch]:
    address, threads = _address(), _count_processors(last)
    if address is None or threads < 2:
        return [scan(_journal(), 1, last)]
    # Threads, for reading, comparing and hashing all let go of the interpreter.
    with ThreadPoolExecutor(threads) as pool:
        found = [pool.submit(scan_apart, address, first, end) for first, end in _cut(last, threads)]
        return [future.result() for future in found]


def _journal() -> Journal:
    connection.ensure_connection()
    return Journal(connection.connection, connection.vendor)


def _count_processors(last: int) -> int:
    return min(len(os.sched_getaffinity(0)), last // WORTH_A_THREAD)


def _cut(last: int, parts: int) -> Iterator[tuple[int, int]]:
    ends = [last * part // parts for part in range(parts + 1)]
    yield from ((first + 1, end) for first, end in pairwise(ends))


def _address() -> Address | None:
    """Return where a second connection finds what this one sees; None inside a transaction or in memory."""
    if connection.in_atomic_block:
        return None
    settings = connection.settings_dict
    if connection.vendor == "sqlite":
        path = Path(str(settings["NAME"]))
        return Address("sqlite", {"path": path}) if path.is_file() else None
    words = {"dbname": "NAME", "user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    return Address("postgresql", {word: settings[name] for word, name in words.items() if settings.get(name)})
