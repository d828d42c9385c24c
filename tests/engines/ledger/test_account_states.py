"""Which event decides: one table of precedence, held against events in every order."""

from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.ledger import (
    RANKS,
    find_strays,
    fold_events,
    list_accounts,
    list_dwellings,
    merge_events,
    number_register,
)
from fangxian.engines.problems import Problem
from fangxian.engines.tables import ACCOUNT_STATES, EVENTS, REGISTER
from tests.engines.ledger.drawn_street import folded, hour, states, street


def test_whom_nobody_names_is_not_visited():
    assert states(street("river d1: ann")) == {"ann": "not-visited"}


def test_a_sample_stands_against_everything_said_later():
    assert states(street("river d1: ann=done@8=refused@9=moved@10 | no-answer@11")) == {"ann": "done"}


def test_proof_stands_against_a_later_refusal():
    assert states(street("river d1: ann=absent-proved@8=refused@9")) == {"ann": "absent-proved"}


@pytest.mark.parametrize(
    ("said", "state"),
    [
        ("excused@8=moved@9", "moved"),
        ("moved@8=excused@9", "excused"),
        ("refused@8=no-answer@9", "no-answer"),
        ("no-answer@8=refused@9", "refused"),
    ],
)
def test_of_equal_rank_the_latest_event_decides(said: str, state: str):
    assert states(street(f"river d1: ann={said}")) == {"ann": state}


def test_of_one_moment_the_fixed_order_decides_then_the_least_id():
    assert states(street("river d1: ann=absent-proved=moved=excused")) == {"ann": "excused"}
    accounts = list_accounts(folded(street("river d1: ann=no-answer=no-answer")))
    assert accounts["event_id"].to_list() == ["e00"]


def test_a_knock_counts_for_every_member_without_an_event_of_their_own():
    drawn = street("river d1: ann=done bo cy=refused@7 | no-answer@9")
    assert states(drawn) == {"ann": "done", "bo": "no-answer", "cy": "refused"}


def test_a_household_that_moved_away_is_settled_though_one_of_it_refused():
    assert states(street("river d1: ann bo=refused@9 | moved@8")) == {"ann": "moved", "bo": "moved"}


def test_a_knock_samples_nobody():
    drawn = street("river d1: ann bo | done")
    assert states(drawn) == {"ann": "not-visited", "bo": "not-visited"}
    assert list_dwellings(folded(drawn))["state"].to_list() == ["reached"]


def test_a_person_without_a_household_is_a_door_of_their_own():
    register, events = street("river *: ann=refused bo")
    dwellings = list_dwellings(fold_events(number_register("r1", register), events))
    assert dwellings.select("household_id", "members", "state").rows() == [
        ("ann", 1, "reached"),
        ("bo", 1, "missed"),
    ]


def _void(event_id: str, of: str, at: float) -> pl.DataFrame:
    row = {"event_id": event_id, "round_id": "r1", "person_id": "ann", "kind": "void", "voids": of}
    return EVENTS.rows([{**row, "event_at": hour(at), "recorded_at": hour(at)}])


@pytest.mark.parametrize("void_at", [7, 9])
@pytest.mark.parametrize("first", [True, False])
def test_a_void_takes_its_event_back_whenever_it_arrives(void_at: float, first: bool):
    register, events = street("river d1: ann=refused@7=done@8")
    void = _void("v", "e01", void_at)
    both = [void, events] if first else [events, void]
    assert states((register, pl.concat(both))) == {"ann": "refused"}


def test_what_was_taken_back_is_recorded_again_under_a_new_id():
    register, events = street("river d1: ann=done@8=done@9")
    once = pl.concat([events.head(1), _void("v", "e00", 10), events.head(1)])
    assert states((register, once)) == {"ann": "not-visited"}
    assert states((register, pl.concat([once, events.tail(1)]))) == {"ann": "done"}


