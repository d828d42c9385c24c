"""Persons and venues: what is proposed for whom, where the order goes, what lapses."""

from dataclasses import replace

import polars as pl

from fangxian.engines.plans import AreaRule
from fangxian.engines.response import respond
from fangxian.engines.tables import Text
from tests.engines.response.small_city import (
    PLACES,
    PLAN,
    line_list,
    local,
    named,
    people,
    situation,
    visits,
)

CASE = line_list("c1 p1 2021-07-29 s1")
AT_TEA = visits("p1 v-tea 2021-07-28T15:00 2021-07-28T17:00")


def test_a_contacts_order_goes_to_the_community_where_it_lives() -> None:
    found = respond(
        situation(CASE, "2021-07-30", contacts=named("c1 p2 2021-07-28"), persons=people("p2 s4")), PLAN
    )
    order = found.orders.filter(measure="quarantine").row(0, named=True)
    assert (order["place_id"], order["people"]) == ("s4", 1)


def test_without_a_known_home_it_goes_where_the_exposure_was() -> None:
    told = visits("p1 v-tea 2021-07-28T15:00 2021-07-28T17:00\np2 v-tea 2021-07-28T15:00 2021-07-28T17:00")
    found = respond(situation(CASE, "2021-07-30", presences=told), PLAN)
    assert found.restrictions.filter(person_id="p2")["place_id"].to_list() == ["s1"]


def test_a_named_contact_whose_home_is_unknown_belongs_to_the_office_that_interviews() -> None:
    found = respond(situation(CASE, "2021-07-30", contacts=named("c1 p2 2021-07-28")), PLAN)
    assert found.restrictions.filter(person_id="p2")["place_id"].to_list() == ["city"]
    assert found.orders.filter(measure="quarantine").select("place_id").rows() == [("city",)]


def test_a_venue_nobody_knows_belongs_to_the_office_that_interviews_and_goes_no_further() -> None:
    told = visits("p1 cafe 2021-07-28T15:00 2021-07-28T17:00")
    found = respond(situation(CASE, "2021-07-30", presences=told), PLAN)
    orders = found.orders.filter(measure="find-guests")
    assert orders.select("subject_place_id", "place_id").rows() == [("cafe", "city")]
    assert any("find their community" in remark.en for remark in found.remarks)


def test_a_venue_of_two_cities_belongs_to_no_office_below_the_root() -> None:
    both = line_list("c1 p1 2021-07-29 s1\nc2 p9 2021-07-29 s9")
    told = visits("p1 cafe 2021-07-28T15:00 2021-07-28T17:00\np9 cafe 2021-07-28T11:00 2021-07-28T12:00")
    found = respond(situation(both, "2021-07-30", presences=told), PLAN)
    assert found.orders.filter(measure="find-guests")["place_id"].to_list() == ["city"]


def test_a_case_without_a_known_home_and_its_contacts_belong_to_the_topmost_office() -> None:
    nowhere = line_list("c1 p1 2021-07-29 -")
    found = respond(situation(nowhere, "2021-07-30", contacts=named("c1 p2 2021-07-28")), PLAN)
    assert set(found.restrictions.select("person_id", "place_id").rows()) == {("p1", "city"), ("p2", "city")}
    assert set(found.orders["place_id"]) == {"city"}
    assert any("no known residence" in remark.en for remark in found.remarks)


def test_everybody_in_a_district_is_sent_to_a_site_and_no_site_is_over_full() -> None:
    found = respond(situation(CASE, "2021-07-30"), PLAN)
    sent = found.testing.group_by("place_id").agg(pl.col("people").sum()).sort("place_id")
    assert sent.rows() == [("s1", 500), ("s2", 700)]
    assert found.testing["people"].max() <= 400


def test_people_nobody_has_counted_are_said_to_be_missing_from_the_testing() -> None:
    uncounted = PLACES.with_columns(population=pl.when(pl.col("place_id") != "s2").then("population"))
    found = respond(situation(CASE, "2021-07-30", places=uncounted), PLAN)
    assert found.testing["place_id"].unique().to_list() == ["s1"]
    assert any("no known population" in remark.en for remark in found.remarks)


def test_persons_of_one_community_share_an_order_that_changes_when_one_is_added() -> None:
    homes = people("p2 s4\np3 s4")
    first = respond(situation(CASE, "2021-07-30", contacts=named("c1 p2 2021-07-28"), persons=homes), PLAN)
    both = named("c1 p2 2021-07-28\nc1 p3 2021-07-28")
    second = respond(situation(CASE, "2021-07-30", first, contacts=both, persons=homes), PLAN)
    order = second.orders.filter(measure="quarantine").row(0, named=True)
    assert (order["people"], order["change"]) == (2, "changed")


