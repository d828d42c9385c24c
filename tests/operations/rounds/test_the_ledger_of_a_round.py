"""Everybody of a round is accounted for, at every level, live and as it was known then."""

from datetime import timedelta

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.journal.queries import verify
from fangxian.operations.journal.services import seal
from tests.operations.rounds.conftest import FUCHENG, TONGYINLI, XINWU, event_id, listings

STATES = ("done", "excused", "moved", "absent_proved", "refused", "no_answer", "not_visited")


def refused(act) -> str:
    with pytest.raises(Problem) as raised:
        act()
    return raised.value.code


def test_a_round_begins_with_everybody_due_and_nobody_visited(rounds):
    row = rounds.open()
    assert (row.number, row.accounts, row.households, row.lists) == (1, 7, 4, {"household-register": 7})
    assert rounds.figures() == {"due": 7, "not_visited": 7}
    assert rounds.open().number == 2
    assert rounds.open("testing").number == 1


def test_at_every_place_due_and_added_are_the_sum_of_the_states(rounds):
    rounds.open()
    rounds.at_door("ann", "done")
    rounds.at_door("door-3", "no-answer")
    rounds.at_door("cem", "refused")
    rounds.add("guest", "door-2")
    for row in rounds.ledger().values():
        assert row["due"] + row["added"] == sum(row[state] for state in STATES)
        assert row["missing"] == row["refused"] + row["no_answer"] + row["not_visited"]
    assert rounds.figures() == {
        "due": 7,
        "added": 1,
        "done": 1,
        "refused": 1,
        "no_answer": 3,
        "not_visited": 3,
    }
    assert rounds.figures(TONGYINLI) == {"due": 3, "added": 1, "done": 1, "refused": 1, "not_visited": 2}
    assert rounds.figures(FUCHENG) == {"due": 1, "not_visited": 1}


def test_the_household_missed_is_the_one_nobody_of_which_was_reached(rounds):
    rounds.open()
    rounds.at_door("ann", "done")
    rounds.at_door("cem", "done")
    rounds.at_door("door-3", "no-answer")
    row = rounds.ledger()["43"]
    names = ("complete", "partial", "reached", "missed")
    assert [row[f"households_{name}"] for name in names] == [1, 1, 0, 2]


def test_what_is_sent_twice_counts_once_and_an_id_is_not_used_again(rounds):
    rounds.open()
    event = rounds.event("ann", "done", "tap")
    assert (rounds.tell(event).recorded, rounds.tell(event).repeated) == (1, 1)
    assert (rounds.tell(event, event).recorded, rounds.figures()["done"]) == (0, 1)
    other = rounds.event("bo", "done", "tap")
    assert refused(lambda: rounds.tell(other)) == "account-event-id-taken"


def test_a_mistake_is_taken_back_by_a_word_that_names_it(rounds):
    rounds.open()
    rounds.at_door("ann", "done", word="slip")
    rounds.at_door("ann", "void", word="back", voids="slip")
    assert rounds.figures() == {"due": 7, "not_visited": 7}


def test_the_ledger_is_shown_as_it_was_known(rounds, clock):
    rounds.open()
    then = clock.now()
    clock.advance(timedelta(hours=5))
    rounds.at_door("ann", "done", hours=4)
    assert rounds.figures(known_at=then) == {"due": 7, "not_visited": 7}
    assert rounds.figures(known_at=clock.now()) == {"due": 7, "done": 1, "not_visited": 6}
    before = then - timedelta(minutes=1)
    assert refused(lambda: rounds.ledger(known_at=before)) == "not-found"


def test_live_figures_are_those_counted_anew(rounds, clock):
    rounds.open()
    rounds.ledger()
    for who, kind in (("ann", "done"), ("door-1", "no-answer"), ("dora", "moved"), ("door-3", "refused")):
        rounds.at_door(who, kind)
        assert rounds.ledger() == rounds.ledger(known_at=clock.now())


def test_whoever_is_on_no_list_is_added_without_a_document_and_only_once(rounds):
    rounds.open()
    stranger = rounds.event("guest", "done", place=TONGYINLI)
    assert refused(lambda: rounds.tell(stranger)) == "not-in-the-register"
    assert (rounds.add("guest").recorded, rounds.add("guest").repeated) == (1, 1)
    assert refused(lambda: rounds.add("ann", "door-1")) == "already-in-the-register"
    rounds.at_door("guest", "done", place=TONGYINLI)
    assert rounds.figures(TONGYINLI) == {"due": 3, "added": 1, "done": 1, "not_visited": 3}


