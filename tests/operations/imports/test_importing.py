"""A file comes in whole or not at all; every row is accepted, a duplicate or rejected; once."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.problems import Problem, Text
from fangxian.operations.imports.models import Batch
from fangxian.operations.imports.queries import list_batches, list_rejected
from fangxian.operations.imports.reading import read_content, read_path
from fangxian.operations.imports.services import Applied, Refusal, Terms, import_rows
from fangxian.operations.journal.queries import list_entries
from fangxian.operations.journal.services import seal
from fangxian.operations.people.models import Person
from fangxian.operations.people.services import NewPerson, register_persons

TERMS = Terms("case investigation", "Infectious Diseases Act, art. 12", "commander", date(2022, 1, 31))
LINE_LIST = """case_id,person_id,reported_on
C-1,p-1,2021-07-29
C-2,p-2,2021-07-29
C-2,p-2,2021-07-29
C-3,p-3,yesterday
C-4,p-4,2021-07-30
"""


@pytest.fixture
def take_in(cast, clock):
    """Import a line list as the commander, registering its persons."""

    def run(text: str = LINE_LIST, *, actor=None, terms: Terms | None = TERMS, apply=None):
        who = actor or cast.commander

        def register(frame: pl.DataFrame, batch_id) -> Applied:
            new = [NewPerson(key) for key in frame["person_id"]]
            done = register_persons(who, clock, new, batch_id=batch_id)
            return Applied(done.added, frame.height - done.added)

        reading = read_content("line list.csv", text.encode(), tables.CASES, "Asia/Shanghai")
        return import_rows(
            who,
            clock,
            kind="cases",
            source="line list.csv",
            reading=reading,
            apply=apply or register,
            terms=terms,
        )

    return run


def test_read_is_accepted_plus_duplicate_plus_rejected(take_in):
    batch = take_in()
    assert (batch.read, batch.accepted, batch.duplicate, batch.rejected) == (5, 3, 1, 1)


def test_the_rejected_row_is_listed_with_line_value_and_reason(take_in, cast):
    batch = take_in()
    [row] = list_rejected(cast.commander, batch.id)
    assert (row.line, row.column, row.value) == (5, "reported_on", "yesterday")
    assert row.reason.zh
    assert row.reason.en


def test_the_same_file_again_adds_nothing(take_in):
    first, again = take_in(), take_in()
    assert again.repeated
    assert again.id == first.id
    assert Batch.objects.count() == 1


def test_a_row_the_service_refuses_is_rejected_by_its_line_in_the_file(take_in, cast):
    def refuse_the_last(frame: pl.DataFrame, batch_id) -> Applied:
        reason = Text("已排除", "was discarded")
        return Applied(frame.height - 1, refused=(Refusal(frame.height - 1, "case_id", "C-4", reason),))

    batch = take_in(apply=refuse_the_last)
    assert [row.line for row in list_rejected(cast.commander, batch.id)] == [5, 6]
    assert (batch.accepted, batch.rejected) == (2, 2)


def test_a_service_that_loses_a_row_is_caught_and_nothing_is_loaded(take_in, cast, clock):
    def lose_one(frame: pl.DataFrame, batch_id) -> Applied:
        register_persons(cast.commander, clock, [NewPerson("p-1")])
        return Applied(frame.height - 1)

    with pytest.raises(Problem) as raised:
        take_in(apply=lose_one)
    assert raised.value.code == "out-of-balance"
    assert not Person.objects.exists()


def test_what_fails_half_way_leaves_nothing_half_imported(take_in, cast, clock):
    def fail(frame: pl.DataFrame, batch_id) -> Applied:
        register_persons(cast.commander, clock, [NewPerson("p-1")])
        raise ConnectionError

    with pytest.raises(ConnectionError):
        take_in(apply=fail)
    assert not Person.objects.exists()
    assert not Batch.objects.exists()


@pytest.mark.parametrize("missing", ["purpose", "legal_basis", "approver", "retention_until"])
def test_people_do_not_load_without_ground_and_term(take_in, missing):
    with pytest.raises(Problem) as raised:
        take_in(terms=Terms(**{**vars(TERMS), missing: None if missing == "retention_until" else ""}))
    assert raised.value.code == "terms-needed"
    assert not Person.objects.exists()


def test_people_do_not_load_to_be_kept_until_yesterday(take_in):
    with pytest.raises(Problem) as raised:
        take_in(terms=Terms("p", "l", "a", date(2021, 7, 30)))
    assert raised.value.code == "retention-passed"


def test_the_database_itself_refuses_a_batch_out_of_balance(take_in):
    batch = take_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(id=batch.id).update(accepted=99)


def test_the_database_itself_refuses_people_without_a_legal_basis(take_in):
    batch = take_in()
    with pytest.raises(IntegrityError), transaction.atomic():
        Batch.objects.filter(id=batch.id).update(legal_basis="")


def test_the_journal_has_one_entry_with_the_files_digest(take_in, cast):
    batch = take_in()
    seal()
    [entry] = list_entries(cast.auditor, object_kind="batch")
    assert entry.after is not None
    assert entry.after["sha256"] == batch.sha256
    assert entry.after["approver"] == "commander"


def test_a_stranger_sees_neither_the_import_nor_its_rejected_rows(take_in, cast):
    batch = take_in(actor=cast.community_worker)
    assert list_batches(cast.stranger) == []
    with pytest.raises(Problem) as raised:
        list_rejected(cast.stranger, batch.id)
    assert raised.value.code == "not-found"
    assert [row.id for row in list_batches(cast.commander)] == [batch.id]


def test_the_auditor_sees_why_a_row_was_rejected_but_not_what_was_in_it(take_in, cast):
    batch = take_in("case_id,person_id,reported_on\nC-9,p-9,Ann of door 3\n")
    [row] = list_rejected(cast.commander, batch.id)
    assert "Ann of door 3" in row.value + row.reason.zh + row.reason.en
    [row] = list_rejected(cast.auditor, batch.id)
    assert row.value == ""
    assert row.reason.en
    assert "Ann" not in row.reason.zh + row.reason.en


def test_a_file_on_disk_reads_as_its_bytes_do(tmp_path: Path):
    path = tmp_path / "cases.csv"
    path.write_text(LINE_LIST, encoding="gb18030")
    from_disk = read_path(path, tables.CASES, "Asia/Shanghai")
    from_bytes = read_content("cases.csv", path.read_bytes(), tables.CASES, "Asia/Shanghai")
    assert from_disk.sha256 == from_bytes.sha256
    assert from_disk.lines == from_bytes.lines == [2, 3, 6]


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.integers(1, 6), st.sampled_from(["2021-07-29", "2021-07-30", "soon", ""]))))
def test_whatever_is_in_the_file_the_balance_holds(take_in, rows):
    text = "case_id,person_id,reported_on\n" + "".join(f"C-{n},p-{n},{day}\n" for n, day in rows)
    with transaction.atomic():
        batch = take_in(text + "C-0,p-0,2021-07-29\n")
        assert batch.read == batch.accepted + batch.duplicate + batch.rejected == len(rows) + 1
        transaction.set_rollback(True)