def test_prophylaxis_past_its_window_is_not_proposed_anew() -> None:
    late = respond(situation(CASE, "2021-08-01", contacts=named("c1 p2 2021-07-28")), PLAN)
    in_time = respond(situation(CASE, "2021-07-30", contacts=named("c1 p2 2021-07-28")), PLAN)
    assert "vaccinate" not in set(late.follow_ups["measure"])
    assert "vaccinate" in set(in_time.follow_ups["measure"])


def test_prophylaxis_that_was_proposed_in_time_stays() -> None:
    contacts = named("c1 p2 2021-07-28")
    first = respond(situation(CASE, "2021-07-30", contacts=contacts), PLAN)
    later = respond(situation(CASE, "2021-08-05", first, contacts=contacts), PLAN)
    assert later.follow_ups.filter(measure="vaccinate")["change"].to_list() == ["unchanged"]


def test_a_quarantine_that_would_be_over_is_not_proposed() -> None:
    late = respond(situation(CASE, "2021-08-20", contacts=named("c1 p2 2021-07-28")), PLAN)
    assert "p2" not in set(late.restrictions["person_id"])


def test_a_venue_without_a_list_is_counted_as_not_found_and_gets_its_order() -> None:
    found = respond(situation(CASE, "2021-07-30", presences=AT_TEA), PLAN)
    assert found.venue_exposures.select("place_id", "found", "unknown_attendees").rows() == [
        ("v-tea", 0, True)
    ]
    order = found.orders.filter(measure="find-guests").row(0, named=True)
    assert (order["subject_place_id"], order["place_id"]) == ("v-tea", "s1")
    assert order["deadline_at"] == local("2021-07-30 00:00")


def test_a_visit_that_turns_out_wrong_releases_the_venue() -> None:
    first = respond(situation(CASE, "2021-07-30", presences=AT_TEA), PLAN)
    after = respond(situation(CASE, "2021-07-30 12:00", first), PLAN)
    assert after.measures.filter(measure="find-guests")["change"].to_list() == ["no_longer_supported"]


def test_a_plan_may_name_a_level_the_tree_lacks() -> None:
    streets = tuple(replace(rule, unit="street") for rule in PLAN.areas)
    found = respond(situation(CASE, "2021-07-30"), replace(PLAN, areas=streets))
    assert found.areas["place_id"].to_list() == ["s1"]


def test_a_plan_without_areas_tests_or_staff_still_responds() -> None:
    bare = replace(PLAN, levels=(), areas=(), triggers=PLAN.triggers[:2], testing=None, staffing=None)
    found = respond(situation(CASE, "2021-07-30", contacts=named("c1 p2 2021-07-28")), bare)
    assert found.areas.is_empty()
    assert set(found.restrictions["person_id"]) == {"p1", "p2"}
    assert (found.testing.height, found.staffing.height) == (0, 0)


def test_an_area_starts_on_the_day_its_rule_was_met() -> None:
    rule = AreaRule("two", Text("两例", "two cases"), "medium", "district", "cases_14d >= 2", "false")
    two = line_list("c1 p1 2021-07-20 s1\nc2 p2 2021-07-24 s2\nc3 p3 2021-07-26 s2")
    found = respond(situation(two, "2021-07-30"), replace(PLAN, areas=(rule,)))
    assert found.areas.select("place_id", "starts_at").rows() == [("d1", local("2021-07-24"))]


def test_a_place_measure_whose_rule_still_holds_is_renewed_when_its_period_runs_out() -> None:
    first = respond(situation(CASE, "2021-07-30"), PLAN)
    second_case = line_list("c1 p1 2021-07-29 s1\nc2 p2 2021-08-10 s1")
    soon = respond(situation(second_case, "2021-08-11 12:00", first), PLAN)
    later = respond(situation(second_case, "2021-08-13", soon), PLAN)

    def end(response: object) -> tuple[object, str]:
        row = response.measures.filter(measure="stop-teaching").row(0, named=True)  # type: ignore[attr-defined]
        return row["ends_at"], row["change"]

    assert end(soon) == (local("2021-08-12"), "unchanged")
    assert end(later) == (local("2021-08-26"), "changed")
