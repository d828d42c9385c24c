"""Thousands of rows at once: every one is there, and the database plans for them."""

import pytest
from django.db import connection, transaction

from fangxian.operations.bulk import insert_values
from fangxian.operations.people.models import Person


@pytest.mark.django_db(transaction=True)
def test_postgresql_looks_at_a_table_that_grew_by_thousands_once_they_are_committed():
    with transaction.atomic():
        assert insert_values(Person, ({"key": f"p-{n}"} for n in range(6_000))) == 6_000
    assert Person.objects.count() == 6_000
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Person._meta.db_table])
            assert cursor.fetchone() == (6_000,)
