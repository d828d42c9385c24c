"""What is counted in a place: the same as counting by hand, in every place and on every day."""

from datetime import date, timedelta

import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines import tables
from fangxian.engines.zoning import EVERYWHERE, cases_by_place, place_features
from fangxian.engines.zoning.features import count_areas, count_exposed, days_to_judge

START = date(2021, 7, 1)
TREE = tables.PLACES.rows(
    [
        {"place_id": place, "name": place, "level": level, "parent_id": above}
        for place, level, above in [
            ("city", "city", None),
            ("d1", "district", "city"),
            ("d2", "district", "city"),
            ("s1", "community", "d1"),
            ("s2", "community", "d2"),
            ("v-1", "venue", "s1"),
        ]
    ]
)
CLOSURE = tables.closure_of(TREE)
INSIDE = {"city": {"s1", "s2"}, "d1": {"s1"}, "d2": {"s2"}, "s1": {"s1"}, EVERYWHERE: {"s1", "s2", None}}
CASE = st.tuples(
    st.sampled_from(["s1", "s2", None]), st.integers(0, 40), st.sampled_from(["confirmed", "asymptomatic"])
)


def line_list(cases: list[tuple[str | None, int, str]]) -> pl.DataFrame:
    return tables.CASES.rows(
        [
            {
                "case_id": f"c{number}",
                "person_id": f"p{number}",
                "reported_on": START + timedelta(days=day),
                "residence_place_id": home,
                "kind": kind,
                "cluster_id": "k" if kind == "confirmed" else None,
            }
            for number, (home, day, kind) in enumerate(cases)
        ]
    )


@given(st.lists(CASE, max_size=12), st.sampled_from(sorted(INSIDE)), st.integers(0, 45))
def test_counts_are_what_one_counts_by_hand(
    cases: list[tuple[str | None, int, str]], place: str, today: int
) -> None:
    counted = cases_by_place(line_list(cases), CLOSURE)
    row = place_features(counted, [place], [START + timedelta(days=today)]).row(0, named=True)
    ages = [(today - day, kind) for home, day, kind in cases if home in INSIDE[place] and day <= today]
    recent = [kind for age, kind in ages if age < 14]
    assert row["cases_total"] == len(ages)
    assert row["cases_14d"] == len(recent)
    assert row["confirmed_14d"] == row["largest_cluster_14d"] == recent.count("confirmed")
    assert row["asymptomatic_total"] == sum(kind == "asymptomatic" for _, kind in ages)
    assert row["new_cases_24h"] == sum(age == 0 for age, _ in ages)
    assert row["days_since_last_case"] == min((age for age, _ in ages), default=9999)


def test_a_case_without_a_home_counts_in_the_outbreak_only() -> None:
    counted = cases_by_place(line_list([(None, 0, "confirmed")]), CLOSURE)
    features = place_features(counted, ["city", EVERYWHERE], [START])
    assert dict(features.select("place_id", "cases_total").iter_rows()) == {"city": 0, EVERYWHERE: 1}


def test_every_day_from_the_first_report_is_judged() -> None:
    cases = line_list([("s1", 3, "confirmed"), ("s1", 5, "confirmed")])
    days = days_to_judge(cases, START + timedelta(days=6))
    assert (days[0], days[-1], len(days)) == (START + timedelta(days=3), START + timedelta(days=6), 4)


def _areas(rows: list[tuple[str, str | None, str, date]]) -> pl.DataFrame:
    """Areas as (place, place covered, level, start); those in one place are one area."""
    frame = pl.DataFrame(rows, schema=["place_id", "covers", "level", "starts_on"], orient="row")
    return frame.with_columns(pl.col("covers").cast(pl.String()), area_id="place_id")