def test_an_event_may_correct_another_in_one_row():
    register, events = street("river d1: ann=done@8=no-answer@8")
    corrected = events.with_columns(voids=pl.Series([None, "e00"], dtype=pl.String))
    assert states((register, corrected)) == {"ann": "no-answer"}


def test_an_id_used_twice_is_one_event_and_the_first_recorded_stands():
    register, events = street("river d1: ann=refused@8=done@9")
    same_id = events.with_columns(event_id=pl.lit("e00"))
    assert states((register, same_id)) == {"ann": "refused"}
    assert list_dwellings(folded(street("river d1: ann | no-answer@8 no-answer@9")))["knocks"].to_list() == [
        2
    ]
    register, events = street("river d1: ann | no-answer@8")
    assert list_dwellings(folded((register, pl.concat([events, events]))))["knocks"].to_list() == [1]


def test_what_was_recorded_later_does_not_exist_yet():
    register, events = street("river d1: ann=refused@7=done@8 +bo")
    late = pl.concat([events.with_columns(recorded_at=pl.lit(hour(9)).cast(EVENTS.schema["recorded_at"]))])
    assert states((register, late), hour(8.5)) == {"ann": "not-visited"}
    assert states((register, late), hour(9)) == {"ann": "done"}
    assert states((register, late), hour(10)) == {"ann": "done", "bo": "not-visited"}
    voided = pl.concat([events, _void("v", "e01", 9)])
    assert states((register, voided), hour(8.5)) == {"ann": "done"}
    assert states((register, voided), hour(9)) == {"ann": "refused"}


def test_events_of_strangers_change_nobody_and_are_named():
    register, events = street("river d1: ann=done bo=done\nriver d2: cy | no-answer\nriver *: +dee=done@9")
    known = register.filter(pl.col("person_id").is_in(["ann", "dee"]))
    strays = find_strays(number_register("r1", known), events)
    assert strays.select("person_id", "household_id").rows() == [("bo", None), (None, "d2")]
    early = find_strays(number_register("r1", known), events, hour(9))
    assert early["person_id"].to_list() == ["bo", None, "dee"]


def test_events_of_another_round_do_not_count():
    register, _ = street("river d1: ann")
    _, events = street("river d1: ann=done", "r0")
    assert states((register, events)) == {"ann": "not-visited"}


def test_a_register_that_names_somebody_twice_is_refused():
    register, _ = street("river d1: ann\nhill d2: ann bo")
    with pytest.raises(Problem, match=r"1 people are twice in one round's register \(ann\)"):
        number_register("r1", register)


PEOPLE = {"ann": "d1", "bo": "d1", "cy": "d2"}
REGISTER_OF_THREE = REGISTER.rows(
    [
        {"round_id": "r1", "person_id": person, "household_id": door, "place_id": "river"}
        for person, door in PEOPLE.items()
    ]
)
IDS = [f"e{nth}" for nth in range(8)]


@st.composite
def event_lists(draw: st.DrawFn) -> list[dict[str, object]]:
    """Events about three people and two doors, with clashes of time, voids and late records; ids are used once."""
    ids = draw(st.permutations(IDS))[: draw(st.integers(0, len(IDS)))]
    whom = st.sampled_from(
        [("person_id", name) for name in PEOPLE] + [("household_id", "d1"), ("household_id", "d2")]
    )
    made = []
    for event_id in ids:
        whose, one = draw(whom)
        kind = draw(st.sampled_from([*ACCOUNT_STATES[:-1], "answered", "void"]))
        at = draw(st.integers(7, 9))
        voids = draw(st.sampled_from(IDS)) if kind == "void" or draw(st.integers(0, 5)) == 0 else None
        row = {"event_id": event_id, "round_id": "r1", whose: one, "kind": kind, "voids": voids}
        made.append({**row, "event_at": hour(at), "recorded_at": hour(at + draw(st.integers(0, 2)))})
    return made


