"""The work of each community from facts: what was due, whether it could be done, what was looked at again."""

from fangxian.operations.ids import new_id
from fangxian.operations.oversight.queries import get_evaluation, list_evaluations
from fangxian.operations.oversight.services import check_proof_again, evaluate
from tests.operations.oversight.conftest import FURONG, TONGYIN, XINWU, refusal


def rows(desk, actor=None, place=FURONG):
    made = evaluate(actor or desk.cast.inspector, desk.clock, outbreak_id="tiny", place_id=place)
    return {row.place_id: row for row in get_evaluation(desk.cast.inspector.reach, made).rows}


def test_counts_are_those_of_the_dispatches_whose_time_is_over(desk):
    done, late, _ = desk.order(TONGYIN, TONGYIN, TONGYIN, due_h=6)
    (waits,) = desk.order(TONGYIN, due_h=60)
    desk.finish(done)
    desk.wait(7)
    desk.finish(late)
    row = rows(desk)[TONGYIN]
    assert (row.asked, row.done, row.acknowledged, row.left_out) == (3, 1, 1, 0)
    assert row.verdict == "too-few"
    assert waits


def test_where_nobody_was_on_duty_nothing_is_held_against_the_place(desk):
    desk.order(XINWU, XINWU, due_h=6)
    desk.wait(7)
    row = rows(desk)[XINWU]
    assert (row.asked, row.left_out, row.held) == (2, 2, 0)


def test_a_self_reported_gap_counts_nowhere(desk):
    desk.find(actor=desk.cast.community_worker)
    desk.wait(1)
    assert TONGYIN not in rows(desk)


def test_findings_and_proofs_looked_at_again_stand_beside(desk):
    true, false = desk.order(TONGYIN, TONGYIN)
    for dispatch, holds in ((true, True), (false, False)):
        desk.finish(dispatch)
        check_proof_again(
            desk.cast.inspector,
            desk.clock,
            dispatch_id=dispatch,
            holds=holds,
            evidence="" if holds else "未响",
        )
    desk.find()
    desk.wait(7)
    row = rows(desk)[TONGYIN]
    assert (row.proofs, row.proofs_true, row.findings, row.findings_open) == (2, 1, 2, 2)


def test_an_evaluation_is_kept_as_it_was_made(desk):
    (late,) = desk.order(TONGYIN)
    desk.wait(7)
    made = evaluate(desk.cast.commander, desk.clock, outbreak_id="tiny", place_id="43")
    desk.finish(late)
    assert get_evaluation(desk.cast.auditor.reach, made).rows[0].done == 0
    assert [row.id for row in list_evaluations(desk.cast.auditor.reach, "tiny", desk.now)] == [made]


def test_whoever_commands_or_inspects_evaluates_within_reach_and_nobody_else(desk):
    assert rows(desk, desk.cast.district_commander) == {}
    assert refusal(lambda: rows(desk, desk.cast.community_worker)) == "not-your-role"
    assert refusal(lambda: rows(desk, desk.cast.district_commander, "43")) == "not-found"


def test_a_stranger_gets_the_same_answer_for_an_evaluation_elsewhere_and_for_none(desk):
    made = evaluate(desk.cast.commander, desk.clock, outbreak_id="tiny", place_id=FURONG)
    for key in (made, new_id()):
        assert refusal(lambda key=key: get_evaluation(desk.cast.stranger.reach, key)) == "not-found"
    assert list_evaluations(desk.cast.stranger.reach, "tiny", desk.now) == ()
