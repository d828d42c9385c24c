"""Follow-ups through the API: decided, checked, flagged, released; the stranger gets nothing, the auditor changes nothing."""

import pytest

pytestmark = pytest.mark.django_db

REASON = {"reason": "tea together"}


@pytest.fixture
def followed(case_id, outbreak, program, keep) -> str:
    """The contact p-2 (新屋) is advised; the key of the follow-up."""

    def begin():
        commander = program("commander")
        assert commander.post(f"/outbreaks/{outbreak}/respond").status_code == 200
        body = {"act": "advise", "people": ["p-2"], **REASON}
        assert commander.post(f"/outbreaks/{outbreak}/decide", body).json()["opened"] == 1
        return commander.get(f"/outbreaks/{outbreak}/follow-ups").json()["rows"][0]["key"]

    return keep(begin)


def test_the_plan_says_what_can_be_decided(outbreak, program) -> None:
    offers = program("commander").get(f"/outbreaks/{outbreak}/offers").json()
    assert {offer["act"] for offer in offers} == {"advise", "test", "quarantine"}
    assert all(offer["signatures_required"] == 2 for offer in offers if offer["restricts"])


def test_a_check_sent_twice_counts_once(followed, program) -> None:
    body = {"result": "well", "event_id": "01912345-0000-7000-8000-000000000001"}
    first = program("commander").post(f"/follow-ups/{followed}/checks", body).json()
    again = program("commander").post(f"/follow-ups/{followed}/checks", body).json()
    assert (first["repeated"], again["repeated"]) == (False, True)
    assert len(program("commander").get(f"/follow-ups/{followed}").json()["checks"]) == 1


def test_a_red_flag_goes_from_raised_to_settled(followed, outbreak, program) -> None:
    body = {"result": "symptoms", "symptoms": ["cough"]}
    assert program("commander").post(f"/follow-ups/{followed}/checks", body).json()["red"]
    (flag,) = program("commander").get(f"/outbreaks/{outbreak}/red-flags").json()
    assert program("commander").post(f"/red-flags/{flag['id']}/acknowledge").status_code == 204
    settled = program("commander").post(f"/red-flags/{flag['id']}/settle", {"outcome": "tested"})
    assert settled.status_code == 204
    assert program("commander").get(f"/outbreaks/{outbreak}/red-flags").json() == []


def test_a_release_without_evidence_is_refused_and_says_what_is_missing(followed, program) -> None:
    refused = program("commander").post(f"/follow-ups/{followed}/release", REASON)
    assert refused.status_code == 409
    assert refused.json()["code"] == "not-yet-releasable"
    early = program("commander").post(f"/follow-ups/{followed}/release", {**REASON, "early": True})
    assert early.status_code == 204


def test_whoever_moves_is_seen_by_the_offices_of_the_new_home_alone(followed, outbreak, program) -> None:
    body = {"to_place_id": "430105001004", "reason": "told us on the telephone"}
    moved = program("street-worker").post(f"/follow-ups/{followed}/move", body).json()
    assert moved == {"follow_ups": 1, "restrictions": 0}
    assert program("street-worker").get(f"/follow-ups/{followed}").status_code == 404
    seen = program("other-district-worker").get(f"/outbreaks/{outbreak}/follow-ups").json()["rows"]
    assert [row["key"] for row in seen] == [followed]


def test_a_contact_becomes_a_case(followed, outbreak, program) -> None:
    made = program("commander").post(f"/follow-ups/{followed}/become-case", {"kind": "asymptomatic"}).json()
    case = program("commander").get(f"/cases/{made['case_id']}").json()
    assert (case["person_id"], case["kind"]) == ("p-2", "asymptomatic")


def test_the_days_add_up_through_the_api(followed, outbreak, program) -> None:
    rows = program("commander").get(f"/outbreaks/{outbreak}/follow-up-days").json()
    kinds = ("seen", "refused", "not_reached", "not_visited")
    assert all(row["due"] == sum(row[kind] for kind in kinds) for row in rows)
    assert program("commander").get(f"/outbreaks/{outbreak}/missed-days").json() == []


def test_the_worker_of_another_district_gets_nothing(followed, outbreak, program) -> None:
    stranger = program("other-district-worker")
    assert stranger.get(f"/outbreaks/{outbreak}/follow-ups").json()["total"] == 0
    assert stranger.get(f"/outbreaks/{outbreak}/red-flags").json() == []
    assert stranger.get(f"/outbreaks/{outbreak}/venues").json() == []
    assert stranger.get(f"/follow-ups/{followed}").status_code == 404
    assert stranger.post(f"/follow-ups/{followed}/checks", {"result": "well"}).status_code == 404


def test_the_auditor_sees_that_it_was_done_and_not_to_whom_and_changes_nothing(
    followed, outbreak, program
) -> None:
    auditor = program("auditor")
    (row,) = auditor.get(f"/outbreaks/{outbreak}/follow-ups").json()["rows"]
    assert (row["name"], row["phone"]) == ("", "")
    acts = {
        f"/follow-ups/{followed}/checks": {"result": "well"},
        f"/follow-ups/{followed}/release": {**REASON, "early": True},
        f"/follow-ups/{followed}/findings": {"result": "negative"},
        f"/follow-ups/{followed}/become-case": {},
        f"/outbreaks/{outbreak}/decide": {"act": "advise", "people": ["p-2"], **REASON},
    }
    assert {path: auditor.post(path, body).status_code for path, body in acts.items()} == dict.fromkeys(
        acts, 403
    )


def test_a_venue_is_estimated_published_and_its_operator_called(case_id, outbreak, program) -> None:
    commander = program("commander")
    assert commander.post(f"/outbreaks/{outbreak}/respond").status_code == 200
    venue = f"/outbreaks/{outbreak}/venues/v-teahouse"
    assert commander.post(f"{venue}/estimate", {"expected": 30, "told_by": "the owner"}).status_code == 204
    assert commander.post(f"{venue}/notice").status_code == 204
    assert commander.post(f"{venue}/call").json()["order_id"]
    (row,) = commander.get(f"/outbreaks/{outbreak}/venues").json()
    assert (row["expected"], row["found"], row["unknown"]) == (30, 0, 30)
    assert (row["task_status"], bool(row["notice"])) == ("issued", True)


def test_a_venue_no_case_was_at_is_not_there(case_id, outbreak, program) -> None:
    answer = program("commander").post(
        f"/outbreaks/{outbreak}/venues/430102003002/estimate", {"expected": 1, "told_by": "x"}
    )
    assert (answer.status_code, answer.json()["code"]) == (404, "venue-not-exposed")
