"""Letters on the pages: sent by the district's CDC, read and answered in Kaifu, acknowledged outside by a code."""

import re

import pytest
from django.test import Client


@pytest.fixture
def letter(signed, as_) -> str:
    """A letter about the friend, to the stranger's community; its address."""
    given = {"people": "p-friend", "to_place_id": "430105001004", "asks": "find them"}
    sent = as_("district_cdc").post("/letters/new", given)
    assert sent.status_code == 302
    return sent.headers["Location"]


def test_the_neighbour_reads_acknowledges_and_answers(letter, as_):
    stranger = as_("stranger", "en")
    page = stranger.get(letter).content.decode()
    assert "Friend" in page
    assert stranger.post(f"{letter}acknowledge").status_code == 302
    assert stranger.post(f"{letter}answer", {"outcome|p-friend": "found"}).status_code == 302
    assert "answered" in as_("district_cdc", "en").get("/letters/").content.decode()


def test_whoever_is_not_found_is_not_named_any_longer(letter, as_):
    stranger = as_("stranger", "en")
    stranger.post(f"{letter}answer", {"outcome|p-friend": "not-found"})
    assert "Friend" not in stranger.get(letter).content.decode()


def test_a_letter_taken_back_says_why(letter, as_):
    district = as_("district_cdc", "en")
    assert district.post(f"{letter}withdraw", {"reason": "wrong place"}).status_code == 302
    assert "wrong place" in district.get(letter).content.decode()
    assert as_("stranger").post(f"{letter}acknowledge").status_code == 409


def test_an_authority_outside_enters_its_code_and_sees_no_person(signed, as_, clock, monkeypatch):
    from fangxian.doors.web.pages.letters import outside

    monkeypatch.setattr(outside, "get_world_clock", lambda: clock)
    given = {"people": "p-friend", "to_name": "Dalian CDC", "asks": "find them"}
    sent = as_("district_cdc", "en").post("/letters/new", given, follow=True).content.decode()
    (code,) = re.findall(r"shown once: (\w{16})", sent)
    neighbour = Client(headers={"Accept-Language": "en"})
    assert neighbour.get("/neighbour/").status_code == 200
    opened = neighbour.post("/neighbour/", {"code": code}).content.decode()
    assert "about 1 people" in opened
    assert "Friend" not in opened
    assert "Thank you" in neighbour.post("/neighbour/", {"code": code, "who": "duty"}).content.decode()
    assert neighbour.post("/neighbour/", {"code": "guess"}).status_code == 404


def test_a_field_worker_sends_none(signed, as_):
    assert as_("community_worker").get("/letters/new").status_code == 403


def test_through_the_api_it_is_the_same(signed, cast, clock, monkeypatch):
    from datetime import timedelta

    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.tokens.services import create_token
    from tests.doors.api.programs import Program

    monkeypatch.setattr("fangxian.doors.api.entrance.get_world_clock", lambda: clock)

    def program(handle):
        week = timedelta(days=7)
        token = create_token(get_system_actor(), clock, handle=handle, purpose="test", valid_for=week)
        return Program(token)

    body = {"people": ["p-friend"], "to_place_id": "430105001004", "asks": "find them"}
    sent = program("district-cdc").post(f"/outbreaks/{signed.outbreak_id}/letters", body)
    assert sent.status_code == 201, sent.content.decode()
    letter = sent.json()["letter_id"]
    stranger = program("other-district-worker")
    assert stranger.get(f"/letters/{letter}").json()["people"][0]["name"] == "Friend"
    assert stranger.post(f"/letters/{letter}/acknowledge").status_code == 204
    assert stranger.post(f"/letters/{letter}/answer", {"outcomes": {"p-friend": "found"}}).status_code == 204
    (row,) = program("commander").get(f"/outbreaks/{signed.outbreak_id}/letters").json()
    assert row["state"] == "answered"
    assert program("police-officer").get(f"/letters/{letter}").status_code == 404
