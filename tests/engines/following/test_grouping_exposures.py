"""Exposures by place and session: nobody is lost, nobody leads twice.

case ── theatre, 18:00 show ─┬─ a, b        case ── teahouse ── a (longer than at the show)
                             └─ (degree 2) c through a
"""

from datetime import UTC, date, datetime, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.following import group_exposures

SHOW = datetime(2021, 7, 22, 10, tzinfo=UTC)


def exposure(person: str, place: str | None, score: float, at: datetime = SHOW, **more) -> dict[str, object]:
    return {
        "person_id": person,
        "degree": 1,
        "via_person_id": "case-person",
        "place_id": place,
        "first_exposed_at": at,
        "last_exposed_at": at + timedelta(hours=1),
        "score": score,
        "earliest_infectious_at": at,
        "kind": "presence",
        "case_id": "case",
        **more,
    }


STAYS = tables.PRESENCES.rows(
    [
        {
            "person_id": "case-person",
            "place_id": "theatre",
            "arrive_at": SHOW,
            "leave_at": SHOW + timedelta(hours=1),
            "session": "18:00 show",
            "precision": "exact",
            "source": "interview",
        }
    ]
)


def grouped(*rows: dict[str, object]) -> pl.DataFrame:
    return group_exposures(tables.EXPOSURES.rows(list(rows)), STAYS, "Asia/Shanghai")


def test_a_meeting_carries_the_session_of_the_stay_it_came_from():
    found = grouped(exposure("a", "theatre", 60), exposure("a", "teahouse", 90))
    assert dict(found.select("place_id", "session").rows()) == {"theatre": "18:00 show", "teahouse": ""}


def test_the_strongest_meeting_leads():
    found = grouped(exposure("a", "theatre", 60), exposure("a", "teahouse", 90))
    assert found.filter("leads")["place_id"].to_list() == ["teahouse"]
    assert found["leads_group"].to_list() == [True, True]


def test_a_closer_degree_leads_before_a_higher_score():
    found = grouped(exposure("a", "theatre", 60), exposure("a", "theatre", 900, degree=2, via_person_id="b"))
    assert found.filter("leads")["degree"].to_list() == [1]


def test_two_evenings_are_two_groups_one_roof_is_one():
    evenings = grouped(exposure("a", "theatre", 60), exposure("b", "theatre", 60, SHOW + timedelta(days=1)))
    roof = {"kind": "household"}
    home = grouped(
        exposure("a", "home", 60, **roof), exposure("b", "home", 60, SHOW + timedelta(days=1), **roof)
    )
    assert evenings["group"].n_unique() == 2
    assert home["group"].n_unique() == 1


def test_the_day_is_the_local_one():
    found = grouped(exposure("a", "theatre", 60, datetime(2021, 7, 22, 17, tzinfo=UTC)))
    assert found["exposed_on"].to_list() == [date(2021, 7, 23)]


ROWS = st.builds(
    lambda person, place, score, hours, degree: exposure(
        person, place, score, SHOW + timedelta(hours=hours), degree=degree
    ),
    st.sampled_from("abcd"),
    st.sampled_from(["theatre", "teahouse", None]),
    st.floats(0, 100),
    st.integers(0, 72),
    st.integers(1, 2),
)


@given(st.lists(ROWS, max_size=30))
def test_nobody_is_lost_and_nobody_leads_twice(rows):
    found = grouped(*rows)
    assert found.height == len(rows)
    leading = found.filter("leads")["person_id"].to_list()
    assert sorted(leading) == sorted({row["person_id"] for row in rows})
    pairs = found.filter("leads_group").select("person_id", "group")
    assert pairs.height == found.select("person_id", "group").n_unique() if rows else pairs.is_empty()
    assert found.filter(pl.col("leads") & ~pl.col("leads_group")).is_empty()


@given(st.lists(ROWS, min_size=1, max_size=20), st.randoms())
def test_the_order_of_the_rows_makes_no_group(rows, order):
    shuffled = list(rows)
    order.shuffle(shuffled)

    def groups(some: list[dict[str, object]]) -> set[tuple[object, ...]]:
        return set(grouped(*some).select("person_id", "place_id", "group").rows())

    assert groups(rows) == groups(shuffled)
