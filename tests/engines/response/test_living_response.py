"""A living response: it adds what is new, keeps what people signed, and lets go of what lost its ground.

29 July  c1 at s1 ─ named contact p2 (s2)          31 July  c2 at s3 ─ named contact p4 (s4)
"""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from fangxian.engines.response import Response, respond
from tests.engines.response.small_city import (
    PLAN,
    TABLES,
    as_standing,
    changes,
    counted,
    line_list,
    local,
    named,
    people,
    situation,
)

CASE_1 = "c1 p1 2021-07-29 s1"
CASE_2 = "c2 p3 2021-07-31 s3"
CASE_1_DISCARDED = "c1 p1 2021-07-29 s1 discarded"
CONTACTS = named("c1 p2 2021-07-28\nc2 p4 2021-07-30")
HOMES = people("p1 s1\np2 s2\np3 s3\np4 s4")


def at(cases: str, as_of: str, standing: Response | None = None, **more: object) -> Response:
    return respond(
        situation(line_list(cases), as_of, standing, contacts=CONTACTS, persons=HOMES, **more), PLAN
    )


FIRST = at(CASE_1, "2021-07-30 10:00")
SECOND = at(f"{CASE_1}\n{CASE_2}", "2021-08-01 10:00", FIRST)
AFTER = at(f"{CASE_1_DISCARDED}\n{CASE_2}", "2021-08-02 10:00", SECOND)


def test_one_case_brings_its_area_its_orders_and_the_restrictions_of_those_it_met() -> None:
    assert FIRST.areas.select("place_id", "level").rows() == [("s1", "medium")]
    assert set(FIRST.restrictions.select("person_id", "measure").rows()) == {
        ("p1", "isolate"),
        ("p2", "quarantine"),
    }
    assert all(change == {"new"} for change in counted(FIRST).values())


def test_the_second_case_adds_only_what_is_new() -> None:
    areas = SECOND.areas.select("place_id", "change").rows()
    assert sorted(areas) == [("s1", "unchanged"), ("s3", "new")]
    restrictions = SECOND.restrictions.select("person_id", "change").rows()
    assert sorted(restrictions) == [("p1", "unchanged"), ("p2", "unchanged"), ("p3", "new"), ("p4", "new")]


def test_a_measure_that_two_cases_share_only_learns_of_the_second() -> None:
    teaching = SECOND.measures.filter(measure="stop-teaching").row(0, named=True)
    assert teaching["change"] == "unchanged"
    assert teaching["evidence"] == "c1;c2"


def test_a_discarded_case_releases_what_rested_on_it_alone() -> None:
    released = AFTER.restrictions.filter(change="no_longer_supported")
    assert set(released["person_id"]) == {"p1", "p2"}
    assert set(released["release_due_at"]) == {local("2021-08-03 10:00")}
    assert sorted(AFTER.areas.select("place_id", "change").rows()) == [
        ("s1", "no_longer_supported"),
        ("s3", "unchanged"),
    ]


def test_what_another_case_still_supports_stays_after_the_discard() -> None:
    teaching = AFTER.measures.filter(measure="stop-teaching").row(0, named=True)
    assert (teaching["change"], teaching["evidence"]) == ("changed", "c2")
    kept = AFTER.restrictions.filter(pl.col("person_id").is_in(["p3", "p4"]))
    assert set(kept["change"]) == {"unchanged"}


def test_the_orders_of_a_released_measure_are_released_with_it() -> None:
    gone = set(AFTER.measures.filter(change="no_longer_supported")["measure_id"])
    orders = AFTER.orders.filter(pl.col("measure_id").is_in(list(gone)))
    assert gone
    assert orders.height
    assert set(orders["change"]) == {"no_longer_supported"}


def test_the_clock_of_a_release_is_set_once() -> None:
    later = at(f"{CASE_1_DISCARDED}\n{CASE_2}", "2021-08-02 20:00", AFTER)
    released = later.restrictions.filter(change="no_longer_supported")
    assert set(released["release_due_at"]) == {local("2021-08-03 10:00")}


def test_running_twice_changes_nothing() -> None:
    again = at(f"{CASE_1}\n{CASE_2}", "2021-08-01 10:00", SECOND)
    for name in TABLES:
        assert getattr(again, name).drop("change").equals(getattr(SECOND, name).drop("change"))
        assert set(getattr(again, name)["change"]) <= {"unchanged", "no_longer_supported"}


def test_a_case_taken_back_by_mistake_comes_back_as_changed() -> None:
    back = at(f"{CASE_1}\n{CASE_2}", "2021-08-02 12:00", AFTER)
    assert changes(back, "restrictions", "person_id") == {
        "p1": "changed",
        "p2": "changed",
        "p3": "unchanged",
        "p4": "unchanged",
    }
    assert back.restrictions["release_due_at"].null_count() == 4