def test_an_area_drawn_in_a_city_counts_for_the_places_in_it_and_not_for_the_city() -> None:
    drawn = _areas([("city", "s1", "medium", START), ("city", "s2", "medium", START)])
    grid = pl.DataFrame({"place_id": ["city", "s1", "s2"], "on": [START] * 3})
    counted = count_areas(grid, drawn, CLOSURE, ("low", "medium"))
    assert dict(counted.select("place_id", "area_level").iter_rows()) == {
        "city": "",
        "s1": "medium",
        "s2": "medium",
    }
    assert dict(counted.select("place_id", "areas_medium").iter_rows())["city"] == 1


def test_a_ring_smaller_than_any_place_is_an_area_of_the_city_and_the_level_of_no_place() -> None:
    grid = pl.DataFrame({"place_id": ["city", "s1"], "on": [START] * 2})
    counted = count_areas(grid, _areas([("s1", None, "medium", START)]), CLOSURE, ("low", "medium"))
    assert counted["area_level"].to_list() == ["", ""]
    assert dict(counted.select("place_id", "areas_medium").iter_rows()) == {"city": 1, "s1": 1}


def test_areas_count_inside_and_on_a_place_from_the_day_they_start() -> None:
    areas = _areas([("s1", "s1", "medium", START + timedelta(days=1))])
    grid = pl.DataFrame({"place_id": ["city", "d2", "s1"]}).join(
        pl.DataFrame({"on": [START, START + timedelta(days=1)]}), how="cross"
    )
    counted = count_areas(grid, areas, CLOSURE, ("low", "medium"))
    now = counted.filter(on=START + timedelta(days=1))
    assert counted.filter(on=START)["areas_medium"].sum() == 0
    assert dict(now.select("place_id", "areas_medium").iter_rows()) == {"city": 1, "d2": 0, "s1": 1}
    assert dict(now.select("place_id", "area_level").iter_rows()) == {"city": "", "d2": "", "s1": "medium"}


def test_an_area_covers_the_places_inside_it() -> None:
    areas = _areas([("d1", "d1", "medium", START), ("s1", "s1", "low", START)])
    grid = pl.DataFrame({"place_id": ["s1"], "on": [START]})
    assert count_areas(grid, areas, CLOSURE, ("low", "medium"))["area_level"].to_list() == ["medium"]


def test_exposed_people_and_venues_are_counted_once_in_every_place_around_them() -> None:
    venues = pl.DataFrame({"place_id": ["v-1", "v-1"]})
    people = pl.DataFrame(
        {"person_id": ["p", "q"], "degree": [1, 2], "place_id": ["s1", "s2"]},
        schema_overrides={"degree": pl.Int64},
    )
    counted = count_exposed(venues, people, CLOSURE).rows_by_key("place_id", named=True, unique=True)
    assert counted["d1"] == {"exposed_venues": 1, "contacts_1": 1, "contacts_2": 0}
    assert counted[EVERYWHERE] == {"exposed_venues": 1, "contacts_1": 1, "contacts_2": 1}


def test_zones_and_risk_levels_are_two_ladders_and_neither_hides_the_other() -> None:
    """s1 is a medium risk area inside a sealed zone drawn over its district."""
    areas = _areas([("s1", "s1", "medium", START), ("d1", "d1", "sealed", START)])
    grid = pl.DataFrame({"place_id": ["city", "d1", "s1"], "on": [START] * 3})
    counted = count_areas(grid, areas, CLOSURE, ("low", "medium"), ("controlled", "sealed"))
    shown = counted.select("place_id", "area_level", "zone_level", "areas_medium", "zones_sealed")
    assert shown.sort("place_id").rows() == [
        ("city", "", "", 1, 1),
        ("d1", "", "sealed", 1, 1),
        ("s1", "medium", "sealed", 1, 0),
    ]


def test_a_plan_without_zones_does_not_take_a_zone_for_a_risk_level() -> None:
    areas = _areas([("s1", "s1", "sealed", START)])
    counted = count_areas(
        pl.DataFrame({"place_id": ["s1"], "on": [START]}), areas, CLOSURE, ("low", "medium")
    )
    assert counted["area_level"].to_list() == [""]
    assert "zone_level" not in counted.columns
