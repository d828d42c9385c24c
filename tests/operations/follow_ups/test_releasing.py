"""Who may go, when, on what evidence; and who becomes a case."""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.cases.queries import list_cases
from fangxian.operations.follow_ups.queries import get_follow_up, list_follow_ups
from fangxian.operations.follow_ups.services import (
    become_case,
    record_finding,
    release,
    release_due,
    shorten,
)
from fangxian.operations.restrictions.queries import list_restrictions

LAST_DAY = datetime(2021, 8, 12, 16, 0, tzinfo=UTC)
"""The end of the fourteenth day after the tea, in Changsha."""


@pytest.fixture
def quarantined(exposed):
    """All three are in quarantine, signed by two offices."""
    from fangxian.operations.signing import sign

    done = exposed.decide("quarantine", measure="central-quarantine")
    for actor in (exposed.cast.commander, exposed.cast.city_cdc):
        sign(actor, exposed.clock, proposal_ids=done.proposals, unasked="no time to ask")
    return exposed


def letting_go(desk, person, actor=None, **more):
    key = desk.key(person, "quarantine")
    release(actor or desk.cast.commander, desk.clock, follow_up=key, reason="done", **more)


def missing(desk, person):
    view = get_follow_up(desk.cast.commander.reach, desk.key(person, "quarantine"), desk.now)
    return [text.en for text in view.missing]


def sample(desk, person, result="negative", **more):
    key = desk.key(person, "quarantine")
    record_finding(desk.cast.community_worker, desk.clock, follow_up=key, result=result, **more)


def bound(desk):
    rows = list_restrictions(desk.cast.commander.reach, "tea", desk.now, desk.now)
    return {row.person_id for row in rows if row.measure == "central-quarantine"}


def test_the_signed_restriction_stands_beside_the_follow_up(quarantined):
    row = quarantined.rows()["guest-1", "quarantine"]
    assert bound(quarantined) == {"guest-1", "guest-2", "guest-3"}
    assert row.restriction.in_force
    assert row.ends_at == row.restriction.ends_at == LAST_DAY


def test_days_and_tests_are_asked_for(quarantined):
    assert missing(quarantined, "guest-1") == ["its end: 08-13 00:00", "2 more negative tests"]
    with pytest.raises(Problem) as refused:
        letting_go(quarantined, "guest-1")
    assert refused.value.code == "not-yet-releasable"


def test_a_positive_sample_starts_the_count_anew(quarantined):
    for hours, result in enumerate(("negative", "positive", "negative")):
        sample(quarantined, "guest-1", result, taken_at=quarantined.now - timedelta(hours=3 - hours))
    assert missing(quarantined, "guest-1")[1:] == ["1 more negative test"]


def test_with_days_and_tests_complete_the_worker_lets_them_go(quarantined):
    quarantined.clock.at = LAST_DAY
    for _ in range(2):
        sample(quarantined, "guest-1")
    page = list_follow_ups(quarantined.cast.commander.reach, "tea", quarantined.now, only="to_release")
    assert [row.person_id for row in page.rows if row.releasable] == ["guest-1"]
    letting_go(quarantined, "guest-1", actor=quarantined.cast.community_worker)
    assert quarantined.rows(only="closed")["guest-1", "quarantine"].outcome == "released"


def test_all_who_may_go_are_let_go_at_once(quarantined):
    quarantined.clock.at = LAST_DAY
    for _ in range(2):
        sample(quarantined, "guest-1")
    keys = [row.key for row in quarantined.rows().values()]
    done = release_due(quarantined.cast.commander, quarantined.clock, follow_ups=keys, reason="day 14")
    assert (done.released, done.not_yet) == (1, 2)


def test_an_early_release_needs_who_may_sign_and_ends_the_restriction(quarantined):
    with pytest.raises(Problem) as refused:
        letting_go(quarantined, "guest-1", actor=quarantined.cast.community_worker, early=True)
    assert refused.value.code == "not-your-role"
    letting_go(quarantined, "guest-1", early=True)
    assert bound(quarantined) == {"guest-2", "guest-3"}