def test_a_signed_edit_stays() -> None:
    edited_end = local("2021-08-05 00:00")
    edited = FIRST.restrictions.with_columns(
        ends_at=pl.when(pl.col("person_id") == "p2").then(edited_end).otherwise("ends_at")
    )
    again = at(f"{CASE_1}\n{CASE_2}", "2021-08-01 10:00", replace(FIRST, restrictions=edited))
    row = again.restrictions.filter(person_id="p2").row(0, named=True)
    assert (row["ends_at"], row["change"]) == (edited_end, "unchanged")


def test_a_new_proposal_keeps_the_column_a_person_edited() -> None:
    edited = FIRST.restrictions.with_columns(
        legal_basis=pl.when(pl.col("person_id") == "p2").then(pl.lit("by-consent")).otherwise("legal_basis")
    )
    met_again = named("c1 p2 2021-07-29")
    again = respond(
        situation(
            line_list(CASE_1),
            "2021-07-30 12:00",
            replace(FIRST, restrictions=edited),
            contacts=met_again,
            persons=HOMES,
        ),
        PLAN,
    )
    row = again.restrictions.filter(person_id="p2").row(0, named=True)
    assert (row["change"], row["legal_basis"]) == ("changed", "by-consent")
    before = FIRST.restrictions.filter(person_id="p2").row(0, named=True)
    assert row["ends_at"] == before["ends_at"] + timedelta(days=1)


def test_a_withdrawn_contact_is_released_though_the_case_stands() -> None:
    again = respond(situation(line_list(CASE_1), "2021-07-30 12:00", FIRST, persons=HOMES), PLAN)
    assert changes(again, "restrictions", "person_id") == {"p1": "unchanged", "p2": "no_longer_supported"}


def test_a_redated_case_lets_go_of_those_it_can_not_have_met() -> None:
    late_onset = "c1 p1 2021-07-29 s1 confirmed 2021-08-09"
    again = at(late_onset, "2021-08-10 10:00", FIRST)
    assert changes(again, "restrictions", "person_id")["p2"] == "no_longer_supported"


def test_a_merged_case_hands_over_what_it_supported() -> None:
    same_person = named("c1 p2 2021-07-28\nc9 p2 2021-07-28")
    both = respond(
        situation(line_list(f"{CASE_1}\nc9 p1 2021-07-29 s1"), "2021-07-30 10:00", contacts=same_person), PLAN
    )
    merged = respond(situation(line_list(CASE_1), "2021-07-30 11:00", both, contacts=same_person), PLAN)
    row = merged.restrictions.filter(person_id="p2").row(0, named=True)
    assert (row["change"], row["evidence"]) == ("unchanged", "c1")


def test_an_area_whose_window_has_passed_may_end_but_is_not_released() -> None:
    quiet = at(CASE_1, "2021-08-13 10:00", FIRST)
    row = quiet.areas.row(0, named=True)
    assert (row["change"], row["eligible_to_end"]) == ("unchanged", True)


def test_an_area_overtaken_by_a_higher_level_may_end() -> None:
    three = f"{CASE_1}\nc5 p5 2021-07-30 s1\nc6 p6 2021-07-30 s1"
    raised = at(three, "2021-07-30 18:00", FIRST)
    assert set(raised.areas.select("level", "change", "eligible_to_end").rows()) == {
        ("medium", "unchanged", True),
        ("high", "new", False),
    }


def test_an_ended_outbreak_releases_everything_and_proposes_nothing() -> None:
    ended = at(f"{CASE_1}\n{CASE_2}", "2021-09-10 10:00", SECOND, ended=True)
    assert all(change <= {"no_longer_supported"} for change in counted(ended).values())
    assert {name: getattr(ended, name).height for name in TABLES} == {
        name: getattr(SECOND, name).height for name in TABLES
    }


def test_the_end_is_proposed_when_its_condition_holds_and_only_then() -> None:
    assert not SECOND.ending_proposed
    assert at(f"{CASE_1}\n{CASE_2}", "2021-08-28 10:00", SECOND).ending_proposed


def test_outbreaks_do_not_touch_each_other() -> None:
    other = situation(line_list("x1 q1 2021-07-30 s9"), "2021-08-01 10:00", outbreak_id="other")
    alone = respond(other, PLAN)
    for name in TABLES:
        key = getattr(alone, name).columns[0]
        assert not set(getattr(alone, name)[key]) & set(getattr(SECOND, name)[key])


def test_what_was_recorded_later_is_left_out() -> None:
    hindsight = at(f"{CASE_1}\n{CASE_2}", "2021-08-01 10:00", known_at="2021-07-30 10:00")
    assert set(hindsight.areas["place_id"]) == {"s1"}
    assert as_standing(hindsight).restrictions["evidence"].to_list() == ["c1", "c1"]
