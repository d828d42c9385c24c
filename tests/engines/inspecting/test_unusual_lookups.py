"""Which lookups an auditor asks about first: far more people than others, at night, many eyes on one person."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines.inspecting import LOOKS, UNUSUAL, find_unusual

NOON = datetime(2021, 7, 31, 4, tzinfo=UTC)


def looks(*rows: tuple[str, str, str, int]) -> pl.DataFrame:
    """Rows of (reader, person, office, hours after noon), all in one role."""
    return LOOKS.rows(
        [
            {
                "look_id": str(nth),
                "user_id": user,
                "role": "street-worker",
                "office_id": office,
                "person_id": person,
                "looked_at": NOON + timedelta(hours=hours),
                "local_hour": (12 + hours) % 24,
            }
            for nth, (user, person, office, hours) in enumerate(rows)
        ]
    )


def marks(*rows: tuple[str, str, str, int]) -> list[list[str]]:
    return find_unusual(looks(*rows))["unusual"].to_list()


def test_one_look_by_day_is_nothing_to_ask_about():
    assert marks(("u", "p", "o", 0)) == [[]]


def test_far_more_people_than_the_others_is_asked_about():
    many = [("u", f"p{nth}", "o", 0) for nth in range(7)]
    few = [("v", "p0", "o", 0), ("v", "p1", "o", 1), ("w", "p2", "o", 0), ("w", "p3", "o", 0)]
    assert marks(*many, *few) == [["often"]] * 7 + [[]] * 4


def test_the_same_person_looked_at_again_is_one_person():
    assert marks(*[("u", "p", "o", 0)] * 20) == [[]] * 20


def test_the_night_is_from_ten_to_six():
    assert marks(("u", "p", "o", 9), ("u", "p", "o", 10), ("u", "p", "o", 17), ("u", "p", "o", 18)) == [
        [],
        ["at-night"],
        ["at-night"],
        [],
    ]


def test_three_offices_in_a_week_are_many_eyes_from_the_third_on():
    seen = [("u", "p", "a", 0), ("v", "p", "b", 1), ("w", "p", "c", 2)]
    assert marks(*seen) == [[], [], ["many-eyes"]]
    assert marks(*seen[:2], ("w", "p", "c", 24 * 8)) == [[], [], []]


@settings(deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from("uvw"), st.sampled_from("pqrstxyz"), st.sampled_from("abcd"), st.integers(0, 300)
        ),
        max_size=30,
    )
)
def test_every_look_is_answered_once_in_order_and_nothing_depends_on_the_order(rows):
    frame = looks(*rows)
    found = find_unusual(frame)
    assert found["look_id"].to_list() == frame["look_id"].to_list()
    assert {mark for marks in found["unusual"].to_list() for mark in marks} <= set(UNUSUAL)
    again = find_unusual(frame.reverse())
    assert again.sort("look_id").to_dicts() == found.sort("look_id").to_dicts()


@settings(deadline=None)
@given(st.integers(2, 12), st.integers(1, 4))
def test_often_says_what_its_rule_says(people, usual):
    rows = [("u", f"p{nth}", "o", 0) for nth in range(people)]
    rows += [("v", f"q{nth}", "o", 0) for nth in range(usual)]
    often = "often" in find_unusual(looks(*rows))["unusual"].to_list()[0]
    assert often == (people >= 5 and people > 3 * usual)
