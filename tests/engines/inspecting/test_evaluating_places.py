"""Each place's work from facts: few tasks say little, nobody is held to what could not be done, nobody is ranked."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.inspecting import CHECKED, WORK, evaluate_places


def work(place: str, done: int, late: int, measure: str = "screening", feasibility: str = "feasible"):
    row = {"place_id": place, "measure": measure, "feasibility": feasibility, "verified": False}
    return [
        {**row, "acknowledged_in_time": in_time, "done_in_time": in_time}
        for in_time in (True,) * done + (False,) * late
    ]


def evaluate(*parts, checked=()) -> dict[str, dict]:
    rows = [row for part in parts for row in part]
    table = WORK.rows(rows) if rows else WORK.empty()
    found = evaluate_places(table, CHECKED.rows(list(checked)) if checked else CHECKED.empty())
    return {row["place_id"]: row for row in found.to_dicts()}


def test_three_tasks_are_too_few_to_tell_even_if_all_were_late():
    found = evaluate(work("small", 0, 3), work("rest", 50, 50))
    assert found["small"]["verdict"] == "too-few"
    assert found["small"]["low"] == pytest.approx(0)
    assert found["small"]["high"] > 0.5


def test_a_place_that_is_late_far_more_often_than_the_same_tasks_elsewhere_is_said_to_be():
    found = evaluate(work("late", 10, 30), work("rest", 190, 10))
    assert (found["late"]["verdict"], found["rest"]["verdict"]) == ("worse", "better")


def test_chance_is_no_difference():
    found = evaluate(work("a", 16, 4), work("b", 18, 2), work("rest", 170, 30))
    assert {row["verdict"] for row in found.values()} == {"as-others"}


def test_a_place_asked_for_harder_things_is_compared_with_those_asked_for_the_same():
    """Mass testing is late everywhere, a notice nowhere: a place with nothing but testing is as others are."""
    elsewhere = [work("rest", 50, 50, "testing"), work("rest", 100, 0, "notice")]
    found = evaluate(work("hard", 20, 20, "testing"), *elsewhere)
    assert found["hard"]["verdict"] == "as-others"
    assert found["hard"]["expected"] == pytest.approx(0.5)


def test_what_could_not_be_done_is_left_out_whatever_became_of_it():
    overloaded = work("busy", 2, 40, feasibility="not-feasible")
    found = evaluate(overloaded, work("busy", 5, 0), work("rest", 50, 50))
    assert found["busy"]["left_out"] == 42
    assert (found["busy"]["held"], found["busy"]["held_done"]) == (5, 5)
    assert found["busy"]["verdict"] != "worse"
    assert found["busy"]["asked"] == 47


def test_a_place_that_was_only_inspected_is_there_too():
    found = evaluate(work("a", 1, 0), checked=[{"place_id": "b", "findings": 2, "findings_open": 1}])
    assert (found["b"]["asked"], found["b"]["findings"], found["b"]["verdict"]) == (0, 2, "too-few")


def test_an_evaluation_of_nothing_is_empty():
    assert evaluate() == {}


tasks = st.tuples(st.sampled_from("abc"), st.integers(0, 12), st.integers(0, 12), st.sampled_from(["x", "y"]))


@settings(deadline=None)
@given(st.lists(tasks, max_size=8), st.randoms())
def test_counts_add_up_and_the_order_of_rows_does_not_matter(parts, shuffled):
    rows = [row for part in parts for row in work(*part)]
    if not rows:
        return
    once = evaluate_places(WORK.rows(rows), CHECKED.empty())
    again = list(rows)
    shuffled.shuffle(again)
    assert evaluate_places(WORK.rows(again), CHECKED.empty()).drop("expected").equals(once.drop("expected"))
    assert once["asked"].sum() == len(rows)
    assert (once["asked"] == once["held"] + once["left_out"]).all()
    told = once.filter(pl.col("held") > 0)
    share = told["held_done"] / told["held"]
    assert ((told["low"] <= share + 1e-9) & (share <= told["high"] + 1e-9)).all()
