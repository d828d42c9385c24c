"""Only a person opens a sanction, on facts somebody saw; the other side is heard first; another person decides."""

import pytest

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.ids import new_id
from fangxian.operations.oversight.models import Sanction
from fangxian.operations.oversight.queries import get_sanction
from fangxian.operations.oversight.services import (
    answer,
    appeal_sanction,
    check_proof_again,
    decide,
    hear_appeal,
    recheck,
    record_silence,
    rectify,
    withdraw_sanction,
)
from tests.operations.oversight.conftest import TONGYIN, XINWU, appealed, appoint, codes, refusal

NEVER = ("price-of-delay", "infector-probability", "self-reported-gap")


def test_a_case_goes_from_opened_over_heard_and_decided_to_final(desk):
    case = desk.opened()
    assert desk.stage(case) == "opened"
    answer(desk.cast.community_worker, desk.clock, sanction_id=case, text="当晚一人送医")
    assert desk.stage(case) == "heard"
    decide(desk.deputy, desk.clock, sanction_id=case, steps={"reminder": 1}, reason="情节较轻")
    assert desk.stage(case) == "decided"
    appeal_sanction(desk.cast.community_worker, desk.clock, sanction_id=case, text="人手不足")
    assert desk.stage(case) == "appealed"
    hear_appeal(desk.cast.appeal_officer, desk.clock, sanction_id=case, outcome="annulled", reason="确无人手")
    assert desk.stage(case) == "annulled"


def test_the_head_of_discipline_opens_one_and_the_commander_decides_it(desk):
    case = desk.heard(actor=desk.cast.discipline_head)
    decide(desk.cast.commander, desk.clock, sanction_id=case, steps={"reminder": 1}, reason="情节较轻")
    row = get_sanction(desk.cast.auditor, case)
    assert row.stage == "decided"
    assert desk.cast.discipline_head.office_id != desk.cast.commander.office_id


def test_the_head_of_discipline_reads_no_name_of_a_resident(desk):
    assert not desk.cast.discipline_head.reach.identities
    assert desk.cast.discipline_head.reach.registers


# Who opens


@pytest.mark.parametrize(
    "role", ["inspector", "auditor", "district_commander", "city_cdc", "community_worker", "appeal_officer"]
)
def test_only_whoever_may_sanction_opens_a_case(desk, role):
    fact = ("finding", desk.find())
    assert refusal(lambda: desk.open(fact, actor=getattr(desk.cast, role))) == "not-your-role"


def test_the_system_opens_no_case_whatever_its_role_may_do(desk):
    system, fact = get_system_actor("clocks"), ("finding", desk.find())
    assert system.may("sanction")
    assert refusal(lambda: desk.open(fact, actor=system)) == "a-person-opens-a-sanction"
    assert not Sanction.objects.exists()


def test_the_system_decides_none_either(desk):
    case, system = desk.heard(), get_system_actor("clocks")
    act = {"sanction_id": case, "steps": {"reminder": 1}, "reason": "x"}
    assert refusal(lambda: decide(system, desk.clock, **act)) == "a-person-opens-a-sanction"


# Grounds


@pytest.mark.parametrize("ground", NEVER)
def test_what_is_never_a_ground_cannot_be_chosen_as_one(desk, ground):
    assert refusal(lambda: desk.open(("finding", desk.find()), ground=ground)) == "never-a-ground"


@pytest.mark.parametrize("kind", NEVER)
def test_what_is_never_a_ground_cannot_be_attached_to_another_one(desk, kind):
    facts = (("finding", desk.find()), (kind, new_id()))
    assert refusal(lambda: desk.open(*facts)) == "never-a-ground"


def test_a_gap_the_office_told_of_itself_is_never_held_against_it(desk):
    told = desk.find(actor=desk.cast.community_worker, what="我们漏了三户")
    assert refusal(lambda: desk.open(("finding", told))) == "never-a-ground"
    seen = desk.find()
    assert refusal(lambda: desk.open(("finding", seen), ("finding", told))) == "never-a-ground"


def test_a_gap_told_by_the_system_in_its_own_name_is_none_either(desk):
    told = desk.find(actor=get_system_actor("ledger"))
    assert refusal(lambda: desk.open(("finding", told))) == "never-a-ground"


def test_a_self_reported_gap_cannot_come_back_as_one_that_was_not_put_right(desk):
    told = desk.find(actor=desk.cast.community_worker)
    desk.wait(72)
    assert refusal(lambda: desk.open(("not-rectified", told), ground="not-rectified")) == "never-a-ground"


def test_a_ground_cannot_be_made_up(desk):
    assert refusal(lambda: desk.open(("finding", desk.find()), ground="bad-attitude")) == "unknown-ground"


def test_a_ground_needs_the_facts_it_rests_on(desk):
    finding = desk.find()
    assert codes(
        [
            desk.open,
            lambda: desk.open(("finding", finding), ground="false-proof"),
            lambda: desk.open(("rumour", finding)),
        ]
    ) == {"facts-needed"}


