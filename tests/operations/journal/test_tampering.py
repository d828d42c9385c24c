"""Whatever is edited, deleted, swapped or cut behind the services' back is found, and where it begins is said."""

from dataclasses import replace

import pytest
from django.db import connection, transaction
from django.db.models import F
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from journal_tampering import Writer, undone

from fangxian.operations.accounts.models import Duty
from fangxian.operations.journal.canonical import chain
from fangxian.operations.journal.models import Anchor, Entry, Seal
from fangxian.operations.journal.queries import read_head, verify
from fangxian.operations.journal.services import anchor, record, seal

pytestmark = pytest.mark.usefixtures("both_ways")

LENGTH = 12
SEQ = st.integers(1, LENGTH)
each = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture
def head(write, clock):
    """Twelve sealed acts, and the signed head that another office holds."""
    write(LENGTH)
    return anchor("disciplinary office", clock)


def entry_at(seq: int) -> Entry:
    return Entry.objects.get(id=Seal.objects.get(seq=seq).entry_id)


@each
@given(seq=SEQ, position=st.integers(0, 400))
def test_an_edited_entry_is_found_where_it_stands(head, seq, position):
    honest = bytes(entry_at(seq).canonical)
    position %= len(honest)
    forged = honest[:position] + bytes([honest[position] ^ 1]) + honest[position + 1 :]
    with undone():
        Entry.objects.filter(id=entry_at(seq).id).update(canonical=forged)
        assert verify().first_bad_seq == seq
    assert verify().ok


@each
@given(seq=SEQ, column=st.sampled_from(["who", "role", "office", "verb", "object_kind", "object_id"]))
def test_an_edited_search_column_is_found(head, seq, column):
    with undone():
        Entry.objects.filter(id=entry_at(seq).id).update(**{column: "nobody"})
        assert verify().first_bad_seq == seq


@each
@given(seq=SEQ)
def test_a_deleted_entry_is_found(head, seq):
    with undone():
        Entry.objects.filter(id=entry_at(seq).id)._raw_delete("default")
        assert verify().first_bad_seq == seq


@each
@given(seq=SEQ)
def test_an_entry_deleted_with_its_seal_is_found(head, seq):
    with undone():
        Entry.objects.filter(id=entry_at(seq).id)._raw_delete("default")
        Seal.objects.filter(seq=seq)._raw_delete("default")
        assert verify().first_bad_seq == seq


@each
@given(pair=st.lists(SEQ, min_size=2, max_size=2, unique=True))
def test_two_entries_swapped_are_found_at_the_first(head, pair):
    first, second = (Seal.objects.get(seq=seq).entry_id for seq in pair)
    with undone():
        Seal.objects.filter(seq=pair[0]).update(entry_id=head.public_key[:32])
        Seal.objects.filter(seq=pair[1]).update(entry_id=first)
        Seal.objects.filter(seq=pair[0]).update(entry_id=second)
        assert verify().first_bad_seq == min(pair)


@each
@given(seq=SEQ)
def test_a_cut_tail_is_found_by_the_anchor(head, seq):
    with undone():
        cut = Seal.objects.filter(seq__gte=seq)
        Entry.objects.filter(id__in=list(cut.values_list("entry_id", flat=True)))._raw_delete("default")
        cut._raw_delete("default")
        assert verify().first_bad_seq == seq


@each
@given(seq=SEQ)
def test_a_tail_cut_together_with_its_anchor_is_found_by_the_head_held_elsewhere(head, seq):
    with undone():
        cut = Seal.objects.filter(seq__gte=seq)
        Entry.objects.filter(id__in=list(cut.values_list("entry_id", flat=True)))._raw_delete("default")
        cut._raw_delete("default")
        Anchor.objects.all()._raw_delete("default")
        assert verify().ok
        assert verify([head]).first_bad_seq == seq


@each
@given(seq=SEQ)
def test_a_chain_recomputed_after_an_edit_still_differs_from_the_anchor(head, seq):
    with undone():
        Entry.objects.filter(id=entry_at(seq).id).update(
            canonical=bytes(entry_at(seq).canonical).replace("确诊".encode(), "排除".encode())
        )
        rechain(seq)
        report = verify()
        assert report.first_bad_seq == LENGTH
        assert report.anchored_seq == 0


def rechain(from_seq: int) -> None:
    """Seal everything from `from_seq` anew, as an intruder who knows the code would."""
    for seq in range(from_seq, LENGTH + 1):
        row = Seal.objects.get(seq=seq)
        prev = Seal.objects.get(seq=seq - 1).hash if seq > 1 else row.prev
        fresh = chain(prev, seq, row.entry_id, bytes(entry_at(seq).canonical))
        Seal.objects.filter(seq=seq).update(prev=prev, hash=fresh)


def test_removed_seals_leave_entries_that_are_neither_sealed_nor_waiting(head):
    with undone():
        Seal.objects.filter(seq__gt=LENGTH - 2)._raw_delete("default")
        Anchor.objects.all()._raw_delete("default")
        assert len(verify().findings) == 2


