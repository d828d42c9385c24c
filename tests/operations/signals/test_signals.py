"""Signals on record: they start the plan, the last word stands, the past is kept, and nobody sees another's."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.places.reach import Reach
from fangxian.operations.signals.queries import list_signals, signal_frame
from fangxian.operations.signals.services import record_capacity, record_feed, record_pool

HERE, STREET = "430102003001", "430102003"


def pool(desk, **more: object) -> None:
    facts = {"result_at": desk.clock.now() - timedelta(hours=1), "members": 10, **more}
    record_pool(
        desk.cast.community_worker, desk.clock, outbreak_id="tiny", pool_id="t-17", place_id=HERE, **facts
    )


def measures(desk) -> set[str]:
    desk.respond()
    return {row.what for row in desk.waiting("measure")}


def test_a_positive_pool_starts_sampling_its_members_again(desk) -> None:
    pool(desk)
    assert measures(desk) == {"retest-pool"}


def test_a_pool_confirmed_one_by_one_starts_testing_the_street_and_the_first_proposal_goes(desk) -> None:
    pool(desk)
    measures(desk)
    pool(desk, confirmed=True)
    assert measures(desk) == {"testing-of-area", "duty-24h"}


def test_a_pool_whose_members_were_negative_leaves_nothing_waiting(desk) -> None:
    pool(desk)
    measures(desk)
    pool(desk, confirmed=False)
    assert measures(desk) == set()


def test_a_capacity_that_does_not_suffice_asks_the_city_for_support(desk) -> None:
    tests = {"kind": "tests_per_day", "place_id": "430102", "needed": 200_000, "available": 90_000}
    record_capacity(desk.cast.commander, desk.clock, outbreak_id="tiny", **tests)
    assert measures(desk) == {"ask-for-support"}
    assert desk.waiting("measure")[0].place_id == "4301"


def test_a_feed_is_missing_only_once_it_is_late(desk) -> None:
    due = desk.clock.now()
    record_feed(
        desk.cast.commander, desk.clock, outbreak_id="tiny", source="lab", place_id="4301", due_at=due
    )
    assert measures(desk) == set()
    desk.clock.advance(timedelta(hours=7))
    assert measures(desk) == {"restore-feed"}


def test_the_last_word_stands_and_what_was_said_before_is_kept(desk) -> None:
    pool(desk)
    first = desk.clock.now()
    desk.clock.advance(timedelta(hours=2))
    pool(desk, confirmed=True)
    everywhere = Reach(frozenset({"43"}))
    assert signal_frame(everywhere, "tiny", "pool", first)["confirmed"].to_list() == [None]
    assert signal_frame(everywhere, "tiny", "pool", desk.clock.now())["confirmed"].to_list() == [True]


def test_a_worker_of_another_district_neither_sees_nor_records_a_signal_here(desk) -> None:
    pool(desk)
    with pytest.raises(Problem) as unseen:
        record_pool(
            desk.cast.stranger,
            desk.clock,
            outbreak_id="tiny",
            pool_id="t-17",
            place_id=HERE,
            result_at=desk.clock.now(),
        )
    with pytest.raises(Problem) as unknown:
        record_pool(
            desk.cast.stranger,
            desk.clock,
            outbreak_id="tiny",
            pool_id="t-17",
            place_id="nowhere",
            result_at=desk.clock.now(),
        )
    assert (unseen.value.code, unseen.value.status) == (unknown.value.code, unknown.value.status)
    assert list_signals(desk.cast.stranger.reach, "tiny", desk.clock.now()) == ()
    assert len(list_signals(desk.cast.commander.reach, "tiny", desk.clock.now())) == 1


@pytest.mark.parametrize("wrong", [{"members": 0}, {"result_at": "later"}, {"taken_at": "later"}])
def test_a_signal_that_cannot_be_is_refused(desk, wrong: dict) -> None:
    later = desk.clock.now() + timedelta(hours=5)
    with pytest.raises(Problem) as refused:
        pool(desk, **{name: later if value == "later" else value for name, value in wrong.items()})
    assert refused.value.code == "signal-not-possible"


def test_recording_leaves_one_entry_in_the_journal(desk) -> None:
    from fangxian.operations.journal.models import Entry

    pool(desk)
    assert Entry.objects.filter(object_kind="signal", verb="recorded").count() == 1
