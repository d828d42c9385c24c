"""What restricts is signed by two offices; one alone holds four hours; nobody signs twice."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.queries import get_actor, get_system_actor
from fangxian.operations.accounts.services import appoint, create_user
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.decisions.models import Proposal, Signature
from fangxian.operations.decisions.queries import get_proposal, list_decided
from fangxian.operations.restrictions.queries import get_slip, list_restrictions
from fangxian.operations.signing import reject


@pytest.fixture
def waiting(desk, keep):
    """One case with one friend, and the answer of the plan."""

    def begin() -> None:
        desk.report("one", friends=("friend",))
        desk.respond()

    keep(begin)
    return desk


def quarantine(desk):
    (found,) = desk.waiting("restriction", "central-quarantine")
    return found


def bound(desk):
    now = desk.clock.now()
    return {row.person_id for row in list_restrictions(desk.cast.commander.reach, "tiny", now, now)}


@pytest.fixture
def deputy(waiting):
    """A second person in the commander's own office."""
    system, clock, commander = get_system_actor("tests"), waiting.clock, waiting.cast.commander
    user = create_user(system, clock, handle="deputy", name=Text("副总指挥", "Deputy"))
    appoint(system, clock, user_id=user.user_id, office_id=commander.office_id, role="commander")
    return get_actor(user.user_id, clock.now())


def test_a_restriction_waits_for_a_second_office(waiting):
    done = waiting.sign([quarantine(waiting)])
    assert [result.takes_effect for result in done.results] == [False]
    assert bound(waiting) == set()


