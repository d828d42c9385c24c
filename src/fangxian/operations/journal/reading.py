"""The journal's rows as they lie in the database, read past Django: a verification reads all of them.

Every text comes as bytes, so that a value nobody could have written neither stops the walk nor is repaired by it.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

from fangxian.operations.journal.columns import Columns

COLUMNS = ("event_at", "object_id", "object_kind", "office", "recorded_at", "role", "verb", "who")
"""The columns that repeat parts of what was written, in the order of the canonical form."""

_INSTANTS = ("event_at", "recorded_at")
_TOGETHER = 128
"""Entries PostgreSQL puts into one text; for a longer one it asks the system for room every time."""


@dataclass(frozen=True)
class Dialect:
    """How one database says it."""

    as_bytes: str
    instant: str
    """A column of an instant as text in UTC, without its zone."""
    key: str
    """An entry's id as 32 hexadecimal digits."""
    joined: str
    """A text column of many rows as one text."""
    joined_bytes: str
    ordered: str
    """A table's rows with numbers between two, in their order."""
    between: str
    """Columns of entries with ids between two."""
    given: str = "%({0})s"


SQLITE = Dialect(
    as_bytes="CAST({0} AS BLOB)",
    instant="{0}",
    key="{0}",
    joined="CAST(group_concat({0},'\x1f') AS BLOB)",
    joined_bytes="CAST(group_concat({0},'\x1f') AS BLOB)",
    # Numbers are looked up in an index, which gives them in order: to ask for it would copy every row.
    ordered="{0} AS s WHERE seq BETWEEN :first AND :last",
    between="SELECT {0} FROM journal_entry e WHERE e.id BETWEEN :low AND :high",
    given=":{0}",
)
POSTGRESQL = Dialect(
    as_bytes="convert_to({0},'UTF8')",
    instant="({0} AT TIME ZONE 'UTC')::text",
    key="encode(uuid_send({0}),'hex')",
    joined="convert_to(string_agg({0},'\x1f'),'UTF8')",
    joined_bytes="string_agg({0},'\\x1f'::bytea)",
    ordered="(SELECT * FROM {0} WHERE seq BETWEEN %(first)s AND %(last)s ORDER BY seq) AS s",
    between="SELECT part.* FROM unnest(%(lows)s::uuid[], %(highs)s::uuid[]) AS ids(low, high), "
    "LATERAL (SELECT {0} FROM journal_entry e WHERE e.id BETWEEN low AND high) AS part",
)


@dataclass(frozen=True)
class Address:
    """Where the database is, for a thread that needs a connection of its own."""

    vendor: str
    where: Mapping[str, Any]

    def open(self) -> Any:
        """Return a connection that only reads."""
        if self.vendor == "sqlite":
            import sqlite3

            connection = sqlite3.connect(f"{self.where['path'].as_uri()}?mode=ro", uri=True)
            connection.execute("PRAGMA mmap_size = 4294967296")
            return connection
        import psycopg

        return psycopg.connect(**self.where, options="-c default_transaction_read_only=on")


