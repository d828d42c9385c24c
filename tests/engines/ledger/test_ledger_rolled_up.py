"""The ledger up the tree: the identity at every place and every moment, whatever happened."""

from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.ledger import (
    find_breaks,
    fold_events,
    list_accounts,
    list_dwellings,
    list_touched,
    merge_events,
    number_register,
    roll_up,
    shift_ledger,
)
from fangxian.engines.tables import ACCOUNT_STATES, EVENTS, REGISTER
from tests.engines.ledger.drawn_street import TREE, counted, folded, hour, row_of, street

A_STREET = """
river d1:   ann=done bo=done
river d2:   cy=done dee=refused@9 | no-answer@8 no-answer@11
river-1 d3: eve fay               | no-answer@9
hill d4:    gus=moved +hal=done@11
hill d5:    ivy                   | answered@9
mill *:     joe
"""


def test_every_place_of_the_tree_has_a_row_that_adds_up():
    ledger = counted(street(A_STREET))
    assert ledger["place_id"].to_list() == sorted(TREE["place_id"])
    assert row_of(ledger, "river") == {
        "round_id": "r1", "place_id": "river", "level": "community", "due": 6, "done": 3, "refused": 1, "no_answer": 2,
        "missing": 3, "share": 0.5, "here": 4, "households_due": 3, "households_complete": 1, "households_partial": 1,
        "households_missed": 1,
    }  # fmt: skip
    assert row_of(ledger, "town") == {
        "round_id": "r1", "place_id": "town", "level": "city", "due": 9, "added": 1, "done": 4, "moved": 1, "refused": 1,
        "no_answer": 2, "not_visited": 2, "missing": 5, "share": 0.5, "households_due": 6, "households_complete": 2,
        "households_partial": 1, "households_reached": 1, "households_missed": 2,
    }  # fmt: skip
    assert row_of(ledger, "empty") == {"round_id": "r1", "place_id": "empty", "level": "street"}
    assert find_breaks(ledger, TREE).is_empty()


def test_an_earlier_hour_shows_what_was_known_then():
    drawn = street(A_STREET)
    early = counted(drawn, hour(8))
    assert row_of(early, "town") | {"share": None} == row_of(early, "town") | {
        "due": 9, "done": 3, "moved": 1, "no_answer": 1, "not_visited": 4, "missing": 5, "share": None,
    }  # fmt: skip
    assert "added" not in row_of(early, "town")
    assert find_breaks(early, TREE).is_empty()


def test_people_at_a_place_that_is_not_in_the_tree_are_not_lost():
    ledger = counted(street("river d1: ann=done\nnowhere d2: bo"))
    assert row_of(ledger, "nowhere")["missing"] == 1
    assert row_of(ledger, "town")["due"] == 1
    assert find_breaks(ledger, TREE).rows() == [("nowhere", "outside", 0, 1)]


def test_people_registered_at_a_venue_count_where_it_lies():
    venue = TREE.head(1).with_columns(
        place_id=pl.lit("home"), level=pl.lit("venue"), parent_id=pl.lit("hill"), name=pl.lit("home")
    )
    fold = folded(street("home d1: ann=done bo"))
    ledger = roll_up("r1", list_accounts(fold), list_dwellings(fold), pl.concat([TREE, venue]))
    assert row_of(ledger, "hill")["here"] == 2
    assert ledger["place_id"].to_list() == sorted(TREE["place_id"])
    assert find_breaks(ledger, pl.concat([TREE, venue])).is_empty()


@pytest.mark.parametrize(
    ("column", "rules"),
    [
        ("done", {"states", "figures"}),
        ("missing", {"missing", "figures"}),
        ("due", {"states", "below", "figures"}),
        ("here", {"below"}),
        ("households_missed", {"households", "figures"}),
    ],
)
def test_a_figure_that_was_tampered_with_is_named(column: str, rules: set[str]):
    ledger = counted(street(A_STREET))
    wrong = ledger.with_columns(
        pl.when(pl.col("place_id") == "river").then(pl.col(column) + 9).otherwise(column)
    )
    breaks = find_breaks(wrong, TREE)
    assert set(breaks.filter(pl.col("place_id") == "river")["rule"]) | {"figures"} == rules | {"figures"}
    assert "river" in breaks["place_id"].to_list()


def test_a_place_left_out_is_named():
    ledger = counted(street(A_STREET)).filter(pl.col("place_id") != "empty")
    assert find_breaks(ledger, TREE).rows() == [("empty", "no-row", 1, 0)]


def test_a_household_belongs_where_most_of_it_is_registered():
    rows = [("river", "d1: ann bo"), ("hill", "d1: cy")]
    ledger = counted(street("\n".join(" ".join(row) for row in rows)))
    assert row_of(ledger, "river")["households_due"] == 1
    assert "households_due" not in row_of(ledger, "hill")
    assert row_of(counted(street("river d1: ann\nhill d1: cy")), "hill")["households_due"] == 1


