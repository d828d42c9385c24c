"""A code is checked without the server: as it was signed or not at all."""

from datetime import UTC, datetime, timedelta

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.stores.codes import PURPOSES, SUBJECTS, Code, find_public_key, sign_code, verify_code
from fangxian.stores.codes.base45 import ALPHABET, read_base45, write_base45

SECRET, OTHER = b"1" * 32, b"2" * 32
PUBLIC = find_public_key(SECRET)
NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)
CODES = st.builds(
    Code,
    st.sampled_from(PURPOSES),
    st.sampled_from(SUBJECTS),
    st.text(min_size=1, max_size=16),
    st.integers(0, 2**32 - 1).map(lambda second: datetime.fromtimestamp(second, UTC)),
)


def refused(text: str, **changed) -> str:
    asked = {"public_keys": [PUBLIC], "at": NOON, "purpose": "passage", **changed}
    with pytest.raises(Problem) as problem:
        verify_code(text, **asked)
    return problem.value.code


@given(CODES)
def test_whoever_has_the_public_key_reads_what_was_signed(code) -> None:
    text = sign_code(code, SECRET)
    assert set(text) <= set(ALPHABET)
    assert verify_code(text, [find_public_key(OTHER), PUBLIC], code.not_after, code.purpose) == code
    assert refused(text, public_keys=[find_public_key(OTHER)]) == "code-not-genuine"


@given(CODES, st.data())
def test_a_code_with_one_character_changed_is_not_genuine(code, data) -> None:
    text = sign_code(code, SECRET)
    place = data.draw(st.integers(4, len(text) - 1))
    other = data.draw(st.sampled_from(ALPHABET.replace(text[place], "")))
    assert refused(text[:place] + other + text[place + 1 :]) == "code-not-genuine"


@given(st.text(max_size=200))
def test_any_text_is_refused_in_peace(text) -> None:
    assert refused(text) == "code-not-genuine"
    assert refused(f"FX1:{text}") == "code-not-genuine"


@given(st.binary(max_size=60))
def test_base45_gives_back_what_it_was_given(content) -> None:
    assert read_base45(write_base45(content)) == content


def test_a_code_ends_and_is_for_one_thing() -> None:
    text = sign_code(Code("passage", "person", "p-1", NOON), SECRET)
    assert verify_code(text, [PUBLIC], NOON, "passage").key == "p-1"
    assert refused(text, at=NOON + timedelta(seconds=1)) == "code-ended"
    assert refused(text, purpose="registration") == "code-for-something-else"


def test_a_code_of_a_household_fits_a_small_square() -> None:
    key = "0190f3a2-7c1e-7b3a-9d8e-0123456789ab"
    text = sign_code(Code("knock", "household", key, NOON), SECRET)
    assert len(text) <= 170
    assert segno.make(text, error="m", micro=False).version <= 8


@pytest.mark.parametrize(
    "code", [Code("passage", "person", "", NOON), Code("passage", "person", "人" * 22, NOON), Code("party", "person", "p", NOON)]
)  # fmt: skip
def test_what_does_not_fit_is_not_signed(code) -> None:
    with pytest.raises(ValueError, match=r"bytes|index"):
        sign_code(code, SECRET)
