"""Cases through the API: reported, corrected, discarded; unseen by those whose duty it is not."""

import pytest

from tests.doors.api.programs import A_CASE

pytestmark = pytest.mark.django_db


def test_a_reported_case_is_listed_with_what_is_known_of_it(case_id, outbreak, program) -> None:
    (row,) = program("commander").get(f"/outbreaks/{outbreak}/cases").json()
    assert (row["id"], row["number"], row["kind"]) == (case_id, 1, "confirmed")
    assert (row["reported_on"], row["onset_on"], row["age"]) == ("2021-07-29", "2021-07-28", 41)


def test_its_itinerary_comes_with_instants_in_utc(case_id, program) -> None:
    (stay,) = program("district-cdc").get(f"/cases/{case_id}/stays").json()
    assert (stay["place_id"], stay["arrive_at"]) == ("v-teahouse", "2021-07-27T10:00:00Z")


def test_the_worker_of_another_district_sees_none_of_it(case_id, outbreak, program) -> None:
    stranger = program("other-district-worker")
    assert stranger.get(f"/outbreaks/{outbreak}/cases").json() == []


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/cases/{id}", None),
        ("GET", "/cases/{id}/stays", None),
        ("PATCH", "/cases/{id}", {"changes": {"age": 42}, "reason": "typed wrong"}),
        ("POST", "/cases/{id}/discard", {"reason": "negative twice"}),
    ],
)
def test_what_is_out_of_reach_answers_like_what_does_not_exist(case_id, program, method, path, body) -> None:
    stranger = program("other-district-worker")
    there = stranger.ask(method, path.format(id=case_id), body)
    absent = stranger.ask(method, path.format(id="no-such-case"), body)
    assert (there.status_code, absent.status_code) == (404, 404)
    assert there.json()["code"] == absent.json()["code"]
    assert there.content.replace(case_id.encode(), b"") == absent.content.replace(b"no-such-case", b"")


def test_a_correction_changes_only_the_columns_given(case_id, program) -> None:
    cdc = program("district-cdc")
    corrected = cdc.ask(
        "PATCH", f"/cases/{case_id}", {"changes": {"onset_on": "2021-07-27"}, "reason": "asked again"}
    )
    assert corrected.status_code == 200
    assert (corrected.json()["onset_on"], corrected.json()["age"]) == ("2021-07-27", 41)


def test_the_earlier_version_can_still_be_read(case_id, program, clock) -> None:
    from datetime import timedelta

    before = clock.now().strftime("%Y-%m-%dT%H:%M:%SZ")
    clock.advance(timedelta(hours=2))
    cdc = program("district-cdc")
    cdc.ask("PATCH", f"/cases/{case_id}", {"changes": {"age": 14}, "reason": "digits swapped"})
    assert cdc.get(f"/cases/{case_id}").json()["age"] == 14
    assert cdc.get(f"/cases/{case_id}?known_at={before}").json()["age"] == 41


def test_a_discarded_case_stays_readable_as_discarded(case_id, program) -> None:
    answer = program("district-cdc").post(f"/cases/{case_id}/discard", {"reason": "negative twice"})
    assert (answer.status_code, answer.json()["kind"]) == (200, "discarded")


def test_an_auditor_cannot_report(outbreak, program) -> None:
    answer = program("auditor").post(f"/outbreaks/{outbreak}/cases", A_CASE)
    assert (answer.status_code, answer.json()["code"]) == (403, "not-your-role")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"reported_on": "29 July"}, "reported_on"),
        ({"facts": {"onset": "2021-07-28"}}, "onset"),
        ({"facts": {"sampled_at": "2021-07-28T09:00"}}, "sampled_at"),
        ({"person": {}}, "key"),
    ],
)
def test_wrong_input_is_named_in_both_languages_and_nothing_is_written(
    outbreak, program, wrong, named
) -> None:
    cdc = program("district-cdc")
    answer = cdc.post(f"/outbreaks/{outbreak}/cases", {**A_CASE, **wrong})
    problem = answer.json()
    assert (answer.status_code, problem["code"]) == (422, "wrong-input")
    assert named in problem["happened"]["zh"]
    assert named in problem["happened"]["en"]
    assert cdc.get(f"/outbreaks/{outbreak}/cases").json() == []


def test_an_unknown_outbreak_is_a_problem_in_both_languages(cast, program) -> None:
    answer = program("commander").get("/outbreaks/no-such")
    problem = answer.json()
    assert answer.status_code == 404
    assert set(problem) == {"code", "happened", "expected", "remedy"}
    assert all(set(problem[part]) == {"zh", "en"} for part in ("happened", "expected", "remedy"))


def test_the_summary_counts_what_the_lists_hold(case_id, outbreak, program) -> None:
    commander = program("commander")
    summary = commander.get(f"/outbreaks/{outbreak}/summary").json()
    assert summary["cases"] == {"confirmed": 1}
    curve = commander.get(f"/outbreaks/{outbreak}/curve").json()
    assert [(point["day"], point["city_id"], point["cases"]) for point in curve] == [
        ("2021-07-29", "4301", 1)
    ]


def test_imports_are_listed_to_who_may_see_them(outbreak, program) -> None:
    assert program("commander").get("/imports").json() == []
    unknown = "00000000-0000-7000-8000-000000000000"
    assert program("commander").get(f"/imports/{unknown}/rejected").status_code == 404
