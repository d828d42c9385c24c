"""Conditions: asked of a whole table at once, and refused with a way out when they are wrong."""

import time

import polars as pl
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from fangxian.engines.conditions import (
    NEVER_DAYS,
    ConditionProblem,
    compile_condition,
    evaluate,
    features_of,
    is_reachable,
    literals_of,
)

LEVELS = ("low", "medium", "high")
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "cases_14d": st.none() | st.integers(0, 5),
            "exposed_venues": st.integers(0, 3),
            "area_level": st.none() | st.sampled_from(["", *LEVELS]),
        }
    ),
    min_size=1,
    max_size=40,
)
SCHEMA = {"cases_14d": pl.Int64(), "exposed_venues": pl.Int64(), "area_level": pl.String()}


def test_a_condition_is_answered_for_every_place_in_order() -> None:
    #   place        a  b  c
    #   cases_14d    0  2  1
    places = pl.DataFrame({"cases_14d": [0, 2, 1]})
    assert evaluate(compile_condition("cases_14d >= 1", "place"), places).to_list() == [False, True, True]


def test_an_unknown_age_counts_as_minus_one_and_not_as_an_infant() -> None:
    people = pl.DataFrame({"age": [0, None, 30]}, schema={"age": pl.Int64()})
    assert evaluate(compile_condition("age == 0", "person"), people).to_list() == [True, False, False]


def test_a_place_without_cases_has_had_its_last_one_never() -> None:
    places = pl.DataFrame({"days_since_last_case": [None]}, schema={"days_since_last_case": pl.Int64()})
    long_ago = compile_condition(f"days_since_last_case == {NEVER_DAYS}", "place")
    assert evaluate(long_ago, places).to_list() == [True]


def test_a_condition_without_features_holds_for_all_or_for_none() -> None:
    places = pl.DataFrame({"cases_14d": [0, 2]})
    assert evaluate(compile_condition("true", "place"), places).to_list() == [True, True]


def test_an_empty_table_has_no_answers() -> None:
    places = pl.DataFrame(schema={"cases_14d": pl.Int64()})
    assert evaluate(compile_condition("cases_14d >= 1", "place"), places).to_list() == []


@given(ROWS, st.integers(0, 5), st.integers(0, 3))
def test_answers_are_those_of_plain_python(rows: list[dict[str, object]], cases: int, venues: int) -> None:
    source = f"cases_14d >= {cases} && !(area_level in ['medium', 'high']) || exposed_venues > {venues}"
    answers = evaluate(compile_condition(source, "place", LEVELS), pl.DataFrame(rows, schema=SCHEMA))
    assert answers.to_list() == [
        ((row["cases_14d"] or 0) >= cases and row["area_level"] not in ("medium", "high"))
        or row["exposed_venues"] > venues
        for row in rows
    ]


@given(ROWS, st.randoms(use_true_random=False))
def test_answers_follow_their_rows_when_the_rows_are_shuffled(rows: list[dict[str, object]], chance) -> None:
    condition = compile_condition("cases_14d > exposed_venues", "place", LEVELS)
    order = list(range(len(rows)))
    chance.shuffle(order)
    straight = evaluate(condition, pl.DataFrame(rows, schema=SCHEMA)).to_list()
    shuffled = evaluate(condition, pl.DataFrame([rows[i] for i in order], schema=SCHEMA)).to_list()
    assert shuffled == [straight[i] for i in order]


def test_every_scope_declares_its_features_in_both_languages() -> None:
    for scope in ("case", "venue", "person", "place", "outbreak"):
        for feature in features_of(scope, LEVELS).values():
            assert feature.title.zh
            assert feature.title.en
            assert feature.low <= feature.high


@given(st.from_regex(r"[a-z][a-z_]{2,15}", fullmatch=True))
def test_a_name_nobody_declared_is_refused(name: str) -> None:
    assume(name not in features_of("venue") and name not in ("true", "false", "null", "in"))
    with pytest.raises(ConditionProblem):
        compile_condition(f"{name} == 1", "venue")


def test_an_undeclared_name_is_refused_with_the_nearest_one() -> None:
    with pytest.raises(ConditionProblem) as refused:
        compile_condition("case_14d >= 1", "place")
    assert refused.value.code == "unknown-feature"
    assert "cases_14d" in refused.value.remedy.en
    assert "cases_14d" in refused.value.remedy.zh


