"""Symptoms or fever raise a flag at the hospital, with a clock, until a clinician has answered it."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.follow_ups.queries import list_flags
from fangxian.operations.follow_ups.services import acknowledge_flag, settle_flag


@pytest.fixture
def flagged(exposed):
    """guest-1 coughs."""
    exposed.decide("advise")
    exposed.check("guest-1", "symptoms", symptoms=["cough"], temperature_c=37.0)
    return exposed


def inbox(desk, reach):
    return list_flags(reach, "tea", desk.now)


def test_a_symptom_reaches_the_hospital_of_the_district(flagged, clinician):
    (flag,) = inbox(flagged, clinician.reach)
    assert flag.symptoms == ("cough",)
    assert flag.office.en == "Furong District hospital"
    assert flag.due_at - flag.raised_at == timedelta(hours=2)
    assert not flag.late


def test_fever_from_the_figure_of_the_pack_is_enough(exposed, clinician):
    exposed.decide("advise")
    assert not exposed.check("guest-1", temperature_c=37.2).red
    assert exposed.check("guest-1", temperature_c=37.3).red


def test_a_flag_nobody_answers_is_late(flagged, clinician):
    flagged.clock.advance(timedelta(hours=2))
    assert inbox(flagged, clinician.reach)[0].late


def test_a_clinician_acknowledges_and_settles(flagged, clinician):
    (flag,) = inbox(flagged, clinician.reach)
    acknowledge_flag(clinician, flagged.clock, flag_id=flag.id)
    acknowledge_flag(clinician, flagged.clock, flag_id=flag.id)
    assert inbox(flagged, clinician.reach)[0].acknowledged_by.en == "Doctor on duty"
    settle_flag(clinician, flagged.clock, flag_id=flag.id, outcome="tested", note="采样")
    assert inbox(flagged, clinician.reach) == ()
    assert not flagged.rows()["guest-1", "advise"].red


def test_a_flag_is_settled_once(flagged, clinician):
    (flag,) = inbox(flagged, clinician.reach)
    settle_flag(clinician, flagged.clock, flag_id=flag.id, outcome="well")
    with pytest.raises(Problem) as refused:
        settle_flag(clinician, flagged.clock, flag_id=flag.id, outcome="tested")
    assert refused.value.code == "flag-settled"


def test_a_community_worker_is_no_clinician(flagged):
    worker = flagged.cast.community_worker
    (flag,) = inbox(flagged, worker.reach)
    with pytest.raises(Problem) as refused:
        settle_flag(worker, flagged.clock, flag_id=flag.id, outcome="well")
    assert refused.value.code == "not-a-clinician"


def test_a_flag_of_another_district_is_not_there(exposed, clinician):
    exposed.decide("advise")
    exposed.check("guest-3", "symptoms", symptoms=["fever"])
    assert inbox(exposed, clinician.reach) == ()
    (flag,) = inbox(exposed, exposed.cast.commander.reach)
    with pytest.raises(Problem) as refused:
        acknowledge_flag(clinician, exposed.clock, flag_id=flag.id)
    assert refused.value.code == "not-found"


def test_an_unknown_outcome_is_refused(flagged, clinician):
    (flag,) = inbox(flagged, clinician.reach)
    with pytest.raises(Problem) as refused:
        settle_flag(clinician, flagged.clock, flag_id=flag.id, outcome="better")
    assert refused.value.code == "not-a-flag-outcome"
