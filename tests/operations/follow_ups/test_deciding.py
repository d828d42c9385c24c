"""A decision opens follow-ups, once; quarantine only proposes."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from fangxian.engines.problems import Problem
from fangxian.operations.cases.itineraries import add_stays
from fangxian.operations.cases.reports import StayGiven
from fangxian.operations.decisions.queries import list_waiting, waiting_rows
from fangxian.operations.decisions.services import withdraw_rows
from fangxian.operations.follow_ups.quarantine import RULE
from fangxian.operations.follow_ups.queries import preview
from fangxian.operations.restrictions.queries import count_restrictions, list_restrictions
from fangxian.operations.signing import sign


def test_a_decision_opens_a_follow_up_for_each_person(exposed):
    done = exposed.decide("advise")
    assert (done.opened, done.already, done.not_exposed, done.proposals) == (3, 0, 0, ())
    assert {row.status for row in exposed.rows().values()} == {"open"}


def test_the_end_comes_from_the_pack_and_counts_from_the_exposure(exposed):
    exposed.decide("advise")
    # home-monitoring ends with the 21st day after the last exposure, which was on 29 July in Changsha.
    assert exposed.rows()["guest-1", "advise"].ends_at == datetime(2021, 8, 19, 16, 0, tzinfo=UTC)


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
    done = exposed.decide("quarantine", measure="central-quarantine")
    assert done.opened == 3
    assert len(done.proposals) == 1
    assert count_restrictions(exposed.cast.commander.reach, "tea", exposed.now, exposed.now) == 0
    assert not exposed.rows()["guest-1", "quarantine"].restriction.in_force


def test_quarantine_joins_what_the_plan_proposes_already(exposed):
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
    evening = datetime(2021, 7, 30, 10, tzinfo=UTC)
    stay = StayGiven(evening, evening + timedelta(hours=2), place_id="v-teahouse")
    add_stays(exposed.cast.commander, exposed.clock, case_id="c-case", stays=[stay])
    exposed.respond()
    after = exposed.rows()["guest-1", "advise"]
    assert after.ends_at - before.ends_at == timedelta(days=1)


def test_a_person_who_chooses_proposes_what_the_plan_would(exposed):
    """Else the next response would call what two offices signed changed."""
    reach = exposed.cast.commander.reach

    def waiting():
        rows = waiting_rows(reach, "tea", exposed.now)["restrictions"]
        return {row["person_id"]: row for row in rows if row["measure"] == "central-quarantine"}

    planned = waiting()
    keys = [("restrictions", row["restriction_id"]) for row in planned.values()]
    with transaction.atomic():
        withdraw_rows(exposed.cast.commander, exposed.clock, outbreak_id="tea", rows=keys)
    assert waiting() == {}
    exposed.decide("quarantine", measure="central-quarantine")
    chosen = waiting()
    assert chosen.keys() == planned.keys()
    assert {row["rule"] for row in chosen.values()} == {RULE}
    said_alike = ("restriction_id", "place_id", "starts_at", "ends_at", "legal_basis", "degree", "evidence")
    # The plan knows of homes only by the register; guest-1 lives where the tea was.
    mine, the_plans = chosen["guest-1"], planned["guest-1"]
    assert {name: mine[name] for name in said_alike} == {name: the_plans[name] for name in said_alike}
    assert mine["digest"].rpartition(".")[0] == the_plans["digest"].rpartition(".")[0]


def test_what_was_chosen_survives_the_next_response(exposed):
    done = exposed.decide("quarantine", measure="central-quarantine")
    for actor in (exposed.cast.commander, exposed.cast.city_cdc):
        sign(actor, exposed.clock, proposal_ids=done.proposals, unasked="no time to ask")
    exposed.respond()
    standing = list_restrictions(exposed.cast.commander.reach, "tea", exposed.now, exposed.now)
    chosen = [row for row in standing if row.measure == "central-quarantine"]
    assert len(chosen) == 3
    assert [row.release_due_at for row in chosen] == [None, None, None]


def test_a_measure_no_rule_gives_for_this_exposure_may_be_chosen_and_is_not_signed(exposed):
    """Who met a case is no contact of a contact: the plan has no rule that binds them so."""
    done = exposed.decide("quarantine", measure="quarantine-contact-of-contact")
    with pytest.raises(Problem) as refused:
        sign(exposed.cast.commander, exposed.clock, proposal_ids=done.proposals, unasked="no time to ask")
    assert refused.value.code == "list-blocked"
    assert count_restrictions(exposed.cast.commander.reach, "tea", exposed.now, exposed.now) == 0


def test_whom_the_plan_and_two_offices_bind_is_watched_too(exposed):
    (proposal,) = [
        row
        for row in list_waiting(exposed.cast.commander, "tea")
        if row.what == "central-quarantine" and row.kind == "restriction"
    ]
    for actor in (exposed.cast.commander, exposed.cast.city_cdc):
        sign(actor, exposed.clock, proposal_ids=[proposal.id], unasked="no time to ask")
    assert {person for person, act in exposed.rows() if act == "quarantine"} == {
        "guest-1",
        "guest-2",
        "guest-3",
    }


def test_a_preview_says_what_a_decision_would_do_and_does_nothing(exposed):
    people = ["guest-1", "guest-2", "nobody"]
    found = preview(exposed.cast.commander, exposed.clock, outbreak_id="tea", act="advise", people=people)
    assert (found.people, found.not_exposed, found.restricts, found.signatures_required) == (2, 1, False, 1)
    assert exposed.rows() == {}


def test_agreement_given_beforehand_is_kept(exposed):
    exposed.decide("quarantine", measure="central-quarantine", agreed=["guest-1"])
    rows = exposed.rows()
    assert rows["guest-1", "quarantine"].agreed_at == exposed.now
    assert rows["guest-2", "quarantine"].agreed_at is None
