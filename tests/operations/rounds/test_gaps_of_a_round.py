"""漏户, 漏采, 漏轮: who is missing has a name, a door and a community that owns the gap."""

import pytest

from fangxian.engines.problems import Problem
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU


def test_a_household_is_missed_until_somebody_of_it_is_met(rounds):
    rounds.open()
    rounds.at_door("ann", "done")
    rounds.at_door("door-3", "no-answer")
    assert rounds.gaps("household") == [
        (TONGYINLI, "door-2", None, "not-visited", 1),
        (XINWU, "door-3", None, "no-answer", 1),
        (FUCHENG, "door-9", None, "not-visited", 1),
    ]
    rounds.at_door("door-3", "answered")
    assert [row[1] for row in rounds.gaps("household")] == ["door-2", "door-9"]


def test_a_sample_is_missed_where_the_door_was_open(rounds):
    rounds.open()
    rounds.at_door("ann", "done")
    rounds.at_door("dora", "refused")
    assert rounds.gaps("sample") == [
        (TONGYINLI, "door-1", "bo", "not-visited", 1),
        (XINWU, "door-3", "dora", "refused", 1),
        (XINWU, "door-3", "eli", "not-visited", 1),
        (XINWU, "door-3", "fay", "not-visited", 1),
    ]


def test_whoever_is_missing_again_misses_rounds_in_a_row(rounds):
    for done in ("ann", "bo"):
        rounds.open("testing")
        for who in (done, "cem", "dora", "eli", "fay"):
            rounds.at_door(who, "done")
    assert [(row[2], row[4]) for row in rounds.gaps("round")] == [("ann", 1), ("zoe", 2)]


def test_gaps_are_shown_as_they_were_known(rounds, clock):
    rounds.open()
    then = clock.now()
    rounds.at_door("zoe", "done")
    assert FUCHENG in {row[0] for row in rounds.gaps("household", known_at=then)}
    assert FUCHENG not in {row[0] for row in rounds.gaps("household")}


def test_a_worker_sees_the_gaps_of_their_own_community_alone(rounds, cast):
    rounds.open()
    assert {row[0] for row in rounds.gaps("household", TONGYINLI, actor=cast.community_worker)} == {TONGYINLI}
    for actor, place in ((cast.stranger, TONGYINLI), (cast.community_worker, XINWU)):
        with pytest.raises(Problem) as raised:
            rounds.gaps("household", place, actor=actor)
        assert raised.value.code == "not-found"


def test_who_reads_no_register_sees_no_door(rounds, cast):
    rounds.open()
    assert rounds.gaps("household", cast.police_officer.place_id, actor=cast.police_officer) == []


def test_a_kind_of_gap_nobody_knows_is_refused(rounds):
    rounds.open()
    with pytest.raises(Problem) as raised:
        rounds.gaps("street")
    assert raised.value.code == "not-a-kind-of-gap"
