"""Identity numbers: the check character holds what it promises."""

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.testing.imperfect import draw_people
from benchmarks.testing.imperfect.mistakes import spell_ids
from fangxian.stores.linkage.identity_numbers import read_identity_numbers

DRAWN = spell_ids(draw_people(300, 3).id_digits)


def _valid(*written: str | None) -> list[bool]:
    return read_identity_numbers(pl.Series(written, dtype=pl.String))["id_valid"].to_list()


def test_every_number_drawn_passes() -> None:
    assert all(_valid(*DRAWN))


@given(st.sampled_from(DRAWN.to_list()), st.integers(0, 17), st.sampled_from("0123456789"))
def test_one_wrong_digit_never_passes(number: str, at: int, digit: str) -> None:
    wrong = number[:at] + digit + number[at + 1 :]
    assert _valid(wrong) == [wrong == number]


@given(st.sampled_from(DRAWN.to_list()), st.integers(0, 16))
def test_two_neighbours_turned_round_never_pass(number: str, at: int) -> None:
    wrong = number[:at] + number[at + 1] + number[at] + number[at + 2 :]
    assert _valid(wrong) == [wrong == number]


def test_a_number_of_fifteen_digits_gets_its_century() -> None:
    (read,) = read_identity_numbers(pl.Series(["110105491231002"])).rows()
    assert read[:2] == ("11010519491231002X", True)


def test_what_is_no_number_is_kept_as_written_and_never_valid() -> None:
    read = read_identity_numbers(pl.Series(["", None, "无", "12345", "110105194902310020"], dtype=pl.String))
    assert read["id"].to_list() == [None, None, None, "12345", "110105194902310020"]
    assert not read["id_valid"].any()
