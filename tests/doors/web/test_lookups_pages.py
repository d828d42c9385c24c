"""Opening the record of somebody outside one's tasks: the question, the reason, the record; and who sees it later."""

import pytest
from django.test import Client
from django.urls import get_resolver

WHY = {"why": "asked", "reason": "their mother called"}


@pytest.fixture
def key(story, cast, clock) -> str:
    """The friend is advised by the city's CDC."""
    from fangxian.operations.follow_ups.queries import list_follow_ups
    from fangxian.operations.follow_ups.services import decide

    given = {"act": "advise", "people": ["p-friend"], "reason": "met the case"}
    decide(cast.city_cdc, clock, outbreak_id=story.outbreak_id, **given)
    (row,) = list_follow_ups(cast.city_cdc.reach, story.outbreak_id, clock.now()).rows
    return row.key


def look(client, key: str, **more):
    page = f"/follow-ups/{key}/"
    return client.post(
        "/lookups/look", {"record": "follow-up", "record_id": key, "next": page, **WHY, **more}
    )


@pytest.mark.parametrize(("language", "words"), [("en", "A reason first"), ("zh-hans", "先写明理由")])
def test_outside_ones_tasks_the_page_asks_why_and_shows_nothing_of_the_person(key, as_, language, words):
    answer = as_("street_worker", language).get(f"/follow-ups/{key}/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert words in page
    assert "Friend" not in page


def test_with_a_reason_the_record_opens_and_stays_open_for_the_shift(key, as_):
    worker = as_("street_worker", "en")
    answer = look(worker, key)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/follow-ups/{key}/")
    for _ in range(2):
        assert "Friend" in worker.get(f"/follow-ups/{key}/").content.decode()


def test_whoever_works_on_it_is_not_asked(key, as_):
    assert "Friend" in as_("community_worker", "en").get(f"/follow-ups/{key}/").content.decode()


def test_a_reason_can_be_given_while_looking_back(key, as_):
    worker = as_("street_worker", "en")
    worker.post("/choose/hour", {"known_at": "2021-07-31T17:59"})
    assert look(worker, key).status_code == 302


def test_the_reason_never_sends_the_reader_to_another_site(key, as_):
    assert look(as_("street_worker"), key, next="https://elsewhere.example/").headers["Location"] == "/"


def test_the_auditor_sees_who_looked_and_why_without_the_name_of_the_person(key, as_):
    look(as_("street_worker"), key)
    page = as_("auditor", "en").get("/lookups/").content.decode()
    assert "their mother called" in page
    assert "Friend" not in page


@pytest.mark.parametrize("role", ["commander", "city_cdc", "street_worker"])
def test_nobody_else_opens_the_auditors_page(key, as_, role):
    assert as_(role).get("/lookups/").status_code == 403


def test_the_person_reads_on_their_own_page_which_office_looked(key, as_, clock, monkeypatch):
    from fangxian.doors.web.pages.self_report import attendance, views

    for module in (views, attendance):
        monkeypatch.setattr(module, "get_world_clock", lambda: clock)
    page = as_("community_worker", "en").post(f"/follow-ups/{key}/link").content.decode()
    link = "/r/" + page.split("/r/")[1].split('"')[0]
    resident = Client()
    resident.cookies["django_language"] = "en"
    assert "Nobody outside their tasks" in resident.get(link).content.decode()
    look(as_("street_worker"), key)
    told = resident.get(link).content.decode()
    assert "they or their family asked" in told
    assert "their mother called" not in told


def test_every_page_of_one_persons_record_is_guarded():
    """A new page about one case, follow-up or restriction says which record it opens, or it is named here."""
    guarded = {
        pattern.name: getattr(pattern.callback, "opens", None)
        for pattern in _patterns(get_resolver())
        if any(f"{kind}/<" in str(pattern.pattern) for kind in ("cases", "follow-ups", "restrictions"))
        and str(pattern.pattern).endswith("/")
    }
    assert guarded == {
        "case": "case",
        "follow-up": "follow-up",
        "restriction": "restriction",
        "slip": "restriction",
    }


def _patterns(resolver):
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from _patterns(pattern)
        else:
            yield pattern
