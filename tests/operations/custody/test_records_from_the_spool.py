"""What a device handed in without waiting goes into the ledger of its round: once, in its sender's name, or with a reason."""

import pytest

from fangxian.operations.accounts.queries import get_system_actor
from fangxian.operations.registrations.applying import Applied, apply_spool
from fangxian.operations.registrations.given import RecordGiven
from fangxian.operations.registrations.pending import PendingCounts, count_pending
from fangxian.operations.registrations.services import accept
from fangxian.operations.rounds.models import AccountEvent
from fangxian.operations.settling import Settled, settle_registrations
from tests.operations.rounds.conftest import event_id

HERE = "430102003001"


@pytest.fixture
def hand_in(day):
    """Hand records in, put them on record, and into their ledger; what became of them."""

    def send(*told: dict) -> Settled:
        records = [
            RecordGiven.model_validate(
                {
                    "event_id": event_id(one.pop("word")),
                    "kind": "registration",
                    "outbreak_id": "tiny",
                    "place_id": HERE,
                    "event_at": day.clock.now(),
                    **one,
                    "payload": {"round": str(day.round_id), **one.get("payload", {})},
                }
            )
            for one in told
        ]
        assert all(answer.problem is None for answer in accept(day.cast.community_worker, day.clock, records))
        day.wait(0.1)
        while apply_spool(get_system_actor("spool"), day.clock) != Applied():
            pass
        return settle_registrations(day.clock)

    return send


def test_a_knock_a_sample_and_somebody_done_are_in_the_ledger(day, hand_in):
    day.give("t1")
    done = hand_in(
        {"word": "k", "kind": "knock", "household_key": "door-2", "payload": {"said": "refused"}},
        {"word": "s", "person_key": "ann", "payload": {"tube": day.tubes["t1"]}},
        {"word": "d", "person_key": "bo"},
    )
    assert done == Settled(3, 0)
    assert day.figures()["done"] == 2
    assert day.figures()["sampled"] == 1
    assert count_pending() == PendingCounts(0, {})
    senders = set(AccountEvent.objects.values_list("user_id", flat=True))
    assert senders == {day.cast.community_worker.user_id}


def test_handed_in_twice_it_is_in_the_ledger_once(day, hand_in):
    hand_in({"word": "d", "person_key": "bo"})
    assert hand_in({"word": "d", "person_key": "bo"}) == Settled(0, 0)
    assert AccountEvent.objects.count() == 1


def test_what_a_ledger_refuses_stays_on_record_with_the_reason_and_holds_nobody_up(day, hand_in):
    done = hand_in(
        {"word": "x", "person_key": "stranger"},
        {"word": "d", "person_key": "bo"},
        {"word": "y", "person_key": "cem", "payload": {"tube": "F00000000000"}},
    )
    assert (done.settled, done.refused) == (1, 2)
    assert sum(count_pending().refused.values()) == 2
    assert "not-in-the-register" in count_pending().refused
    assert settle_registrations(day.clock) == Settled(0, 0)


def test_a_record_of_no_round_waits_for_nothing(day, hand_in):
    assert hand_in({"word": "n", "person_key": "ann", "payload": {"round": "none"}}) == Settled(0, 0)
    assert count_pending() == PendingCounts(0, {})


def test_a_sample_handed_in_says_its_site_and_one_that_is_nobodys_is_refused(day, hand_in):
    from fangxian.operations.custody.models import Sample
    from fangxian.operations.sites.rows import SiteGiven
    from fangxian.operations.sites.services import open_sites

    north = SiteGiven("north", HERE, 28.19, 113.0, desks=2)
    open_sites(day.cast.commander, day.clock, outbreak_id="tiny", sites=[north])
    day.give("t1")
    payload = {"tube": day.tubes["t1"], "site": "north"}
    assert hand_in({"word": "s", "person_key": "ann", "payload": payload}) == Settled(1, 0)
    assert Sample.objects.get().site_id == "north"
    wrong = {"word": "w", "person_key": "bo", "payload": payload | {"site": "nowhere"}}
    assert hand_in(wrong) == Settled(0, 1)
    assert count_pending().refused == {"no-such-site": 1}
