"""An act and its entry stand or fall together, and sealed entries are numbered without a gap."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from journal_tampering import Writer

from fangxian.engines.problems import Problem
from fangxian.operations.journal.models import Entry, Seal, Waiting
from fangxian.operations.journal.queries import count_sealed, list_entries, verify
from fangxian.operations.journal.services import record, seal


def test_an_entry_says_who_did_what_to_what_when_and_why(cast, clock):
    with transaction.atomic():
        record(
            cast.commander,
            "discarded",
            "note",
            "C-1",
            at=clock.now(),
            event_at=clock.now() - timedelta(hours=2),
            before={"kind": "suspected"},
            after={"kind": "discarded"},
            reason="two negative samples",
        )
    seal()
    [row] = list_entries(cast.auditor, object_kind="note")
    assert (row.who, row.role, row.verb) == (cast.commander.user_id, "commander", "discarded")
    assert (row.before, row.after) == ({"kind": "suspected"}, {"kind": "discarded"})
    assert row.reason == "two negative samples"
    assert row.recorded_at - row.event_at == timedelta(hours=2)


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_can_be_recorded(clock, home):
    with pytest.raises(RuntimeError):
        record(Writer(), "reported", "note", "C-1", at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_sealing_follows_the_commit_by_itself(write, clock):
    with transaction.atomic():
        record(Writer(), "reported", "note", "C-1", at=clock.now())
        assert count_sealed() == 0
    assert count_sealed() == 1


@pytest.mark.django_db(transaction=True)
def test_a_part_that_is_rolled_back_takes_its_entry_along_and_the_rest_is_sealed(clock, home):
    class ChangeOfMindError(Exception):
        pass

    def report_and_withdraw() -> None:
        with transaction.atomic():
            record(Writer(), "reported", "note", "C-1", at=clock.now())
            raise ChangeOfMindError

    with transaction.atomic():
        with pytest.raises(ChangeOfMindError):
            report_and_withdraw()
        record(Writer(), "reported", "note", "C-2", at=clock.now())
        record(Writer(), "reported", "note", "C-3", at=clock.now())
    assert count_sealed() == Entry.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_an_act_that_is_rolled_back_leaves_no_entry(clock, home):
    class PowerCutError(Exception):
        pass

    def report_and_fail() -> None:
        with transaction.atomic():
            record(Writer(), "reported", "note", "C-1", at=clock.now())
            raise PowerCutError

    with pytest.raises(PowerCutError):
        report_and_fail()
    assert not Entry.objects.exists()
    assert not Waiting.objects.exists()


def test_numbers_run_from_one_without_a_gap_over_many_sealings(write):
    write(3)
    write(4)
    seals = list(Seal.objects.order_by("seq"))
    assert [row.seq for row in seals] == list(range(1, 8))
    assert all(later.prev == earlier.hash for earlier, later in pairwise(seals))


def test_sealing_again_does_nothing(write):
    write(2)
    assert seal() == 0
    assert count_sealed() == 2


def test_a_name_in_clear_never_reaches_the_journal(cast, clock):
    with transaction.atomic(), pytest.raises(Problem) as raised:
        record(cast.commander, "named", "person", "p-1", at=clock.now(), after={"full_name": "王小明"})
    assert raised.value.code == "bare-personal-value"


def test_a_reader_follows_the_journal_by_its_number(cast, write):
    seal()
    start = count_sealed()
    write(5)
    first = list_entries(cast.auditor, since_seq=start, limit=2)
    rest = list_entries(cast.auditor, since_seq=first[-1].seq)
    assert [row.seq - start for row in first + rest] == [1, 2, 3, 4, 5]


def test_only_who_audits_reads_the_journal(cast):
    with pytest.raises(Problem) as raised:
        list_entries(cast.commander)
    assert raised.value.code == "not-your-role"


def test_an_untouched_journal_verifies(cast, write):
    write(5)
    report = verify()
    assert report.ok
    assert report.waiting == 0
    assert report.unanchored == report.sealed > 5
