"""A register is frozen once, read by community, and rewritten only to forget somebody.

street s ── k1: door h1 (ann, bo), door h2 (cem)      k2: dora, who shares a door with nobody
"""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.registers import RegisterStore

ROWS = (("ann", "h1", "k1"), ("bo", "h1", "k1"), ("cem", "h2", "k1"), ("dora", None, "k2"))


def register(rows=ROWS, round_id: str = "round-1") -> pl.DataFrame:
    return tables.REGISTER.rows(
        [
            {
                "round_id": round_id,
                "person_id": who,
                "household_id": door,
                "place_id": place,
                "lists": "household",
            }
            for who, door, place in rows
        ]
    )


@pytest.fixture
def store(tmp_path) -> RegisterStore:
    return RegisterStore(tmp_path / "registers")


def test_a_register_knows_its_accounts_and_its_doors(store):
    frozen = store.freeze(register())
    assert (frozen.round_id, frozen.accounts, frozen.households) == ("round-1", 4, 3)


def test_one_community_is_read_without_the_others(store):
    store.freeze(register())
    assert store.read("round-1", ["k1"])["person_id"].to_list() == ["ann", "bo", "cem"]
    assert store.read("round-1", []).is_empty()


def test_freezing_the_same_register_again_changes_nothing_and_another_is_refused(store):
    first = store.freeze(register())
    assert store.freeze(register(ROWS[::-1])) == first
    with pytest.raises(Problem) as raised:
        store.freeze(register(ROWS[:2]))
    assert raised.value.code == "register-frozen"
    assert store.read("round-1").height == 4


def test_nobody_is_no_register(store):
    with pytest.raises(Problem) as raised:
        store.freeze(register(()))
    assert raised.value.code == "no-register"
    with pytest.raises(Problem) as raised:
        store.read("round-9")
    assert raised.value.code == "no-register"


def test_whoever_is_erased_is_in_no_file_any_more(store):
    before = store.freeze(register())
    store.freeze(register(round_id="round-2"))
    store.freeze(register(ROWS[2:], "round-3"))
    changed = store.erase("bo")
    assert {(frozen.round_id, place) for frozen, place in changed} == {("round-1", "k1"), ("round-2", "k1")}
    assert all(frozen.sha256 != before.sha256 for frozen, _ in changed)
    assert "bo" not in set(store.read("round-1")["person_id"])
    assert {path.suffix for path in store.folder.iterdir()} == {".parquet"}
    assert store.erase("bo") == []


@given(
    rows=st.lists(st.tuples(st.integers(0, 99), st.sampled_from("abc"), st.sampled_from("xyz")), min_size=1)
)
@settings(max_examples=25, deadline=None)
def test_what_is_frozen_is_what_is_read_whatever_its_order(tmp_path_factory, rows):
    people = {f"p{number}": (door, place) for number, door, place in rows}
    given_rows = [(who, *where) for who, where in people.items()]
    store = RegisterStore(tmp_path_factory.mktemp("registers"))
    store.freeze(register(given_rows))
    read = store.read("round-1").select("person_id", "household_id", "place_id")
    assert sorted(read.rows()) == sorted(given_rows)
    by_place = pl.concat([store.read("round-1", [place]) for place in "xyz"])
    assert sorted(by_place["person_id"]) == sorted(people)