@st.composite
def rounds(draw: st.DrawFn) -> tuple[pl.DataFrame, pl.DataFrame]:
    """A register of up to nine people at any places, and events of any kind about them, their doors and strangers."""
    places = st.sampled_from([*TREE["place_id"], "nowhere"])
    doors = st.sampled_from(["d1", "d2", "d3", None])
    people = [
        ("r1", f"p{nth}", draw(doors), draw(places), "home", draw(st.sampled_from([None, hour(8), hour(9)])))
        for nth in range(draw(st.integers(0, 9)))
    ]
    kinds = st.sampled_from([*ACCOUNT_STATES[:-1], "answered", "void"])
    whom = st.sampled_from(
        [*((name, None) for name in ("p0", "p1", "p2", "p3", "p9")), (None, "d1"), (None, "d2"), (None, "d9")]
    )
    events = []
    for nth in range(draw(st.integers(0, 12))):
        person, door = draw(whom)
        kind, at = draw(kinds), hour(draw(st.integers(7, 10)))
        voids = f"e{draw(st.integers(0, 11))}" if kind == "void" else None
        events.append((f"e{nth}", "r1", person, door, kind, at, at, voids))
    return (
        pl.DataFrame(people, schema=REGISTER.schema, orient="row"),
        EVENTS.check(pl.DataFrame(events, schema=EVENTS.schema, orient="row")),
    )


@settings(max_examples=50, deadline=None)
@given(drawn=rounds(), at=st.sampled_from([None, 7, 8, 9, 10]))
def test_the_identity_holds_at_every_place_and_moment(
    drawn: tuple[pl.DataFrame, pl.DataFrame], at: int | None
):
    ledger = counted(drawn, None if at is None else hour(at))
    breaks = find_breaks(ledger, TREE)
    outside = drawn[0].filter(pl.col("place_id") == "nowhere")
    assert set(breaks["rule"]) <= ({"outside"} if outside.height else set())
    roots = ledger.filter(pl.col("place_id").is_in(["town", "nowhere"]))
    here = drawn[0].filter(
        pl.col("added_at").is_null() | pl.lit(at is None) | (pl.col("added_at") <= hour(at or 0))
    )
    assert roots["due"].sum() + roots["added"].sum() == here.height


@settings(max_examples=50, deadline=None)
@given(drawn=rounds(), seed=st.integers(0, 2**31))
def test_the_order_of_rows_changes_nothing(drawn: tuple[pl.DataFrame, pl.DataFrame], seed: int):
    mixed = tuple(frame.sample(fraction=1, shuffle=True, seed=seed) for frame in drawn)
    assert counted((mixed[0], mixed[1])).equals(counted(drawn))


@settings(max_examples=50, deadline=None)
@given(drawn=rounds(), cuts=st.lists(st.integers(0, 12), max_size=3))
def test_a_ledger_kept_batch_by_batch_is_the_ledger_counted_at_once(
    drawn: tuple[pl.DataFrame, pl.DataFrame], cuts: list[int]
):
    register, events = drawn
    mixed = events.sample(fraction=1, shuffle=True, seed=len(cuts))
    kept = EVENTS.empty()
    ledger = counted((register, kept))
    for start, end in pairwise([0, *sorted(cuts), mixed.height]):
        batch = mixed[start:end]
        touched = list_touched(register, kept, batch)
        before, kept = kept, merge_events(kept, batch)
        ledger = shift_ledger(ledger, counted((touched, before)), counted((touched, kept)))
    assert ledger.equals(counted(drawn))


def test_a_batch_touches_only_the_doors_it_names():
    register, events = street(A_STREET)
    batch = events.filter(pl.col("person_id") == "gus")
    assert list_touched(register, EVENTS.empty(), batch)["person_id"].to_list() == ["gus", "hal"]
    assert list_touched(register, EVENTS.empty(), events.filter(pl.col("household_id") == "d5"))[
        "person_id"
    ].to_list() == ["ivy"]


def test_a_large_round_is_folded_as_a_small_one():
    """Ten thousand people, shuffled: the numbers behind the ids have no favourites."""
    rng = np.random.default_rng(1)
    people = 10_000
    text = pl.DataFrame({"n": np.arange(people)}).select(
        round_id=pl.lit("r1"),
        person_id=pl.format("p-{}", "n"),
        household_id=pl.format("h-{}", pl.col("n") // 3),
        place_id=pl.Series(rng.choice(["river", "hill", "river-1"], people)),
    )
    done = pl.Series(rng.random(people) < 0.9)
    events = text.filter(done).select(
        "round_id", "person_id", event_id=pl.format("e-{}", "person_id"), kind=pl.lit("done"),
        event_at=pl.lit(hour(8)), recorded_at=pl.lit(hour(8)),
    )  # fmt: skip
    fold = fold_events(number_register("r1", REGISTER.check(text)), EVENTS.check(events))
    accounts = list_accounts(fold)
    assert (accounts["state"] == "done").equals(done)
    ledger = roll_up("r1", accounts, list_dwellings(fold), TREE)
    assert row_of(ledger, "town")["missing"] == people - done.sum()
    assert find_breaks(ledger, TREE).is_empty()
