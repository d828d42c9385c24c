"""The exposed on screen: a group, its people, a decision for many, an export; each sees what is theirs."""

import re

import pytest


@pytest.fixture
def group(story, cast, clock) -> str:
    """The group of the one named friend."""
    from fangxian.operations.contacts.groups import Asked, list_groups
    from fangxian.operations.follow_ups.queries import decided_people

    decided = decided_people(story.outbreak_id, clock.now())
    asked = Asked(cast.commander.reach, story.outbreak_id, clock.now(), decided, kind="named")
    return list_groups(asked, 0, 9)[0].key


def _decision(group: str, **given: str) -> dict[str, str]:
    return {"group": group, "scope": "all", "offer": "test|test-contacts", "reason": "met the case", **given}


@pytest.mark.parametrize(("language", "words"), [("en", "named in an interview"), ("zh-hans", "流调指认")])
def test_a_group_shows_its_people_with_the_path_from_the_case(story, group, as_, language, words):
    page = as_("commander", language).get(f"/exposed/?group={group}").content.decode()
    assert "Friend" in page
    assert words in page
    assert f'href="/cases/{story.case_id}/"' in page


def test_a_day_is_never_shown_as_an_hour(story, group, as_):
    page = as_("commander", "en").get(f"/exposed/?group={group}").content.decode()
    (path,) = re.findall(r'<ol class="path">(.*?)</ol>', page, re.DOTALL)
    assert "30 Jul" in path
    assert not re.search(r"\d\d:\d\d", path)


def test_the_group_alone_is_sent_to_whoever_opens_it_in_the_page(story, group, as_):
    sent = as_("commander", "en").get(f"/exposed/?group={group}", headers={"HX-Request": "true"})
    assert "Friend" in sent.content.decode()
    assert "<html" not in sent.content.decode()


@pytest.mark.parametrize(
    ("filters", "there"),
    [
        ("degree=1", True),
        ("degree=2", False),
        ("kind=household", False),
        ("kind=named", True),
        ("degree=x", True),
    ],
)
def test_filters_narrow_the_groups_and_nonsense_narrows_nothing(story, group, as_, filters, there):
    page = as_("commander", "en").get(f"/exposed/?{filters}").content.decode()
    assert ("Friend" in page) is there


def test_before_anything_is_decided_the_bar_says_how_many_and_until_when(story, group, as_):
    commander = as_("commander", "en")
    said = commander.post("/exposed/preview", _decision(group)).content.decode()
    assert "Would open follow-up for 1 people" in said
    binding = commander.post("/exposed/preview", _decision(group, offer="quarantine|central-quarantine"))
    assert "Would bind 1 people" in binding.content.decode()
    assert "until " in binding.content.decode()
    assert "2 offices have signed" in binding.content.decode()


def test_deciding_a_test_opens_a_follow_up_and_the_group_says_so(story, group, as_):
    commander = as_("commander", "en")
    done = commander.post("/exposed/decide", _decision(group), follow=True).content.decode()
    assert "Follow-up opened for 1 people." in done
    assert "decided 1 of 1" in done
    assert "Friend" not in commander.get("/exposed/?undecided=1").content.decode()


def test_quarantine_only_becomes_a_proposal_for_two_offices(story, group, as_, cast):
    from fangxian.operations.decisions.queries import list_waiting
    from fangxian.operations.restrictions.queries import count_restrictions

    before = {row.id for row in list_waiting(cast.commander, story.outbreak_id)}
    given = _decision(group, offer="quarantine|quarantine-contact-of-contact")
    done = as_("commander", "en").post("/exposed/decide", given, follow=True).content.decode()
    assert "once two offices have signed" in done
    (made,) = [row for row in list_waiting(cast.commander, story.outbreak_id) if row.id not in before]
    assert (made.restricts, made.signatures_required, made.signatures) == (True, 2, ())
    now = made.created_at
    assert count_restrictions(cast.commander.reach, story.outbreak_id, now, now) == 0


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"offer": ""}, 400),
        ({"scope": "chosen"}, 400),
        ({"reason": " "}, 400),
        ({"offer": "advise|nothing"}, 400),
    ],
)
def test_a_decision_without_people_measure_or_reason_decides_nothing(story, group, as_, given, status):
    commander = as_("commander", "en")
    answer = commander.post("/exposed/decide", _decision(group, **given))
    assert answer.status_code == status
    assert "decided 0 of 1" in commander.get("/exposed/").content.decode()


def test_the_stranger_opens_no_group_and_decides_for_nobody(story, group, as_, cast):
    stranger = as_("stranger", "en")
    assert "Friend" not in stranger.get(f"/exposed/?group={group}").content.decode()
    assert stranger.post("/exposed/decide", _decision(group)).status_code in (400, 403)
    assert stranger.post("/exposed/preview", _decision(group)).status_code == 403


def test_the_auditor_reads_without_names_and_can_neither_decide_nor_export(story, group, as_):
    auditor = as_("auditor", "en")
    page = auditor.get(f"/exposed/?group={group}").content.decode()
    assert "p-friend" in page
    assert "Friend" not in page
    assert 'name="offer"' not in page
    assert auditor.post("/exposed/decide", _decision(group)).status_code == 403
    assert auditor.post("/exposed/export", {"reason": "audit"}).status_code == 403


def test_an_export_needs_its_reason_and_comes_as_a_file(story, group, as_):
    commander = as_("commander", "en")
    assert commander.post("/exposed/export", {"reason": ""}).status_code == 400
    answer = commander.post("/exposed/export", {"reason": "for the hospital"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="exposed-tiny-2021.csv"'
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    header, *rows = text.strip().splitlines()
    assert header.startswith("person_id,name,degree")
    assert any(row.startswith("p-friend,Friend,1") for row in rows)


def test_a_name_that_looks_like_a_formula_is_sent_as_text():
    from fangxian.doors.web.pages.exposed.export import as_text

    assert as_text("=1+1") == "'=1+1"
    assert as_text("Friend") == "Friend"
    assert as_text(None) == ""


@pytest.mark.parametrize("case", ["../../", "nobody", "%00"])
def test_a_case_that_does_not_exist_shows_an_empty_list(story, as_, case):
    answer = as_("commander", "en").get(f"/exposed/?case={case}")
    assert answer.status_code == 200
    assert "p-friend" not in answer.content.decode()
