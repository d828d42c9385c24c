"""A seal and its entry usually lie at the same place in their tables, and are found there; where not, by their ids."""

import pytest
from django.db import connection

from fangxian.operations.journal.queries import verify


@pytest.fixture
def sqlite(write):
    """Ten entries, on the database that knows where a row lies."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL finds entries by their ids alone")
    write(10)


def run(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


def test_entries_that_lie_elsewhere_than_their_seals_are_whole_all_the_same(sqlite):
    run("UPDATE journal_entry SET rowid = 1000 - rowid")
    report = verify()
    assert (report.ok, report.sealed) == (True, 10)


def test_two_entries_may_change_places_but_their_texts_may_not(sqlite):
    run("UPDATE journal_entry SET rowid = CASE rowid WHEN 3 THEN -4 WHEN 4 THEN -3 END WHERE rowid IN (3, 4)")
    run("UPDATE journal_entry SET rowid = -rowid WHERE rowid < 0")
    assert verify().ok
    other = "(SELECT canonical FROM journal_entry WHERE rowid = 5)"
    run(f"UPDATE journal_entry SET canonical = {other} WHERE rowid = 6")
    assert verify().first_bad_seq == 6
