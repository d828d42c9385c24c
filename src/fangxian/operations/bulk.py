"""Inserting tens of thousands of rows at once.

Django's `bulk_create` renders the SQL of every batch anew; on SQLite, with its limit of variables, that costs ten
times what the rows cost. One prepared statement for all of them does not.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import islice
from typing import Any

from django.db import connection, models

_ROWS_AT_ONCE = 5_000
_AS_THEY_ARE = frozenset({"BooleanField", "CharField", "FloatField", "SlugField", "TextField"})
"""Kinds of field whose values every database takes as Python has them (and all kinds of integer)."""


def insert_rows(rows: Iterable[models.Model]) -> int:
    """Insert unsaved rows of one model, inside the caller's transaction; return how many. No signals are sent."""
    waiting, inserted = iter(rows), 0
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        _insert(batch)
        inserted += len(batch)
    return inserted


def _insert(rows: list[models.Model]) -> None:
    meta = rows[0]._meta
    fields = [field for field in meta.concrete_fields if not isinstance(field, models.AutoField)]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(field.column)) for field in fields)
    holders = ", ".join(["%s"] * len(fields))
    columns = [map(_preparing(field), [getattr(row, field.attname) for row in rows]) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {quote(meta.db_table)} ({names}) VALUES ({holders})",
            list(zip(*columns, strict=True)),
        )


def _preparing(field: models.Field) -> Callable[[Any], Any]:
    """Return what turns a value into what the database takes; the same instant or id is turned once."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    kind = target.get_internal_type()
    if kind in _AS_THEY_ARE or "Integer" in kind:
        return lambda value: value

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, connection)

    return prepare if kind in ("JSONField", "BinaryField") else lru_cache(maxsize=4_096)(prepare)