@dataclass(frozen=True)
class Journal:
    """The rows of a journal through one connection of the database's own kind."""

    connection: Any
    vendor: str

    def seals(self, first: int, last: int) -> Columns | None:
        """Return (seq, entry_id, prev, hash) of the seals with these numbers; None where they cannot be set apart."""
        return _lay_together(self._fetch(_seals(self._dialect), first=first, last=last))

    def entries_between(self, ids: Sequence[str]) -> Columns | None:
        """Return (id, canonical, *COLUMNS) of entries from the first of these ids to the last, which are sorted.

        None where they cannot be set apart, or far more than these lie there.
        """
        many = self._fetch(_count(self._dialect), low=ids[0], high=ids[-1], most=2 * len(ids) + 1)[0][0]
        if many > 2 * len(ids):
            return None
        bounds: dict[str, Any] = {"low": ids[0], "high": ids[-1]}
        if self.vendor == "postgresql":
            lows, highs = list(ids[::_TOGETHER]), [*ids[_TOGETHER - 1 : -1 : _TOGETHER], ids[-1]]
            bounds = {"lows": lows, "highs": highs}
        return _lay_together(self._fetch(_between(self._dialect), **bounds))

    def entries_of(self, first: int, last: int) -> Columns | None:
        """Return the same of the entries of seals with these numbers, wherever they lie."""
        return _lay_together(self._fetch(_joined(self._dialect), first=first, last=last))

    def whole(self, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Yield (seq, entry_id, prev, hash, canonical, *COLUMNS) of each seal, by number; None where nothing is."""
        with self._reading(_whole(self._dialect), first=first, last=last) as cursor:
            yield from cursor

    def _fetch(self, sql: str, **given: Any) -> list[Any]:
        with self._reading(sql, **given) as cursor:
            return list(cursor.fetchall())

    @property
    def _dialect(self) -> Dialect:
        return SQLITE if self.vendor == "sqlite" else POSTGRESQL

    def _cursor(self) -> Any:
        if self.vendor == "sqlite":
            return self.connection.cursor()
        import psycopg

        # Django's own cursors put parameters in at this end, and such take no binary results.
        cursor = psycopg.Cursor(self.connection)
        cursor.format = psycopg.pq.Format.BINARY
        return cursor

    @contextmanager
    def _reading(self, sql: str, **given: Any) -> Iterator[Any]:
        cursor = self._cursor()
        try:
            cursor.execute(sql, given)
            yield cursor
        finally:
            cursor.close()


def _lay_together(parts: Sequence[tuple[int, *tuple[bytes | None, ...]]]) -> Columns | None:
    """Lay out columns that came in parts, each of which begins with how many rows it is made of."""
    # Not above: a short journal needs no compiled loops.
    from fangxian.operations.journal.laying import lay_out

    rows, *columns = zip(*parts, strict=True)
    return lay_out(columns, sum(rows)) if all(rows) else None


@cache
def _seals(said: Dialect) -> str:
    columns = [
        said.joined.format(column)
        for column in ("CAST(s.seq AS text)", said.key.format("s.entry_id"), "s.prev", "s.hash")
    ]
    return f"SELECT count(*), {', '.join(columns)} FROM {said.ordered.format('journal_seal')}"


@cache
def _between(said: Dialect) -> str:
    return said.between.format(_joined_columns(said))


@cache
def _joined(said: Dialect) -> str:
    return f"SELECT {_joined_columns(said)} {_of_seals(said, 'JOIN')}"


@cache
def _whole(said: Dialect) -> str:
    read = said.as_bytes.format
    columns = ["s.seq", read(said.key.format("s.entry_id")), read("s.prev"), read("s.hash"), "e.canonical"]
    columns += [read(_text(said, name)) for name in COLUMNS]
    return f"SELECT {', '.join(columns)} {_of_seals(said, 'LEFT JOIN')} ORDER BY s.seq"


@cache
def _count(said: Dialect) -> str:
    low, high, most = (said.given.format(name) for name in ("low", "high", "most"))
    found = f"SELECT id FROM journal_entry WHERE id BETWEEN {low} AND {high} LIMIT {most}"
    return f"SELECT count(*) FROM ({found}) AS found"


def _joined_columns(said: Dialect) -> str:
    columns = [said.joined.format(said.key.format("e.id")), said.joined_bytes.format("e.canonical")]
    columns += [said.joined.format(_text(said, name)) for name in COLUMNS]
    return f"count(*), {', '.join(columns)}"


def _of_seals(said: Dialect, join: str) -> str:
    first, last = said.given.format("first"), said.given.format("last")
    found = f"FROM journal_seal s {join} journal_entry e ON e.id = s.entry_id"
    return f"{found} WHERE s.seq BETWEEN {first} AND {last}"


def _text(said: Dialect, name: str) -> str:
    column = f"e.{name}"
    return said.instant.format(column) if name in _INSTANTS else column
