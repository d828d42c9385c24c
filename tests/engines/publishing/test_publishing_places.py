"""Published places, from one case to many: who is reached, and what a reader cannot work out."""

from datetime import UTC, datetime, timedelta

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.publishing import PublishRule, publish_places

ZONE = "Asia/Shanghai"
BEGIN = datetime(2021, 7, 22, 16, tzinfo=UTC)
"""Midnight of 23 July in Changde."""

PLACES = tables.PLACES.rows(
    [
        {"place_id": "town", "name": "town", "level": "community", "parent_id": None},
        *(
            {"place_id": place, "name": place, "level": "venue", "parent_id": "town", "venue_kind": kind}
            for place, kind in [
                ("street", "street"),
                ("diner", "restaurant"),
                ("teashop", "shop"),
                ("boat", "boat"),
                ("home", "residence"),
            ]
        ),
    ]
)


def draw(*visits: tuple[str, str, float, float], few: bool = False) -> pl.DataFrame:
    """Visits as (case, place, hour it began, hour it ended), hours from the midnight of 23 July."""
    return tables.VENUE_EXPOSURES.rows(
        [
            {
                "case_id": case,
                "place_id": place,
                "from_at": BEGIN + timedelta(hours=begin),
                "to_at": BEGIN + timedelta(hours=end),
                "precision": "exact",
                "found": 2 if few else 40,
                "unknown_attendees": False,
                "cases": 1,
            }
            for case, place, begin, end in visits
        ]
    )


def met(*people: tuple[str, str, float, float]) -> pl.DataFrame:
    """People exposed as (person, place, from hour, to hour)."""
    return tables.EXPOSURES.rows(
        [
            {
                "person_id": person,
                "degree": 1,
                "via_person_id": "p-case",
                "place_id": place,
                "first_exposed_at": BEGIN + timedelta(hours=begin),
                "last_exposed_at": BEGIN + timedelta(hours=end),
                "minutes": 60.0,
                "score": 60.0,
                "earliest_infectious_at": BEGIN,
                "kind": "presence",
                "case_id": "c1",
                "precision": "exact",
            }
            for person, place, begin, end in people
        ]
    )


def publish(visits, exposed=None, rule=None):
    return publish_places(
        visits, exposed if exposed is not None else tables.EXPOSURES.empty(), PLACES, ZONE, rule
    )


def days_of(row) -> tuple[float, float]:
    return tuple((at - BEGIN) / timedelta(days=1) for at in (row["from_at"], row["to_at"]))


def test_one_case_gives_a_list_of_places_under_one_range_of_days():
    """The case of act R11: a street, a restaurant and a tea shop between 23 and 25 July."""
    found = publish(draw(("c1", "street", 10, 12), ("c1", "diner", 36, 37), ("c1", "teashop", 61, 62)))
    assert found.rows["place_id"].to_list() == ["diner", "street", "teashop"]
    assert {days_of(row) for row in found.rows.iter_rows(named=True)} == {(0.0, 3.0)}
    assert found.rows["whole_days"].all()


def test_a_day_on_which_enough_cases_were_out_tells_its_hours():
    found = publish(
        draw(
            ("c1", "street", 10.2, 11.7),
            ("c2", "diner", 12, 13),
            ("c3", "teashop", 9, 9.5),
            ("c3", "boat", 18, 19),
        )
    )
    street = found.rows.filter(place_id="street").row(0, named=True)
    assert days_of(street) == (10 / 24, 12 / 24)
    assert not found.rows["whole_days"].any()


def test_a_private_home_is_named_by_the_place_around_it():
    found = publish(draw(("c1", "home", 20, 23)))
    assert found.rows.select("place_id", "widened").rows() == [("town", True)]


def test_a_place_where_few_are_known_to_have_been_is_named_by_the_place_around_it():
    assert publish(draw(("c1", "teashop", 20, 21), few=True)).rows["place_id"].to_list() == ["town"]
    assert publish(draw(("c1", "teashop", 20, 21))).rows["place_id"].to_list() == ["teashop"]


def test_two_cases_at_once_at_one_place_are_one_row():
    visits = draw(("c1", "boat", 10, 12), ("c2", "boat", 11, 13), ("c3", "boat", 12.5, 14))
    assert publish(visits).rows.height == 1


def test_whoever_was_there_finds_the_place_and_the_time():
    visits = draw(("c1", "street", 10, 12), ("c1", "home", 20, 23))
    exposed = met(("a", "street", 10.5, 11), ("b", "home", 20, 22), ("c", "boat", 100, 101))
    found = publish(visits, exposed)
    assert (found.exposed, found.covered) == (3, 2)


hours = st.integers(0, 24 * 6)
visit = st.tuples(
    st.sampled_from(["c1", "c2", "c3", "c4", "c5"]),
    st.sampled_from(["street", "diner", "teashop", "boat", "home"]),
    hours,
    st.integers(1, 30),
).map(lambda drawn: (drawn[0], drawn[1], drawn[2], drawn[2] + drawn[3]))


@settings(max_examples=200, deadline=None)
@given(visits=st.lists(visit, min_size=1, max_size=14), least=st.integers(1, 4))
def test_every_exposed_person_is_reached_whatever_is_withheld(visits, least):
    exposed = met(*((f"p{n}", place, begin, end) for n, (_, place, begin, end) in enumerate(visits)))
    found = publish(draw(*visits), exposed, PublishRule(least_cases=least))
    assert found.coverage == 1.0


@settings(max_examples=200, deadline=None)
@given(visits=st.lists(visit, min_size=1, max_size=14), least=st.integers(2, 4))
def test_what_one_case_did_can_be_put_in_order_only_among_enough_other_cases(visits, least):
    """Two rows that do not overlap are told apart in time: then enough cases were out in the days of each."""
    rows = publish(draw(*visits), rule=PublishRule(least_cases=least)).rows.to_dicts()
    for one in rows:
        for other in rows:
            if one["to_at"] <= other["from_at"]:
                assert min(_cases_out(visits, one), _cases_out(visits, other)) >= least


def _cases_out(visits, row) -> int:
    begin, end = (int(day) for day in (days_of(row)[0], -(-days_of(row)[1] // 1)))
    return len({case for case, _, start, stop in visits if start < end * 24 and stop > begin * 24})


@settings(max_examples=100, deadline=None)
@given(visits=st.lists(visit, min_size=1, max_size=10), least=st.integers(1, 4))
def test_rows_come_by_place_and_never_overlap_at_one_place(visits, least):
    rows = publish(draw(*visits), rule=PublishRule(least_cases=least)).rows
    assert rows["place_id"].to_list() == sorted(rows["place_id"].to_list())
    for _, own in rows.group_by("place_id"):
        ordered = own.sort("from_at")
        assert all(b > a for a, b in zip(ordered["to_at"][:-1], ordered["from_at"][1:], strict=True))
