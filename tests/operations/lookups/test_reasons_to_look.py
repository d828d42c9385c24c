"""Whose task a person is, reads on; everybody else within reach says why first, and it is written down."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups.own import make_link
from fangxian.operations.journal.queries import list_entries
from fangxian.operations.journal.services import seal
from fangxian.operations.lookups.models import Lookup
from fangxian.operations.lookups.queries import list_own_lookups, may_open
from fangxian.operations.lookups.services import STANDS, look, require_open


@pytest.fixture
def followed(exposed):
    """The city's CDC has decided to advise guest-1, who lives in the worker's community of Furong."""
    exposed.decide("advise", "guest-1", actor=exposed.cast.city_cdc)
    return exposed


def opens(desk, actor, record="follow-up", record_id=None) -> bool:
    return may_open(actor, record, record_id or desk.key("guest-1"), desk.now)


def look_up(desk, actor, **changes):
    given = {"record": "follow-up", "record_id": desk.key("guest-1"), "why": "asked", "reason": "母亲来电"}
    return look(actor, desk.clock, **{**given, **changes})


def code_of(ask) -> str:
    with pytest.raises(Problem) as refused:
        ask()
    return refused.value.code


@pytest.mark.parametrize("role", ["city_cdc", "district_cdc", "community_worker"])
def test_who_investigates_and_who_stands_at_the_door_is_not_asked(followed, role):
    assert opens(followed, getattr(followed.cast, role))


@pytest.mark.parametrize("role", ["street_worker", "district_commander"])
def test_everybody_else_in_reach_is_asked_first(followed, role):
    actor = getattr(followed.cast, role)
    assert not opens(followed, actor)
    assert (
        code_of(
            lambda: require_open(actor, followed.clock, record="follow-up", record_id=followed.key("guest-1"))
        )
        == "reason-needed-to-look"
    )


def test_who_reported_the_case_reads_it(followed):
    assert opens(followed, followed.cast.commander, "case", "c-case")


def test_an_office_that_checked_on_somebody_reads_their_record(followed):
    followed.check("guest-1", actor=followed.cast.street_worker)
    assert opens(followed, followed.cast.street_worker)


def test_while_a_proposal_about_the_person_waits_who_decides_reads_their_record(followed):
    from fangxian.operations.decisions.queries import list_waiting
    from fangxian.operations.signing import reject

    commander = followed.cast.commander
    assert opens(followed, commander)
    waiting = [row.id for row in list_waiting(commander, "tea")]
    reject(commander, followed.clock, proposal_ids=waiting, reason="they were not there")
    assert not opens(followed, commander)


def test_a_proposal_that_rests_on_another_case_is_no_reason_to_read_this_one(followed):
    """Waiting proposals rest on `c-case`; the id `c-cas` begins it and is another case's."""
    from fangxian.operations.decisions.queries import waits_about

    reach = followed.cast.commander.reach
    assert waits_about(reach, "nobody", "c-case")
    assert not waits_about(reach, "nobody", "c-cas")


def test_a_reason_opens_every_record_of_that_person_for_a_shift_and_no_longer(followed):
    worker = followed.cast.street_worker
    look_up(followed, worker)
    assert opens(followed, worker)
    followed.clock.advance(STANDS - timedelta(seconds=1))
    assert opens(followed, worker)
    followed.clock.advance(timedelta(seconds=1))
    assert not opens(followed, worker)


def test_the_reason_of_one_is_not_the_reason_of_a_colleague(followed):
    look_up(followed, followed.cast.street_worker)
    assert not opens(followed, followed.cast.district_commander)


def test_a_closed_record_is_nobodys_task_a_day_later(followed):
    from fangxian.operations.follow_ups.services import release

    worker, key = followed.cast.community_worker, followed.key("guest-1")
    release(followed.cast.city_cdc, followed.clock, follow_up=key, reason="wrong person", early=True)
    followed.clock.advance(timedelta(hours=23))
    assert opens(followed, worker, record_id=key)
    followed.clock.advance(timedelta(hours=1))
    assert not opens(followed, worker, record_id=key)


def test_the_auditor_reads_without_names_and_is_not_asked(followed):
    assert opens(followed, followed.cast.auditor, "case", "c-case")


@pytest.mark.parametrize("record_id", ["guest-1", "f-0000000000000000"])
@pytest.mark.parametrize("record", ["follow-up", "case", "restriction", "diary"])
def test_to_a_stranger_no_record_exists_and_none_can_be_looked_up(followed, record, record_id):
    key = followed.key("guest-1") if record_id == "guest-1" else record_id
    for ask in (
        lambda: opens(followed, followed.cast.stranger, record, key),
        lambda: look_up(followed, followed.cast.stranger, record=record, record_id=key),
    ):
        assert code_of(ask) == "not-found"
    assert Lookup.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "code"),
    [({"why": "curious"}, "lookup-reason-unknown"), ({"reason": "  "}, "reason-needed")],
)
def test_a_lookup_without_a_proper_reason_is_refused(followed, changes, code):
    assert code_of(lambda: look_up(followed, followed.cast.street_worker, **changes)) == code
    assert not opens(followed, followed.cast.street_worker)


def test_a_lookup_is_in_the_journal_with_its_reason(followed):
    made = look_up(followed, followed.cast.street_worker)
    seal()
    (entry,) = list_entries(followed.cast.auditor, object_kind="lookup")
    assert (entry.verb, entry.object_id, entry.reason) == ("looked up", str(made.id), "母亲来电")
    assert entry.after["person_id"] == "guest-1"


def test_the_database_itself_refuses_a_lookup_without_reason_or_end(followed):
    made = look_up(followed, followed.cast.street_worker)
    for broken in ({"reason": ""}, {"until_at": made.looked_at}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Lookup.objects.filter(id=made.id).update(**broken)


def test_the_person_is_told_which_office_when_and_why_and_not_the_words(followed):
    token = make_link(followed.cast.community_worker, followed.clock, follow_up=followed.key("guest-1"))
    assert list_own_lookups(followed.clock, token) == ()
    look_up(followed, followed.cast.street_worker)
    (told,) = list_own_lookups(followed.clock, token)
    assert (told.role, told.looked_at, told.why.en) == (
        "street-worker",
        followed.now,
        "they or their family asked",
    )
    assert "母亲" not in repr(told)


def test_the_lookups_of_somebody_else_are_not_told(followed):
    followed.decide("advise", "guest-2", actor=followed.cast.city_cdc)
    look_up(followed, followed.cast.street_worker, record_id=followed.key("guest-2"))
    token = make_link(followed.cast.community_worker, followed.clock, follow_up=followed.key("guest-1"))
    assert list_own_lookups(followed.clock, token) == ()
