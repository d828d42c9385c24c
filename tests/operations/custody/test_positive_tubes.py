"""A tube that is not negative names everybody in it within the act that brought the result, and starts the plan."""

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.signals.queries import list_signals


@pytest.fixture
def pool(day):
    """Ann, Bo and Dora share a tube, which is positive."""
    day.give("t1")
    for who in ("ann", "bo", "dora"):
        day.swab(who, "t1")
    day.send("t1")
    day.receive("t1")
    day.wait(5)
    day.result(("t1", "positive"))
    day.wait(0.5)
    return day


def members(day, **given):
    found = [(one.person_id, one.again) for row in day.positives(**given) for one in row.members]
    return sorted(found, key=str)


def pools(day):
    rows = list_signals(day.cast.commander.reach, "tiny", day.clock.now())
    return {row.key: row.facts["confirmed"] for row in rows if row.kind == "pool"}


def test_everybody_in_a_positive_tube_is_named_and_owed_a_sample_of_their_own(pool):
    assert members(pool) == [("ann", None), ("bo", None), ("dora", None)]
    pool.wait(5)
    assert {(kind, who) for kind, who, _ in pool.breaks() if kind == "not-resampled"} == {
        ("not-resampled", who) for who in ("ann", "bo", "dora")
    }


def test_the_pool_is_a_signal_at_once_and_its_members_own_tubes_settle_it(pool):
    assert pools(pool) == {pool.tubes["t1"]: None}
    pool.give("a", "b", "d", size=1)
    for who, tube in (("ann", "a"), ("bo", "b"), ("dora", "d")):
        pool.swab(who, tube)
    pool.wait(3)
    pool.result(("a", "negative"), ("b", "negative"))
    assert pools(pool) == {pool.tubes["t1"]: None}
    pool.wait(1)
    pool.result(("d", "positive"))
    assert pools(pool)[pool.tubes["t1"]] is True
    again = dict(members(pool))
    assert again["ann"] == again["bo"] == "negative"


def test_a_pool_all_of_whose_members_are_negative_was_a_false_alarm(pool):
    pool.give("a", "b", "d", size=1)
    for who, tube in (("ann", "a"), ("bo", "b"), ("dora", "d")):
        pool.swab(who, tube)
    pool.wait(3)
    pool.result(*((tube, "negative") for tube in "abd"))
    assert pools(pool) == {pool.tubes["t1"]: False}


def test_whoever_answers_for_one_of_them_sees_the_tube_and_only_their_own_people(pool):
    (row,) = pool.positives("430102003001", actor=pool.cast.community_worker)
    assert row.people == 3
    assert {one.person_id for one in row.members} == {"ann", "bo"}
    (row,) = pool.positives("4301", actor=pool.cast.lab_worker)
    assert row.members == ()


def test_what_is_not_negative_is_told_by_a_voice(pool):
    from fangxian.operations.custody.services import tell_people
    from tests.operations.rounds.conftest import event_id

    def tell(channel, *people):
        ids = [event_id(f"{who}-t1") for who in people]
        return tell_people(
            pool.cast.commander, pool.clock, round_id=pool.round_id, sample_ids=ids, channel=channel
        )

    with pytest.raises(Problem) as raised:
        tell("message", "ann")
    assert raised.value.code == "not-told-that-way"
    assert (tell("call", "ann"), tell("call", "ann"), tell("visit", "bo")) == (1, 0, 1)
    assert pool.tell() == 0
    assert pool.figures()["told"] == 2


def test_nobody_is_told_before_there_is_a_result(day):
    from fangxian.operations.custody.services import tell_people
    from tests.operations.rounds.conftest import event_id

    day.give("t1")
    day.swab("ann", "t1")
    with pytest.raises(Problem) as raised:
        tell_people(
            day.cast.commander,
            day.clock,
            round_id=day.round_id,
            sample_ids=[event_id("ann-t1")],
            channel="call",
        )
    assert raised.value.code == "nobody-to-tell"
