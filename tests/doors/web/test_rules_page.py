"""The comparison of rules: counts for one's own places, and simulated truth growing outbreak by outbreak."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import transaction

from fangxian.engines.comparison import Trial, list_rules

HOME = "430102003001"
ELSEWHERE = "430204001"
CHINESE = re.compile(r"[㐀-鿿]+")


@pytest.fixture
def outbreak(story, cast, clock) -> str:
    """The tiny outbreak, with one contact more, who lives in another district."""
    from fangxian.operations.contacts.services import ContactGiven, name_contacts
    from fangxian.operations.people.services import NewPerson

    friend = NewPerson(key="p-far", full_name="Far Friend", residence_place_id=ELSEWHERE)
    named = [ContactGiven(friend, date(2021, 7, 30))]
    with transaction.atomic():
        name_contacts(
            cast.commander, clock, outbreak_id=story.outbreak_id, case_id=story.case_id, given=named
        )
    return story.outbreak_id


def people(html: str) -> list[int]:
    """The people managed, rule by rule."""
    return [int(found) for found in re.findall(r'class="number people"[^>]*><span>(\d+)', html)]


def test_the_page_opens_with_every_rule_waiting_and_asks_for_the_first(story, as_):
    html = as_("commander", "en").get("/rules/").content.decode()
    assert all(rule.title.en in html.replace("&#x27;", "'") for rule in list_rules())
    assert "done=1" in html
    assert people(html) == []


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_each_answer_holds_one_rule_more_until_all_are_there(story, as_, language):
    client, number = as_("commander", language), len(list_rules())
    for done in range(1, number + 1):
        html = client.get(f"/rules/rows?done={done}").content.decode()
        assert len(people(html)) == done
        assert (f"done={done + 1}" in html) is (done < number)
    assert (CHINESE.search(html) is None) is (language == "en")
    deep = client.get(f"/rules/rows?done={number}&deep={number}").content.decode()
    assert "hx-trigger" not in deep


def test_without_scripts_everything_is_computed_at_once(story, as_):
    assert len(people(as_("commander").get("/rules/?whole=1").content.decode())) == len(list_rules())


def test_everybody_counts_the_people_of_their_own_places_and_reads_no_name(outbreak, as_):
    number = len(list_rules())
    for role, expected in (("commander", 2), ("community_worker", 1), ("district_cdc", 1)):
        html = as_(role, "en").get(f"/rules/rows?done={number}").content.decode()
        assert set(people(html)) == {expected}
        assert not re.search("Friend|Index Person|p-far|p-friend", html)


def test_a_worker_of_another_district_is_told_nothing_of_it(story, as_):
    html = as_("stranger", "en").get(f"/rules/rows?done={len(list_rules())}").content.decode()
    assert set(people(html)) <= {0}


def test_a_stranger_is_sent_to_sign_in(client, story):
    assert client.get("/rules/").status_code == 302


def test_looking_back_says_which_later_cases_a_rule_had_listed(outbreak, cast, clock, as_):
    from fangxian.operations.cases.reports import CaseReport
    from fangxian.operations.cases.services import report_case
    from fangxian.operations.people.services import NewPerson

    judged_at = clock.now()
    clock.advance(timedelta(days=2))
    friend = NewPerson(key="p-friend", full_name="Friend", residence_place_id=HOME)
    report = CaseReport(person=friend, reported_on=date(2021, 8, 2), residence_place_id=HOME, facts={})
    report_case(cast.commander, clock, outbreak_id=outbreak, report=report)
    html = (
        as_("commander", "en")
        .get("/rules/rows", {"done": len(list_rules()), "at": judged_at.isoformat()})
        .content.decode()
    )
    assert html.count("1 of 1") == len(list_rules())


def test_a_moment_that_cannot_be_read_is_now_and_a_later_one_too(story, as_):
    client = as_("commander", "en")
    later = datetime(2030, 1, 1, tzinfo=UTC).isoformat()
    for asked in ("yesterday", later):
        assert client.get("/rules/rows", {"done": 1, "at": asked}).status_code == 200


def test_the_line_for_other_pages_has_every_rule_and_its_people(outbreak, as_):
    html = as_("commander", "en").get("/rules/brief").content.decode()
    assert html.count("2 people") == len(list_rules())


def test_simulated_outbreaks_come_one_by_one_and_stay(story, as_, home, monkeypatch):
    from fangxian.doors.web.pages.rules import views
    from fangxian.operations import comparison

    for module in (views, comparison):
        monkeypatch.setattr(module, "TRIALS", 2)
    monkeypatch.setattr(comparison, "SIMULATED", Trial(people=400, days=24, at_least=5))
    client = as_("commander", "en")
    assert "Nothing simulated yet" in client.get("/rules/").content.decode()
    first, second, third = (client.get("/rules/simulated").content.decode() for _ in range(3))
    assert 'hx-trigger="load"' in first
    assert "1 of 2 outbreaks" in first
    assert 'hx-trigger="load"' not in second
    assert re.findall(r"\d+–\d+", second) == re.findall(r"\d+–\d+", third)
    assert "2 of 2 outbreaks" in client.get("/rules/").content.decode()


def test_without_an_outbreak_the_page_says_what_would_fill_it(cast, as_, monkeypatch, clock):
    from fangxian.doors.web import desk

    monkeypatch.setattr(desk, "get_world_clock", lambda: clock)
    assert "fangxian load" in as_("commander", "en").get("/rules/").content.decode()
