"""A form of a door: each member met is settled, each question answered goes to who answers it, and never twice."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from tests.operations.rounds.conftest import TONGYINLI


def refused(act) -> str:
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.code


def test_whoever_is_present_is_done_and_of_the_others_nothing_is_said(screen):
    done = screen.at("door-1", present=("ann",))
    assert (done.repeated, done.done, done.items, done.stays) == (False, 1, 0, 0)
    states = screen.states()
    assert (states["ann"], states["bo"]) == ("done", "not-visited")
    assert screen.rounds.gaps("sample", TONGYINLI) == [(TONGYINLI, "door-1", "bo", "not-visited", 1)]


def test_a_door_not_opened_is_no_answer_and_a_household_missed(screen):
    screen.at("door-1", "no-answer")
    assert screen.states()["ann"] == screen.states()["bo"] == "no-answer"
    assert tuple(one[1] for one in screen.rounds.gaps("household", TONGYINLI) if one[3] == "no-answer") == (
        "door-1",
    )


def test_the_same_form_sent_again_changes_nothing(screen):
    form = screen.form("door-1", present=("ann",), symptoms={"ann": ("fever",)}, needs=("food",))
    first = screen.send(form)
    assert (first.repeated, first.items) == (False, 2)
    screen.wait(1)
    again = screen.send(form)
    assert (again.repeated, again.items) == (True, 0)
    assert screen.rounds.figures()["done"] == 1
    assert len(screen.items(screen.cast.clinician)) == 1
    other = screen.form("door-1", present=("bo",), minutes=60)
    assert refused(lambda: screen.send(other)) == "screening-id-taken"


def test_a_refusal_goes_to_a_health_worker_and_never_to_the_police(screen):
    screen.at("door-1", "refused")
    assert screen.states()["ann"] == screen.states()["bo"] == "refused"
    assert screen.items(screen.cast.clinician) == [("refusal", "door-1", "", ())]
    assert screen.items(screen.cast.district_cdc) == [("refusal", "door-1", "", ())]
    assert screen.items(screen.cast.police_officer) == []
    assert screen.items(screen.cast.street_worker) == []


def test_one_who_refuses_is_named_while_the_others_are_done(screen):
    screen.at("door-3", actor=screen.cast.street_worker, present=("dora",), refusing=("eli",))
    assert [screen.states()[who] for who in ("dora", "eli", "fay")] == ["done", "refused", "not-visited"]
    assert screen.items(screen.cast.clinician) == [("refusal", "door-3", "eli", ())]


def test_symptoms_are_flagged_to_a_health_worker_and_needs_to_the_desk_that_sees_to_them(screen):
    screen.at("door-1", present=("ann",), symptoms={"ann": ("fever", "cough")}, needs=("dialysis", "food"))
    assert screen.items(screen.cast.clinician) == [
        ("symptoms", "door-1", "ann", ("cough", "fever")),
        ("care", "door-1", "", ("dialysis",)),
    ]
    assert screen.items(screen.cast.street_worker) == [("supplies", "door-1", "", ("food",))]


def test_a_health_item_is_settled_by_a_health_worker_only_and_once(screen):
    from fangxian.operations.screening.inbox import list_items
    from fangxian.operations.screening.services import see_item, settle_item

    screen.at("door-1", "refused")
    cast, clock = screen.cast, screen.clock
    (item,) = list_items(cast.clinician.reach, "tiny", clock.now(), department="hospital")
    assert refused(lambda: see_item(cast.district_commander, clock, item_id=item.id)) == "not-a-health-worker"
    see_item(cast.clinician, clock, item_id=item.id)
    see_item(cast.clinician, clock, item_id=item.id)
    assert (
        refused(lambda: settle_item(cast.clinician, clock, item_id=item.id, ending="gone")) == "not-an-ending"
    )
    screen.wait(1)
    before = clock.now()
    screen.wait(1)
    settle_item(cast.clinician, clock, item_id=item.id, ending="agreed")
    assert screen.items(cast.clinician) == []
    assert screen.items(cast.clinician, at=before) == [("refusal", "door-1", "", ())]
    assert (
        refused(lambda: settle_item(cast.clinician, clock, item_id=item.id, ending="agreed"))
        == "door-item-settled"
    )


@pytest.mark.parametrize("kind", ["danger", "child-alone", "call-duty"])
def test_a_button_is_on_the_duty_line_of_the_street_and_above_at_once_and_at_any_hour(screen, kind):
    screen.wait(6)
    assert screen.press("door-1", kind)
    assert not screen.press("door-1", kind)
    for actor in (screen.cast.street_worker, screen.cast.district_commander, screen.cast.commander):
        assert screen.items(actor) == [(kind, "door-1", "", ())]
    assert screen.items(screen.cast.stranger) == []
    assert screen.items(screen.cast.police_officer) == []
    assert [one.kind for one in screen.door("door-1").items] == [kind]


def test_a_door_where_somebody_was_in_danger_is_risky_until_the_street_lifts_it(screen):
    screen.press("door-1", "danger")
    assert screen.door("door-1").risk == "violence"
    assert refused(lambda: screen.at("door-1", present=("ann",))) == "two-at-this-door"
    assert (
        refused(lambda: screen.at("door-1", present=("ann",), companion="community-worker"))
        == "two-at-this-door"
    )
    assert refused(lambda: screen.at("door-1", present=("ann",), companion="nobody")) == "two-at-this-door"
    assert (
        refused(lambda: screen.at("door-1", present=("ann",), companion="other-district-worker"))
        == "two-at-this-door"
    )
    assert screen.at("door-1", present=("ann",), companion="grid-worker").done == 1
    assert refused(lambda: screen.mark("door-1", "")) == "only-the-street-lifts"
    screen.mark("door-1", "", actor=screen.cast.street_worker)
    assert screen.door("door-1").risk == ""
    assert screen.at("door-1", present=("bo",), word="second").done == 1


def test_nobody_knocks_at_night(screen):
    screen.wait(3)
    assert screen.door("door-1").faults == ("night",)
    assert refused(lambda: screen.at("door-1", present=("ann",))) == "no-knocking-now"
    late = screen.at("door-1", present=("ann",), minutes=5)
    assert late.done == 1, "what happened before nine is taken after it"
    screen.wait(11)
    assert screen.door("door-2").faults == ()
    assert screen.at("door-2", present=("cem",)).done == 1


def test_whoever_asked_to_be_called_on_later_is_not_knocked_at_before(screen):
    later = screen.clock.now() + timedelta(hours=2)
    screen.at("door-1", present=("ann",), call_back_at=later)
    screen.wait(0.5)
    asked = screen.door("door-1")
    assert (asked.faults, asked.next_at) == (("call-back",), later)
    assert refused(lambda: screen.at("door-1", present=("bo",), word="early")) == "no-knocking-now"
    screen.wait(1.5)
    assert screen.at("door-1", present=("bo",), word="in time").done == 1
    assert refused(lambda: screen.at("door-2", call_back_at=screen.clock.now())) == "call-back-in-the-past"


def test_a_form_that_contradicts_itself_or_names_a_stranger_is_refused_whole(screen):
    assert refused(lambda: screen.at("door-1", present=("ann", "cem"))) == "screening-unclear"
    assert refused(lambda: screen.at("door-1", "no-answer", present=("ann",))) == "screening-unclear"
    assert refused(lambda: screen.at("door-1", needs=("a boat",))) == "screening-unclear"
    assert screen.rounds.figures() == {"due": 7, "not_visited": 7}


def test_a_stranger_finds_no_door_and_no_round_of_testing_takes_a_form(screen, rounds):
    assert refused(lambda: screen.at("door-1", actor=screen.cast.stranger)) == "not-found"
    assert refused(lambda: screen.door("door-1", actor=screen.cast.stranger)) == "not-found"
    assert refused(lambda: screen.door("door-1", actor=screen.cast.police_officer)) == "not-found"
    assert refused(lambda: screen.at("door-1", actor=screen.cast.police_officer)) == "not-your-role"
    rounds.open("testing")
    assert refused(lambda: screen.at("door-1")) == "not-a-screening-round"


def test_everything_is_vouched_for_and_an_edit_behind_the_services_is_found(screen):
    from fangxian.operations.screening.models import DoorItem, Screening

    screen.at("door-1", present=("ann",), symptoms={"ann": ("fever",)}, needs=("food",))
    screen.press("door-2", "danger")
    seal()
    assert verify().ok
    Screening.objects.update(present=["ann", "bo"])
    assert not verify().ok
    Screening.objects.update(present=["ann"])
    assert verify().ok
    DoorItem.objects.filter(kind="danger").delete()
    assert not verify().ok
