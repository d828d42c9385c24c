"""Lists become a register: each person once, at the lowest place known, with every list they are on."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.ledger import freeze_register, hashed
from fangxian.engines.ledger.numbers import number
from fangxian.engines.tables import LISTINGS, REGISTER
from tests.engines.ledger.drawn_street import TREE


def listed(*rows: tuple[str, str | None, str]) -> pl.DataFrame:
    """A list as (person, household, place)."""
    return LISTINGS.check(pl.DataFrame(rows, schema=LISTINGS.schema, orient="row"))


def frozen(**lists: pl.DataFrame) -> dict[str, tuple[object, ...]]:
    """(household, place, lists) by person."""
    register = REGISTER.check(freeze_register("r1", lists, TREE))
    return {row[1]: row[2:5] for row in register.rows()}


def test_each_person_is_in_the_register_once_with_all_their_lists():
    homes = listed(("ann", "d1", "river"), ("bo", "d1", "river"))
    phones = listed(("bo", None, "mill"), ("cy", None, "mill"))
    assert frozen(homes=homes, phones=phones) == {
        "ann": ("d1", "river", "homes"), "bo": ("d1", "river", "homes;phones"), "cy": (None, "mill", "phones"),
    }  # fmt: skip


def test_the_lowest_place_any_list_knows_counts_and_of_equals_the_list_in_front():
    first = listed(("ann", None, "mill"), ("bo", "d1", "river"))
    second = listed(("ann", "d2", "river-1"), ("bo", "d2", "hill"))
    assert frozen(first=first, second=second)["ann"] == ("d2", "river-1", "first;second")
    assert frozen(first=first, second=second)["bo"] == ("d1", "river", "first;second")
    assert frozen(second=second, first=first)["bo"] == ("d2", "hill", "second;first")


def test_a_place_outside_the_tree_is_the_last_resort_and_not_lost():
    assert frozen(a=listed(("ann", None, "nowhere")), b=listed(("ann", None, "town")))["ann"][1] == "town"
    assert frozen(a=listed(("ann", None, "nowhere")))["ann"][1] == "nowhere"


def test_a_list_that_names_somebody_twice_counts_them_once():
    twice = listed(("ann", "d2", "mill"), ("ann", "d1", "river"), ("ann", None, "hill"))
    assert frozen(a=twice) == {"ann": ("d1", "hill", "a")}


def test_a_round_without_a_list_begins_with_an_empty_register():
    assert frozen() == {}


rows = st.tuples(
    st.sampled_from(["ann", "bo", "cy"]),
    st.sampled_from([None, "d1", "d2"]),
    st.sampled_from(["town", "mill", "river", "hill", "river-1", "nowhere"]),
)


@settings(max_examples=50, deadline=None)
@given(lists=st.lists(st.lists(rows, max_size=6), min_size=1, max_size=4))
def test_nobody_is_lost_or_doubled_and_the_order_of_rows_does_not_matter(
    lists: list[list[tuple[str, str | None, str]]],
):
    found = frozen(**{f"l{nth}": listed(*one) for nth, one in enumerate(lists)})
    assert set(found) == {row[0] for one in lists for row in one}
    for person, (_, _, on) in found.items():
        assert on == ";".join(f"l{nth}" for nth, one in enumerate(lists) if person in {row[0] for row in one})
    assert found == frozen(**{f"l{nth}": listed(*reversed(one)) for nth, one in enumerate(lists)})


@settings(max_examples=50, deadline=None)
@given(ids=st.lists(st.text(max_size=3)), asked=st.lists(st.one_of(st.none(), st.text(max_size=3))))
def test_ids_get_the_same_number_exactly_when_they_are_the_same(ids: list[str], asked: list[str | None]):
    known, at = number(pl.Series(ids, dtype=pl.String))
    assert [known.ids[nth] for nth in at.tolist()] == ids
    assert known.ids.n_unique() == len(known.ids) == len(set(ids))
    found = known.find(pl.Series(asked, dtype=pl.String)).tolist()
    assert found == [list(known.ids).index(one) if one in ids else -1 for one in asked]


@settings(max_examples=50, deadline=None)
@given(
    keys=st.lists(st.integers(0, 6)), clash=st.sampled_from([0, 1]), parts=st.sampled_from([1, 2, 1 << 15])
)
def test_one_hash_in_common_is_not_enough(keys: list[int], clash: int, parts: int):
    """One of two hashes tells nobody apart, the other does: the numbers are those of the keys all the same."""
    spread = np.array(keys, np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    hashes = [spread, spread]
    hashes[clash] = np.zeros_like(spread)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashed, "_ROWS_TOGETHER", parts)
        rows, firsts, table = hashed.number_each(*hashes)
    once = list(dict.fromkeys(keys))
    assert rows.tolist() == [once.index(key) for key in keys]
    assert [keys[row] for row in firsts] == once
    assert table.find(*hashes).tolist() == rows.tolist()
    stranger = np.array([3], np.uint64)
    assert table.find(stranger, stranger).tolist() == [-1]
