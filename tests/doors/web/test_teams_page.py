"""Teams on screen: what is short first, a proposal taken, everybody sees where and why, a stranger sees nothing."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.operations.teams.conftest import FUCHENG, TONGYINLI, member, post

ROSTER = {
    "employer": "Education bureau", "place": TONGYINLI, "purpose": "staffing", "legal_basis": "law",
    "approver": "commander", "until": "2021-12-31", "headings": "Staff no=number",
}  # fmt: skip


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def staffed(opened, cast, clock):
    """Two members of staff near 桐荫里, one of them the community's worker, and a post that needs three."""
    from fangxian.operations.teams.services import add_members, set_posts

    here = {"lat": 28.2, "lon": 113.0}
    mine = member("1", user_id=cast.community_worker.user_id, skills=("sample",), **here)
    add_members(cast.commander, clock, [mine, member("2", **here)])
    given = [post(need=2, **here), post(FUCHENG, need=1, skills=("drive",), lat=28.3, lon=113.0)]
    return set_posts(cast.commander, clock, outbreak_id=opened, given=given)


def propose(browser) -> str:
    return browser.post("/teams/propose", follow=True).redirect_chain[-1][0]


def test_what_is_short_stands_first_and_an_empty_page_says_what_would_fill_it(opened, as_, request):
    page = text(as_("commander", "en").get("/teams/"))
    assert "No post yet" in page
    assert "Posts follow from risk areas" in page
    request.getfixturevalue("staffed")
    page = text(as_("commander", "en").get("/teams/"))
    assert page.index("2 short") < page.index("1 short")
    assert "岗位由风险地区" not in text(as_("commander").get("/teams/"))


def test_a_proposal_is_looked_at_taken_and_then_everybody_sees_where_and_why(staffed, as_):
    commander, worker = as_("commander", "en"), as_("community_worker", "en")
    assert "You have no post now." in text(worker.get("/teams/"))
    where = propose(commander)
    assert re.search(r"<strong>2</strong><span>would change their post", text(commander.get(where)))
    assert "waits for you" in text(commander.get("/teams/"))
    page = text(commander.post(f"{where}answer", {"answer": "take"}, follow=True))
    assert "The proposal is taken; 2 people go to a new post." in page
    mine = text(worker.get("/teams/"))
    assert "the nearest post that suits" in mine
    assert "合成1" in text(worker.get(f"/teams/posts/{staffed[0]}/"))


def test_a_proposal_left_sends_nobody(staffed, as_):
    commander = as_("commander", "en")
    page = text(commander.post(f"{propose(commander)}answer", {"answer": "leave"}, follow=True))
    assert "The proposal is left." in page
    assert "Nobody serves here yet." in text(commander.get(f"/teams/posts/{staffed[0]}/"))


def test_somebody_is_sent_by_hand_by_name_and_called_off(staffed, as_):
    commander, where = as_("commander", "en"), f"/teams/posts/{staffed[1]}/"
    page = text(commander.post(f"{where}send", {"member": "合成2", "role": "lead"}, follow=True))
    assert "sent by hand" in page
    end = page.split("/teams/assignments/")[1].split("/end")[0]
    assert "Called off." in text(commander.post(f"/teams/assignments/{end}/end", follow=True))
    unclear = commander.post(f"{where}send", {"member": "nobody", "role": "lead"})
    assert unclear.status_code == 400
    assert "0 members are called" in text(unclear)


def test_a_unit_stands_with_its_duty_telephone_and_a_leader_beside_a_place(staffed, as_):
    commander = as_("commander", "en")
    unit = {
        "kind": "checkpoint", "place": TONGYINLI, "name": "卡口组", "name_en": "Gate unit", "duty_phone": "0731-110",
        "lead": "合成1", "members": "合成2",
    }  # fmt: skip
    page = text(commander.post("/teams/units", unit, follow=True))
    assert 'href="tel:0731-110"' in page
    assert "Gate unit" in page
    page = text(commander.post("/teams/leaders", {"place": TONGYINLI, "leader": "合成2"}, follow=True))
    assert "The leader is linked." in page


