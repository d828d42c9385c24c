"""One visit a door: from two tasks at one door to every task of a street, in any order."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.plans import Cost, Exemption
from fangxian.engines.response.examples import A_MEASURE
from fangxian.engines.visiting import CALLS, WALK_MINUTES, merge_visits, minutes_of_work

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)


def draw(*rows: tuple[str, str, str | None, str, float, int], urgent: str = "") -> pl.DataFrame:
    """Calls as (door, task, person, question, minutes, hours until due)."""
    return pl.DataFrame(
        [
            (
                door,
                "s1",
                task,
                person,
                question,
                float(minutes),
                NOON + timedelta(hours=hours),
                task == urgent,
            )
            for door, task, person, question, minutes, hours in rows
        ],
        schema=CALLS,
        orient="row",
    )


def test_two_tasks_at_one_door_are_one_visit_and_symptoms_are_asked_once():
    found = merge_visits(
        draw(("12-3", "screening", None, "symptoms", 2, 48), ("12-3", "follow-up", None, "symptoms", 3, 5))
    )
    (visit,) = found.to_dicts()
    assert visit["task_ids"] == ["follow-up", "screening"]
    assert len(visit["asked"]) == 1
    assert visit["minutes"] == 3 + WALK_MINUTES
    assert visit["minutes_apart"] == 2 + 3 + 2 * WALK_MINUTES
    assert visit["due_at"] == NOON + timedelta(hours=5)


def test_the_same_question_of_two_people_is_two_questions():
    found = merge_visits(draw(("12-3", "a", "p1", "symptoms", 2, 5), ("12-3", "a", "p2", "symptoms", 2, 5)))
    assert len(found["asked"][0]) == 2


def test_what_is_urgent_comes_before_what_is_due():
    calls = draw(("1", "slip", None, "slip", 5, 20), ("2", "screening", None, "members", 1, 2), urgent="slip")
    assert merge_visits(calls)["door_id"].to_list() == ["1", "2"]


call = st.tuples(
    st.sampled_from(["d1", "d2", "d3"]),
    st.sampled_from(["t1", "t2", "t3"]),
    st.sampled_from([None, "p1", "p2"]),
    st.sampled_from(["members", "symptoms", "slip"]),
    st.integers(1, 9),
    st.integers(0, 48),
)


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(call, max_size=20), seed=st.randoms())
def test_no_task_is_lost_no_question_is_asked_twice_and_the_order_of_the_rows_does_not_matter(rows, seed):
    found = merge_visits(draw(*rows))
    shuffled = list(rows)
    seed.shuffle(shuffled)
    assert merge_visits(draw(*shuffled)).equals(found)
    assert {(v["door_id"], task) for v in found.to_dicts() for task in v["task_ids"]} == {
        (door, task) for door, task, *_ in rows
    }
    for visit in found.to_dicts():
        asked = [(one["person_id"], one["question"]) for one in visit["asked"]]
        assert len(asked) == len(set(asked))
        assert visit["minutes"] <= visit["minutes_apart"]


STAFF = Cost("staff_hours", "person", 0.02, "h", "M")


def test_the_minutes_of_a_community_follow_whom_the_measure_binds():
    """3,000 residents, 60 exempt in a hundred, 0.02 h each: 1,200 × 1.2 minutes."""
    measure = replace(A_MEASURE, costs=(STAFF,), binds_share=1.0, exemption=Exemption((), 0.6, "M"))
    places = pl.DataFrame({"place_id": ["s1", "s2"], "population": [3_000, None]})
    rows = minutes_of_work(places, measure).rows()
    assert rows == [("s1", 1_200, 1_440.0), ("s2", None, None)]


def test_a_post_costs_the_same_wherever_it_stands_and_the_place_of_the_command_is_left_out():
    costs = (Cost("staff_hours", "post_day", 24, "h", "M"), Cost("staff_hours", "place", 8, "h", "M"))
    places = pl.DataFrame({"place_id": ["s1"], "population": [10]})
    assert minutes_of_work(places, replace(A_MEASURE, costs=costs))["minutes"].to_list() == [1_440.0]


@settings(max_examples=60, deadline=None)
@given(people=st.integers(0, 100_000), more=st.integers(0, 100_000))
def test_more_residents_are_never_less_work(people, more):
    measure = replace(A_MEASURE, costs=(STAFF,))
    places = pl.DataFrame({"place_id": ["a", "b"], "population": [people, people + more]})
    minutes = dict(minutes_of_work(places, measure).select("place_id", "minutes").rows())
    assert minutes["a"] <= minutes["b"]
