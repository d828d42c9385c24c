"""Small counts stay hidden, and what is read out can be followed by ear."""

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.publishing import to_speech, withhold_small


def test_a_small_count_alone_takes_its_neighbour_along():
    """Furong 2 of 51 would be 51 - 40 - 9."""
    found = withhold_small({"Furong": 2, "Kaifu": 40, "Yuelu": 9, "Tianxin": 0})
    assert found.cells == {"Furong": None, "Kaifu": 40, "Yuelu": None, "Tianxin": 0}
    assert found.total == 51


def test_two_ones_are_not_hidden_by_a_total_of_two():
    assert withhold_small({"a": 1, "b": 1}).total is None


def test_counts_that_are_large_enough_are_told_as_they_are():
    assert withhold_small({"a": 5, "b": 17}).cells == {"a": 5, "b": 17}


@settings(max_examples=300, deadline=None)
@given(values=st.lists(st.integers(0, 9), min_size=1, max_size=4))
def test_nobody_can_work_a_withheld_count_out(values):
    """By trying every assignment that fits what is published."""
    counts = {str(at): value for at, value in enumerate(values)}
    found = withhold_small(counts, least=5)
    hidden = [name for name, value in found.cells.items() if value is None]
    assert {name for name, value in counts.items() if 0 < value < 5} <= set(hidden)
    if not hidden or found.total is None:
        return
    left = found.total - sum(value for value in found.cells.values() if value is not None)
    fits = [one for one in product(range(1, left + 1), repeat=len(hidden)) if sum(one) == left]
    assert all(len({one[at] for one in fits}) > 1 for at in range(len(hidden)))


def test_asides_and_addresses_are_not_read_out():
    said = to_speech("自7月31日18:00起，全市停课（含培训机构）。详见 https://example.org/n/3 。请互相转告！")
    assert said == "自7月31日18:00起，全市停课。\n详见。\n请互相转告！"


@given(st.text(max_size=200))
def test_no_line_is_empty_and_no_address_is_left(text):
    said = to_speech(text)
    assert all(line.strip() for line in said.splitlines())
    assert "https://" not in said
