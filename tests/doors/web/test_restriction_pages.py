"""The pages of restraint as each role meets them: ask first, one restriction, the slip, appeals, blocked lists."""

import re
from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.decisions.queries import list_waiting
from fangxian.operations.follow_ups.queries import list_follow_ups
from fangxian.operations.follow_ups.services import make_link
from fangxian.operations.restraining import PersonAsked, request_restrictions
from fangxian.operations.restrictions.queries import list_restrictions

QUARANTINE = "central-quarantine"


def bound(cast, story, clock):
    now = clock.now()
    return {
        row.person_id: row for row in list_restrictions(cast.commander.reach, story.outbreak_id, now, now)
    }


def test_asking_first_from_the_page_until_a_refusal_is_signed(story, as_, cast, clock):
    worker, commander = as_("community_worker", "en"), as_("commander", "en")
    page = worker.get("/restrictions/offers/").content.decode()
    assert f"{QUARANTINE}|p-friend" in page
    ticked = {"person": [f"{QUARANTINE}|p-friend"]}
    assert worker.post("/restrictions/offers/ask", {**ticked, "channel": "visit"}).status_code == 302
    assert worker.post("/restrictions/offers/answer", {**ticked, "answer": "refused"}).status_code == 400
    said = {**ticked, "answer": "refused", "words": "who minds my mother?"}
    assert worker.post("/restrictions/offers/answer", said).status_code == 302
    assert "who minds my mother?" in worker.get("/restrictions/offers/").content.decode()
    (row,) = [
        one
        for one in list_waiting(cast.commander, story.outbreak_id)
        if one.what == QUARANTINE and one.restricts
    ]
    page = commander.get(f"/response/{row.id}/").content.decode()
    assert "binds 1 people (1 anew, 0 bound already)" in page
    assert "not asked first" not in page
    for role in ("commander", "city_cdc"):
        assert as_(role).post("/response/sign", {"proposal": str(row.id)}).status_code == 302
    assert bound(cast, story, clock).keys() >= {"p-friend"}


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_one_restriction_shows_its_steps_and_an_appeal_is_heard_by_another_office(
    signed, as_, cast, clock, language
):
    key = bound(cast, signed, clock)["p-friend"].key
    worker, hearer = as_("community_worker", language), as_("appeal_officer", language)
    assert worker.get(f"/restrictions/{key}/slip/").status_code == 200
    assert worker.post(f"/restrictions/{key}/serve").status_code == 302
    assert worker.post(f"/restrictions/{key}/appeal", {"text": "我不在场"}).status_code == 302
    page = worker.get(f"/restrictions/{key}/").content.decode()
    assert all(word in page for word in (("送达", "申诉") if language != "en" else ("served", "appealed")))
    assert as_("stranger", language).get(f"/restrictions/{key}/").status_code == 404
    desk = hearer.get("/appeals/").content.decode()
    assert "我不在场" in desk
    assert "Friend" not in desk
    assert "我不在场" not in as_("auditor", language).get("/appeals/").content.decode()
    appeal_id = desk.partition('id="appeal-')[2].partition('"')[0]
    decided = {"outcome": "upheld", "reason": "名单有误"}
    assert as_("commander").post(f"/appeals/{appeal_id}/hear", decided).status_code == 403
    assert hearer.post(f"/appeals/{appeal_id}/hear", decided).status_code == 302
    assert "p-friend" not in bound(cast, signed, clock)
    assert worker.post(f"/appeals/{appeal_id}/told").status_code == 302


def test_the_page_counts_everybody_though_it_shows_the_first_of_a_long_list(
    signed, as_, cast, clock, monkeypatch
):
    from fangxian.doors.web.pages.restrictions import views

    monkeypatch.setattr(views, "ROWS_SHOWN", 1)
    bound_now = len(bound(cast, signed, clock))
    page = as_("commander", "en").get("/restrictions/").content.decode()
    shown = {words: number for number, words in re.findall(r"<strong>([\d,]+)</strong><span>([^<]+)<", page)}
    assert bound_now > 1
    assert shown["not served"] == shown["restricted"] == str(bound_now)
    clock.advance(timedelta(days=2))
    page = as_("commander", "en").get("/restrictions/").content.decode()
    shown = {words: number for number, words in re.findall(r"<strong>([\d,]+)</strong><span>([^<]+)<", page)}
    assert int(shown["late to serve or review"]) > 1


def test_the_own_link_shows_what_binds_and_takes_an_appeal(signed, client, cast, clock, monkeypatch):
    from fangxian.doors.web.pages.self_report import views

    monkeypatch.setattr(views, "get_world_clock", lambda: clock)
    rows = list_follow_ups(cast.commander.reach, signed.outbreak_id, clock.now(), only="open").rows
    (own,) = [row.key for row in rows if row.person_id == "p-friend" and row.act == "quarantine"]
    address = f"/r/{make_link(cast.community_worker, clock, follow_up=own)}/"
    page = client.get(address).content.decode()
    assert 'id="bound"' in page
    assert "Index Person" not in page
    assert client.post(f"{address}appeal", {"text": " "}).status_code == 400
    assert client.post(f"{address}appeal", {"text": "我没去过"}).status_code == 302
    assert "您的申诉已于" in client.get(address).content.decode()
    assert client.post("/r/unknown/appeal", {"text": "x"}).status_code == 404


def test_a_blocked_list_is_the_auditors_to_see_and_to_settle(story, as_, cast, clock):
    listed = [PersonAsked(f"depositor-{number}") for number in range(7)]
    with pytest.raises(Problem):
        request_restrictions(
            cast.city_cdc,
            clock,
            outbreak_id=story.outbreak_id,
            measure=QUARANTINE,
            people=listed,
            reason="bank",
        )
    auditor = as_("auditor", "en")
    page = auditor.get("/restrictions/blocked/").content.decode()
    assert "7 people" in page
    assert cast.city_cdc.name.en in page
    assert "depositor" not in page
    (address,) = re.findall(r"/restrictions/blocked/[0-9a-f-]{36}/settle", page)
    for role in ("commander", "city_cdc", "community_worker", "appeal_officer"):
        assert as_(role).get("/restrictions/blocked/").status_code == 403
        assert as_(role).post(address, {"finding": "nothing"}).status_code == 403
    assert auditor.post(address, {"finding": "handed to the prosecutor"}).status_code == 302
    assert "handed to the prosecutor" in auditor.get("/restrictions/blocked/").content.decode()
