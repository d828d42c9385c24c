"""The agenda gives back in time what was put down, and the tables of people find whom they were given."""

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.epidemic import hand
from fangxian.engines.epidemic.agenda import BLOCK, EVER, FULL, PENDING, STRETCHES, make_agenda, put, take
from fangxian.engines.epidemic.held import hold, holds, make_held, release_all, seek
from fangxian.engines.epidemic.touched import find, forget, make_touched, touch

CITY = 1000
PEOPLE = st.lists(st.integers(0, CITY - 1), max_size=60)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(st.lists(st.sampled_from([0.0, 0.5, 1.0, 1.5, 2.0]) | st.floats(0, 100), max_size=60))
def test_things_happen_in_time_and_at_one_instant_in_the_sequence_they_were_put_down(instants):
    plain = make_agenda(64, 101)
    agenda = hand(plain)
    for number, at in enumerate(instants):
        put(agenda, at, 1, number, 0, 0, 0.0)
    taken = [(at, plain.item[item]["who"]) for at, item in (take(agenda) for _ in instants)]
    assert taken == sorted((at, number) for number, at in enumerate(instants))
    assert plain.size[PENDING] == 0


def test_an_agenda_without_room_says_so():
    plain = make_agenda(2, 3)
    for _ in range(3):
        put(hand(plain), 0.5 / STRETCHES, 0, 0, 0, 0, 0.0)
    assert plain.size[[EVER, FULL]].tolist() == [2, 1]


def test_room_is_for_what_is_still_to_come_not_for_what_has_happened():
    plain = make_agenda(2, 3)
    agenda = hand(plain)
    for number in range(100 * BLOCK):
        put(agenda, number / (100 * BLOCK), 0, number, 0, 0, 0.0)
        take(agenda)
    assert plain.size[[EVER, FULL, PENDING]].tolist() == [100 * BLOCK, 0, 0]


@FEW
@given(PEOPLE, PEOPLE)
def test_whoever_was_touched_is_found_and_nobody_else(people, others):
    touched = hand(make_touched(64, CITY))
    rows = {person: touch(touched, person, 0) for person in people}
    assert {person: touch(touched, person, 0) for person in people} == rows
    assert {other: find(touched, other) for other in others} == {
        other: rows.get(other, -1) for other in others
    }


@FEW
@given(PEOPLE, PEOPLE)
def test_after_forgetting_nobody_is_found_and_the_table_is_as_new(people, others):
    plain = make_touched(64, CITY)
    touched = hand(plain)
    for person in people:
        touch(touched, person, 0)
    forget(touched)
    assert not plain.table.any()
    assert all(find(touched, person) == -1 for person in [*people, *others])


@FEW
@given(st.dictionaries(st.integers(0, 2**32 - 2), st.tuples(st.floats(0, 10), st.floats(0, 10)), max_size=60))
def test_people_are_held_from_their_beginning_until_just_before_their_end(entries):
    plain = make_held(64)
    held = hand(plain)
    for person, (begins, days) in entries.items():
        hold(held, seek(held, person), person, begins, begins + days, 0)
    for person, (begins, days) in entries.items():
        assert (holds(held, person, begins) >= 0) == (begins < begins + days)
        assert holds(held, person, begins + days) == -1
    release_all(held)
    assert not plain.table["key"].any()