def test_a_fact_of_another_office_is_none(desk):
    elsewhere = desk.find(place=XINWU)
    assert codes(
        [
            lambda: desk.open(("finding", elsewhere)),
            lambda: desk.open(("finding", new_id())),
            lambda: desk.open(("false-proof", elsewhere), ground="false-proof"),
        ]
    ) == {"fact-of-another-office"}


def test_a_withdrawn_finding_and_a_proof_found_true_support_nothing(desk):
    from fangxian.operations.oversight.services import withdraw_finding

    key = desk.find()
    withdraw_finding(desk.cast.inspector, desk.clock, finding_id=key, reason="看错")
    (dispatch,) = desk.order(TONGYIN)
    desk.finish(dispatch)
    held = check_proof_again(desk.cast.inspector, desk.clock, dispatch_id=dispatch, holds=True)
    acts = [
        lambda: desk.open(("finding", key)),
        lambda: desk.open(("false-proof", held), ground="false-proof"),
        lambda: desk.open(("not-rectified", desk.find()), ground="not-rectified"),
        lambda: desk.open(("late-dispatch", dispatch), ground="slow-command"),
    ]
    assert codes(acts) == {"fact-says-otherwise"}


def test_a_false_proof_and_a_failed_recheck_are_facts(desk):
    (dispatch,) = desk.order(TONGYIN)
    desk.finish(dispatch)
    false = check_proof_again(
        desk.cast.inspector, desk.clock, dispatch_id=dispatch, holds=False, evidence="喇叭未响"
    )
    key = desk.find()
    rectify(desk.cast.community_worker, desk.clock, finding_id=key, proof="已补")
    recheck(desk.cast.inspector, desk.clock, finding_id=key, passed=False, note="未补")
    first = desk.open(("false-proof", false), ground="false-proof")
    second = desk.open(("not-rectified", key), ground="not-rectified")
    words = [get_sanction(desk.cast.commander, case).facts[0].words for case in (first, second)]
    assert words[0].en == "the proof is not true: 喇叭未响"
    assert "failed 1 re-check(s)" in words[1].en


# Late dispatches and the fairness line


def test_a_late_dispatch_that_was_feasible_is_a_fact_with_its_line(desk):
    (dispatch,) = desk.order(TONGYIN)
    desk.wait(7)
    case = desk.open(("late-dispatch", dispatch), ground="slow-command")
    (fact,) = get_sanction(desk.cast.commander, case).facts
    assert fact.words.en == "Broadcast: 2 people × 6 h = 12 h; this task needs 15–45 min: feasible"


def test_a_late_dispatch_that_was_not_feasible_is_no_ground(desk):
    dispatches = desk.order(*[TONGYIN] * 9, measure="venue-closure-disinfection", due_h=5)
    (unstaffed,) = desk.order(XINWU, due_h=5)
    desk.wait(7)
    assert refusal(lambda: desk.open(("late-dispatch", dispatches[8]), ground="slow-command")) == (
        "not-feasible-no-ground"
    )
    empty = {"office_id": desk.office(XINWU), "ground": "slow-command"}
    assert refusal(lambda: desk.open(("late-dispatch", unstaffed), **empty)) == "not-feasible-no-ground"


def test_in_doubt_for_the_office(desk):
    (untimed,) = desk.order(TONGYIN, measure="alert-clinicians")
    desk.wait(7)
    assert refusal(lambda: desk.open(("late-dispatch", untimed), ground="slow-command")) == (
        "not-feasible-no-ground"
    )


def test_the_line_is_judged_when_the_case_is_opened_and_kept_as_it_stood(desk):
    (dispatch,) = desk.order(TONGYIN)
    desk.wait(7)
    case = desk.open(("late-dispatch", dispatch), ground="slow-command")
    before = get_sanction(desk.cast.commander, case).facts
    desk.order(*[TONGYIN] * 9, measure="venue-closure-disinfection", due_h=-2)
    assert get_sanction(desk.cast.commander, case).facts == before


# To be heard


def test_nothing_is_decided_before_the_other_side_is_heard(desk):
    case = desk.opened()
    act = {"sanction_id": case, "steps": {"reminder": 1}, "reason": "x"}
    assert refusal(lambda: decide(desk.deputy, desk.clock, **act)) == "not-heard-yet"


def test_the_database_itself_refuses_a_decision_nobody_was_heard_for(desk):
    from django.db import IntegrityError, transaction

    case = desk.opened()
    with pytest.raises(IntegrityError), transaction.atomic():
        Sanction.objects.filter(id=case).update(decided_at=desk.now, decided_by=desk.deputy.user_id)


def test_silence_is_recorded_only_once_the_time_is_over(desk):
    case = desk.opened()
    act = {"sanction_id": case, "how_asked": "电话两次、书面一次"}
    assert refusal(lambda: record_silence(desk.cast.commander, desk.clock, **act)) == "still-time-to-answer"
    desk.wait(24)
    record_silence(desk.cast.commander, desk.clock, **act)
    row = get_sanction(desk.cast.commander, case)
    assert (row.stage, row.silent) == ("heard", True)
    decide(desk.deputy, desk.clock, sanction_id=case, steps={"criticism": 1}, reason="逾期未答")