def test_a_closed_follow_up_takes_what_was_found_before_and_nothing_after(quarantined):
    seen_at = quarantined.now
    quarantined.clock.advance(timedelta(hours=1))
    letting_go(quarantined, "guest-1", early=True)
    quarantined.clock.advance(timedelta(hours=1))
    key = quarantined.key("guest-1", "quarantine")
    quarantined.check("guest-1", act="quarantine", device_at=seen_at)
    assert len(get_follow_up(quarantined.cast.commander.reach, key, quarantined.now).checks) == 1
    with pytest.raises(Problem) as refused:
        quarantined.check("guest-1", act="quarantine")
    assert refused.value.code == "follow-up-closed"


def test_a_follow_up_is_shortened_by_decision_only(exposed):
    exposed.decide("advise")
    key, sooner = exposed.key("guest-1"), datetime(2021, 8, 5, 2, tzinfo=UTC)
    shorten(exposed.cast.commander, exposed.clock, follow_up=key, ends_at=sooner, reason="vaccinated")
    assert exposed.rows()["guest-1", "advise"].ends_at == sooner
    later = sooner + timedelta(days=1)
    with pytest.raises(Problem) as refused:
        shorten(exposed.cast.commander, exposed.clock, follow_up=key, ends_at=later, reason="no")
    assert refused.value.code == "can-only-shorten"


def test_a_response_leaves_a_shortened_end_alone(exposed):
    exposed.decide("advise")
    sooner = datetime(2021, 8, 5, 2, tzinfo=UTC)
    key = exposed.key("guest-1")
    shorten(exposed.cast.commander, exposed.clock, follow_up=key, ends_at=sooner, reason="vaccinated")
    exposed.respond()
    assert exposed.rows()["guest-1", "advise"].ends_at == sooner


def test_a_contact_becomes_a_case_with_what_is_known(quarantined):
    key = quarantined.key("guest-1", "quarantine")
    case_id = become_case(quarantined.cast.commander, quarantined.clock, follow_up=key, kind="asymptomatic")
    (case,) = [
        row
        for row in list_cases(quarantined.cast.commander.reach, "tea", quarantined.now)
        if row.id == case_id
    ]
    assert (case.person_id, case.kind, case.source_case_id) == ("guest-1", "asymptomatic", "c-case")
    assert case.residence_id == "430102003001"
    row = quarantined.rows(only="closed")["guest-1", "quarantine"]
    assert (row.outcome, row.case_id) == ("became-case", case_id)
    assert become_case(quarantined.cast.commander, quarantined.clock, follow_up=key) == case_id


def test_a_case_reported_elsewhere_closes_the_follow_ups_at_the_next_response(exposed):
    exposed.decide("advise")
    case_id = exposed.report_case("guest-1", sampled_at=exposed.now)
    exposed.respond()
    assert exposed.rows(only="closed")["guest-1", "advise"].case_id == case_id


def test_who_is_no_longer_exposed_may_go_at_once(exposed):
    from fangxian.operations.cases.services import discard_case

    exposed.decide("advise")
    discard_case(exposed.cast.commander, exposed.clock, case_id="c-case", reason="laboratory error")
    exposed.respond()
    row = exposed.rows(only="to_release")["guest-1", "advise"]
    assert (row.supported, row.releasable) == (False, True)
    release(exposed.cast.commander, exposed.clock, follow_up=row.key, reason="not exposed")
    assert exposed.rows(only="closed")["guest-1", "advise"].outcome == "released"


def test_a_second_exposure_after_the_release_opens_a_second_episode(exposed):
    from fangxian.operations.cases.itineraries import add_stays
    from fangxian.operations.cases.reports import StayGiven

    exposed.decide("advise", "guest-1")
    release(
        exposed.cast.commander, exposed.clock, follow_up=exposed.key("guest-1"), reason="moved", early=True
    )
    evening = datetime(2021, 7, 30, 10, tzinfo=UTC)
    exposed.seat_guests({"guest-1": "430102003001"}, at=evening)
    stay = StayGiven(evening, evening + timedelta(hours=2), place_id="v-teahouse")
    add_stays(exposed.cast.commander, exposed.clock, case_id="c-case", stays=[stay])
    exposed.respond()
    assert exposed.decide("advise", "guest-1").opened == 1
    assert len(list_follow_ups(exposed.cast.commander.reach, "tea", exposed.now, only="").rows) == 2
