"""A synthetic city around a real outbreak: published numbers and places, nobody real, the same every time."""

import hashlib
from datetime import UTC, date, datetime, timedelta

import polars as pl
import pytest

from fangxian.engines import tables
from fangxian.engines.problems import Problem
from fangxian.stores.city import ensure_city, open_outbreak
from fangxian.stores.city.scale import people_per_person

SCALE = "1:5000"
NOON = datetime(2021, 7, 31, 10, tzinfo=UTC)
"""18:00 in Hunan, the hour of the demonstration."""


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="module")
def city(home):
    return ensure_city("hunan-2021", SCALE, home)


def digests(folder):
    return {
        str(file.relative_to(folder)): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def residents(city):
    return city.cases.filter(pl.col("residence_place_id").is_not_null())


def test_the_cases_of_every_city_are_those_published(city):
    cases = residents(city).with_columns(city=pl.col("residence_place_id").str.slice(0, 4))
    found = {
        (row["city"], row["kind"]): row["len"]
        for row in cases.group_by("city", "kind").len().iter_rows(named=True)
    }
    assert found == {
        ("4301", "confirmed"): 4,
        ("4301", "asymptomatic"): 1,
        ("4302", "confirmed"): 29,
        ("4302", "asymptomatic"): 2,
        ("4307", "asymptomatic"): 3,
        ("4308", "confirmed"): 72,
        ("4308", "asymptomatic"): 4,
    }


def test_confirmed_and_asymptomatic_of_each_day_are_those_counted(city):
    counts = city.outbreak.city_counts.filter(pl.col("city").str.starts_with("43"))
    states = city.case_states.join(residents(city).select("case_id"), on="case_id")
    for kind, column in (("confirmed", "confirmed_new"), ("asymptomatic", "asymptomatic_new")):
        made = states.filter(pl.col("kind") == kind).group_by(day="from_on").len().sort("day")
        published = counts.group_by("day").agg(pl.col(column).sum()).filter(pl.col(column) > 0).sort("day")
        assert dict(made.iter_rows()) == dict(published.iter_rows())


def test_cases_left_out_are_counted_and_with_them_the_province_is_whole(city):
    confirmed = residents(city).filter(pl.col("kind") == "confirmed").height
    assert city.left_out == {"confirmed": 5, "asymptomatic": 2}
    assert confirmed + city.left_out["confirmed"] == 110


def test_a_case_that_converted_later_is_asymptomatic_as_known_before(city):
    before = city.cases_known_at(NOON)
    turned = city.case_states.filter(
        (pl.col("kind") == "confirmed") & (pl.col("from_on") == date(2021, 8, 1))
    )
    later = before.join(turned.select("case_id"), on="case_id")
    assert later.height == 3
    assert later["kind"].unique().to_list() == ["asymptomatic"]
    assert later["onset_on"].null_count() == 3
    assert before["reported_on"].max() <= date(2021, 7, 31)


def test_residences_are_communities_of_the_published_districts(city):
    places = residents(city)["residence_place_id"]
    levels = city.place_pack.tree.filter(pl.col("place_id").is_in(places.implode()))["level"]
    assert set(levels) == {"community"}
    zone = city.place_pack.closure.filter((pl.col("ancestor_id") == "430271") & (pl.col("kind") == "zone"))
    zhuzhou = places.filter(places.str.starts_with("4302"))
    assert zhuzhou.is_in(zone["descendant_id"].implode()).sum() == 18
    assert zhuzhou.str.starts_with("430202").sum() == 6


def test_cases_are_people_of_the_register_who_live_where_the_line_list_says(city):
    joined = residents(city).join(city.persons, on="person_id", suffix="_register")
    assert joined.height == residents(city).height
    assert joined["residence_place_id"].equals(joined["residence_place_id_register"])
    assert joined["age"].equals(joined["age_register"])


def test_the_published_places_are_venues_with_their_windows_walked_by_cases(city):
    published = city.outbreak.exposure_places.filter(pl.col("parent_id").is_not_null())
    assert published["place_id"].is_in(city.places["place_id"].implode()).all()
    windows = published.select("place_id", arrive_at="from_at").unique()
    walked = city.itineraries.join(windows, on=["place_id", "arrive_at"])
    assert walked.height == city.itineraries.height > 80
    assert set(city.itineraries["person_id"]) <= set(city.cases["person_id"])


def test_nobody_is_seen_after_isolation(city):
    isolated = city.cases.select("person_id", "isolated_at")
    late = city.itineraries.join(isolated, on="person_id").filter(
        pl.col("leave_at") > pl.col("isolated_at") + timedelta(minutes=1)
    )
    assert late.height == 0
    stays = city.presences.stays_of(
        isolated["person_id"].to_list(), datetime(2021, 7, 16, tzinfo=UTC), datetime(2021, 8, 20, tzinfo=UTC)
    )
    after = stays.join(isolated, on="person_id").filter(pl.col("arrive_at") > pl.col("isolated_at"))
    assert after.height == 0


def test_others_were_at_the_theatre_with_a_case_and_nobody_is_on_record_at_the_boat(city):
    seen = city.presences.places_seen()
    assert "v-charming-xiangxi-theatre" in seen
    boat = city.places.filter(pl.col("place_id") == "v-chuanzihe-boat-3").row(0, named=True)
    assert boat["has_list"] is False
    evening = city.itineraries.filter(
        (pl.col("place_id") == "v-charming-xiangxi-theatre") & (pl.col("precision") == "exact")
    )
    met = city.presences.overlaps(evening, {"": 0.0}, 1.0)
    assert met.filter(~pl.col("person_id").is_in(city.cases["person_id"].implode())).height > 0
    aboard = city.itineraries.filter(pl.col("place_id") == "v-chuanzihe-boat-3")
    others = city.presences.overlaps(aboard, {"": 0.0}, 1.0)
    assert set(others["person_id"]) <= set(city.cases["person_id"])


def test_everyone_is_synthetic_by_name_and_has_no_other(city):
    assert city.persons["person_id"].str.contains(r"^p-43\d{4}-\d{7}$").all()
    assert set(city.persons.columns) == set(tables.PERSONS.names)
    made_up = city.places.filter(pl.col("place_id").str.contains(r"^v-43\d{4}-"))
    assert made_up["name"].str.starts_with("合成").all()
    assert made_up["name_en"].str.starts_with("Synthetic ").all()


def test_frames_are_the_tables_of_the_engines(city):
    assert tables.CASES.check(city.cases).equals(city.cases)
    assert tables.PLACES.check(city.places).equals(city.places)
    assert tables.HOUSEHOLDS.check(city.households).height == city.persons.height
    parents = city.places["parent_id"].drop_nulls()
    assert parents.is_in(city.places["place_id"].implode()).all()
    assert city.places["place_id"].is_duplicated().sum() == 0


def test_the_same_seed_gives_the_same_bytes(city, tmp_path):
    again = ensure_city("hunan-2021", SCALE, tmp_path)
    assert again.folder.name == city.folder.name
    first, second = digests(city.folder), digests(again.folder)
    assert first == second


def test_a_city_is_built_once_and_opened_afterwards(city, home):
    said = []
    again = ensure_city("hunan-2021", SCALE, home, lambda done, doing: said.append(doing))
    assert said == []
    assert again.folder == city.folder
    assert [folder.name for folder in (home / "cities").iterdir()] == [city.folder.name]


def test_building_tells_how_far_it_is_in_both_languages(tmp_path):
    said = []
    ensure_city("hunan-2021", "1:4000", tmp_path, lambda done, doing: said.append((done, doing.zh, doing.en)))
    shares = [done for done, _, _ in said]
    assert shares == sorted(shares)
    assert shares[-1] == 1.0
    assert all(zh and en for _, zh, en in said)


def test_a_broken_build_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr("fangxian.stores.city.build.write_presences", lambda *given: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        ensure_city("hunan-2021", SCALE, tmp_path)
    assert list((tmp_path / "cities").iterdir()) == []


def test_a_pack_with_its_own_line_list_builds_no_city(tmp_path):
    county = open_outbreak("measles-alder-2024", home=tmp_path)
    assert county.presences is None
    assert county.cases.height == 3
    assert county.contacts.height == 43
    assert county.places.filter(pl.col("level") == "venue").height == 16
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("scale", ["50", "2:50", "1:0", "1:90000", "1:x", ""])
def test_what_is_no_scale_is_refused_with_a_way_out(scale):
    with pytest.raises(Problem, match="1:50"):
        people_per_person(scale)


def test_a_scale_is_the_number_of_people_one_stands_for():
    assert people_per_person("1:50") == 50
