"""Entries are found by their ids, wherever their rows lie, and whatever else lies between them."""

import pytest
from django.db import connection

from fangxian.operations.journal.models import Entry
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.walking import walk

pytestmark = pytest.mark.usefixtures("both_ways")


@pytest.fixture
def sqlite(write):
    """Ten entries, on the database that lets a row be moved."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL moves no row")
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


def test_an_entry_that_pretends_to_be_two_is_found(sqlite):
    columns = [field.column for field in Entry._meta.concrete_fields]
    both = ", ".join(
        f"(SELECT group_concat({name}, char(31)) FROM journal_entry WHERE rowid IN (3, 4))"
        for name in columns
    )
    run(f"CREATE TEMP TABLE merged AS SELECT {both}")
    run("DELETE FROM journal_entry WHERE rowid IN (3, 4)")
    run(f"INSERT INTO journal_entry ({', '.join(columns)}) SELECT * FROM merged")
    _, _, flaws = walk(10)
    assert [(flaw.seq, flaw.kind) for flaw in flaws] == [(3, "deleted"), (4, "deleted")]