def test_an_id_that_is_no_id_is_reported_as_it_stands(head):
    if connection.vendor != "sqlite":
        pytest.skip("a column of PostgreSQL takes no such id")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE journal_entry SET id = 'nobody' WHERE id = %s", [entry_at(3).id.hex])
    report = verify()
    assert report.first_bad_seq == 3
    assert "entry nobody has lost its seal" in [found.what.en for found in report.findings]


def test_a_forged_signature_is_no_anchor(head):
    forged = replace(head, hash="0" * 64)
    assert head.is_genuine()
    assert not forged.is_genuine()
    assert not verify([forged]).ok


def test_what_was_written_after_the_anchor_is_the_unanchored_tail(head, write):
    assert verify().unanchored == 0
    write(3)
    report = verify()
    assert (report.unanchored, report.anchored_seq) == (3, LENGTH)


def test_an_anchor_survives_the_way_to_the_other_office_and_back(head, tmp_path):
    head.write(tmp_path / "anchor.json")
    assert read_head(tmp_path / "anchor.json") == head
    assert verify([read_head(tmp_path / "anchor.json")]).ok


def test_a_duty_edited_in_its_table_differs_from_its_last_entry(cast):
    seal()
    assert verify().ok
    with undone():
        Duty.objects.filter(role="community-worker").update(role="commander")
        assert len(verify().findings) == 2


def test_a_duty_slipped_into_its_table_has_no_entry(cast):
    seal()
    forged = Duty.objects.get(role="auditor")
    with undone():
        Duty.objects.filter(version=forged.version).update(known_to=F("known_from"))
        assert "differs from its last entry" in verify().findings[0].what.en


def test_acts_still_waiting_are_counted_not_suspected(head, clock):
    with transaction.atomic():
        record(Writer(), "reported", "note", "C-99", at=clock.now())
    report = verify()
    assert report.ok
    assert (report.waiting, report.sealed) == (1, LENGTH)


def test_awkward_words_are_no_tampering_and_an_edit_of_them_is_found(db, home, clock):
    awkward = ('C-"1"', "C-\\2", "C-\n3", "确诊-4", 'x","object_kind":"note')
    with transaction.atomic():
        for key in awkward:
            record(Writer(), "reported", "note", key, at=clock.now(), reason='said "later", \\ and left')
    seal()
    assert verify().ok
    with undone():
        Entry.objects.filter(object_id="C-\\2").update(object_id="C-2")
        assert not verify().ok


def test_a_reason_that_quotes_an_entry_hides_no_edit(db, home, clock):
    quoted = '","recorded_at":"2021-07-31T10:00:00+00:00","role":"commander","verb":"reported","who":"u-2"}'
    with transaction.atomic():
        record(Writer(), "reported", "note", "C-1", at=clock.now(), reason=quoted)
    seal()
    assert verify().ok
    with undone():
        Entry.objects.filter(object_id="C-1").update(who="u-2")
        assert not verify().ok


def test_a_part_of_what_was_written_moved_into_the_id_is_found(write):
    write(3)
    entry = entry_at(2)
    with undone():
        moved = bytes(entry.canonical)
        Entry.objects.filter(id=entry.id).update(canonical=moved[1:])
        assert verify().first_bad_seq == 2


def test_an_anchor_signed_with_another_key_is_found_by_the_head_held_elsewhere(
    head, clock, settings, tmp_path
):
    settings.FANGXIAN_HOME = tmp_path / "intruder"
    settings.FANGXIAN_HOME.mkdir()
    anchor("disciplinary office", clock)
    assert verify().ok
    assert not verify([head]).ok


def test_a_long_journal_is_walked_in_stretches_that_meet(write, monkeypatch):
    from fangxian.operations.journal import scanning, walking

    write(LENGTH)
    monkeypatch.setattr(scanning, "AT_ONCE", 5)
    cuts = list(walking._cut(LENGTH, 3))
    assert cuts == [(1, 4), (5, 8), (9, 12)]

    def in_stretches(last):
        return [scanning.scan(walking._journal(), first, end) for first, end in walking._cut(last, 3)]

    monkeypatch.setattr(walking, "_stretches", in_stretches)
    assert verify().ok
    for seq in range(1, LENGTH + 1):
        with undone():
            Seal.objects.filter(seq=seq).update(prev=head_of_nothing())
            assert verify().first_bad_seq == seq
        with undone():
            Seal.objects.filter(seq=seq)._raw_delete("default")
            assert not verify().ok


def head_of_nothing() -> str:
    """A hash that no entry has."""
    return "f" * 64


def test_a_reminder_comes_while_entries_are_covered_by_no_recent_anchor(write, clock):
    from datetime import timedelta

    from fangxian.operations.journal.queries import find_anchoring

    write(3)
    assert find_anchoring(clock.now()).overdue
    anchor("disciplinary office", clock)
    assert not find_anchoring(clock.now() + timedelta(hours=30)).overdue
    write(1)
    assert not find_anchoring(clock.now() + timedelta(hours=23)).overdue
    later = find_anchoring(clock.now() + timedelta(hours=25))
    assert (later.overdue, later.unanchored) == (True, 1)