def test_a_volunteer_signs_up_with_consent_and_waits_to_be_checked(staffed, as_):
    worker, commander = as_("police_officer", "en"), as_("commander", "en")
    asked = {"full_name": "志愿者甲", "place": "430102", "phone": "139", "consented": "1", "self": "1"}
    assert "Taken down; now to be checked." in text(worker.post("/teams/people/join", asked, follow=True))
    page = text(commander.get("/teams/people/"))
    who = page.split('/check"')[0].rsplit("/", 1)[1]
    told = {"check": ["identity", "health", "training"]}
    assert "The checks are recorded." in text(commander.post(f"/teams/people/{who}/check", told, follow=True))
    without = worker.post("/teams/people/join", {**asked, "consented": ""})
    assert without.status_code == 400


def test_a_roster_is_loaded_and_its_headings_are_remembered(staffed, as_):
    commander = as_("commander", "en")

    def load(content: str, **more):
        file = SimpleUploadedFile("roster.csv", content.encode())
        return text(commander.post("/teams/people/roster", {**ROSTER, **more, "file": file}, follow=True))

    assert "2 rows read: 2 accepted, 0 duplicate, 0 rejected." in load("Staff no,name\n11,甲\n12,乙\n")
    assert "2 rows read: 1 accepted, 1 duplicate, 0 rejected." in load(
        "Staff no,name\n11,甲\n13,丙\n", headings=""
    )


def test_who_is_called_back_answers_from_their_own_page(staffed, as_):
    commander, worker = as_("commander", "en"), as_("community_worker", "en")
    told = {"members": "合成1", "hours": "6", "reason": "outbreak"}
    assert "1 people are called back." in text(commander.post("/teams/people/recall", told, follow=True))
    page = text(worker.get("/teams/"))
    call = page.split("/teams/recalls/")[1].split("/answer")[0]
    assert "Answered." in text(
        worker.post(f"/teams/recalls/{call}/answer", {"answer": "coming"}, follow=True)
    )


def test_a_worker_of_another_district_sees_no_post_and_no_name(staffed, as_):
    stranger = as_("stranger", "en")
    for page in ("/teams/", "/teams/people/"):
        assert "合成" not in text(stranger.get(page))
    assert stranger.get(f"/teams/posts/{staffed[0]}/").status_code == 404
    assert "合成" not in text(as_("auditor", "en").get("/teams/people/"))


def test_anybody_signs_up_without_an_account_where_command_asks_and_the_street_checks(
    opened, as_, client, clock, monkeypatch
):
    from fangxian.doors.web.pages.self_report import volunteer

    monkeypatch.setattr(volunteer, "get_world_clock", lambda: clock)
    client.cookies["django_language"] = "en"
    address = f"/volunteer/{opened}/"
    assert client.get(address).status_code == client.get("/volunteer/no-such/").status_code == 404
    commander = as_("commander", "en")
    assert address in text(commander.post("/teams/people/call", {"open": "1"}, follow=True))
    page = text(client.get(address))
    assert "Erased after 30 days if nobody has checked with you" in page
    assert 'class="side"' not in page
    form = {"full_name": "合成志愿者", "phone": "139-5", "home": TONGYINLI, "skill": ["drive"]}
    assert client.post(address, form).status_code == 400
    form |= {"consented": "1"}
    assert client.post(address, {**form, "home": "nowhere at all"}).status_code == 400
    assert "Thank you, received." in text(client.post(address, form))
    client.cookies["django_language"] = "zh-hans"
    assert "已收到，谢谢您" in text(client.post(address, {**form, "phone": "139-6"}))
    assert "30天内没有核实即删除" in text(client.get(address))
    people = text(as_("street_worker", "en").get("/teams/people/"))
    assert "合成志愿者" in people
    assert "identity checked" in people
    assert "合成志愿者" not in text(as_("stranger", "en").get("/teams/people/"))
