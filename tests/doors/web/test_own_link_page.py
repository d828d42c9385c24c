"""A resident's own page: no sign-in, no navigation, nothing about anybody else; kind when the link is over."""

from datetime import timedelta

import pytest
from django.test import Client


@pytest.fixture
def key(story, cast, clock) -> str:
    """The friend is watched at home; it is the next morning."""
    from fangxian.operations.follow_ups.queries import list_follow_ups
    from fangxian.operations.follow_ups.services import decide

    given = {"act": "advise", "measure": "home-monitoring", "people": ["p-friend"], "reason": "met the case"}
    decide(cast.commander, clock, outbreak_id=story.outbreak_id, **given)
    clock.advance(timedelta(hours=16))
    (row,) = list_follow_ups(cast.community_worker.reach, story.outbreak_id, clock.now()).rows
    return row.key


@pytest.fixture
def link(key, as_, monkeypatch, clock) -> str:
    """The address the worker hands over."""
    from fangxian.doors.web.pages.self_report import attendance, views

    for module in (views, attendance):
        monkeypatch.setattr(module, "get_world_clock", lambda: clock)
    page = as_("community_worker", "en").post(f"/follow-ups/{key}/link").content.decode()
    return "/r/" + page.split("/r/")[1].split('"')[0]


def _resident(language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


@pytest.mark.parametrize(
    ("language", "words"), [("en", "How are you today?"), ("zh-hans", "今天感觉怎么样？")]
)
def test_the_link_opens_todays_question_and_nothing_else(link, language, words):
    answer = _resident(language).get(link)
    page = answer.content.decode()
    assert words in page
    for other in ("Index Person", "p-index", "茶馆", 'class="side"', "/cases/"):
        assert other not in page
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"


def test_well_is_received_and_thanked_without_a_script(link, story, cast, clock):
    from fangxian.operations.follow_ups.queries import list_follow_ups

    assert "Thank you, received." in _resident().post(link, {"result": "well"}).content.decode()
    (row,) = list_follow_ups(cast.community_worker.reach, story.outbreak_id, clock.now()).rows
    assert (row.today, row.last_result) == ("well", "well")


def test_a_tap_sent_twice_counts_once(link, key, cast, clock):
    from fangxian.operations.follow_ups.queries import get_follow_up

    resident = _resident()
    mark = resident.get(link).content.decode().split('name="event_id" value="')[1].split('"')[0]
    for _ in range(2):
        resident.post(link, {"result": "well", "event_id": mark})
    assert len(get_follow_up(cast.commander.reach, key, clock.now()).checks) == 1


def test_symptoms_told_by_the_person_raise_the_flag(link, story, cast, clock):
    from fangxian.operations.follow_ups.queries import list_flags

    page = _resident().post(link, {"result": "symptoms", "symptom": ["cough"]}).content.decode()
    assert "A clinician has been told" in page
    (flag,) = list_flags(cast.commander.reach, story.outbreak_id, clock.now())
    assert flag.symptoms == ("cough",)


def test_an_impossible_temperature_is_said_above_the_form_and_nothing_ticked_is_lost(link):
    given = {"result": "symptoms", "symptom": ["cough"], "temperature": "99"}
    answer = _resident().post(link, given)
    assert answer.status_code >= 400
    assert 'role="alert"' in answer.content.decode()
    assert 'value="cough" checked' in answer.content.decode()


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_link_that_opens_nothing_gets_a_kind_page_with_what_to_do(link, language):
    answer = _resident(language).get("/r/unknown/")
    assert answer.status_code == 404
    words = {"en": "You did nothing wrong.", "zh-hans": "您没有做错什么。"}
    assert words[language] in answer.content.decode()


def test_a_link_made_anew_ends_the_one_before(link, key, as_):
    as_("community_worker", "en").post(f"/follow-ups/{key}/link")
    assert _resident().get(link).status_code == 404


def test_after_the_follow_up_the_link_says_that_it_is_over(link, key, as_):
    as_("commander", "en").post(f"/follow-ups/{key}/release", {"reason": "discarded", "early": "1"})
    assert "Your follow-up is over" in _resident().get(link).content.decode()
