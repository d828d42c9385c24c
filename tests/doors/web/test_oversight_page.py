"""Oversight on screen: an inspector draws and goes, the office puts it right, a person opens a sanction; others see nothing."""

import re
from datetime import timedelta

import pytest

TONGYIN = "430102003001"


@pytest.fixture
def deputy(opened, as_):
    """The second person of the demonstration who may sanction, in an office of their own, signed in."""
    return as_("discipline_head", "en")


@pytest.fixture
def finding(opened, cast, clock) -> str:
    """A finding at 桐荫里."""
    from fangxian.operations.oversight.services import FindingGiven, record_finding

    given = FindingGiven(TONGYIN, "卡口无人", "serious", "两夜")
    return str(record_finding(cast.inspector, clock, outbreak_id=opened, given=given))


def text(answer) -> str:
    return answer.content.decode()


def test_an_inspector_draws_goes_and_records_on_a_phone(opened, as_):
    inspector = as_("inspector", "en")
    given = {"place_id": "4301", "method": "random", "size": "1", "purpose": "night watch"}
    page = text(inspector.post("/oversight/inspections/draw", given, follow=True))
    assert "the same again" in page
    visit = re.search(r"/oversight/visits/([\w-]+)/", page).group(1)
    form = text(inspector.get(f"/oversight/visits/{visit}/"))
    answers = dict.fromkeys(re.findall(r'name="([\w-]+)" value="yes"', form), "yes")
    answers |= {"guard-present": "no", "evidence-guard-present": "gate open at 2"}
    (sent_to,) = set(re.findall(r'action="(/oversight/[^"]+/record)"', form))
    page = text(inspector.post(sent_to, answers, follow=True))
    assert "Recorded: 1 findings." in page
    assert "No: The checkpoint is manned" in text(inspector.get("/oversight/"))


def test_the_office_puts_it_right_and_an_inspector_looks_again(finding, as_):
    worker, inspector = as_("community_worker", "en"), as_("inspector", "en")
    page = text(worker.post(f"/oversight/findings/{finding}/rectify", {"proof": "two on duty"}, follow=True))
    assert "another person looks again" in page
    assert "Look again" not in page
    given = {"passed": "no", "note": "one again"}
    assert "the next round has begun" in text(
        inspector.post(f"/oversight/findings/{finding}/recheck", given, follow=True)
    )
    worker.post(f"/oversight/findings/{finding}/rectify", {"proof": "three on duty"})
    done = text(inspector.post(f"/oversight/findings/{finding}/recheck", {"passed": "yes"}, follow=True))
    assert "closed" in done


def test_a_sanction_from_its_finding_to_the_published_text(finding, as_, deputy):
    commander, worker = as_("commander", "en"), as_("community_worker", "en")
    form = text(commander.get(f"/oversight/sanctions/open?kind=finding&id={finding}"))
    assert "Guards were not supervised" in form
    assert "Slow command" not in form
    assert "price-of-delay" not in form
    given = {"kind": "finding", "id": finding, "ground": "guards-not-supervised", "what": "two nights"}
    page = text(commander.post("/oversight/sanctions/open", given, follow=True))
    case = re.search(r"/oversight/sanctions/([\w-]{36})/withdraw", page).group(1)
    at = f"/oversight/sanctions/{case}"
    assert deputy.post(f"{at}/decide", {"step-reminder": "1", "reason": "x"}).status_code == 409
    worker.post(f"{at}/answer", {"text": "one was taken ill"})
    assert commander.post(f"{at}/decide", {"step-reminder": "1", "reason": "x"}).status_code == 409
    decided = text(deputy.post(f"{at}/decide", {"step-reminder": "4", "reason": "mild"}, follow=True))
    assert "4 officials" in decided
    notice = text(commander.post("/oversight/sanctions/publish", {"sanction": case}, follow=True))
    assert "Hunan: 4 officials of 1 unit held to account." in notice


@pytest.mark.parametrize("ground", ["price-of-delay", "infector-probability", "self-reported-gap"])
def test_what_is_never_a_ground_is_refused_at_the_door_too(finding, as_, ground):
    given = {"kind": "finding", "id": finding, "ground": ground, "what": "x"}
    assert as_("commander").post("/oversight/sanctions/open", given).status_code == 409
    facts = {"kind": ground, "id": finding, "ground": "guards-not-supervised", "what": "x"}
    assert as_("commander").post("/oversight/sanctions/open", facts).status_code == 409


def test_the_fairness_line_of_a_late_dispatch_is_sent_alone(signed, as_, cast, clock):
    from fangxian.operations.orders.queries import list_late

    clock.advance(timedelta(days=20))
    late = list_late(cast.commander.reach, signed.outbreak_id, clock.now())
    row = next(row for row in late if row.place_id == TONGYIN)
    address = f"/oversight/fairness/{row.dispatch_id}/"
    assert "people ×" in text(as_("commander", "en").get(address))
    assert "人 ×" in text(as_("community_worker").get(address))
    assert text(as_("stranger", "en").get(address)).strip() == ""
    assert row.title.en in text(as_("commander", "en").get("/oversight/late/"))


def test_an_evaluation_shows_intervals_and_ranks_nobody(signed, as_, clock):
    clock.advance(timedelta(days=5))
    page = text(as_("commander", "en").post("/oversight/evaluation/run", follow=True))
    assert "too few to tell" in page
    assert 'class="interval"' in page
    assert as_("community_worker").post("/oversight/evaluation/run").status_code == 403


def test_a_stranger_and_the_office_next_door_get_the_same_answer_as_for_nothing(finding, as_):
    commander, stranger = as_("commander", "en"), as_("stranger", "en")
    given = {"kind": "finding", "id": finding, "ground": "guards-not-supervised", "what": "x"}
    made = commander.post("/oversight/sanctions/open", given).headers["Location"]
    nothing = "/oversight/sanctions/01912345-0000-7000-8000-000000000001/"
    for client in (stranger, as_("street_worker", "en"), as_("inspector", "en")):
        there, not_there = client.get(made), client.get(nothing)
        assert (there.status_code, not_there.status_code) == (404, 404)
    assert stranger.get(f"/oversight/findings/{finding}/").status_code == 404
    assert "卡口无人" not in text(stranger.get("/oversight/"))


def test_the_auditor_sees_the_case_and_not_what_people_wrote(finding, as_):
    given = {"kind": "finding", "id": finding, "ground": "guards-not-supervised", "what": "two nights alone"}
    made = as_("commander").post("/oversight/sanctions/open", given).headers["Location"]
    page = text(as_("auditor", "en").get(made))
    assert "Guards were not supervised" in page
    assert "two nights alone" not in page
    assert "two nights alone" in text(as_("commander", "en").get(made))


def test_an_evaluation_is_counted_by_verdict_and_each_count_opens_its_places(signed, as_, clock):
    clock.advance(timedelta(hours=30))
    commander = as_("commander", "en")
    page = text(commander.post("/oversight/evaluation/run", follow=True))
    counts = {
        words: (link, int(number))
        for link, number, words in re.findall(
            r'<a href="(\?id=[^"]*)"[^>]*><strong[^>]*>(\d+)</strong><span>([^<]+)<', page
        )
    }
    link, places = counts.pop("places")
    assert places == sum(number for _, number in counts.values()) > 0
    for link, number in counts.values():
        rows = text(commander.get("/oversight/evaluation/" + link.replace("&amp;", "&")))
        assert rows.partition("<tbody>")[2].count("<tr>") == number
