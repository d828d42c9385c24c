"""One sample, one result: told at the site it stands in the follow-ups, told to a follow-up it stands in the room, once."""

from datetime import timedelta
from uuid import UUID

import pytest

from fangxian.operations.finding import record_finding
from fangxian.operations.quarantine_sites import services

EVENT = UUID("01985f6a-0c00-7000-8000-000000000001")


@pytest.fixture
def settled(inn):
    """friend-1 is in room 201 since this morning; whoever is bound is followed."""
    stay = inn.settle("friend-1", "201")
    inn.wait(hours=1)
    return stay


def follow_ups(inn) -> list[str]:
    from fangxian.operations.follow_ups.queries import list_follow_ups

    rows = list_follow_ups(inn.worker.reach, inn.desk.outbreak_id, inn.clock.now()).rows
    return sorted(row.key for row in rows if row.person_id == "friend-1")


def found(inn) -> list[list[str]]:
    """The results on record, per follow-up of friend-1."""
    from fangxian.operations.follow_ups.models import Finding

    rows = [Finding.objects.filter(follow_up_id=key).order_by("taken_at", "id") for key in follow_ups(inn)]
    return [list(one.values_list("result", flat=True)) for one in rows]


def test_a_result_noted_at_the_site_stands_once_in_every_follow_up(inn, settled):
    today = inn.row(settled).days[0].on
    inn.test(settled, today)
    assert found(inn)
    assert all(one == ["negative"] for one in found(inn))
    again = {"stay_id": settled, "due_on": today}
    services.note_result(inn.worker, inn.clock, **again, result="negative")
    assert all(one == ["negative"] for one in found(inn))
    services.note_result(inn.worker, inn.clock, **again, result="positive")
    assert all(one == ["positive"] for one in found(inn)), "a correction replaces what was written"


def test_a_result_told_to_a_follow_up_stands_once_in_the_room(inn, settled):
    key = follow_ups(inn)[0]
    told = {"follow_up": key, "result": "negative", "event_id": EVENT}
    for _ in range(2):
        record_finding(inn.worker, inn.clock, **told)
    [day, *later] = inn.row(settled).days
    assert (day.result, day.taken_at) == ("negative", inn.clock.now())
    assert not any(one.taken_at for one in later)
    services.note_result(inn.worker, inn.clock, stay_id=settled, due_on=day.on, result="negative")
    assert found(inn)[0] == ["negative"], "and does not come back as a second"


def test_a_sample_taken_at_the_site_gets_the_result_that_a_follow_up_is_told(inn, settled):
    today = inn.row(settled).days[0].on
    services.take_sample(inn.worker, inn.clock, stay_id=settled, due_on=today)
    inn.wait(hours=5)
    record_finding(inn.worker, inn.clock, follow_up=follow_ups(inn)[0], result="negative")
    assert [(day.on, day.result) for day in inn.row(settled).days if day.taken_at] == [(today, "negative")]


def test_what_was_taken_before_they_came_and_a_dose_are_no_matter_of_the_room(inn, settled):
    key, before = follow_ups(inn)[0], inn.clock.now() - timedelta(days=2)
    record_finding(inn.worker, inn.clock, follow_up=key, result="negative", taken_at=before)
    record_finding(inn.worker, inn.clock, follow_up=key, result="given")
    assert not any(day.taken_at for day in inn.row(settled).days)
