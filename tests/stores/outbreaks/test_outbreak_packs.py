"""The outbreak packs: published figures that add up, each with its source and the moment it was known."""

from datetime import UTC, date, datetime

import polars as pl
import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.outbreaks import list_outbreaks, read_outbreak
from fangxian.stores.places import read_place_pack

FACTS = ("exposure_places", "daily_counts", "city_counts", "area_changes", "milestones")
FINAL = {"4301": (4, 1), "4302": (29, 2), "4307": (0, 3), "4308": (72, 4)}
"""City -> confirmed, asymptomatic at the end."""


@pytest.fixture(scope="module")
def hunan():
    return read_outbreak("hunan-2021")


@pytest.mark.parametrize("outbreak_id", ["hunan-2021", "measles-alder-2024"])
@pytest.mark.parametrize("facts", FACTS)
def test_every_fact_has_a_source_and_a_moment_it_was_known(outbreak_id, facts):
    frame = getattr(read_outbreak(outbreak_id), facts)
    for column in ("source", "known_at", "known_at_inferred"):
        assert frame[column].null_count() == 0


def test_the_days_sum_to_the_published_total(hunan):
    assert hunan.daily_counts["confirmed_new"].sum() == 110


def test_completed_city_counts_sum_to_every_published_day(hunan):
    by_day = (
        hunan.city_counts.group_by("day").agg(pl.col("confirmed_new", "asymptomatic_new").sum()).sort("day")
    )
    published = hunan.daily_counts.select("day", "confirmed_new", pl.col("asymptomatic_new").fill_null(0))
    assert by_day.equals(
        published.filter(pl.sum_horizontal("confirmed_new", "asymptomatic_new") > 0).sort("day")
    )


@pytest.mark.parametrize(("city", "final"), FINAL.items())
def test_every_city_ends_at_its_published_number(hunan, city, final):
    rows = hunan.city_counts.filter(pl.col("city") == city)
    assert (rows["confirmed_new"].sum(), rows["asymptomatic_new"].sum() - rows["converted"].sum()) == final


def test_what_was_not_published_by_city_is_marked_inferred(hunan):
    assert set(hunan.city_counts["basis"]) == {"published", "inferred"}
    unnamed = hunan.city_counts.filter(pl.col("day") == date(2021, 8, 4))
    assert unnamed["basis"].unique().to_list() == ["inferred"]


def test_residences_add_up_to_the_infections_of_each_city(hunan):
    for city, places in hunan.city.residences.items():
        assert sum(places.values()) == sum(FINAL[city])


@pytest.mark.parametrize("facts", ["exposure_places", "area_changes"])
def test_places_are_places_of_the_tree_or_left_empty(hunan, facts):
    column = "parent_id" if facts == "exposure_places" else "place_id"
    known = read_place_pack(hunan.place_pack).tree["place_id"]
    assert getattr(hunan, facts)[column].drop_nulls().is_in(known.implode()).all()


def test_the_places_of_the_report_are_there_with_their_windows(hunan):
    listed = hunan.exposure_places.filter(pl.col("source").str.starts_with("report"))
    assert set(listed["source"]) == {"report R11", "report R29"}
    names = set(hunan.exposure_places["name"])
    assert {
        "穿紫河三号游船",
        "常德大小河街",
        "水榭花城东城",
        "桃花源机场",
        "桃花源景区五柳大院",
        "五柳馆",
    } <= names
    boat = hunan.exposure_places.filter(pl.col("place_id") == "v-chuanzihe-boat-3").row(0, named=True)
    assert (boat["from_at"], boat["precision"]) == (datetime(2021, 7, 23, 16, tzinfo=UTC), "day")


def test_windows_end_after_they_begin(hunan):
    assert (hunan.exposure_places["to_at"] > hunan.exposure_places["from_at"]).all()


def test_every_area_of_the_tree_that_was_raised_came_down_again(hunan):
    inside = hunan.area_changes.filter(pl.col("match") != "outside")
    raised = set(inside.filter(pl.col("from_level") == "low")["area"])
    lowered = set(inside.filter(pl.col("to_level") == "low")["area"])
    assert len(raised) == 21
    assert raised <= lowered


def test_the_measles_county_needs_no_presence_and_says_it_is_fiction():
    measles = read_outbreak("measles-alder-2024")
    assert measles.synthetic
    assert measles.city is None
    assert measles.cases.height == 3
    assert set(measles.contacts["source_case_id"]) == set(measles.cases["case_id"])
    people = set(measles.persons["person_id"])
    assert set(measles.contacts["person_id"]) <= people
    assert set(measles.persons["immunity"].drop_nulls()) == {"immune", "none"}
    assert measles.persons["school_place_id"].drop_nulls().len() >= 20


def test_no_chinese_word_is_in_the_measles_pack_but_its_translations():
    measles = read_outbreak("measles-alder-2024")
    for frame in (measles.cases, measles.contacts, measles.persons, measles.exposure_places):
        text = frame.select(pl.col(pl.String)).unpivot()["value"].drop_nulls()
        assert not text.str.contains(r"[\u4e00-\u9fff]").any()


def test_an_unknown_outbreak_names_those_there_are():
    with pytest.raises(Problem, match="hunan-2021"):
        read_outbreak("nowhere")
    assert {"hunan-2021", "measles-alder-2024"} <= set(list_outbreaks())
