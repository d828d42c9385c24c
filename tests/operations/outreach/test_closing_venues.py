"""Closing a venue on findings: decided by another than found it, told to the operator, over by itself, opened by name."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.notices.queries import list_desk


def refused(act) -> str:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


@pytest.fixture
def late(street):
    """Masks were missing at the teahouse, and a day later nobody had put it right."""
    street.look(wrong=("masks",))
    street.wait(25)
    return street


def test_a_venue_is_closed_on_what_was_not_put_right_in_time_and_the_operator_is_told(late):
    edition = late.close()
    assert late.closed() == [("v-teahouse", "findings")]
    (notice,) = list_desk(late.cast.commander.reach, "tiny", late.clock.now())
    assert (notice.latest.id, notice.latest.state, notice.place_id) == (edition, "draft", "v-teahouse")
    assert "员工与顾客佩戴口罩" in notice.latest.body.zh
    assert "You may appeal" in notice.latest.body.en


def test_the_notice_goes_to_the_outlet_at_the_venue_once_a_second_person_approved_it(late):
    from fangxian.operations.notices import services as notices
    from fangxian.operations.notices.outbox import open_outlet

    cast, clock = late.cast, late.clock
    open_outlet(cast.publicity_officer, clock, place_id="v-teahouse", channel="sms", name="operator")
    edition = late.close()
    notices.approve(cast.publicity_officer, clock, edition_id=edition)
    assert notices.publish(cast.publicity_officer, clock, edition_id=edition) == 1


def test_before_the_deadline_there_is_nothing_to_close_on(street):
    street.look(wrong=("masks",))
    assert refused(street.close) == "nothing-to-close-on"


def test_whoever_found_it_does_not_decide_and_a_worker_may_not(street):
    street.look(wrong=("masks",), actor=street.cast.district_commander)
    street.wait(25)
    assert refused(street.close) == "finder-closes"
    assert refused(lambda: street.close(actor=street.cast.community_worker)) == "not-your-role"
    street.close(actor=street.cast.commander)


def test_a_closing_ends_by_itself_and_never_lasts_longer_than_the_checklist_allows(late):
    too_long = late.clock.now() + timedelta(days=8)
    assert refused(lambda: late.close(ends_at=too_long)) == "closing-too-long"
    assert refused(lambda: late.close(ends_at=late.clock.now())) == "closing-too-long"
    late.close(ends_at=late.clock.now() + timedelta(days=2))
    assert refused(late.close) == "venue-closed-already"
    late.wait(48)
    assert late.closed() == []


def test_a_venue_opens_again_only_when_every_finding_is_closed_and_by_a_named_approver(late):
    late.close()
    assert refused(late.reopen) == "venue-not-ready"
    late.right()
    assert refused(lambda: late.reopen(actor=late.cast.community_worker)) == "not-your-role"
    late.reopen()
    assert late.closed() == []
    assert refused(late.reopen) == "venue-not-closed"
    (notice,) = list_desk(late.cast.commander.reach, "tiny", late.clock.now())
    assert "open again" in notice.latest.title.en


def test_what_a_measure_closed_is_shown_and_not_opened_here(late):
    late.measure("close-venue-operator", "v-teahouse", "close-place")
    assert late.closed() == [("v-teahouse", "measure")]
    late.right()
    assert refused(late.reopen) == "venue-not-closed"
    assert refused(late.close) == "venue-closed-already"


def test_a_measure_over_a_city_closes_the_kinds_of_venue_it_names_and_no_other(street):
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.places.services import add_venue

    add_venue(
        get_system_actor("tests"),
        street.clock,
        name="公园",
        parent_id="430102003001",
        venue_kind="scenic",
        place_id="v-park",
    )
    street.measure("close-scenic-places", "4301", "close-place")
    assert street.closed() == [("v-park", "measure")]
    assert street.closed(actor=street.cast.stranger) == []


def test_who_approved_stands_in_the_journal_and_the_journal_holds(late):
    from fangxian.operations.journal.models import Entry
    from fangxian.operations.journal.services import seal
    from fangxian.operations.journal.verification import verify

    late.close()
    entry = Entry.objects.get(object_kind="venue-closing")
    assert (entry.who, entry.verb) == (late.cast.district_commander.user_id, "closed")
    seal()
    assert verify().ok
