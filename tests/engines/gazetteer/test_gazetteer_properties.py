"""Whatever is written: mentions lie in the text, in order, and text about nothing changes nothing."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.gazetteer import resolve
from tests.engines.gazetteer.drawn_places import ROWS, draw_gazetteer

COUNTRY = draw_gazetteer()
WORDS = (
    [name for row in ROWS for name in (row[1], row[4])]
    + list("、，。的和/ (")
    + ["3栋", "街道", "社区", "西岭", "near"]
)
texts = st.lists(st.sampled_from(WORDS), max_size=10).map("".join) | st.text(max_size=60)
about_nothing = st.sampled_from(["患者自述无不适。", "He felt well. ", "请居家观察。\n", "12:30。"])


@given(texts)
def test_mentions_lie_in_the_text_in_order_and_never_overlap(text: str) -> None:
    found = resolve(text, COUNTRY)
    assert all(0 <= one.start <= one.begin < one.end <= len(text) for one in found)
    assert all(text[one.start : one.end] == one.text for one in found)
    assert all(first.end <= after.start for first, after in pairwise(found))


@given(texts)
def test_a_code_given_is_the_best_candidate_and_clearly_ahead(text: str) -> None:
    for one in resolve(text, COUNTRY):
        assert one.candidates
        assert 0 <= one.score <= 1
        if one.code:
            best, *others = one.candidates
            assert one.code == best.code
            assert all(best.score - other.score > 0.09 for other in others)


@given(st.sampled_from(ROWS), about_nothing, about_nothing)
def test_text_about_nothing_around_it_changes_no_code(row: tuple, before: str, after: str) -> None:
    alone = [one.code for one in resolve(row[1], COUNTRY)]
    assert [one.code for one in resolve(f"{before}{row[1]}。{after}", COUNTRY)] == alone
