"""A decision opens follow-ups, once; quarantine only proposes."""

from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem


def test_a_decision_opens_a_follow_up_for_each_person(exposed):
    done = exposed.decide("advise")
    assert (done.opened, done.already, done.not_exposed, done.proposals) == (3, 0, 0, ())
    assert {row.status for row in exposed.rows().values()} == {"open"}


def test_the_end_comes_from_the_pack_and_counts_from_the_exposure(exposed):
    exposed.decide("advise")
    # home-monitoring ends 21 days after the last exposure, which was on 29 July at 20:00 in Changsha.
    assert exposed.rows()["guest-1", "advise"].ends_at == datetime(2021, 8, 19, 12, 0, tzinfo=UTC)


def test_deciding_twice_changes_nothing(exposed):
    exposed.decide("advise")
    before = exposed.rows()
    again = exposed.decide("advise")
    assert (again.opened, again.already) == (0, 3)
    assert exposed.rows() == before


def test_the_community_of_residence_owns_the_daily_check(exposed):
    exposed.decide("advise")
    owners = {person: row.place_id for (person, _), row in exposed.rows().items()}
    assert owners == {"guest-1": "430102003001", "guest-2": "430102003002", "guest-3": "430105001004"}


def test_who_is_not_exposed_gets_nothing(exposed):
    done = exposed.decide("advise", "guest-1", "stranger-in-the-street")
    assert (done.opened, done.not_exposed) == (1, 1)


def test_a_case_is_not_followed_as_a_contact(exposed):
    exposed.report_case("guest-1", sampled_at=exposed.now)
    done = exposed.decide("advise", "guest-1")
    assert (done.opened, done.already) == (0, 1)


def test_quarantine_binds_nobody_before_two_offices_sign(exposed):
    from fangxian.operations.restrictions.queries import count_restrictions

    done = exposed.decide("quarantine", measure="central-quarantine")
    assert done.opened == 3
    assert len(done.proposals) == 1
    assert count_restrictions(exposed.cast.commander.reach, "tea", exposed.now, exposed.now) == 0
    assert not exposed.rows()["guest-1", "quarantine"].restriction.in_force


def test_quarantine_joins_what_the_plan_proposes_already(exposed):
    from fangxian.operations.decisions.queries import list_waiting

    def waiting():
        rows = list_waiting(exposed.cast.commander, "tea")
        return {row.id: row.rows for row in rows if row.what == "central-quarantine" and row.restricts}

    before = waiting()
    exposed.decide("quarantine", measure="central-quarantine")
    assert waiting() == before


def test_an_act_the_plan_does_not_have_is_refused(exposed):
    with pytest.raises(Problem) as refused:
        exposed.decide("prophylaxis")
    assert refused.value.code == "act-not-offered"


def test_a_reason_is_needed(exposed):
    with pytest.raises(Problem) as refused:
        exposed.decide("advise", reason=" ")
    assert refused.value.code == "reason-needed"


def test_a_new_exposure_extends_what_is_open(exposed):
    exposed.decide("advise")
    exposed.seat_guests({"guest-1": "430102003001"}, at=datetime(2021, 7, 30, 10, tzinfo=UTC))
    before = exposed.rows()["guest-1", "advise"]
    from fangxian.operations.cases.itineraries import add_stays
    from fangxian.operations.cases.reports import StayGiven

    evening = datetime(2021, 7, 30, 10, tzinfo=UTC)
    stay = StayGiven(evening, evening + timedelta(hours=2), place_id="v-teahouse")
    add_stays(exposed.cast.commander, exposed.clock, case_id="c-case", stays=[stay])
    exposed.respond()
    after = exposed.rows()["guest-1", "advise"]
    assert after.ends_at - before.ends_at == timedelta(days=1)
