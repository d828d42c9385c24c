"""One page in the morning: what a day changed, what is late, who is missing, what a laboratory owes."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.briefing import brief
from tests.operations.custody.conftest import day as day  # noqa: PLC0414
from tests.operations.custody.conftest import whole as whole  # noqa: PLC0414
from tests.operations.rounds.conftest import rounds as rounds  # noqa: PLC0414


def of(day, place="43", actor=None, known_at=None):
    return brief((actor or day.cast.commander).reach, "tiny", place, day.clock.now(), known_at)


def test_the_round_its_gaps_and_its_samples_stand_beside_each_other(whole):
    [testing] = of(whole).rounds
    assert (testing.ledger["due"], testing.ledger["missing"]) == (7, 5)
    assert (testing.custody["told"], testing.custody["late"]) == (2, 0)
    assert testing.breaks == ()
    assert testing.unseen.reason == "one-list"


def test_the_places_with_the_most_missing_come_first(whole):
    [testing] = of(whole, "430102003").rounds
    assert [(place.place_id, row["missing"]) for place, row in testing.worst] == [
        ("430102003002", 3),
        ("430102003001", 1),
    ]


def test_what_is_late_is_counted_by_kind_and_a_laboratory_that_owes_is_named(day):
    day.give("t1", "t2")
    day.swab("ann", "t1")
    day.swab("bo", "t2")
    day.send("t1")
    day.receive("t1")
    day.wait(13)
    told = of(day)
    assert told.rounds[0].breaks == (("not-sent", 1), ("no-result", 1))
    assert [(one.laboratory.id, one.shortfall) for one in told.backlogs] == [("city-lab", "late")]


def test_as_known_at_an_earlier_hour_it_is_what_it_was(day):
    day.give("t1")
    day.swab("ann", "t1")
    day.wait(1)
    then = day.clock.now()
    day.wait(0.5)
    day.swab("bo", "t1")
    day.wait(1)
    assert of(day).rounds[0].custody["sampled"] == 2
    assert of(day, known_at=then).rounds[0].custody["sampled"] == 1


def test_a_stranger_is_briefed_on_their_own_place_only(whole):
    with pytest.raises(Problem) as raised:
        of(whole, "430102003001", actor=whole.cast.stranger)
    assert raised.value.code == "not-found"
    [testing] = of(whole, "430105001004", actor=whole.cast.stranger).rounds
    assert testing.ledger["due"] == 1


def test_where_nobody_is_registered_there_is_no_round(whole):
    assert of(whole, "430105", actor=whole.cast.commander).rounds != ()
    assert all(one.ledger["due"] for one in of(whole, "430105").rounds)