@pytest.mark.parametrize("role", ["commander", "district_commander", "street_worker", "appeal_officer"])
def test_nobody_answers_in_the_name_of_the_unit(desk, role):
    case = desk.opened()
    act = {"sanction_id": case, "text": "没有异议"}
    code = refusal(lambda: answer(getattr(desk.cast, role), desk.clock, **act))
    assert code in ("not-the-one-concerned", "not-found")


def test_a_person_it_is_about_is_heard_as_well_and_keeps_that_after_moving(desk):
    from fangxian.operations.accounts.queries import list_duties
    from fangxian.operations.accounts.services import end_duty

    worker = desk.cast.grid_worker
    case = desk.opened(persons=[worker.user_id])
    (duty,) = list_duties(worker.user_id, desk.now)
    end_duty(get_system_actor("tests"), desk.clock, duty_id=duty.duty_id, reason="moved")
    desk.wait(1)
    moved = appoint(desk.clock, "other", "grid-worker", "430105001004", "transport")
    elsewhere = type(moved)(**{**vars(moved), "user_id": worker.user_id})
    answer(elsewhere, desk.clock, sanction_id=case, text="我已调离")
    assert get_sanction(elsewhere, case).mine


def test_only_those_who_served_there_can_be_named(desk):
    outsider = {"persons": [desk.cast.stranger.user_id]}
    assert refusal(lambda: desk.opened(**outsider)) == "officials-unknown"
    assert refusal(lambda: desk.opened(persons=["合成甲"])) == "officials-unknown"


# To decide


def test_whoever_opened_it_does_not_decide_it(desk):
    case = desk.heard()
    act = {"sanction_id": case, "steps": {"reminder": 1}, "reason": "x"}
    assert refusal(lambda: decide(desk.cast.commander, desk.clock, **act)) == "another-person-decides"


def test_no_step_above_what_the_ground_allows(desk):
    case = desk.heard()
    act = {"sanction_id": case, "steps": {"removal": 1}, "reason": "x"}
    assert refusal(lambda: decide(desk.deputy, desk.clock, **act)) == "step-too-high"


@pytest.mark.parametrize("steps", [{"shame": 1}, {"reminder": 0}, {"reminder": -2}, {"reminder": True}])
def test_a_step_is_one_of_the_ladder_with_a_number_of_people(desk, steps):
    case = desk.heard()
    act = {"sanction_id": case, "steps": steps, "reason": "x"}
    assert refusal(lambda: decide(desk.deputy, desk.clock, **act)) == "not-a-step"


def test_no_sanction_is_a_decision_too(desk):
    case = desk.heard()
    decide(desk.deputy, desk.clock, sanction_id=case, steps={}, reason="情况属实，已尽力")
    assert desk.stage(case) == "dismissed"


def test_a_case_taken_back_ends_there(desk):
    case = desk.heard()
    withdraw_sanction(desk.cast.commander, desk.clock, sanction_id=case, reason="查无此事")
    act = {"sanction_id": case, "steps": {"reminder": 1}, "reason": "x"}
    assert refusal(lambda: decide(desk.deputy, desk.clock, **act)) == "sanction-at-another-stage"


# To appeal


def test_an_appeal_has_its_time(desk):
    case = desk.decided()
    desk.wait(24 * 30 + 1)
    act = {"sanction_id": case, "text": "x"}
    late = refusal(lambda: appeal_sanction(desk.cast.community_worker, desk.clock, **act))
    assert late == "too-late-to-appeal"


def test_an_appeal_is_heard_by_an_office_that_took_no_part(desk):
    case = appealed(desk)
    inside = appoint(desk.clock, "inside", "appeal-officer", "43", "discipline")
    act = {"sanction_id": case, "outcome": "upheld", "reason": "x"}
    assert refusal(lambda: hear_appeal(inside, desk.clock, **act)) == "appeal-goes-elsewhere"
    assert refusal(lambda: hear_appeal(desk.deputy, desk.clock, **act)) == "not-your-role"


def test_an_appeal_only_makes_it_milder(desk):
    case = appealed(desk, steps={"reminder": 2})
    hear = desk.cast.appeal_officer
    for outcome, steps in (
        ("reduced", {"warning": 1}),
        ("reduced", {"reminder": 2}),
        ("reduced", {"criticism": 1, "reminder": 3}),
        ("reduced", {}),
        ("harder", {"criticism": 1}),
    ):
        act = {"sanction_id": case, "outcome": outcome, "steps": steps, "reason": "x"}
        assert refusal(lambda act=act: hear_appeal(hear, desk.clock, **act)) == "not-an-outcome-of-an-appeal"
    hear_appeal(hear, desk.clock, sanction_id=case, outcome="reduced", steps={"criticism": 2}, reason="从轻")
    row = get_sanction(desk.cast.auditor, case)
    assert (row.stage, row.steps) == ("final", {"criticism": 2})
