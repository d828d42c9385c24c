"""The journal's rows as they lie in the database, read past Django: a verification reads all of them.

Every text comes as bytes, so that a value nobody could have written neither stops the walk nor is repaired by it.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from typing import Any

COLUMNS = ("event_at", "object_id", "object_kind", "office", "recorded_at", "role", "verb", "who")
"""The columns that repeat parts of what was written, in the order of the canonical form."""

_INSTANTS = ("event_at", "recorded_at")
_BEHIND_THE_ID = tuple(name for name in COLUMNS if name != "event_at")


@dataclass(frozen=True)
class Dialect:
    """How one database says it. Placeholders are `{first}` and `{last}`; both are whole numbers of ours."""

    as_bytes: str
    instant: str
    """A column of an instant as the canonical form writes it, in UTC."""
    key: str
    """The entry's id as 32 hexadecimal digits."""
    place: str
    """Where the rows with these numbers lie, in order, where nobody touched them (a careful look goes by number)."""
    message: str
    beside: str = ""
    """Where the entry of a seal lies if both were only ever added to: found without a look into an index."""


SQLITE = Dialect(
    as_bytes="CAST({0} AS BLOB)",
    instant="replace({0},' ','T')||'+00:00'",
    key="s.entry_id",
    place="s.rowid = s.seq AND length(s.entry_id) = 32 AND length(s.prev) = 64 AND s.rowid",
    message="CAST({head}||e.canonical AS BLOB)",
    beside="e.rowid = s.rowid AND ",
)
POSTGRESQL = Dialect(
    as_bytes="convert_to({0},'UTF8')",
    instant="replace(to_char({0} AT TIME ZONE 'UTC','YYYY-MM-DD\"T\"HH24:MI:SS.US'),'.000000','')||'+00:00'",
    key="replace(s.entry_id::text,'-','')",
    place="length(s.prev) = 64 AND s.seq",
    message="convert_to({head},'UTF8')||e.canonical",
)


@dataclass(frozen=True)
class Address:
    """Where the database is, for a process that has to find it by itself."""

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

    def quick(self, first: int, last: int) -> list[tuple[bytes, str, bytes, bytes]]:
        """Return (what was hashed, hash, the columns behind the id, those before it) of seals of these numbers.

        The columns are text of the canonical form, quoted without escaping; the reason, no column, is left empty.
        """
        said = self._dialect
        rows = self._fetch(_quick(said, said.beside), first, last)
        if said.beside and len(rows) != last - first + 1:
            rows = self._fetch(_quick(said, ""), first, last)
        return rows

    def whole(self, first: int, last: int) -> Iterator[tuple[Any, ...]]:
        """Yield (seq, entry_id, prev, hash, canonical, *COLUMNS) of each seal, by number; None where nothing is."""
        with self._reading(_whole(self._dialect), first, last) as cursor:
            yield from cursor

    def _fetch(self, sql: str, first: int, last: int) -> list[Any]:
        with self._reading(sql, first, last) as cursor:
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
    def _reading(self, sql: str, first: int, last: int) -> Iterator[Any]:
        cursor = self._cursor()
        try:
            cursor.execute(sql.format(first=int(first), last=int(last)))
            yield cursor
        finally:
            cursor.close()


@cache
def _quick(said: Dialect, beside: str) -> str:
    head = f"s.prev||':'||s.seq||':'||{said.key}||':'"
    behind = "||".join(f"',\"{name}\":\"'||{_text(said, name)}||'\"'" for name in _BEHIND_THE_ID)
    # The empty reason stands where the keys' order puts it; neighbouring constants become one.
    behind = behind.replace("',\"recorded_at", '\',"reason":"","recorded_at') + "||'}}'"
    columns = [
        said.message.format(head=head),
        "s.hash",
        said.as_bytes.format(behind.replace("'||'", "")),
        said.as_bytes.format(f'\'"event_at":"\'||{_text(said, "event_at")}||\'","id":"\''),
    ]
    return _select(columns, "JOIN", said.place, beside)


@cache
def _whole(said: Dialect) -> str:
    read = said.as_bytes.format
    columns = ["s.seq", read(said.key), read("s.prev"), read("s.hash"), "e.canonical"]
    columns += [read(_text(said, name)) for name in COLUMNS]
    return _select(columns, "LEFT JOIN", "s.seq")


def _select(columns: list[str], join: str, place: str, beside: str = "") -> str:
    found = f"FROM journal_seal s {join} journal_entry e ON {beside}e.id = s.entry_id"
    order = place.rsplit(maxsplit=1)[-1]
    return (
        f"SELECT {', '.join(columns)} {found} WHERE {place} BETWEEN {{first}} AND {{last}} ORDER BY {order}"
    )


def _text(said: Dialect, name: str) -> str:
    column = f"e.{name}"
    return said.instant.format(column) if name in _INSTANTS else column
