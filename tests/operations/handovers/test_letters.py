"""A letter to a neighbour: the people go with it, the neighbour says it came, and person by person what came of it."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.handovers import queries, services
from fangxian.operations.people.queries import find_person

KAIFU = "430105001004"
"""The community the stranger serves."""


def send(desk, people=("friend",), **more):
    given = {"to_place_id": KAIFU, "asks": "请查找并安排医学观察", **more}
    return services.send_letter(
        desk.cast.district_cdc, desk.clock, outbreak_id="tiny", people=list(people), **given
    )


def refused(act) -> str:
    with pytest.raises(Problem) as found:
        act()
    return found.value.code


def sees(actor, desk, person="friend") -> bool:
    return find_person(actor.reach, person, desk.clock.now()) is not None


def letters(actor, desk):
    return queries.list_letters(actor.reach, "tiny", desk.clock.now())


def test_the_neighbour_sees_the_people_of_the_letter_and_nobody_else(reported):
    stranger = reported.cast.stranger
    assert not sees(stranger, reported)
    send(reported)
    assert sees(stranger, reported)
    assert not sees(stranger, reported, "one")
    assert sees(reported.cast.district_cdc, reported)


def test_a_letter_nobody_acknowledges_in_time_is_late_and_first(reported):
    send(reported)
    (row,) = letters(reported.cast.district_cdc, reported)
    assert (row.state, row.received) == ("sent", False)
    reported.clock.advance(timedelta(hours=3))
    assert letters(reported.cast.stranger, reported)[0].state == "late"
    assert letters(reported.cast.stranger, reported)[0].received


def test_the_neighbour_acknowledges_once_and_answers_person_by_person(reported):
    sent, stranger = send(reported, ("friend", "one")), reported.cast.stranger
    services.acknowledge_letter(stranger, reported.clock, letter_id=sent.letter_id)
    again = lambda: services.acknowledge_letter(stranger, reported.clock, letter_id=sent.letter_id)  # noqa: E731
    assert refused(again) == "already-acknowledged"
    answer(reported, sent, friend="found")
    assert letters(stranger, reported)[0].state == "acknowledged"
    answer(reported, sent, one="not-found")
    (row,) = letters(stranger, reported)
    assert (row.state, row.found, row.not_found) == ("answered", 1, 1)


def answer(desk, sent, **outcomes):
    services.answer_letter(desk.cast.stranger, desk.clock, letter_id=sent.letter_id, outcomes=outcomes)


def test_who_was_not_found_is_ours_alone_again(reported):
    sent = send(reported)
    answer(reported, sent, friend="not-found")
    assert not sees(reported.cast.stranger, reported)
    assert sees(reported.cast.district_cdc, reported)


def test_a_letter_taken_back_closes_the_neighbours_view(reported):
    sent = send(reported)
    services.withdraw_letter(
        reported.cast.district_cdc, reported.clock, letter_id=sent.letter_id, reason="wrong district"
    )
    assert not sees(reported.cast.stranger, reported)
    act = lambda: services.acknowledge_letter(  # noqa: E731
        reported.cast.stranger, reported.clock, letter_id=sent.letter_id
    )
    assert refused(act) == "letter-withdrawn"


def test_nobody_hands_over_whom_they_may_not_see(reported):
    act = lambda: send(reported, ("nobody",))  # noqa: E731
    assert refused(act) == "not-found"
    elsewhere = lambda: send(reported, to_place_id="no-such-place")  # noqa: E731
    assert refused(elsewhere) == "not-found"


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"people": ()}, "nobody-handed"),
        ({"asks": " "}, "reason-needed"),
        ({"to_place_id": ""}, "nowhere-to-send"),
        ({"to_name": "Shanghai"}, "nowhere-to-send"),
    ],
)
def test_a_letter_that_says_too_little_is_not_sent(reported, given, code):
    assert refused(lambda: send(reported, **given)) == code


def test_an_authority_outside_acknowledges_by_its_code_and_sees_no_name(reported):
    sent = send(reported, to_place_id="", to_name="大连市疾控中心")
    seen = queries.open_outside(sent.code)
    assert (seen.number, seen.people, seen.acknowledged_at) == (1, 1, None)
    assert "合成" not in repr(seen)
    assert services.acknowledge_outside(reported.clock, code=sent.code, who="duty desk") == 1
    (row,) = letters(reported.cast.district_cdc, reported)
    assert (row.state, row.acknowledged_by, row.to.zh) == ("acknowledged", "duty desk", "大连市疾控中心")
    assert refused(lambda: queries.open_outside("0" * 16)) == "code-not-valid"
    assert refused(lambda: queries.open_outside("")) == "code-not-valid"


def test_neither_police_nor_a_third_district_reads_a_letter(reported):
    sent = send(reported)
    police = reported.cast.police_officer
    assert letters(police, reported) == ()
    assert (
        refused(lambda: queries.get_letter(police.reach, sent.letter_id, reported.clock.now())) == "not-found"
    )


def test_the_auditor_reads_that_it_was_sent_and_not_about_whom(reported):
    sent = send(reported)
    _, people = queries.get_letter(reported.cast.auditor.reach, sent.letter_id, reported.clock.now())
    assert [(row.name, row.phone) for row in people] == [("", "")]


def test_at_an_earlier_hour_a_letter_reads_as_it_was(reported):
    sent, cast = send(reported), reported.cast
    hours = [reported.clock.now()]
    reported.clock.advance(timedelta(hours=1))
    services.acknowledge_letter(cast.stranger, reported.clock, letter_id=sent.letter_id)
    hours.append(reported.clock.now())
    reported.clock.advance(timedelta(hours=1))
    answer(reported, sent, friend="found")
    hours.append(reported.clock.now())
    rows = [queries.list_letters(cast.commander.reach, "tiny", at)[0] for at in hours]
    assert [row.state for row in rows] == ["sent", "acknowledged", "answered"]
    assert [row.found for row in rows] == [0, 0, 1]
