"""The page of chains: who sees what, in both languages, and what it says of places and cases."""

import json
import re
from datetime import UTC, date, datetime

import pytest

from fangxian.operations.cases.queries import get_outbreak, list_cases
from fangxian.operations.cases.reports import CaseReport, StayGiven
from fangxian.operations.cases.services import discard_case, report_case
from fangxian.operations.chains import find_picture
from fangxian.operations.people.services import NewPerson

FURONG, KAIFU = "430102003001", "430105001004"


@pytest.fixture
def second(story, cast, clock) -> str:
    """A second case, five days after the first, who sat in the teahouse with it; it lives in Kaifu."""
    arrive_at = datetime(2021, 7, 28, 2, tzinfo=UTC)
    report = CaseReport(
        person=NewPerson(key="p-second", full_name="Second Person", residence_place_id=KAIFU),
        reported_on=date(2021, 7, 31),
        residence_place_id=KAIFU,
        facts={"onset_on": date(2021, 7, 31)},
        stays=(StayGiven(arrive_at, arrive_at.replace(hour=3), place_id="v-teahouse"),),
    )
    return report_case(cast.commander, clock, outbreak_id=story.outbreak_id, report=report)


def board(html: str) -> dict:
    return json.loads(re.search(r'<script id="chain-board"[^>]*>(.*?)</script>', html, re.DOTALL)[1])


def picture(story, actor, clock):
    return find_picture(actor.reach, get_outbreak(actor.reach, story.outbreak_id), clock.now())


@pytest.mark.parametrize(("language", "words"), [("en", "met at a place"), ("zh-hans", "同处一地")])
def test_the_meeting_in_the_teahouse_is_told_in_both_languages(story, second, as_, language, words):
    html = as_("commander", language).get("/chains/").content.decode()
    assert words in html
    told = board(html)
    (link,) = (one for one in told["links"] if one["infectee"] == second and one["infector"] == story.case_id)
    assert link["kind"] == words
    assert {case["row"] for case in told["cases"]} == {0, 1}


def test_every_node_leads_to_the_record_of_its_case(story, second, as_):
    client = as_("commander", "en")
    for case in board(client.get("/chains/").content.decode())["cases"]:
        assert client.get(case["url"]).status_code == 200


def test_places_are_ranked_by_what_they_spread(story, second, cast, clock):
    (place,) = picture(story, cast.commander, clock).places
    assert place.place_id == "v-teahouse"
    assert place.low <= place.expected <= place.high


def test_a_worker_of_another_district_sees_no_case_of_furong_and_no_trace_of_its_number(
    story, second, cast, clock
):
    seen = picture(story, cast.stranger, clock)
    whole = picture(story, cast.commander, clock)
    assert {case.row.id for case in seen.cases} < {case.row.id for case in whole.cases}
    shown = {case.row.id for case in seen.cases}
    links = [link for case in seen.cases for link in case.links]
    assert {link.infector for link in links} <= {None, *shown}
    assert not any(link.place for link in links if link.hidden)


def test_whoever_may_not_read_identities_reads_none_here(story, second, as_, cast, clock):
    html = as_("auditor", "en").get("/chains/").content.decode()
    named = {row.name for row in list_cases(cast.auditor.reach, story.outbreak_id, clock.now())}
    for name in {"Index Person", "Second Person"} - named:
        assert name not in html


def test_a_discarded_case_leaves_the_chains(story, second, cast, clock):
    discard_case(cast.commander, clock, case_id=story.case_id, reason="Laboratory error")
    (left,) = picture(story, cast.commander, clock).cases
    assert left.row.id == second
    assert [link.infector for link in left.links] == [None]


@pytest.mark.parametrize(("language", "words"), [("en", "No case here"), ("zh-hans", "还没有病例")])
def test_an_empty_page_says_what_would_fill_it(opened, as_, language, words):
    assert words in as_("commander", language).get("/chains/").content.decode()


def test_an_outbreak_without_any_meeting_says_how_places_come_to_be_listed(story, as_):
    assert "No meeting is on record" in as_("commander", "en").get("/chains/").content.decode()
