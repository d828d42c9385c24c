"""Walking along a stretch of the chain. What is plainly right is passed in bulk; whatever is not gets a careful look.

Nothing here knows Django: a stretch is walked through a connection of its own.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from fangxian.operations.journal.canonical import chain_by_hex, decode
from fangxian.operations.journal.columns import APART, ENTRY_ID, HASH, PREV, Columns
from fangxian.operations.journal.reading import COLUMNS, Address, Journal

AT_ONCE = 1_024
WORTH_COMPILING = 10_000
"""Fewer seals than this are looked at sooner than the compiled loops are there."""


@dataclass(frozen=True)
class Flaw:
    """One thing that does not fit: a kind of `verification.WORDS`, and the detail it names."""

    seq: int
    kind: str
    detail: str = ""


@dataclass
class Stretch:
    """What was seen between two numbers. `prev` is what its first seal follows; None while it holds no seal."""

    first: int
    last: int
    prev: str | None = None
    first_seen: int = 0
    seq: int = 0
    head: str = ""
    flaws: list[Flaw] = field(default_factory=list)


def scan_apart(address: Address, first: int, last: int) -> Stretch:
    """Walk a stretch through a connection of its own."""
    connection = address.open()
    try:
        return scan(Journal(connection, address.vendor), first, last)
    finally:
        connection.close()


def scan(journal: Journal, first: int, last: int) -> Stretch:
    """Walk from seal `first` to seal `last`."""
    seen = Stretch(first, last, seq=first - 1)
    quick = last - first + 1 >= WORTH_COMPILING
    for begin in range(first, last + 1, AT_ONCE):
        end = min(begin + AT_ONCE - 1, last)
        if not (quick and _pass(seen, journal, begin, end)):
            _look(seen, journal, begin, end)
    return seen


def _pass(seen: Stretch, journal: Journal, begin: int, end: int) -> bool:
    """Pass seals that plainly follow each other and say what they said; otherwise change nothing."""
    from fangxian.operations.journal.passing import are_plainly_whole

    seals = journal.seals(begin, end) if seen.seq == begin - 1 else None
    # As many seals as numbers, each of one of them and in their order: none is missing.
    if seals is None or seals.rows != end - begin + 1:
        return False
    follows = _text(seals.value(PREV, 0))
    if seen.prev is not None and follows != seen.head:
        return False
    if not any(
        are_plainly_whole(seals, entries, begin) for entries in _list_entries(journal, seals, begin, end)
    ):
        return False
    if seen.prev is None:
        seen.prev, seen.first_seen = follows, begin
    seen.seq, seen.head = end, _text(seals.value(HASH, -1))
    return True


def _list_entries(journal: Journal, seals: Columns, begin: int, end: int) -> Iterator[Columns]:
    """Yield the entries that lie together where those of the seals should; then theirs, wherever they lie."""
    ids = seals.joined(ENTRY_ID)
    if ids.isascii() and (near := journal.entries_between(sorted(ids.decode().split(APART.decode())))):
        yield near
    if theirs := journal.entries_of(begin, end):
        yield theirs


def _look(seen: Stretch, journal: Journal, begin: int, end: int) -> None:
    for seq, entry_id, prev, digest, canonical, *columns in journal.whole(begin, end):
        entry, before, own = (_text(value) for value in (entry_id, prev, digest))
        _look_at(seen, int(seq), entry, before, own, canonical, columns)


def _look_at(
    seen: Stretch, seq: int, entry_id: str, prev: str, digest: str, canonical: Any, columns: list[Any]
) -> None:
    if seen.prev is None:
        seen.prev, seen.first_seen = prev, seq
    else:
        seen.flaws += link_flaws(seen.seq, seen.head, seq, prev)
    seen.seq, seen.head = seq, digest
    if canonical is None:
        seen.flaws.append(Flaw(seq, "deleted"))
    elif digest != chain_by_hex(prev, seq, entry_id, bytes(canonical)):
        seen.flaws.append(Flaw(seq, "edited"))
    elif wrong := list(_wrong_columns(bytes(canonical), columns)):
        seen.flaws.append(Flaw(seq, "columns", ", ".join(wrong)))


def link_flaws(last: int, head: str, seq: int, prev: str) -> Iterator[Flaw]:
    """Yield what is wrong between seal `last` and the next one that is there."""
    if seq != last + 1:
        yield Flaw(last + 1, "missing", f"{last + 1}-{seq - 1}")
    if prev != head:
        yield Flaw(seq, "unlinked")


def _wrong_columns(canonical: bytes, columns: Iterable[Any]) -> Iterator[str]:
    try:
        written = decode(canonical)
    except ValueError:
        written = {}
    for name, value in zip(COLUMNS, columns, strict=True):
        given = written.get(name) if isinstance(written, dict) else None
        same = _same_instant if name.endswith("_at") else _same
        if not same(given, _text(value)):
            yield name


def _same(written: object, column: str) -> bool:
    return written == column


def _same_instant(written: object, column: str) -> bool:
    try:
        return datetime.fromisoformat(str(written)) == datetime.fromisoformat(f"{column}+00:00")
    except (ValueError, TypeError):
        return False


def _text(value: Any) -> str:
    return "" if value is None else bytes(value).decode("utf-8", "backslashreplace")
