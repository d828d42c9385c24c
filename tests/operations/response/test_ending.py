"""An outbreak ends by evidence and signature; what still restricts ends with it."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.areas.queries import list_areas, list_measures
from fangxian.operations.cases.queries import get_outbreak
from fangxian.operations.orders.queries import count_orders, list_my_tasks
from fangxian.operations.restrictions.queries import list_restrictions
from fangxian.operations.signing import end_outbreak


@pytest.fixture
def quiet(desk, keep):
    """One case, everything signed; then fifteen days without another."""

    def begin() -> None:
        desk.report("one", friends=("friend",))
        desk.respond()
        desk.sign_all()
        desk.clock.advance(timedelta(days=15))

    keep(begin)
    return desk


def end(desk, actor):
    return end_outbreak(actor, desk.clock, outbreak_id="tiny", reason="fourteen days without a case")


def test_an_outbreak_does_not_end_while_the_evidence_does_not_carry_it(desk):
    desk.report("one")
    desk.respond()
    with pytest.raises(Problem) as refused:
        end(desk, desk.cast.commander)
    assert refused.value.code == "ending-not-proposed"


def test_the_evidence_proposes_the_end_and_proposes_it_once(quiet):
    assert quiet.respond().ending_proposed
    quiet.respond()
    assert len(quiet.waiting("ending")) == 1


def test_one_signature_does_not_end_it(quiet):
    quiet.respond()
    end(quiet, quiet.cast.commander)
    assert get_outbreak(quiet.cast.commander.reach, "tiny").ended_at is None


def test_the_end_takes_everything_with_it_that_still_restricts(quiet):
    quiet.report(
        "two",
        home="430102003002",
        friends=("cousin",),
        reported_on=quiet.clock.now().date() - timedelta(days=15),
    )
    quiet.respond()
    quiet.sign([row for row in quiet.waiting() if row.kind != "ending"])
    second = [row for row in quiet.waiting() if row.kind != "ending"]
    if second:
        quiet.sign(second, actor=quiet.cast.city_cdc)
    end(quiet, quiet.cast.commander)
    end(quiet, quiet.cast.city_cdc)
    now, reach = quiet.clock.now(), quiet.cast.commander.reach
    assert get_outbreak(reach, "tiny").ended_at == now
    assert list_areas(reach, "tiny", now, now) == ()
    assert list_measures(reach, "tiny", now, now) == ()
    assert list_restrictions(reach, "tiny", now, now) == ()
    assert count_orders(reach, "tiny", now).issued == 0
    assert list_my_tasks(quiet.cast.community_worker, now) == ()
    assert quiet.waiting() == []


def test_an_ended_outbreak_takes_no_case_and_answers_nothing(quiet):
    quiet.respond()
    end(quiet, quiet.cast.commander)
    end(quiet, quiet.cast.city_cdc)
    with pytest.raises(Problem) as refused:
        quiet.report("late")
    assert refused.value.code == "outbreak-ended"
    run = quiet.respond()
    assert (run.new, run.proposals) == (0, ())


def test_before_the_end_it_was_open_and_a_replay_says_so(quiet):
    from fangxian.operations.places.reach import Reach
    from fangxian.operations.situation import build_situation

    root, before = Reach(frozenset({"43"})), quiet.clock.now()
    quiet.respond()
    end(quiet, quiet.cast.commander)
    end(quiet, quiet.cast.city_cdc)
    assert not build_situation(root, "tiny", before).situation.ended
    assert build_situation(root, "tiny", quiet.clock.now()).situation.ended