def test_a_worker_records_at_their_own_doors_and_counts_their_own_place(rounds, cast):
    rounds.open()
    rounds.at_door("ann", "done", actor=cast.community_worker)
    assert refused(lambda: rounds.at_door("dora", "done", actor=cast.stranger)) == "not-found"
    assert refused(lambda: rounds.ledger(TONGYINLI, actor=cast.stranger)) == "not-found"
    assert refused(lambda: rounds.ledger("43", actor=cast.community_worker)) == "not-found"
    assert rounds.ledger(TONGYINLI, actor=cast.community_worker)[TONGYINLI]["done"] == 1


def test_a_round_of_another_district_is_not_there(rounds, cast):
    rounds.open(place="430102", lists={"household-register": listings("ann", "dora")})
    assert refused(lambda: rounds.ledger(FUCHENG, actor=cast.stranger)) == "not-found"
    from fangxian.operations.rounds.queries import list_rounds

    assert list_rounds(cast.stranger.reach, "tiny") == ()
    assert [row.number for row in list_rounds(cast.community_worker.reach, "tiny")] == [1]


def test_what_happened_before_it_closed_is_taken_late_and_nothing_after(rounds, clock, cast):
    from fangxian.operations.rounds.services import close_round

    rounds.open()
    clock.advance(timedelta(hours=3))
    rounds.row = close_round(cast.commander, clock, round_id=rounds.row.id)
    again = close_round(cast.commander, clock, round_id=rounds.row.id)
    assert again.closed_at == rounds.row.closed_at
    clock.advance(timedelta(hours=1))
    assert rounds.at_door("ann", "done", hours=2).recorded == 1
    assert refused(lambda: rounds.at_door("bo", "done")) == "round-closed"
    assert refused(lambda: rounds.at_door("bo", "done", hours=9)) == "event-outside-the-round"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"kind": "census"}, "not-a-kind-of-round"),
        ({"place": "999"}, "not-found"),
        ({"days": 0}, "round-due-in-the-past"),
        ({"lists": {"household-register": listings().head(0)}}, "no-list-is-on"),
    ],
)
def test_a_round_that_cannot_be_is_not_opened(rounds, change, code):
    assert refused(lambda: rounds.open(**change)) == code


def test_only_who_commands_opens_a_round(rounds, cast):
    assert refused(lambda: rounds.open(actor=cast.community_worker)) == "not-your-role"
    assert refused(lambda: rounds.open(actor=cast.auditor)) == "not-your-role"


def test_a_household_of_two_communities_is_two_doors(rounds):
    twice = listings("ann", "bo").with_columns(place_id=pl.Series([TONGYINLI, XINWU]))
    rounds.open(lists={"household-register": twice})
    rows = rounds.ledger()
    assert [rows[place]["households_due"] for place in (TONGYINLI, XINWU, "43")] == [1, 1, 2]


def test_whoever_is_erased_is_in_no_register_and_no_count_any_more(rounds, cast, clock):
    from fangxian.operations.people.services import NewPerson, erase_person, register_persons

    register_persons(cast.commander, clock, [NewPerson("ann", residence_place_id=TONGYINLI)], reason="census")
    rounds.open()
    rounds.at_door("ann", "done")
    assert rounds.figures(TONGYINLI) == {"due": 3, "done": 1, "not_visited": 2}
    erase_person(cast.commander, clock, key="ann", reason="asked for it")
    assert rounds.figures(TONGYINLI) == {"due": 2, "not_visited": 2}
    assert "ann" not in {row[2] for row in rounds.gaps("sample")}
    seal()
    assert verify().ok


def test_the_journal_accounts_for_every_event_and_finds_one_that_was_changed(rounds):
    from fangxian.operations.rounds.models import AccountEvent

    rounds.open()
    rounds.at_door("ann", "no-answer", word="knock")
    rounds.add("guest")
    seal()
    assert verify().ok
    AccountEvent.objects.filter(id=event_id("knock")).update(kind="done")
    assert not verify().ok
