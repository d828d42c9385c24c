"""Every page, for everybody, in both languages; and outside one's reach the same answer as for nothing."""

import re
from collections import Counter
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fangxian.doors.web.discovery import list_entries, list_urlpatterns

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
    "exposed/",
    "exposed/venues/",
    "follow-ups/",
    "follow-ups/flags/",
    "orders/",
    "tasks/",
    "visits/",
    "areas/",
    "letters/",
    "notices/desk/",
    "clocks/",
    "restrictions/",
    "restrictions/offers/",
    "outbreak/",
    "oversight/",
    "oversight/late/",
    "oversight/evaluation/",
    "oversight/inspections/",
    "oversight/findings/new",
    "oversight/sanctions/",
    "drill/",
    "race/",
    "rehearsal/",
    "rules/",
    "signals/",
    "stranded/",
    "venues/",
    "venues/findings",
    "venues/loudspeakers",
    "venues/walks",
    "teams/",
    "teams/people/",
    "search/?q=Furong",
)
DECIDERS_PAGES = (
    *PAGES,
    "areas/draw",
    "dry-run/",
    "dry-run/?plan=cn-covid19-9e-2022&at=2021-07-31T18:00&whole=1",
    "orders/new/",
    "orders/new/?measure=duty-24h",
    "letters/new",
    "notices/desk/new",
    "notices/desk/outlets",
    "report/",
    "response/",
    "imports/",
)
PARTS = (
    "map/panel",
    "map/layers.json",
    "map/curve.json",
    "map/places/430102003001/",
    "report/stays",
    "report/contact",
    "rules/rows?done=5&deep=5",
    "rules/brief",
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


def test_no_two_addresses_share_a_name():
    taken = Counter(pattern.name for pattern in list_urlpatterns())
    assert [name for name, addresses in taken.items() if addresses > 1] == []


def test_no_two_pages_share_a_shortcut():
    taken = Counter(entry.keys for entry in list_entries() if entry.keys)
    assert [keys for keys, pages in taken.items() if pages > 1] == []


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


def _upload(content: bytes) -> dict[str, object]:
    terms = {
        "purpose": "care",
        "legal_basis": "law",
        "approver": "Commander",
        "retention_until": "2021-12-31",
    }
    return {"file": SimpleUploadedFile("cases.csv", content), **terms}


def test_an_import_shows_its_balance_and_every_rejected_row_with_its_reason(opened, as_):
    text = "病例编号,人员编号,报告日期\nc-1,p-1,2021-07-30\nc-2,p-2,昨天\n"
    commander = as_("commander", "en")
    sent = commander.post("/imports/", _upload(text.encode("gbk")), follow=True)
    page = sent.content.decode()
    assert "2 rows read = 1 accepted + 0 duplicate + 1 rejected" in page
    assert "昨天" in page
    again = commander.post("/imports/", _upload(text.encode("gbk")), follow=True).content.decode()
    assert "imported before" in again
    assert commander.get("/cases/").content.decode().count('href="/cases/c-') == 1


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("contacts", "source_case_id,person_id,last_on\nnobody,p-2,2021-07-30\n"),
        ("presences", "person_id,place_id,arrive_at\np-2,nowhere,2021-07-30 10:00\n"),
    ],
)
def test_the_imports_page_takes_contacts_and_presences_too(opened, as_, home, kind, text):
    commander = as_("commander", "en")
    assert f'<option value="{kind}">' in commander.get("/imports/").content.decode()
    sent = commander.post("/imports/", {**_upload(text.encode()), "kind": kind}, follow=True)
    assert "1 rows read = 0 accepted + 0 duplicate + 1 rejected" in sent.content.decode()


def test_the_auditor_reads_names_and_verifies_the_chain(signed, as_):
    from fangxian.operations.journal.services import seal

    seal()
    auditor = as_("auditor", "en")
    page = auditor.get("/journal/").content.decode()
    assert "Commander" in page
    assert "signed" in page
    assert auditor.post("/journal/verify").status_code == 302
    assert as_("commander", "en").get("/journal/").status_code == 403


def test_an_order_opens_branch_by_branch_down_to_what_happened(signed, as_, cast, clock):
    from fangxian.operations.orders.queries import list_branch, list_my_tasks

    worker, task = as_("community_worker", "en"), list_my_tasks(cast.community_worker, clock.now())[0]
    worker.post(f"/tasks/{task.id}/acknowledge")
    commander = as_("commander", "en")
    assert task.title.en in commander.get(f"/orders/{task.order_id}/").content.decode()
    (top, *_) = list_branch(cast.commander.reach, task.order_id, None, clock.now())
    assert commander.get(f"/orders/{task.order_id}/branch/{top.id}/").status_code == 200
    assert "acknowledged" in commander.get(f"/orders/dispatches/{task.dispatch_id}/events/").content.decode()


def test_an_edit_needs_a_reason_and_a_row_left_out_is_not_signed(story, as_, cast):
    from fangxian.operations.decisions.queries import get_proposal, list_waiting

    area = next(row for row in list_waiting(cast.commander, story.outbreak_id) if row.kind == "area")
    _, (item, *_) = get_proposal(cast.commander, area.id)
    commander, given = as_("commander", "en"), {"proposal": str(area.id), f"strike|{item.key}": "on"}
    assert commander.get(f"/response/{area.id}/").status_code == 200
    assert commander.post("/response/sign", given).status_code == 400
    assert commander.post("/response/sign", {**given, "reason": "already sealed"}).status_code == 302
    assert "Tongyinli" not in commander.get("/areas/").content.decode()


def test_a_slip_says_until_when_and_how_to_appeal_in_both_languages(signed, as_, cast, clock):
    from fangxian.operations.restrictions.queries import list_restrictions

    row = list_restrictions(cast.commander.reach, signed.outbreak_id, clock.now(), clock.now())[0]
    for language, words in (("en", "You may appeal"), ("zh-hans", "您有权申诉")):
        assert words in as_("commander", language).get(f"/restrictions/{row.key}/slip/").content.decode()
    assert as_("stranger").get(f"/restrictions/{row.key}/slip/").status_code == 404
    assert as_("district_cdc").post(f"/restrictions/{row.key}/serve").status_code == 302
    assert "served" in as_("commander", "en").get("/restrictions/").content.decode()
