"""Walking along a stretch of the chain. What is plainly right is passed in bulk; whatever is not gets a careful look.

Nothing here knows Django: a stretch is walked in a process of its own.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from fangxian.operations.journal.canonical import chain_by_hex, decode
from fangxian.operations.journal.reading import COLUMNS, Address, Journal

AT_ONCE = 4_096
_NO_REASON = b',"reason":""'
_HASH = 64
_QUOTES = 32
"""How many quotation marks the columns have together when none of them holds one itself."""


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
    for begin in range(first, last + 1, AT_ONCE):
        end = min(begin + AT_ONCE - 1, last)
        if not _pass(seen, journal, begin, end):
            _look(seen, journal, begin, end)
    return seen


def _pass(seen: Stretch, journal: Journal, begin: int, end: int) -> bool:
    """Pass seals that plainly follow each other and say what they said; otherwise change nothing.

    A Python object less for each of millions of entries is what counts here: whole columns are compared at once.
    """
    rows = journal.quick(begin, end) if seen.seq == begin - 1 else []
    # As many seals as numbers, each of one of them and in their order: none is missing.
    if len(rows) != end - begin + 1:
        return False
    messages, digests, behinds, befores = zip(*rows, strict=True)
    follows = b"".join([message[:_HASH] for message in messages])
    head = seen.head.encode() or follows[:_HASH]
    whole = (
        follows == head + "".join(digests[:-1]).encode()
        and [sha256(message).hexdigest() for message in messages] == list(digests)
        and _are_plain(behinds)
        and all(map(_says, messages, behinds, befores))
    )
    if not whole:
        return False
    if seen.prev is None:
        seen.prev, seen.first_seen = head.decode("ascii", "replace"), begin
    seen.seq, seen.head = end, digests[-1]
    return True


def _are_plain(behinds: Sequence[bytes]) -> bool:
    """Tell whether no column holds a quotation mark or a backslash of its own: each text has its frame's and no more."""
    together = b"".join(behinds)
    return together.count(b'"') == _QUOTES * len(behinds) and b"\\" not in together


def _says(message: bytes, behind: bytes, before: bytes) -> bool:
    """Tell whether the canonical bytes certainly say what the columns, which are plain, say.

    The keys of an entry are after, before, covers, event_at, id, object_id … office, reason, recorded_at … who. A
    JSON string holds no bare quotation mark, so that from its end the text reads backwards in one way only.
    """
    begins = len(message) - len(behind)
    if not message.endswith(behind):
        cut = behind.index(_NO_REASON)
        rest, told = behind[cut + len(_NO_REASON) :], behind[:cut]
        reason = message.rfind(b',"reason":"', 0, len(message) - len(rest))
        if reason < 0 or not (message.endswith(rest) and message.endswith(told, 0, reason)):
            return False
        begins = reason - len(told)
    # Between the two stands the id, which was hashed by itself: 36 letters and a quotation mark.
    return message.endswith(before, 0, begins - 37)


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
        return datetime.fromisoformat(str(written)) == datetime.fromisoformat(column)
    except (ValueError, TypeError):
        return False


def _text(value: Any) -> str:
    return "" if value is None else bytes(value).decode("utf-8", "backslashreplace")
