"""The search for those nobody knows: the notice, the call, “I was there”, counted until found."""

import pytest
from django.test import Client

VENUE = "v-teahouse"


@pytest.fixture
def place(story, monkeypatch, clock) -> str:
    """The teahouse the case sat in; its public page tells the time by the standing clock."""
    from fangxian.doors.web.pages.self_report import attendance

    monkeypatch.setattr(attendance, "get_world_clock", lambda: clock)
    return f"/exposed/venues/{VENUE}/"


def _there(outbreak_id: str) -> str:
    return f"/there/{outbreak_id}/{VENUE}/"


NOTICE = {"title_zh": "请报告", "title_en": "Were you there?", "body_zh": "请自报。", "body_en": "Tell us."}
SAID = {
    "full_name": "Somebody New",
    "phone": "13800000001",
    "on": "2021-07-28",
    "from": "10:10",
    "to": "10:40",
}


@pytest.fixture
def published(place, story, as_) -> str:
    """The notice is out; returns the address of its link."""
    as_("commander", "en").post(f"{place}publish", NOTICE)
    return _there(story.outbreak_id)


def _visitor() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_an_estimate_needs_its_source_and_counts_those_still_unknown(place, as_):
    commander = as_("commander", "en")
    assert commander.post(f"{place}estimate", {"expected": "40", "told_by": ""}).status_code == 400
    commander.post(f"{place}estimate", {"expected": "40", "told_by": "the owner"})
    page = commander.get(place).content.decode()
    assert "Estimate by: the owner" in page
    assert "<strong>40</strong><span>Still unknown</span>" in page


def test_before_the_notice_is_published_its_link_opens_a_kind_page(place, story):
    answer = _visitor().get(_there(story.outbreak_id))
    assert answer.status_code == 404
    assert "This link no longer opens" in answer.content.decode()


def test_who_was_there_tells_it_and_waits_to_be_confirmed(published, place, as_):
    visitor = _visitor()
    assert "Were you there?" in visitor.get(published).content.decode()
    assert "Thank you for telling us." in visitor.post(published, SAID).content.decode()
    commander = as_("commander", "en")
    assert "<strong>1</strong><span>Came forward</span>" in commander.get(place).content.decode()


def test_nothing_of_one_visitor_is_shown_to_the_next(published):
    _visitor().post(published, SAID)
    assert "Somebody New" not in _visitor().get(published).content.decode()


@pytest.mark.parametrize("left", ["", "not a time"])
def test_a_time_nobody_can_read_is_said_and_what_was_typed_stays(published, left):
    answer = _visitor().post(published, {**SAID, "to": left})
    assert answer.status_code == 400
    assert 'value="Somebody New"' in answer.content.decode()


def test_a_confirmed_word_is_traced_and_one_set_aside_needs_a_reason(published, place, as_):
    for number in (1, 2):
        _visitor().post(published, {**SAID, "phone": f"1380000000{number}"})
    worker = as_("community_worker", "en")
    first, second = [
        part.split("/confirm")[0]
        for part in worker.get(place).content.decode().split("/exposed/attendances/")[1:]
        if "/confirm" in part.split('"')[0]
    ]
    worker.post(f"/exposed/attendances/{first}/confirm", {"place_id": VENUE})
    assert worker.post(f"/exposed/attendances/{second}/reject", {"reason": ""}).status_code == 400
    worker.post(f"/exposed/attendances/{second}/reject", {"reason": "not that day", "place_id": VENUE})
    assert "<strong>0</strong><span>Came forward</span>" in worker.get(place).content.decode()


def test_the_call_to_the_operator_is_an_order_made_once(place, as_):
    commander = as_("commander", "en")
    for _ in range(2):
        assert commander.post(f"{place}call").status_code == 302
    page = commander.get(place).content.decode()
    assert page.count("See the order") == 1


def test_the_worker_of_another_district_finds_no_such_venue(place, as_):
    stranger = as_("stranger", "en")
    assert stranger.get(place).status_code == 404
    for act in ("publish", "call", "estimate"):
        assert stranger.post(f"{place}{act}", {**NOTICE, "expected": "4", "told_by": "x"}).status_code == 404


def test_the_auditor_reads_the_search_and_acts_on_nothing(published, place, as_):
    auditor = as_("auditor", "en")
    page = auditor.get(place)
    assert page.status_code == 200
    assert "<form" not in page.content.decode().split("<main")[1].partition("</main>")[0]
    assert auditor.post(f"{place}call").status_code == 403
