"""A whole journal passes through the compiled loops without a careful look, however its rows lie; nothing else does."""

import hashlib
from datetime import timedelta

import numpy as np
import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from journal_tampering import Writer, undone

from fangxian.operations.journal import openssl, passing, reading, scanning
from fangxian.operations.journal.columns import APART
from fangxian.operations.journal.laying import lay_out
from fangxian.operations.journal.models import Entry, Seal, Waiting
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import record, seal

LENGTH = 12


@pytest.fixture
def passed(monkeypatch):
    """Count the seals that got a careful look."""
    looked = []
    monkeypatch.setattr(scanning, "WORTH_COMPILING", 0)
    careful = scanning._look
    monkeypatch.setattr(
        scanning, "_look", lambda *walk: (looked.append(walk[3] - walk[2] + 1), careful(*walk))
    )
    return looked


def write_at(clock, *moments: timedelta) -> None:
    """One act at each of these times after now."""
    with transaction.atomic():
        for moment in moments:
            record(Writer(), "reported", "note", "户-1", at=clock.now() + moment, reason='“再看”, "later"')
    seal()


def test_a_whole_journal_needs_no_careful_look(write, passed):
    write(LENGTH)
    assert verify().ok
    assert passed == []


def test_instants_with_and_without_parts_of_a_second_are_passed(db, home, clock, passed):
    write_at(clock, *(timedelta(microseconds=part) for part in (0, 1, 10, 500_000, 999_999)))
    assert verify().ok
    assert passed == []


@pytest.mark.parametrize("part", [1, 100_000])
def test_an_instant_moved_by_part_of_a_second_is_found(db, home, clock, passed, part):
    write_at(clock, timedelta(), timedelta(microseconds=500_000))
    for seq in (1, 2):
        entry = Entry.objects.get(id=Seal.objects.get(seq=seq).entry_id)
        with undone():
            moved = entry.recorded_at + timedelta(microseconds=part)
            Entry.objects.filter(id=entry.id).update(recorded_at=moved)
            assert verify().first_bad_seq == seq


def test_an_awkward_column_gets_a_careful_look_and_is_whole(db, home, clock, passed):
    with transaction.atomic():
        record(Writer(), "reported", "note", 'C-"1"', at=clock.now())
    seal()
    assert verify().ok
    assert passed == [1]


def test_entries_among_many_others_are_found_one_by_one(write, passed, monkeypatch):
    write(LENGTH)
    monkeypatch.setattr(reading.Journal, "entries_between", lambda *_: None)
    assert verify().ok
    assert passed == []


def test_seals_in_another_order_than_their_ids_are_passed(write, passed, clock):
    with transaction.atomic():
        early = record(Writer(), "reported", "note", "C-late", at=clock.now())
        Waiting.objects.filter(entry_id=early.id).delete()
    write(LENGTH)
    Waiting.objects.create(entry_id=early.id)
    seal()
    assert verify().ok
    assert passed == []


def test_without_an_openssl_to_call_hashes_are_reckoned_one_by_one(write, passed, monkeypatch):
    write(LENGTH)
    monkeypatch.setattr(passing, "find_openssl", lambda: np.zeros(0, np.int64))
    assert verify().ok
    assert passed == []
    Seal.objects.filter(seq=LENGTH).update(hash="0" * 64)
    assert verify().first_bad_seq == LENGTH


def test_openssl_is_found_where_the_interpreter_links_to_it():
    if not hasattr(hashlib, "scrypt") or not hasattr(openssl._hashlib, "__file__"):
        pytest.skip("this interpreter has OpenSSL inside itself")
    assert openssl.find_openssl().size == 3


@given(st.lists(st.lists(st.binary(max_size=20), min_size=3, max_size=3), min_size=1, max_size=4))
def test_columns_are_laid_out_just_when_no_value_holds_what_sets_values_apart(columns):
    laid = lay_out([[APART.join(column)] for column in columns], 3)
    if any(APART in value for column in columns for value in column):
        assert laid is None
    else:
        got = [[laid.value(column, row) for row in range(3)] for column in range(len(columns))]
        assert got == columns


def test_a_missing_value_is_not_laid_out_beside_one_that_looks_like_two():
    assert lay_out([[b"a\x1fb"], [b"c"]], 2) is None
    assert lay_out([[b"a\x1fb\x1fc"], [b"d"]], 2) is None
    assert lay_out([[b"a\x1fb"], [None]], 2) is None


def test_a_column_may_come_in_parts():
    laid = lay_out([[b"a\x1fb", b"c"], [b"1", b"2\x1f3"]], 3)
    assert [laid.joined(column) for column in (0, 1)] == [b"a\x1fb\x1fc", b"1\x1f2\x1f3"]
