"""Asked first: who agrees is bound by nothing, who refuses may be, who was not asked needs a reason."""

import pytest

from fangxian.operations.decisions.queries import get_proposal
from fangxian.operations.follow_ups.queries import list_follow_ups
from fangxian.operations.restraining import (
    answer_offers,
    end_agreements,
    list_to_ask,
    offer_first,
    weigh_proposals,
)
from fangxian.operations.restrictions.answers import count_offers, list_offers
from fangxian.operations.restrictions.offers import Answered
from fangxian.operations.restrictions.timeline import list_steps
from tests.operations.restrictions.conftest import key_of, list_bound, refusal

QUARANTINE = "central-quarantine"


@pytest.fixture
def three(desk, keep):
    """A case who named three friends; the plan proposes to quarantine them."""

    def begin() -> None:
        desk.report("one", friends=("an", "bo", "cy"))
        desk.respond()

    keep(begin)
    return desk


def told(desk, **more):
    return {"outbreak_id": desk.outbreak_id, "measure": QUARANTINE, **more}


def ask(desk, *people) -> int:
    return offer_first(desk.cast.community_worker, desk.clock, **told(desk, people=people))


def answer(desk, person: str, said: str, words: str = "") -> None:
    answers = [Answered(person, said, words)]
    answer_offers(desk.cast.community_worker, desk.clock, **told(desk, answers=answers))


def quarantine(desk):
    (found,) = desk.waiting("restriction", QUARANTINE)
    return found


def counts(desk):
    plan = "cn-covid19-8e-2021"
    (row,) = count_offers(desk.cast.commander.reach, desk.outbreak_id, plan, desk.clock.now())
    return row.asked, row.waiting, row.agreed, row.refused, row.no_answer


def test_who_agrees_is_bound_by_nothing_and_who_refuses_may_be(three):
    assert {row.person_id for row in list_to_ask(three.cast.community_worker, "tiny", three.clock.now())} > {
        "an",
        "bo",
        "cy",
    }
    assert refusal(three.sign, [quarantine(three)], unasked="") == "not-asked-first"
    assert ask(three, "an", "bo", "cy") == 3
    assert ask(three, "an") == 0
    assert counts(three) == (3, 3, 0, 0, 0)
    assert refusal(three.sign, [quarantine(three)], unasked="") == "not-asked-first"
    answer(three, "an", "agreed")
    assert refusal(answer, three, "bo", "refused") == "reason-needed"
    answer(three, "bo", "refused", "家里有老人")
    answer(three, "cy", "no-answer")
    assert counts(three) == (3, 0, 1, 1, 1)
    proposal = quarantine(three)
    weight = weigh_proposals(three.cast.commander, three.clock, [proposal.id])
    assert (weight.people, weight.fresh, weight.already, weight.unasked, weight.unsupported) == (
        2,
        2,
        0,
        0,
        0,
    )
    three.sign([proposal], unasked="")
    three.sign([proposal], actor=three.cast.city_cdc, unasked="")
    assert list_bound(three) == {"bo", "cy"}
    followed = list_follow_ups(three.cast.commander.reach, "tiny", three.clock.now(), only="open").rows
    assert {row.person_id for row in followed if row.act == "quarantine"} == {"an", "bo", "cy"}
    three.respond()
    assert three.waiting("restriction", QUARANTINE) == []
    steps = [
        step.what for step in list_steps(three.cast.commander.reach, key_of(three, "bo"), three.clock.now())
    ]
    assert steps == ["proposed", "offered", "refused", "signed", "signed", "in-force"]


def test_who_no_longer_agrees_is_proposed_again(three):
    ask(three, "an", "bo", "cy")
    for person in ("an", "bo", "cy"):
        answer(three, person, "agreed")
    three.respond()
    assert all("an" not in _people(three, row) for row in three.waiting("restriction", QUARANTINE))
    end_agreements(
        three.cast.community_worker, three.clock, **told(three, people=["an"], reason="took a train")
    )
    assert counts(three)[2] == 2
    three.respond()
    assert _people(three, quarantine(three)) == {"an"}
    three.sign_all()
    assert list_bound(three) == {"an"}


def _people(desk, row):
    return {item.person_id for item in get_proposal(desk.cast.commander, row.id)[1] if item.person_id}


def test_in_an_urgent_case_the_reason_why_nobody_was_asked_is_kept(three):
    proposal = quarantine(three)
    three.sign([proposal], unasked="the ferry leaves in ten minutes")
    three.sign([proposal], actor=three.cast.city_cdc, unasked="")
    assert list_bound(three) == {"an", "bo", "cy"}
    assert get_proposal(three.cast.commander, proposal.id)[0].unasked == "the ferry leaves in ten minutes"


def test_an_answer_needs_an_offer_and_a_worker_within_reach(three):
    assert refusal(answer, three, "an", "agreed") == "not-asked"
    ask(three, "an")
    assert refusal(answer, three, "an", "perhaps") == "not-an-answer"
    answers = told(three, answers=[Answered("an", "agreed")])
    assert refusal(answer_offers, three.cast.stranger, three.clock, **answers) == "not-found"
    assert refusal(answer_offers, three.cast.auditor, three.clock, **answers) == "not-your-role"
    (seen,) = list_offers(three.cast.community_worker.reach, "tiny", "cn-covid19-8e-2021", three.clock.now())
    assert (seen.person_id, seen.answer) == ("an", "waiting")
    assert list_offers(three.cast.stranger.reach, "tiny", "cn-covid19-8e-2021", three.clock.now()) == ()


def test_who_is_bound_already_counts_once_before_signing(three):
    three.sign_all()
    three.report("two", friends=("an", "dee"))
    three.respond()
    waiting = three.waiting("restriction", QUARANTINE)
    weight = weigh_proposals(three.cast.commander, three.clock, [row.id for row in waiting])
    assert weight.people == weight.already + weight.fresh
    assert weight.fresh == 1
