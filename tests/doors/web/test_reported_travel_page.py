"""Reporting one's travel without an account: what it means is said at once; workers of the home see it, nobody else."""

import pytest
from django.test import Client

FORM = {
    "on": "2021-07-28",
    "from": "10:30",
    "to": "11:30",
    "full_name": "Li Wei",
    "phone": "13900000000",
    "home": "430105001004",
}


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def asked(story, cast, clock, monkeypatch):
    """The teahouse, where a case was from 10:00 to 11:00 on 28 July, is published."""
    from fangxian.doors.web.pages.self_report import travel
    from fangxian.operations.follow_ups.notices import draft_notice
    from fangxian.operations.follow_ups.services import publish_notice

    monkeypatch.setattr(travel, "get_world_clock", lambda: clock)
    notice = draft_notice(cast.commander.reach, story.outbreak_id, "v-teahouse", clock.now())
    about = {"outbreak_id": story.outbreak_id, "place_id": "v-teahouse"}
    publish_notice(cast.commander, clock, **about, notice=notice)
    return f"/travel/{story.outbreak_id}/"


@pytest.fixture
def resident() -> Client:
    client = Client()
    client.cookies["django_language"] = "en"
    return client


def test_a_resident_reports_a_stay_and_is_told_what_it_means(asked, resident, as_):
    assert "茶馆" in text(resident.get(asked))
    told = text(resident.post(asked, {**FORM, "venue": "v-teahouse"}))
    assert "A case was there when you were." in told
    later = text(resident.post(asked, {**FORM, "venue": "v-teahouse", "from": "15:00", "to": "16:00"}))
    assert "not while you were" in later
    elsewhere = text(resident.post(asked, {**FORM, "place": "430204001"}))
    assert "No published place concerns this" in elsewhere
    seen = text(as_("stranger", "en").get("/screening/trips/"))
    assert seen.count("Li Wei") == 3, "they live in the stranger's community"
    assert "there with a case" in seen
    assert "Li Wei" not in text(as_("community_worker", "en").get("/screening/trips/"))
    assert "Li Wei" not in text(as_("police_officer", "en").get("/screening/trips/"))


def test_what_is_not_understood_is_asked_back_and_nothing_is_lost(asked, resident):
    unknown = resident.post(asked, {**FORM, "place": "新屋社区"})
    assert unknown.status_code == 400
    assert "where you were" in text(unknown)
    assert 'value="Li Wei"' in text(unknown)
    assert resident.post(asked, {**FORM, "venue": "v-teahouse", "from": ""}).status_code == 400
    assert resident.post(asked, {**FORM, "venue": "v-nowhere"}).status_code == 404


def test_the_page_is_in_chinese_too_and_kept_to_oneself(asked):
    page = Client().get(asked)
    assert "行程报备" in text(page)
    assert page["Cache-Control"] == "private, no-store"


def test_before_anything_is_published_the_link_opens_nothing(story, clock, monkeypatch, resident):
    from fangxian.doors.web.pages.self_report import travel

    monkeypatch.setattr(travel, "get_world_clock", lambda: clock)
    for outbreak in (story.outbreak_id, "no-such"):
        answer = resident.get(f"/travel/{outbreak}/")
        assert answer.status_code == 404
        assert "no longer opens" in text(answer)
