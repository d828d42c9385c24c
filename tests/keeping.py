"""What a fixture writes is worked out once and kept: the next test is given the same rows and files again.

A fixture hands `keep` the work (`keep(build)`). The first time the work is done and what it changed is remembered: rows
of every table, files under the home, the hour of the clock, what it returned. Later, on the very same ground, the
change is applied instead. The ground is the same when the same works were kept before it in this test and every table
has as many rows and the same last key; otherwise the work is done again.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection
from django.db.transaction import atomic

Rows = dict[Any, tuple[Any, ...]]
Ground = tuple[tuple[Any, ...], ...]


@dataclass(frozen=True)
class Change:
    """What a work changed, and on which ground it did so."""

    ground: Ground
    gone: dict[str, Sequence[Any]]
    rows: dict[str, Sequence[tuple[Any, ...]]]
    files: dict[str, bytes]
    files_gone: frozenset[str]
    at: datetime
    returned: Any


_kept: dict[tuple[Any, ...], Change] = {}


@dataclass(frozen=True)
class Table:
    """A table of the product: its name, its columns, and which of them is the key."""

    name: str
    columns: tuple[str, ...]
    key: str
    model: Any


class Keep:
    """The works of one test, in order."""

    def __init__(self, home: Path, clock: Any) -> None:
        self.home, self.clock = home, clock
        self._told: tuple[Any, ...] = (connection.vendor,)

    def __call__(self, build: Callable[[], Any], *of: Any) -> Any:
        """Do the work or give what it did before; `of` names what it depends on beside the works before it."""
        self._told = (*self._told, (build.__code__.co_filename, build.__qualname__, *of, self.clock.now()))
        known, ground = _kept.get(self._told), _ground()
        if known is None or known.ground != ground:
            known = self._work(build, ground)
            _kept[self._told] = known
        else:
            self._apply(known)
        return known.returned

    def _work(self, build: Callable[[], Any], ground: Ground) -> Change:
        before, files_before = _rows_on(ground), _files_under(self.home)
        returned = build()
        after, files = _rows_on(_ground()), _files_under(self.home)
        return Change(
            ground=ground,
            gone={
                name: [key for key in rows if after[name].get(key) != rows[key]]
                for name, rows in before.items()
            },
            rows={
                name: [row for key, row in rows.items() if before[name].get(key) != row]
                for name, rows in after.items()
            },
            files={name: text for name, text in files.items() if files_before.get(name) != text},
            files_gone=frozenset(files_before) - frozenset(files),
            at=self.clock.now(),
            returned=returned,
        )

    def _apply(self, known: Change) -> None:
        quote = connection.ops.quote_name
        with atomic(), connection.cursor() as cursor:
            for table in _tables():
                name, key = quote(table.name), quote(table.key)
                if gone := known.gone[table.name]:
                    cursor.executemany(f"DELETE FROM {name} WHERE {key} = %s", [(one,) for one in gone])
                if rows := known.rows[table.name]:
                    columns = ", ".join(map(quote, table.columns))
                    places = ", ".join(["%s"] * len(table.columns))
                    cursor.executemany(f"INSERT INTO {name} ({columns}) VALUES ({places})", rows)
            written = [table.model for table in _tables() if known.rows[table.name]]
            for sql in connection.ops.sequence_reset_sql(no_style(), written):
                cursor.execute(sql)
        for name in known.files_gone:
            (self.home / name).unlink()
        for name, text in known.files.items():
            (self.home / name).parent.mkdir(parents=True, exist_ok=True)
            (self.home / name).write_bytes(text)
        self.clock.advance(known.at - self.clock.now())


@cache
def _tables() -> tuple[Table, ...]:
    models = [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]
    return tuple(
        Table(
            model._meta.db_table,
            tuple(field.column for field in model._meta.concrete_fields),
            model._meta.pk.column,
            model,
        )
        for model in models
    )


def _ground() -> Ground:
    """Return how many rows every table has, and its last key."""
    quote = connection.ops.quote_name
    asked = " UNION ALL ".join(
        f"SELECT {number}, count(*), cast(max(cast({quote(table.key)} as text)) as text) FROM {quote(table.name)}"
        for number, table in enumerate(_tables())
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return tuple(sorted(cursor.fetchall()))


def _rows_on(ground: Ground) -> dict[str, Rows]:
    """Return the rows of every table; most tables are empty, and are not asked."""
    return {
        table.name: _rows_of(table) if ground[number][1] else {} for number, table in enumerate(_tables())
    }


def _rows_of(table: Table) -> Rows:
    quote = connection.ops.quote_name
    at = table.columns.index(table.key)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(map(quote, table.columns))} FROM {quote(table.name)}")
        return {row[at]: row for row in cursor.fetchall()}


def _files_under(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}
