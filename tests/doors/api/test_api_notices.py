"""Notices through the API: drafted by one token, approved by another, read by anybody; a receipt needs its secret."""

import pytest

from tests.doors.api.programs import Program

pytestmark = pytest.mark.django_db

WORDS = {"title": {"zh": "出行通告", "en": "Travel"}, "body": {"zh": "请减少出行。", "en": "Travel less."}}


@pytest.fixture
def edition(outbreak, program) -> str:
    """A draft of the city's CDC; the id of its edition."""
    answer = program("city-cdc").post(f"/outbreaks/{outbreak}/notices", {"kind": "general", "words": WORDS})
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()[0]["id"]


def test_a_draft_is_approved_by_another_and_then_read_by_anybody(edition, program) -> None:
    own = program("city-cdc").post(f"/notices/editions/{edition}/approve")
    assert own.json()["code"] == "not-your-role"
    publisher, anybody = program("publicity-officer"), Program()
    assert publisher.post(f"/notices/editions/{edition}/publish").json()["code"] == "not-approved-yet"
    publisher.post(f"/notices/editions/{edition}/approve")
    assert anybody.get("/notices").json() == []
    assert publisher.post(f"/notices/editions/{edition}/publish").json()[0]["state"] == "published"
    (notice,) = anybody.get("/notices").json()
    assert notice["title"]["en"] == "Travel"
    assert "drafted_by" not in notice


def test_what_is_withdrawn_keeps_its_reason(edition, outbreak, program) -> None:
    publisher = program("publicity-officer")
    for act in ("approve", "publish"):
        publisher.post(f"/notices/editions/{edition}/{act}")
    reason = {"zh": "有误", "en": "a mistake"}
    assert publisher.post(f"/notices/editions/{edition}/withdraw", reason).json()[0]["state"] == "withdrawn"
    (row,) = publisher.get(f"/outbreaks/{outbreak}/notices").json()
    assert row["latest"]["withdraw_reason"]["en"] == "a mistake"


def test_a_receipt_needs_the_secret(edition, outbreak, program, cast, clock) -> None:
    from fangxian.operations.notices.outbox import open_outlet, send_waiting

    _, secret = open_outlet(
        cast.publicity_officer,
        clock,
        place_id="43",
        channel="webhook",
        name="x",
        address="http://127.0.0.1:1/",
    )
    publisher = program("publicity-officer")
    for act in ("approve", "publish"):
        publisher.post(f"/notices/editions/{edition}/{act}")
    send_waiting(clock, lambda *_given: 200)
    notice = publisher.get(f"/outbreaks/{outbreak}/notices").json()[0]["id"]
    (delivery,) = publisher.get(f"/notices/{notice}/deliveries").json()
    address = f"/deliveries/{delivery['id']}/receipt"
    assert Program().post(address, {"secret": "guess"}).status_code == 404
    assert Program().post(address, {"secret": secret, "answer": "3 phones"}).status_code == 204
    assert publisher.get(f"/notices/{notice}/deliveries").json()[0]["answer"] == "3 phones"


def test_the_worker_of_another_district_gets_no_draft(edition, outbreak, program) -> None:
    stranger = program("other-district-worker")
    assert stranger.get(f"/outbreaks/{outbreak}/notices").json() == []
    assert stranger.post(f"/notices/editions/{edition}/revise", WORDS).status_code == 403
