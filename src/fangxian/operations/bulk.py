"""Inserting tens of thousands of rows at once.

Django's `bulk_create` renders the SQL of every batch anew; on SQLite, with its limit of variables, that costs ten
times what the rows cost. One prepared statement for all of them does not, nor does a stream of rows on PostgreSQL.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache, partial
from itertools import islice
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models, transaction

_ROWS_AT_ONCE = 5_000
_AS_THEY_ARE = frozenset({"BooleanField", "CharField", "FloatField", "SlugField", "TextField"})
"""Kinds of field whose values every database takes as Python has them (and all kinds of integer)."""


def insert_rows(rows: Iterable[models.Model]) -> int:
    """Insert unsaved rows of one model, inside the caller's transaction; return how many. No signals are sent."""
    waiting, inserted, model = iter(rows), 0, models.Model
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        model = type(batch[0])
        fields = _fields(model)
        _write(model, fields, [[getattr(row, field.attname) for row in batch] for field in fields])
        inserted += len(batch)
    _tell_the_planner(model, inserted)
    return inserted


def insert_values(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> int:
    """Insert rows given as values by column attribute (`person_id`, not `person`); return how many.

    Half the time of `insert_rows`, for a model has to be made of every row there. All rows name the same
    attributes; those left out take the field's default.

    Raises:
        ValueError: a row names an attribute the model does not have.
    """
    waiting, inserted, fields = iter(rows), 0, _fields(model)
    known = {field.attname for field in fields}
    while batch := list(islice(waiting, _ROWS_AT_ONCE)):
        if strange := batch[0].keys() - known:
            raise ValueError(f"{model.__name__} has no {', '.join(sorted(strange))}")
        _write(model, fields, [_values(field, batch) for field in fields])
        inserted += len(batch)
    _tell_the_planner(model, inserted)
    return inserted


def _fields(model: type[models.Model]) -> list[models.Field]:
    return [field for field in model._meta.concrete_fields if not isinstance(field, models.AutoField)]


def _values(field: models.Field, batch: list[Mapping[str, Any]]) -> list[Any]:
    if field.attname in batch[0]:
        return [row[field.attname] for row in batch]
    # A function makes a value of its own for every row; anything else is the same in all of them.
    if field.has_default() and callable(field.default):
        return [field.get_default() for _ in batch]
    return [field.get_default()] * len(batch)


def _write(model: type[models.Model], fields: list[models.Field], columns: list[list[Any]]) -> None:
    quote = connection.ops.quote_name
    table, names = quote(model._meta.db_table), ", ".join(quote(str(field.column)) for field in fields)
    ready = [map(_preparing(field), values) for field, values in zip(fields, columns, strict=True)]
    rows = zip(*ready, strict=True)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({names}) FROM STDIN", rows)
        return
    holders = ", ".join(["%s"] * len(fields))
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({holders})", list(rows))


def _copy(sql: str, rows: Iterable[tuple[Any, ...]]) -> None:
    """PostgreSQL takes a stream of rows sooner than as many statements; constraints hold all the same."""
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(sql) as stream:
        for row in rows:
            stream.write_row(row)


def _tell_the_planner(model: type[models.Model], inserted: int) -> None:
    """Let PostgreSQL look at a table that has just grown by thousands, once that is committed.

    It would come by on its own within minutes; until then it plans for the small table it knew.
    """
    if inserted >= _ROWS_AT_ONCE and connection.vendor == "postgresql":
        transaction.on_commit(partial(_analyze, model._meta.db_table), robust=True)


def _analyze(table: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {connection.ops.quote_name(table)}")


def _preparing(field: models.Field) -> Callable[[Any], Any]:
    """Return what turns a value into what the database takes; the same instant or id is turned once."""
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    kind = target.get_internal_type()
    if kind in _AS_THEY_ARE or "Integer" in kind:
        return lambda value: value

    # Not the proxy: asked once a value it would cost as much as the value.
    database = connections[DEFAULT_DB_ALIAS]

    def prepare(value: Any) -> Any:
        return field.get_db_prep_save(value, database)

    return prepare if kind in ("JSONField", "BinaryField") else lru_cache(maxsize=4_096)(prepare)
