"""Inserting tens of thousands of rows at once.

Django's `bulk_create` renders the SQL of every batch anew; on SQLite, with its limit of variables, that costs ten
times what the rows cost. One prepared statement for all of them does not.
"""

from collections.abc import Iterable
from itertools import islice

from django.db import connection, models

_ROWS_AT_ONCE = 5_000


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
    columns = ", ".join(quote(str(field.column)) for field in fields)
    places = ", ".join(["%s"] * len(fields))
    values = [
        [field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows
    ]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {quote(meta.db_table)} ({columns}) VALUES ({places})", values)
