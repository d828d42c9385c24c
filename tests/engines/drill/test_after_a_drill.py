"""After a drill: who was late, what it cost, and what else could have been done."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.drill import (
    DISPATCHES,
    Late,
    Staffing,
    find_late,
    plan_work,
    price,
    price_together,
    read_late,
)
from fangxian.engines.drill.examples import A_TRUTH
from fangxian.engines.problems import Problem


def copy(key: str, *, due: float, done: float | None, order: str = "o", **more: object) -> dict:
    row = {
        "key": key, "order": order, "measure": "stay-home", "place_id": "c0", "department": "command_office",
        "issued_day": due - 0.5, "due_day": due, "done_day": done, "until_day": 40.0, "acts": True,
    }  # fmt: skip
    return {**row, **more}


def sheet(*rows: dict) -> pl.DataFrame:
    return pl.DataFrame(list(rows), schema=DISPATCHES)


def test_an_order_is_late_where_one_office_is_and_the_longest_late_comes_first():
    late = find_late(
        sheet(
            copy("in-time", due=5.0, done=4.9, order="a"),
            copy("late", due=5.0, done=6.0, order="a"),
            copy("later", due=5.0, done=5.5, order="a"),
            copy("worst", due=5.0, done=9.0, order="b"),
            copy("fine", due=5.0, done=5.0, order="c"),
        ),
        30.0,
    )
    assert [(one.order, one.keys, one.hours) for one in late] == [
        ("b", ("worst",), 96.0),
        ("a", ("late", "later"), 24.0),
    ]


def test_what_is_still_open_is_late_until_now_and_what_ended_before_it_was_due_is_not():
    rows = sheet(
        copy("open", due=5.0, done=None, order="a"),
        copy("not-due", due=9.0, done=None, order="b"),
        copy("over", due=5.0, done=None, order="c", until_day=4.0),
    )
    assert [(one.keys, one.hours) for one in find_late(rows, 6.0)] == [(("open",), 24.0)]


def test_an_order_that_came_after_its_time_makes_no_office_late_that_does_it_at_once():
    rows = sheet(
        copy("at-once", due=5.0, done=6.0, issued_day=6.0),
        copy("slow", due=5.0, done=7.0, issued_day=6.0, order="b"),
    )
    assert [(one.order, one.hours) for one in find_late(rows, 30.0)] == [("b", 24.0)]


def test_an_order_late_by_ten_days_costs_infections_and_a_late_tap_does_not():
    both = [copy(f"{place}", due=4.0, done=14.0, place_id=place, until_day=40.0) for place in ("c0", "c1")]
    rows = sheet(*both)
    costs = {one.outcome: one for one in price(A_TRUTH, rows, find_late(rows, 24.0)[0], 24.0, futures=30)}
    assert costs["infections"].mean > 0.0
    assert costs["infections"].own > 0.0
    assert not costs["infections"].too_small
    assert costs["infections"].futures == 30


def test_several_late_orders_are_priced_at_once_and_those_no_future_knows_are_left_out():
    both = [copy(place, due=4.0, done=14.0, place_id=place, order=place) for place in ("c0", "c1")]
    heard = copy("heard", due=4.0, done=9.0, order="b", measure="broadcast")
    rows = sheet(*both, heard)
    late = find_late(rows, 24.0)
    together, alone = (price_together(A_TRUTH, rows, some, 24.0, futures=20)[0] for some in (late, late[:1]))
    assert together.own >= alone.own > 0.0
    assert price_together(A_TRUTH, rows, [one for one in late if one.order == "b"], 24.0, futures=5) == ()


def test_a_minute_of_lateness_is_too_small_to_tell():
    rows = sheet(copy("late", due=20.0, done=20.01))
    (late,) = find_late(rows, 24.0)
    infections = price(A_TRUTH, rows, late, 24.0, futures=20)[0]
    assert infections.too_small


def test_a_measure_no_future_knows_has_no_price():
    rows = sheet(copy("late", due=4.0, done=9.0, measure="broadcast"))
    assert price(A_TRUTH, rows, find_late(rows, 24.0)[0], 24.0, futures=5) == ()


@given(seed=st.integers(0, 1000), hours=st.floats(1.0, 72.0), due=st.floats(2.0, 30.0))
def test_by_the_plan_everybody_acts_within_their_time(seed, hours, due):
    rows = sheet(copy("one", due=due, done=None, issued_day=due - hours / 24.0))
    key, acknowledged, done = plan_work(rows, Staffing(seed=seed)).row(0)
    assert key == "one"
    assert rows["issued_day"][0] <= acknowledged <= done <= due + 1e-9


@given(hours=st.floats(0.5, 200.0))
def test_what_is_late_on_purpose_is_late_by_just_that(hours):
    rows = sheet(copy("here", due=5.0, done=None), copy("there", due=5.0, done=None, place_id="c1"))
    planned = plan_work(rows, Staffing(late=(Late("stay-home", hours, "c0"),)))
    late = find_late(rows.update(planned.select("key", "done_day"), on="key"), 100.0)
    assert [one.keys for one in late] == [("here",)]
    assert late[0].hours == pytest.approx(hours, abs=0.01)


@pytest.mark.parametrize("text", ["stay-home", "=3", "stay-home=soon", "stay-home=-2"])
def test_a_lateness_has_a_measure_and_hours(text):
    with pytest.raises(Problem) as refused:
        read_late(text)
    assert refused.value.code == "not-a-lateness"