def test_a_feature_of_another_scope_is_refused() -> None:
    with pytest.raises(ConditionProblem, match="degree"):
        compile_condition("degree == 1", "place")


def test_areas_of_a_level_the_plan_does_not_have_are_refused() -> None:
    with pytest.raises(ConditionProblem, match="areas_high"):
        compile_condition("areas_high >= 1", "place", ("low", "medium"))


@pytest.mark.parametrize(
    "source",
    [
        "size(kind) > 3",
        "[1, 2].exists(x, x == cases)",
        "cases * 2 > 1",
        "venue_kind.startsWith('s')",
        "now() > 1",
    ],
)
def test_a_function_outside_the_closed_set_is_refused(source: str) -> None:
    with pytest.raises(ConditionProblem) as refused:
        compile_condition(source, "venue")
    assert refused.value.code in ("unknown-function", "unknown-feature")


@pytest.mark.parametrize("source", ["cases >=", "cases = 1", "", "(cases > 1"])
def test_what_is_not_cel_is_refused(source: str) -> None:
    with pytest.raises(ConditionProblem) as refused:
        compile_condition(source, "venue")
    assert refused.value.code == "condition-not-readable"


@pytest.mark.parametrize("source", ["cases", "cases + 1", "venue_kind > 1", "hours_since_last + cases > 1.0"])
def test_what_is_no_question_or_mixes_types_is_refused(source: str) -> None:
    with pytest.raises(ConditionProblem) as refused:
        compile_condition(source, "venue")
    assert refused.value.code == "condition-wrong-type"


def test_a_whole_number_may_be_compared_with_a_fraction() -> None:
    venues = pl.DataFrame({"hours_since_last": [335.5, 336.5]})
    assert evaluate(compile_condition("hours_since_last <= 336", "venue"), venues).to_list() == [True, False]


@pytest.mark.parametrize(
    "source",
    [
        "cases_14d >= 3 && cases_total < 3",
        "confirmed_total > cases_total",
        "area_level == 'red'",
        "cases_14d < 0",
        "largest_cluster_14d >= 5 && cases_14d <= 4",
        "cases_14d >= 1 && days_since_last_case > 20",
        "cases_total >= 1 && days_since_last_case == 9999",
    ],
)
def test_what_no_situation_can_be_is_never_true(source: str) -> None:
    assert not is_reachable(compile_condition(source, "place", LEVELS))


@pytest.mark.parametrize(
    "source",
    [
        "cases_14d >= 3 && cases_total < 50",
        "confirmed_total > 50 && largest_cluster_14d >= 5",
        "area_level == 'high' && days_since_last_case >= 14 && days_since_last_case < 28",
        "days_since_last_case >= 42 && cases_total >= 1",
        "areas_medium + areas_high >= 7",
    ],
)
def test_what_can_happen_is_reachable(source: str) -> None:
    assert is_reachable(compile_condition(source, "place", LEVELS))


@given(st.integers(0, 30), st.integers(0, 30))
def test_a_window_is_reachable_exactly_when_it_is_not_empty(low: int, high: int) -> None:
    window = compile_condition(f"days_since_report >= {low} && days_since_report < {high}", "case")
    assert is_reachable(window) == (low < high)


def test_numbers_in_names_and_in_words_are_not_figures() -> None:
    assert literals_of("cases_14d >= 3 && venue_kind == 'bus 7'") == (("bus 7",), (3.0,))


def test_thirty_rules_over_all_communities_of_four_cities_take_less_than_a_second() -> None:
    places = pl.DataFrame(
        {
            "cases_14d": [i % 23 if i % 9 == 0 else 0 for i in range(6_908)],
            "exposed_venues": [i % 7 if i % 11 == 0 else 0 for i in range(6_908)],
            "area_level": ["medium" if i % 97 == 0 else "" for i in range(6_908)],
        }
    )
    rules = [
        compile_condition(
            f"cases_14d >= {i} && area_level != 'high' || exposed_venues > {i}", "place", LEVELS
        )
        for i in range(30)
    ]
    began = time.perf_counter()
    for rule in rules:
        evaluate(rule, places)
    assert time.perf_counter() - began < 1
