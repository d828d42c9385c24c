"""What measures take: people restricted and exempt, person-days until the end, cost lines; each community once."""

from dataclasses import replace
from datetime import timedelta

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.plans import RESTRICTED_DAYS, Cost, Exemption, Measure
from fangxian.engines.response import respond
from fangxian.engines.response.burdens import burdens_of, costs_of
from fangxian.engines.response.restricted import restricted_by_place
from fangxian.engines.tables import Text
from tests.engines.response.small_city import PLACES, PLAN, line_list, local, measure, situation

NOW = local("2021-08-01 00:00")
ROLES = (Text("医务人员", "clinicians"),)
STAY_HOME = measure(
    "stay-home",
    restricts=True,
    cascade_to="community",
    exemption=Exemption(ROLES, 0.1, "M"),
    costs=(
        Cost("staff_hours", "post_day", 48, "h", "M"),
        Cost("samples", "person", 2, "samples", "B", ("S1",)),
    ),
)
NO_SCHOOL = measure("no-school", restricts=True, binds_share=0.2, cascade_to="community")
KNOCK = measure("knock", costs=(Cost("staff_hours", "person", 0.5, "h", "M"),))
BY_NAME = measure("by-name", "person", restricts=True)
SHUT = measure("shut", "venue", restricts=True)
BY_ID = {one.id: one for one in (STAY_HOME, NO_SCHOOL, KNOCK, BY_NAME, SHUT)}
LIVING = {"s1": 500, "s2": 700, "s3": 300, "s4": 400, "d1": 1200, "d2": 700, "city": 1900}


def signed(one: Measure, place: str, days: float = 3, people: int | None = None, after: float = 0) -> dict:
    """A measure as it stands at a place, from `after` days after now."""
    starts = NOW + timedelta(days=after)
    bound = round(LIVING.get(place, 0) * one.binds_share) if people is None else people
    return {
        "measure_id": f"m-{one.id}-{place}-{days}-{after}",
        "measure": one.id,
        "place_id": place,
        "starts_at": starts,
        "ends_at": starts + timedelta(days=days),
        "restricts": one.restricts,
        "people": bound,
        "legal_basis": "a-law",
        "change": "new",
        "outbreak_id": "tea",
        "rule": "r",
        "evidence": "c1",
        "digest": "",
    }


def burdens(*rows: dict) -> pl.DataFrame:
    return burdens_of(tables.MEASURES.rows(list(rows)), PLACES, BY_ID, NOW)


def in_city(*rows: dict, level: str = "city") -> dict:
    found = restricted_by_place(tables.MEASURES.rows(list(rows)), PLACES, BY_ID, level, NOW)
    return {row["place_id"]: row for row in found.iter_rows(named=True)}


def test_who_is_exempt_is_not_restricted_and_the_days_run_from_now_to_the_end() -> None:
    row = burdens(signed(STAY_HOME, "s1", days=3)).row(0, named=True)
    assert (row["people"], row["exempt"], row["restricted"]) == (500, 50, 450)
    assert (row["days"], row["person_days"]) == (3.0, 1350.0)


def test_of_a_measure_that_began_earlier_only_what_is_left_counts() -> None:
    assert burdens(signed(STAY_HOME, "s1", days=5, after=-3))["days"].item() == 2.0
    assert burdens(signed(STAY_HOME, "s1", days=3, after=-3)).is_empty()


def test_a_measure_that_restricts_nobody_restricts_nobody_and_still_costs() -> None:
    found = burdens(signed(KNOCK, "s2"))
    assert found["restricted"].item() == 0
    assert costs_of(found, BY_ID).select("what", "amount").rows() == [("staff_hours", 350.0)]


def test_nobody_knows_how_many_a_closed_venue_restricts() -> None:
    assert burdens(signed(SHUT, "v-tea", people=12))["restricted"].item() is None


def test_cost_lines_count_people_posts_and_days_each_with_its_source() -> None:
    lines = costs_of(burdens(signed(STAY_HOME, "d1", days=3)), BY_ID)
    found = {row["what"]: row for row in lines.iter_rows(named=True)}
    assert found[RESTRICTED_DAYS]["amount"] == 1080 * 3
    assert found["staff_hours"]["amount"] == 2 * 48 * 3
    assert (found["samples"]["amount"], found["samples"]["sources"]) == (1080 * 2, "S1")


