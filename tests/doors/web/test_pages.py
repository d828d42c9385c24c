"""Every page, for everybody, in both languages; and outside one's reach the same answer as for nothing."""

import re
from uuid import uuid4

import pytest

CHINESE = re.compile(r"[\u3400-\u9fff]+")
NO_ENGLISH_NAME = {"中文", "茶馆"}
"""The switch to the other language, and the one place of the tiny tree without an English name."""
SENTENCE = re.compile(r">[^<>]*[A-Za-z]{4,}[^<>]*<")
KNOWN_LATIN = re.compile(
    r"English|Index Person|Friend|Xinwu|Asia/Shanghai|g [a-z]|n c|fangxian[\w\s./-]*|hunan-2021|Fangxian|Furong|CSV|Excel|Parquet"
)
PAGES = (
    "map/",
    "cases/",
    "cases/exposed/",
    "orders/",
    "tasks/",
    "areas/",
    "restrictions/",
    "outbreak/",
    "search/?q=Furong",
)
DECIDERS_PAGES = (*PAGES, "report/", "response/", "imports/")
PARTS = (
    "map/panel",
    "map/layers.json",
    "map/curve.json",
    "map/places/430102003001/",
    "report/stays",
    "report/contact",
)


def _text(html: str) -> str:
    return re.sub(r"<(script|style)\b.*?</\1>", "", html, flags=re.DOTALL)


@pytest.mark.parametrize("page", [*DECIDERS_PAGES, *PARTS])
def test_a_page_in_english_shows_no_chinese_but_names_that_have_no_english(signed, as_, page):
    answer = as_("commander", "en").get(f"/{page}")
    assert answer.status_code == 200
    assert set(CHINESE.findall(answer.content.decode())) <= NO_ENGLISH_NAME


@pytest.mark.parametrize("page", DECIDERS_PAGES)
def test_a_page_in_chinese_shows_no_english_label(signed, as_, page):
    answer = as_("commander").get(f"/{page}")
    assert answer.status_code == 200
    texts = SENTENCE.findall(_text(answer.content.decode()))
    assert [text for text in texts if re.search(r"[A-Za-z]{4,}", KNOWN_LATIN.sub("", text))] == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("page", DECIDERS_PAGES)
def test_a_page_without_an_outbreak_says_what_would_fill_it(cast, as_, page, language):
    assert as_("commander", language).get(f"/{page}").status_code == 200


@pytest.mark.parametrize("page", [page for page in DECIDERS_PAGES if "?" not in page])
def test_a_stranger_to_the_system_is_sent_to_sign_in(client, db, page):
    answer = client.get(f"/{page}")
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("page", PAGES)
def test_the_worker_of_another_district_sees_nothing_of_it(signed, as_, page):
    stranger = as_("stranger", "en").get(f"/{page}").content.decode()
    for secret in ("Index Person", "Friend", "桐荫里", "Tongyinli", "茶馆"):
        assert secret not in stranger


def test_a_case_outside_the_reach_answers_like_one_that_does_not_exist(signed, as_):
    stranger = as_("stranger", "en")
    outside, absent = stranger.get(f"/cases/{signed.case_id}/"), stranger.get(f"/cases/{uuid4()}/")
    assert outside.status_code == absent.status_code == 404
    clean = [
        re.sub(r"[0-9a-f-]{36}|value=\"[^\"]*\"|csrf[^>]*>|X-CSRFToken[^>]*>", "", a.content.decode())
        for a in (outside, absent)
    ]
    assert clean[0] == clean[1]


def test_the_community_worker_acknowledges_and_proves_a_task(signed, as_, cast, clock):
    from fangxian.operations.orders.queries import list_my_tasks

    worker = as_("community_worker", "en")
    content = {"count": "12", "list": "one\ntwo", "location": "28.19,112.98", "tap": ""}
    tasks = list_my_tasks(cast.community_worker, clock.now())
    assert tasks
    for task in tasks:
        assert worker.post(f"/tasks/{task.id}/acknowledge").status_code == 302
        assert worker.post(f"/tasks/{task.id}/done", {"content": content[task.proof]}).status_code == 302
    assert {row.status for row in list_my_tasks(cast.community_worker, clock.now())} == {"done"}


def test_a_proof_that_is_not_enough_is_said_in_the_page_and_changes_nothing(signed, as_, cast, clock):
    from fangxian.operations.orders.queries import list_my_tasks

    worker = as_("community_worker", "en")
    task = next(row for row in list_my_tasks(cast.community_worker, clock.now()) if row.proof == "count")
    worker.post(f"/tasks/{task.id}/acknowledge")
    answer = worker.post(f"/tasks/{task.id}/done", {"content": "many"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Retarget"] == "#message"
    assert "message" in answer.content.decode()
    assert (
        next(r for r in list_my_tasks(cast.community_worker, clock.now()) if r.id == task.id).status
        == "acknowledged"
    )


def test_a_sign_in_link_is_shown_as_a_button_and_opens_one_session(opened, cast, clock, client):
    from fangxian.operations.accounts.services import create_sign_in_link

    token = create_sign_in_link(cast.commander, clock, handle="commander")
    assert client.get(f"/sign-in/{token}").status_code == 200
    assert client.get(f"/sign-in/{token}").status_code == 200
    assert client.post(f"/sign-in/{token}").headers["Location"] == "/"
    assert client.get("/map/").status_code == 200
    assert client.post(f"/sign-in/{token}").status_code >= 400
    client.post("/sign-out")
    assert client.get("/map/").status_code == 302


def test_signing_nothing_says_so(story, as_):
    answer = as_("commander", "en").post("/response/sign", {}, headers={"HX-Request": "true"})
    assert answer.status_code == 400
    assert "Tick one or more" in answer.content.decode()


def test_whoever_looks_back_cannot_act(story, as_):
    commander = as_("commander", "en")
    commander.post("/choose/hour", {"known_at": "2021-07-31T08:00"})
    assert "You see what was known at 31 Jul 08:00" in commander.get("/cases/").content.decode()
    assert commander.post("/response/run").status_code == 409
    commander.post("/choose/hour", {})
    assert commander.post("/response/run").status_code == 302
