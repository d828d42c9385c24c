"""What follows from a screening: each member met is settled once, and nobody who needs an answer is forgotten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.tables import EVENT_KINDS
from fangxian.engines.visiting import (
    ALARMS,
    DESKS,
    ITEMS,
    NEEDS,
    Screened,
    list_events,
    list_faults,
    list_items,
)

PEOPLE = st.lists(st.sampled_from(["ann", "bo", "cem", "dora"]), unique=True, min_size=1)


@st.composite
def screenings(draw) -> Screened:
    """A screening without a contradiction."""
    members = draw(PEOPLE)
    outcome = draw(st.sampled_from(["answered", "no-answer", "refused"]))
    if outcome == "no-answer":
        return Screened(outcome, members)
    some = st.lists(st.sampled_from(members), unique=True)
    present = draw(some) if outcome == "answered" else []
    refusing = [one for one in draw(some) if one not in present]
    symptoms = draw(st.dictionaries(st.sampled_from(members), st.sets(st.sampled_from(["fever", "cough"]))))
    needs = draw(st.sets(st.sampled_from(sorted(NEEDS))))
    return Screened(outcome, members, present, refusing, symptoms, needs)


@given(screenings())
def test_each_member_is_said_of_at_most_once_and_the_door_exactly_once(told):
    assert list_faults(told) == ()
    said = list_events(told)
    assert said[0] == (None, told.outcome)
    named = [one.person_id for one in said[1:]]
    assert sorted(named) == sorted({*told.present, *told.refusing})
    assert {one.kind for one in said} <= set(EVENT_KINDS)
    assert {one.person_id for one in said if one.kind == "done"} == set(told.present)


@given(screenings())
def test_every_symptom_need_and_refusal_is_on_exactly_one_desk(told):
    items = list_items(told)
    assert len(set(items)) == len(items)
    needed = [code for one in items if one.kind in ("care", "supplies") for code in one.codes]
    assert sorted(needed) == sorted(told.needs)
    assert {one.person_id: set(one.codes) for one in items if one.kind == "symptoms"} == {
        who: set(codes) for who, codes in told.symptoms.items() if codes
    }
    refusals = {one.person_id for one in items if one.kind == "refusal"}
    assert refusals == (set(told.refusing) or ({None} if told.outcome == "refused" else set()))


@given(screenings())
def test_the_order_in_which_people_are_named_changes_nothing(told):
    turned = Screened(
        told.outcome,
        list(told.members)[::-1],
        list(told.present)[::-1],
        list(told.refusing)[::-1],
        dict(reversed(told.symptoms.items())),
        sorted(told.needs, reverse=True),
    )
    assert list_events(turned) == list_events(told)
    assert list_items(turned) == list_items(told)


@pytest.mark.parametrize(
    ("told", "fault"),
    [
        (Screened("gone", ["ann"]), "not-an-outcome"),
        (Screened("answered", ["ann"], present=["zoe"]), "not-of-this-door"),
        (Screened("refused", ["ann"], present=["ann"]), "somebody-though-nobody"),
        (Screened("answered", ["ann"], present=["ann"], refusing=["ann"]), "both-here-and-refusing"),
        (Screened("no-answer", ["ann"], needs=["food"]), "answers-though-nobody"),
        (Screened("answered", ["ann"], present=["ann"], needs=["a boat"]), "not-a-need"),
    ],
)
def test_what_contradicts_itself_is_named(told, fault):
    assert fault in list_faults(told)


def test_no_desk_is_the_police_and_a_refusal_is_a_health_workers():
    assert DESKS == ("health", "street")
    assert {one.desk for one in ITEMS.values()} | {one.desk for one in NEEDS.values()} == set(DESKS)
    assert ITEMS["refusal"].desk == "health"


def test_alarms_are_the_most_urgent_items():
    others = [one.due_hours for kind, one in ITEMS.items() if kind not in ALARMS]
    assert max(ITEMS[kind].due_hours for kind in ALARMS) < min(others)