def test_a_community_inside_a_district_under_the_same_measure_counts_once() -> None:
    whole = in_city(signed(STAY_HOME, "d1"))["city"]
    nested = in_city(signed(STAY_HOME, "d1"), signed(STAY_HOME, "s1"))["city"]
    assert whole["people_at_least"] == nested["people_at_least"] == 1080
    assert nested["people_at_most"] <= LIVING["d1"]


def test_two_measures_on_one_place_give_a_range_and_not_a_sum() -> None:
    both = in_city(signed(NO_SCHOOL, "city"), signed(STAY_HOME, "s1"))["city"]
    elsewhere = round((1900 - 500) * 0.2)
    assert both["people_at_least"] == elsewhere + 450
    assert both["people_at_most"] == elsewhere + 500
    assert both["measures"] == 2


def test_days_that_do_not_overlap_are_added_and_days_that_do_are_not() -> None:
    after_each_other = in_city(signed(STAY_HOME, "s1", 2), signed(STAY_HOME, "s1", 2, after=2))["city"]
    at_once = in_city(signed(STAY_HOME, "s1", 2), signed(NO_SCHOOL, "s1", 2))["city"]
    assert after_each_other["person_days_at_least"] == pytest.approx(450 * 4)
    assert at_once["person_days_at_least"] == pytest.approx(450 * 2)


def test_people_restricted_by_name_stand_apart_and_each_city_has_its_own_line() -> None:
    found = in_city(signed(BY_NAME, "s3", people=7), signed(STAY_HOME, "s9", people=200))
    assert (found["city"]["by_name"], found["city"]["people_at_least"]) == (7, 0)
    assert (found["town"]["by_name"], found["town"]["people_at_least"]) == (0, 180)


def test_a_measure_of_the_city_is_counted_in_its_districts_too() -> None:
    found = in_city(signed(NO_SCHOOL, "city"), level="district")
    assert {place: row["people_at_least"] for place, row in found.items()} == {"d1": 240, "d2": 140}


_PLACED = st.tuples(
    st.sampled_from([STAY_HOME, NO_SCHOOL]),
    st.sampled_from(sorted(LIVING)),
    st.integers(1, 6),
    st.integers(0, 3),
)


@given(st.lists(_PLACED, min_size=1, max_size=6), _PLACED)
@settings(max_examples=60, deadline=None)
def test_more_measures_never_restrict_fewer_and_never_more_than_live_there(
    drawn: list, one_more: tuple
) -> None:
    rows = {row["measure_id"]: row for row in (signed(m, p, d, after=a) for m, p, d, a in drawn)}
    more = signed(one_more[0], one_more[1], one_more[2], after=one_more[3])
    before, after = (
        in_city(*rows.values())["city"],
        in_city(*{**rows, more["measure_id"]: more}.values())["city"],
    )
    for row in (before, after):
        assert 0 <= row["people_at_least"] <= row["people_at_most"] <= 1900
        assert row["person_days_at_least"] <= row["person_days_at_most"] + 1e-6
    for name in ("people_at_least", "people_at_most", "person_days_at_least", "person_days_at_most"):
        assert after[name] >= before[name] - 1e-6
    own = burdens(*rows.values())
    assert before["person_days_at_most"] <= own["person_days"].sum() + len(rows) * 1900 * 1e-3 + 30


@given(_PLACED)
@settings(max_examples=30, deadline=None)
def test_one_measure_alone_restricts_in_the_city_what_it_restricts_by_itself(placed: tuple) -> None:
    row = signed(placed[0], placed[1], placed[2], after=placed[3])
    alone, own = in_city(row)["city"], burdens(row)
    assert alone["people_at_least"] == alone["people_at_most"]
    assert alone["people_at_least"] == pytest.approx(own["restricted"].item(), abs=2)


def test_a_response_says_what_all_it_proposes_would_take() -> None:
    small = replace(PLAN, measures={**PLAN.measures, "quarantine": PLAN.measures["quarantine"]})
    found = respond(situation(line_list("c1 p1 2021-07-30 s1 confirmed"), "2021-07-31 18:00"), small)
    stop = found.burdens.filter(measure="stop-teaching").row(0, named=True)
    assert stop["restricted"] == stop["people"] == 1900
    assert found.restricted.filter(place_id="city")["people_at_least"].item() == 1900
    assert set(found.costs["what"]) == {RESTRICTED_DAYS}
