"""One measure serves trees of different countries: levels stand in for each other by rank."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.plans import (
    LEVEL_RANKS,
    department_title,
    nearest_level,
    proof_title,
    role_title,
)
from fangxian.engines.problems import Problem

CHINA = ("province", "city", "district", "street", "community")
COUNTY = ("county", "municipality", "tract")


@pytest.mark.parametrize(
    ("level", "levels", "expected"),
    [
        ("community", CHINA, "community"),
        ("district", COUNTY, "county"),
        ("street", COUNTY, "municipality"),
        ("community", COUNTY, "tract"),
        ("city", COUNTY, "county"),
        ("county", CHINA, "district"),
        ("tract", CHINA, "community"),
        ("venue", CHINA, "community"),
        ("community", ("province", "city"), "city"),
    ],
)
def test_the_level_of_nearest_rank_does_the_work(level: str, levels: tuple[str, ...], expected: str) -> None:
    assert nearest_level(level, levels) == expected


def test_of_two_equally_near_the_narrower_one_is_taken() -> None:
    #   province 10 … [city 20] … district 30
    assert nearest_level("city", ("province", "district")) == "district"


def test_a_level_nobody_ranks_is_the_narrowest() -> None:
    assert nearest_level("hamlet", CHINA) == "community"


def test_a_tree_without_levels_is_refused() -> None:
    with pytest.raises(Problem, match="no levels"):
        nearest_level("city", ())


@given(st.sampled_from(sorted(LEVEL_RANKS)), st.sets(st.sampled_from(sorted(LEVEL_RANKS)), min_size=1))
def test_the_answer_is_a_level_of_the_tree_and_the_level_itself_where_it_exists(
    level: str, present: set[str]
) -> None:
    levels = sorted(present, key=lambda one: LEVEL_RANKS[one])
    found = nearest_level(level, levels)
    assert found in present
    assert found == level or level not in present


def test_words_have_both_languages_and_unknown_ones_read_as_themselves() -> None:
    assert department_title("cdc").zh == "疾控中心"
    assert role_title("lab_lead").en == "laboratory lead"
    assert proof_title("list").zh == "上传名单"
    assert department_title("river_police").en == "river police"