def test_the_second_office_puts_it_in_force(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    done = waiting.sign([proposal], actor=waiting.cast.city_cdc)
    assert [(result.takes_effect, result.waits_for) for result in done.results] == [(True, None)]
    assert bound(waiting) == {"friend"}


def test_an_area_needs_one_signature(waiting):
    done = waiting.sign(waiting.waiting("area"))
    now = waiting.clock.now()
    assert all(result.takes_effect for result in done.results)
    assert [row.level for row in list_areas(waiting.cast.commander.reach, "tiny", now, now)] == ["medium"]


def test_nobody_signs_twice(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    with pytest.raises(Problem) as refused:
        waiting.sign([proposal])
    assert refused.value.code == "already-signed"
    assert bound(waiting) == set()


def test_a_colleague_of_the_first_signer_is_not_a_second_office(waiting, deputy):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    with pytest.raises(Problem) as refused:
        waiting.sign([proposal], actor=deputy)
    assert refused.value.code == "other-office-needed"


def test_the_database_itself_refuses_a_second_signature_of_one_office(waiting, deputy):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    first = Signature.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Signature.objects.create(
            decision=first.decision, user_id=deputy.user_id, office=first.office, signed_at=first.signed_at
        )


def test_the_database_itself_refuses_a_restriction_with_one_signature(waiting):
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.filter(kind="restriction").update(signatures_required=1)


@pytest.mark.parametrize("who", ["district_cdc", "community_worker", "auditor"])
def test_only_a_deciding_office_signs_first(waiting, who):
    with pytest.raises(Problem) as refused:
        waiting.sign([quarantine(waiting)], actor=getattr(waiting.cast, who))
    assert refused.value.code in {"not-your-role", "not-found"}
    assert Signature.objects.count() == 0


def test_one_office_alone_binds_for_four_hours_and_no_longer(waiting):
    waiting.sign([quarantine(waiting)], alone=True, reason="nobody answers at the CDC")
    assert bound(waiting) == {"friend"}
    waiting.clock.advance(timedelta(hours=3, minutes=59))
    assert bound(waiting) == {"friend"}
    waiting.clock.advance(timedelta(minutes=1))
    assert bound(waiting) == set()


def test_signing_alone_needs_a_reason(waiting):
    with pytest.raises(Problem) as refused:
        waiting.sign([quarantine(waiting)], alone=True)
    assert refused.value.code == "alone-needs-reason"
    assert bound(waiting) == set()


def test_a_second_signature_within_the_four_hours_makes_it_last(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal], alone=True, reason="nobody answers")
    waiting.sign([proposal], actor=waiting.cast.city_cdc)
    waiting.clock.advance(timedelta(hours=5))
    assert bound(waiting) == {"friend"}


def test_who_waits_in_vain_may_let_the_own_signature_hold_for_four_hours_once(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    waiting.sign([proposal], alone=True, reason="nobody answers")
    assert bound(waiting) == {"friend"}
    waiting.clock.advance(timedelta(hours=4))
    assert bound(waiting) == set()
    with pytest.raises(Problem) as refused:
        waiting.sign([proposal], alone=True, reason="still nobody")
    assert refused.value.code == "already-signed"


def test_a_rejection_by_the_second_office_frees_at_once(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal], alone=True, reason="nobody answers")
    reject(waiting.cast.city_cdc, waiting.clock, proposal_ids=[proposal.id], reason="the friend was abroad")
    assert bound(waiting) == set()
    assert [row.outcome for row in list_decided(waiting.cast.commander, "tiny")] == ["rejected"]


def test_a_rejection_needs_a_reason(waiting):
    with pytest.raises(Problem) as refused:
        reject(waiting.cast.commander, waiting.clock, proposal_ids=[quarantine(waiting).id], reason=" ")
    assert refused.value.code == "reason-needed"


def test_the_second_signer_signs_it_as_it_stands(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    key = get_proposal(waiting.cast.commander, proposal.id)[1][0].key
    edits = {key: {"struck": True}}
    with pytest.raises(Problem) as refused:
        waiting.sign([proposal], actor=waiting.cast.city_cdc, edits=edits, reason="not this one")
    assert refused.value.code == "signed-as-it-stands"


def test_a_batch_is_signed_whole_or_not_at_all(waiting):
    proposal = quarantine(waiting)
    waiting.sign([proposal])
    area = waiting.waiting("area")
    with pytest.raises(Problem):
        waiting.sign([*area, proposal])
    now = waiting.clock.now()
    assert list_areas(waiting.cast.commander.reach, "tiny", now, now) == ()


def test_whoever_is_struck_out_stays_free_and_is_not_proposed_again(waiting):
    waiting.report("two", friends=("cousin",))
    waiting.respond()
    proposal = quarantine(waiting)
    items = get_proposal(waiting.cast.commander, proposal.id)[1]
    (cousin,) = [item.key for item in items if item.person_id == "cousin"]
    waiting.sign([proposal], edits={cousin: {"struck": True}}, reason="in hospital already")
    waiting.sign([proposal], actor=waiting.cast.city_cdc)
    assert bound(waiting) == {"friend"}
    waiting.respond()
    assert waiting.waiting("restriction", "central-quarantine") == []


@pytest.mark.parametrize(
    "edit",
    [
        {"ends_at": "next Tuesday"},
        {"ends_at": "2021-08-02T10:00"},
        {"ends_at": "2021-07-01T10:00+08:00"},
        {"ends_at": "2031-08-02T10:00+08:00"},
        {"legal_basis": "because I say so"},
    ],
    ids=["no date", "no zone", "before it starts", "longer than the law allows", "not to be edited"],
)
def test_an_edit_that_makes_no_sense_is_refused_and_nothing_is_signed(waiting, edit):
    (stay_home,) = waiting.waiting("measure", "stay-home")
    key = get_proposal(waiting.cast.commander, stay_home.id)[1][0].key
    with pytest.raises(Problem) as refused:
        waiting.sign([stay_home], edits={key: edit}, reason="shorter")
    assert refused.value.code == "not-an-edit"
    assert Signature.objects.count() == 0


def test_every_measure_in_force_has_an_end(waiting):
    waiting.sign_all()
    now = waiting.clock.now()
    measures = list_measures(waiting.cast.commander.reach, "tiny", now, now)
    assert measures
    assert all(row.ends_at > row.starts_at for row in measures)


def test_the_slip_says_what_why_until_when_who_and_how_to_appeal(waiting):
    waiting.sign_all()
    now = waiting.clock.now()
    (row,) = [
        r
        for r in list_restrictions(waiting.cast.commander.reach, "tiny", now, now)
        if r.person_id == "friend"
    ]
    slip = get_slip(waiting.cast.community_worker.reach, row.key)
    assert slip.title.zh
    assert slip.ends_at == row.ends_at
    assert len({signer.office_id for signer in slip.signers}) == 2
    assert all(text.zh and text.en for text in (slip.binds, slip.reason, slip.legal, slip.help, slip.appeal))
