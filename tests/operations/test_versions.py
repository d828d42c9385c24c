"""Version rows: what was known when, and what held when. Nothing is ever overwritten."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.models import Duty
from fangxian.operations.journal.models import Entry
from fangxian.operations.versions import change, correct, end

HOUR = timedelta(hours=1)


@pytest.fixture
def duty(cast) -> Duty:
    """The community worker's duty, known and valid from the fixed clock's instant."""
    return Duty.objects.get(role="community-worker", office__place="430102003001")


@pytest.fixture
def entry(duty) -> Entry:
    return duty.entry


def test_a_correction_shows_later_and_leaves_what_was_known_before(duty, entry, clock):
    before, after = clock.now(), clock.advance(HOUR)
    correct(duty, entry, after, role="street-worker")
    history = Duty.objects.filter(id=duty.id)
    assert history.as_known(before).get().role == "community-worker"
    assert history.as_known(after).get().role == "street-worker"
    assert history.open().get().role == "street-worker"


def test_a_change_cuts_the_period_in_two(duty, entry, clock):
    begun, moved = clock.now(), clock.now() + 2 * HOUR
    change(duty, entry, clock.advance(HOUR), moved, role="street-worker")
    history = Duty.objects.filter(id=duty.id)
    assert history.at(begun).get().role == "community-worker"
    assert history.at(moved).get().role == "street-worker"
    assert history.open().count() == 2


def test_an_ended_fact_no_longer_holds_but_did(duty, entry, clock):
    begun = clock.now()
    at = clock.advance(HOUR)
    end(duty, entry, at, at)
    history = Duty.objects.filter(id=duty.id)
    assert not history.at(at).exists()
    assert history.at(begun).exists()


def test_as_known_before_the_end_was_recorded_it_still_held(duty, entry, clock):
    begun, at = clock.now(), clock.advance(HOUR)
    end(duty, entry, at, at)
    assert Duty.objects.filter(id=duty.id).at(at, known_at=begun).exists()


def test_the_second_to_correct_the_same_row_is_told(duty, entry, clock):
    stale = Duty.objects.get(version=duty.version)
    correct(duty, entry, clock.advance(HOUR), role="street-worker")
    with pytest.raises(Problem) as raised:
        correct(stale, entry, clock.now(), role="district-cdc")
    assert raised.value.code == "already-corrected"


def test_the_database_itself_refuses_a_second_open_row_of_the_same_period(duty, entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.create(
            id=duty.id,
            user=duty.user,
            office=duty.office,
            role="street-worker",
            known_from=duty.known_from,
            valid_from=duty.valid_from,
            entry=entry,
        )


def test_the_database_itself_refuses_a_period_that_ends_before_it_begins(duty, entry):
    with pytest.raises(IntegrityError), transaction.atomic():
        Duty.objects.filter(version=duty.version).update(valid_to=datetime(2020, 1, 1, tzinfo=UTC))