def decided_by_hand(events: list[dict[str, object]], known_at: datetime) -> dict[str, tuple[str, object]]:
    """The precedence as the docs tell it, person by person."""
    known = [event for event in events if event["recorded_at"] <= known_at]
    taken_back = {event["voids"] for event in known}
    found = {}
    for person, door in PEOPLE.items():
        own = [e for e in known if e.get("person_id") == person]
        knocks = [e for e in known if e.get("household_id") == door and e["kind"] != "done"]
        rivals = [
            (
                -RANKS[e["kind"]],
                at_door,
                -e["event_at"].timestamp(),
                ACCOUNT_STATES.index(e["kind"]),
                e["event_id"],
            )
            for at_door, events_of in ((False, own), (True, knocks))
            for e in events_of
            if e["kind"] in RANKS and e["event_id"] not in taken_back
        ]
        best = min(rivals, default=None)
        found[person] = (ACCOUNT_STATES[best[3]], best[4]) if best else ("not-visited", None)
    return found


def accounts_of(events: pl.DataFrame, known_at: datetime | None = None) -> pl.DataFrame:
    return list_accounts(fold_events(number_register("r1", REGISTER_OF_THREE), events, known_at))


@settings(max_examples=50, deadline=None)
@given(events=event_lists(), at=st.integers(7, 12))
def test_the_engine_decides_as_the_table_of_precedence_says(events: list[dict[str, object]], at: int):
    accounts = accounts_of(EVENTS.rows(events), hour(at))
    rows = accounts.select("person_id", "state", "event_id").rows()
    assert {person: (state, event) for person, state, event in rows} == decided_by_hand(events, hour(at))


@settings(max_examples=50, deadline=None)
@given(events=event_lists(), seed=st.integers(0, 2**32 - 1), cuts=st.lists(st.integers(0, 12), max_size=3))
def test_order_repetition_and_batches_change_nothing(
    events: list[dict[str, object]], seed: int, cuts: list[int]
):
    all_at_once = EVENTS.rows(events)
    rng = np.random.default_rng(seed)
    again = all_at_once[rng.integers(0, max(len(events), 1), 4)] if events else all_at_once
    shuffled = pl.concat([all_at_once, again]).sample(fraction=1, shuffle=True, seed=int(rng.integers(2**31)))
    expected = accounts_of(all_at_once)
    assert accounts_of(shuffled).equals(expected)
    kept = EVENTS.empty()
    edges = [0, *sorted(cuts), shuffled.height]
    for start, end in pairwise(edges):
        kept = merge_events(kept, shuffled[start:end])
    assert kept.equals(all_at_once.sort("event_id"))
    assert accounts_of(kept).equals(expected)


@settings(max_examples=50, deadline=None)
@given(events=event_lists(), nth=st.integers(0, 7))
def test_taking_back_and_recording_again_is_as_if_nothing_had_been_taken_back(
    events: list[dict[str, object]], nth: int
):
    """Where the event taken back does not itself take another back."""
    said = [event for event in events if event["voids"] is None]
    if not said:
        return
    one = said[nth % len(said)]
    before = EVENTS.rows(events)
    later = hour(9) + timedelta(hours=9)
    void = {"event_id": "v", "round_id": "r1", "person_id": one.get("person_id"), "kind": "void"}
    void |= {"household_id": one.get("household_id"), "voids": one["event_id"]}
    taken = EVENTS.rows([*events, {**void, "event_at": later, "recorded_at": later}])
    without = [event for event in events if event["event_id"] != one["event_id"]]
    assert accounts_of(taken).equals(accounts_of(EVENTS.rows(without)))
    is_taken_back = any(event["voids"] == one["event_id"] for event in events)
    again = EVENTS.rows([{**one, "event_id": f"{one['event_id']}-again"}])
    expected = accounts_of(before) if not is_taken_back else None
    if expected is not None:
        found = accounts_of(pl.concat([taken, again]))
        assert found["state"].equals(expected["state"])
        assert found["event_at"].equals(expected["event_at"])
