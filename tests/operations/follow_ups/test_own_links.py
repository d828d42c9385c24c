"""A resident's link opens one's own follow-up and nothing else; it expires, it can be revoked, it is slowed down."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups.models import Check, OwnLink
from fangxian.operations.follow_ups.own import REPORTS_AN_HOUR
from fangxian.operations.follow_ups.queries import get_follow_up, list_flags
from fangxian.operations.follow_ups.services import (
    CheckGiven,
    make_link,
    open_own,
    release,
    report_own,
    revoke_links,
)
from fangxian.operations.ids import new_id


@pytest.fixture
def token(exposed) -> str:
    """The link the community worker gave to guest-1."""
    exposed.decide("advise")
    return make_link(exposed.cast.community_worker, exposed.clock, follow_up=exposed.key("guest-1"))


def well(**more) -> CheckGiven:
    return CheckGiven("self-report", "well", **more)


def refusal(act, *given, **more) -> str:
    with pytest.raises(Problem) as refused:
        act(*given, **more)
    return refused.value.code


def test_the_link_shows_initials_days_and_what_to_look_for(exposed, token):
    own = open_own(exposed.clock, token)
    assert own.initials == "合**"
    assert "guest-1" not in repr(own)
    assert {symptom.code for symptom in own.symptoms} >= {"fever", "cough"}


def test_only_a_digest_of_the_token_is_kept(token):
    kept = OwnLink.objects.get()
    assert token not in repr(kept.__dict__)
    assert len(token) >= 43


def test_a_self_report_settles_the_day(exposed, token):
    exposed.clock.advance(timedelta(hours=16))
    assert report_own(exposed.clock, token, given=well()).state == "well"
    view = get_follow_up(exposed.cast.commander.reach, exposed.key("guest-1"), exposed.now)
    assert (view.row.today, view.checks[0].channel) == ("well", "self-report")


def test_a_symptom_told_by_oneself_reaches_the_clinician(exposed, token):
    report_own(
        exposed.clock, token, given=CheckGiven("call", "symptoms", symptoms=["fever"], note="冒充工作人员")
    )
    (flag,) = list_flags(exposed.cast.commander.reach, "tea", exposed.now)
    assert flag.person_id == "guest-1"
    check = Check.objects.get()
    assert (check.channel, check.note) == ("self-report", "")


def test_unknown_expired_and_revoked_links_look_the_same(exposed, token):
    assert refusal(open_own, exposed.clock, "x" * 43) == "own-link-not-valid"
    exposed.clock.advance(timedelta(days=40))
    assert refusal(open_own, exposed.clock, token) == "own-link-not-valid"


def test_a_revoked_link_opens_nothing(exposed, token):
    key = exposed.key("guest-1")
    assert revoke_links(exposed.cast.commander, exposed.clock, follow_up=key, reason="phone lost") == 1
    assert refusal(open_own, exposed.clock, token) == "own-link-not-valid"
    assert refusal(report_own, exposed.clock, token, given=well()) == "own-link-not-valid"


def test_a_new_link_ends_the_one_before(exposed, token):
    fresh = make_link(exposed.cast.community_worker, exposed.clock, follow_up=exposed.key("guest-1"))
    assert refusal(open_own, exposed.clock, token) == "own-link-not-valid"
    assert open_own(exposed.clock, fresh).today


def test_a_follow_up_that_is_over_takes_no_report(exposed, token):
    release(
        exposed.cast.commander, exposed.clock, follow_up=exposed.key("guest-1"), reason="moved", early=True
    )
    assert refusal(report_own, exposed.clock, token, given=well()) == "follow-up-closed"


def test_too_many_reports_in_an_hour_are_refused_and_a_repeated_one_is_not_counted(exposed, token):
    event = new_id()
    for _ in range(3):
        report_own(exposed.clock, token, given=well(event_id=event))
    for _ in range(REPORTS_AN_HOUR - 1):
        report_own(exposed.clock, token, given=well())
    assert refusal(report_own, exposed.clock, token, given=well()) == "too-many-reports"
    exposed.clock.advance(timedelta(hours=1, minutes=1))
    assert report_own(exposed.clock, token, given=well()).state == "well"


def test_the_worker_of_another_district_gets_no_link(exposed, token):
    code = refusal(make_link, exposed.cast.stranger, exposed.clock, follow_up=exposed.key("guest-1"))
    assert code == "not-found"
