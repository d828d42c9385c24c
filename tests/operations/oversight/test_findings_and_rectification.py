"""A finding is put right by the office and looked at again by somebody else; what fails the re-check begins anew."""

from datetime import timedelta

import pytest

from fangxian.operations.ids import new_id
from fangxian.operations.oversight.queries import count_oversight, get_finding, list_findings
from fangxian.operations.oversight.services import (
    check_proof_again,
    recheck,
    rectify,
    withdraw_finding,
)
from tests.operations.oversight.conftest import TONGYIN, codes, refusal


def finding(desk, key, at=None):
    return get_finding(desk.cast.inspector.reach, key, at or desk.now)


def put_right(desk, key, proof="已补登三户"):
    rectify(desk.cast.community_worker, desk.clock, finding_id=key, proof=proof)


def look_again(desk, key, passed=True, note=""):
    recheck(desk.cast.inspector, desk.clock, finding_id=key, passed=passed, note=note)


def test_from_open_over_put_right_to_closed(desk):
    key = desk.find()
    assert finding(desk, key).status == "open"
    put_right(desk, key)
    assert finding(desk, key).status == "to-recheck"
    look_again(desk, key)
    assert finding(desk, key).status == "closed"


def test_a_failed_recheck_opens_the_next_round_with_a_new_deadline(desk):
    key = desk.find()
    put_right(desk, key)
    desk.wait(3)
    look_again(desk, key, passed=False, note="仍少一户")
    row = finding(desk, key)
    assert (row.status, len(row.rounds), row.rounds[0].passed) == ("open", 2, False)
    assert row.due_at == desk.now + timedelta(hours=24)
    put_right(desk, key, "四户全部补登")
    look_again(desk, key)
    assert finding(desk, key).status == "closed"


def test_a_second_report_does_not_write_over_the_first(desk):
    key = desk.find()
    put_right(desk, key)
    assert refusal(lambda: put_right(desk, key, "另一份")) == "already-rectified"
    assert finding(desk, key).rounds[0].proof == "已补登三户"


def test_a_grave_finding_has_less_time_than_a_minor_one(desk):
    grave, minor = finding(desk, desk.find(severity="grave")), finding(desk, desk.find(severity="minor"))
    assert grave.due_at < minor.due_at


def test_what_is_not_put_right_in_time_is_late_and_on_top(desk):
    late, fresh = desk.find(severity="grave"), desk.find(severity="minor")
    desk.wait(7)
    rows = list_findings(desk.cast.commander.reach, "tiny", desk.now)
    assert [(row.id, row.late) for row in rows] == [(late, True), (fresh, False)]
    counts = count_oversight(desk.cast.commander.reach, "tiny", desk.now)
    assert (counts.open, counts.late, counts.to_recheck) == (2, 1, 0)


def test_whoever_put_it_right_does_not_look_at_it_again(desk):
    key = desk.find()
    rectify(desk.cast.inspector, desk.clock, finding_id=key, proof="当场补上")
    assert refusal(lambda: look_again(desk, key)) == "another-person-rechecks"


def test_nothing_is_looked_at_again_before_it_was_put_right(desk):
    assert refusal(lambda: look_again(desk, desk.find())) == "not-rectified-yet"


def test_a_closed_finding_stays_closed(desk):
    key = desk.find()
    withdraw_finding(desk.cast.inspector, desk.clock, finding_id=key, reason="看错了门牌")
    assert finding(desk, key).status == "withdrawn"
    assert codes([lambda: put_right(desk, key), lambda: look_again(desk, key)]) == {"finding-closed"}


def test_a_finding_was_open_when_it_was_open(desk):
    """Looked at as of an hour ago: what came since is not known yet."""
    key = desk.find()
    desk.wait(1)
    put_right(desk, key)
    desk.wait(1)
    look_again(desk, key, passed=False, note="不符")
    begun = desk.now - timedelta(hours=2)
    assert [finding(desk, key, begun + timedelta(hours=h)).status for h in (0, 1, 2)] == [
        "open", "to-recheck", "open",
    ]  # fmt: skip
    assert len(finding(desk, key, begun + timedelta(hours=1)).rounds) == 1
    assert list_findings(desk.cast.inspector.reach, "tiny", begun - timedelta(hours=1)) == ()


def test_a_proof_looked_at_again_and_not_true_is_a_finding(desk):
    (dispatch,) = desk.order(TONGYIN)
    desk.finish(dispatch)
    check_proof_again(desk.cast.inspector, desk.clock, dispatch_id=dispatch, holds=False, evidence="喇叭未响")
    (row,) = list_findings(desk.cast.inspector.reach, "tiny", desk.now)
    assert (row.source, row.title.en) == ("proof", "Broadcast: the proof is not true")


def test_a_proof_that_is_not_there_cannot_be_looked_at_again(desk):
    (dispatch,) = desk.order(TONGYIN)
    acts = [
        lambda key=key: check_proof_again(desk.cast.inspector, desk.clock, dispatch_id=key, holds=True)
        for key in (dispatch, new_id())
    ]
    assert codes(acts) == {"not-found"}


@pytest.mark.parametrize(
    "words", ["证件 430102199001011234", "打 13912345678", "call 731-555-0134", "编号43010219900101123X"]
)
def test_no_number_that_points_to_a_person_is_taken(desk, words):
    assert refusal(lambda: desk.find(what=words)) == "personal-number"
    key = desk.find()
    assert refusal(lambda: put_right(desk, key, words)) == "personal-number"


def test_the_journal_holds_no_word_of_what_was_written(desk):
    from fangxian.operations.journal.models import Entry

    key = desk.find(what="台账少三户", evidence="三单元门口")
    put_right(desk, key, "已补登三户")
    look_again(desk, key, passed=False, note="仍少一户")
    written = b"".join(bytes(entry.canonical) for entry in Entry.objects.filter(object_id=str(key)))
    assert written
    for word in ("台账", "三单元", "补登", "少一户"):
        assert word.encode() not in written


def test_a_stranger_gets_the_same_answer_for_a_finding_elsewhere_and_for_none(desk):
    key, stranger = desk.find(), desk.cast.stranger
    assert list_findings(stranger.reach, "tiny", desk.now, only="all") == ()
    for wanted in (key, new_id()):
        assert refusal(lambda wanted=wanted: get_finding(stranger.reach, wanted, desk.now)) == "not-found"
        act = {"finding_id": wanted, "proof": "x"}
        assert refusal(lambda act=act: rectify(stranger, desk.clock, **act)) == "not-found"
    assert refusal(lambda: desk.find(actor=stranger)) == "not-found"
    assert count_oversight(stranger.reach, "tiny", desk.now).open == 0


@pytest.mark.parametrize("role", ["community_worker", "commander", "auditor", "police_officer"])
def test_only_an_inspector_looks_again(desk, role):
    key = desk.find()
    put_right(desk, key)
    act = {"finding_id": key, "passed": True}
    assert refusal(lambda: recheck(getattr(desk.cast, role), desk.clock, **act)) == "not-your-role"


def test_the_auditor_sees_every_finding_and_changes_none(desk):
    key = desk.find()
    assert [row.id for row in list_findings(desk.cast.auditor.reach, "tiny", desk.now)] == [key]
    act = {"finding_id": key, "proof": "x"}
    assert refusal(lambda: rectify(desk.cast.auditor, desk.clock, **act)) == "not-your-role"
