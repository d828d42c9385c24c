"""An inspection is announced, then drawn from the seal of its announcement: anybody can draw it again, nobody can aim it."""

from hashlib import sha256

import pytest

from fangxian.engines.inspecting import draw_at_random, draw_by_risk
from fangxian.operations.ids import new_id
from fangxian.operations.oversight.models import Visit
from fangxian.operations.oversight.queries import frame_of, get_inspection, list_inspections
from fangxian.operations.oversight.services import record_visit, withdraw_inspection
from tests.operations.oversight.conftest import FURONG, TONGYIN, XINWU, refusal


def view(desk, inspection):
    return get_inspection(desk.cast.inspector.reach, inspection, desk.now)


def answers(desk, inspection, no=()):
    return {q.key: "no" if q.key in no else "yes" for q in view(desk, inspection).questions}


def visit(desk, inspection, position=0, no=(), evidence=None):
    row = view(desk, inspection).visits[position]
    given = {"visit_id": row.id, "answers": answers(desk, inspection, no), "evidence": evidence or {}}
    return record_visit(desk.cast.inspector, desk.clock, **given)


def test_the_sample_can_be_drawn_again_from_what_is_published(desk):
    found = view(desk, desk.draw(place="43", size=3))
    frame = frame_of(_all(desk), found.row.id)
    again = draw_at_random(frame, 3, found.row.seed)
    assert [one.place_id for one in again] == [row.place_id for row in found.visits]
    assert found.row.true_to_seed


def _all(desk):
    return desk.cast.inspector.reach


def test_the_seed_is_the_seal_of_the_announcement_which_nobody_knows_before(desk):
    from fangxian.operations.journal.models import Seal

    row = view(desk, desk.draw(size=1)).row
    seal = Seal.objects.get(seq=row.sealed_seq)
    assert row.seed == sha256(f"inspection:{seal.hash}".encode()).hexdigest()[:32]
    assert view(desk, desk.draw(size=1)).row.seed != row.seed


def test_a_place_slipped_into_the_sample_is_seen(desk):
    inspection = desk.draw(place="43", size=2)
    drawn = {row.place_id for row in view(desk, inspection).visits}
    other = next(place for place in frame_of(_all(desk), inspection) if place not in drawn)
    Visit.objects.filter(inspection_id=inspection, position=1).update(place_id=other)
    assert not view(desk, inspection).row.true_to_seed


def test_without_a_size_so_many_are_drawn_that_the_share_is_known_to_ten_in_a_hundred(desk):
    row = view(desk, desk.draw(place="43")).row
    assert (row.size, row.frame) == (4, 4)


def test_by_risk_a_late_place_weighs_more(desk):
    desk.order(TONGYIN, due_h=1)
    desk.wait(2)
    found = view(desk, desk.draw(method="risk", size=2))
    weights = frame_of(_all(desk), found.row.id)
    assert weights[TONGYIN] == weights[XINWU] + 3
    assert [one.place_id for one in draw_by_risk(weights, 2, found.row.seed)] == [
        row.place_id for row in found.visits
    ]


def test_a_place_just_inspected_weighs_less_than_one_never_seen(desk):
    inspection = desk.draw(size=2)
    visit(desk, inspection, 0)
    seen, unseen = (row.place_id for row in view(desk, inspection).visits)
    desk.wait(24)
    weights = frame_of(_all(desk), desk.draw(method="risk", size=1))
    visit(desk, inspection, 1)
    desk.wait(24)
    later = frame_of(_all(desk), desk.draw(method="risk", size=1))
    assert weights[unseen] >= weights[seen]
    assert later[seen] > later[unseen]


def test_every_no_becomes_a_finding_with_its_time_to_be_put_right(desk):
    from fangxian.operations.oversight.queries import list_findings

    inspection = desk.draw(size=1)
    (finding,) = visit(desk, inspection, no=["positive-isolated"], evidence={"positive-isolated": "仍在家中"})
    (row,) = list_findings(desk.cast.inspector.reach, "tiny", desk.now)
    assert (row.id, row.severity, row.evidence) == (finding, "grave", "仍在家中")
    assert (row.due_at - desk.now).total_seconds() == 6 * 3600
    assert row.title.en == "No: Whoever tested positive is isolated"


def test_a_sample_at_random_estimates_all_of_them_and_one_by_risk_only_counts(desk):
    at_random, by_risk = desk.draw(place="43", size=2), desk.draw(place="43", size=2, method="risk")
    for inspection in (at_random, by_risk):
        visit(desk, inspection, 0, no=["guard-present"])
        visit(desk, inspection, 1)
    shares = [
        next(one for one in view(desk, drawn).shares if one.question.key == "guard-present")
        for drawn in (at_random, by_risk)
    ]
    assert [(share.no.part, share.no.whole, share.estimates) for share in shares] == [
        (1, 2, True),
        (1, 2, False),
    ]
    assert shares[0].no.low < 0.5 < shares[0].no.high
    assert shares[1].no.low == shares[1].no.high == 0.5


def test_an_answer_left_out_is_asked_for_and_a_visit_stands_once(desk):
    inspection = desk.draw(size=1)
    row = view(desk, inspection).visits[0]
    given = {"visit_id": row.id, "answers": {}, "evidence": {}}
    assert refusal(lambda: record_visit(desk.cast.inspector, desk.clock, **given)) == "answers-missing"
    visit(desk, inspection)
    assert refusal(lambda: visit(desk, inspection)) == "visit-recorded"


def test_a_withdrawn_inspection_stays_on_record_with_its_reason(desk):
    inspection = desk.draw(size=1)
    withdraw_inspection(desk.cast.inspector, desk.clock, inspection_id=inspection, reason="暴雨")
    assert refusal(lambda: visit(desk, inspection)) == "inspection-withdrawn"
    (row,) = list_inspections(desk.cast.auditor.reach, "tiny", desk.now)
    assert (row.withdraw_reason, row.withdrawn_at) == ("暴雨", desk.now)


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"method": "by-hand"}, "not-a-method"),
        ({"place": TONGYIN}, None),
        ({"place": TONGYIN, "level": "street"}, "nothing-to-draw"),
        ({"purpose": " "}, "words-needed"),
        ({"purpose": "找 13812345678 核实"}, "personal-number"),
        ({"place": "nowhere"}, "not-found"),
    ],
)
def test_what_cannot_be_drawn_is_refused(desk, more, code):
    if code is None:
        assert view(desk, desk.draw(**more)).visits[0].place_id == TONGYIN
        return
    assert refusal(lambda: desk.draw(**more)) == code


@pytest.mark.parametrize("role", ["commander", "community_worker", "auditor", "stranger"])
def test_only_an_inspector_draws(desk, role):
    assert refusal(lambda: desk.draw(actor=getattr(desk.cast, role))) == "not-your-role"


def test_a_stranger_finds_no_inspection_of_another_district(desk):
    inspection = desk.draw(place=FURONG, size=1)
    row, stranger = view(desk, inspection).visits[0], desk.cast.stranger
    assert list_inspections(stranger.reach, "tiny", desk.now) == ()
    for key in (inspection, new_id()):
        assert refusal(lambda key=key: get_inspection(stranger.reach, key, desk.now)) == "not-found"
        assert refusal(lambda key=key: frame_of(stranger.reach, key)) == "not-found"
    from fangxian.operations.oversight.queries import get_visit

    assert refusal(lambda: get_visit(stranger.reach, row.id, desk.now)) == "not-found"
