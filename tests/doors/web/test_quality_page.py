"""The page of what goes wrong with results: the alarm in a sentence, charts by day, what was looked into, one's own places."""

from datetime import timedelta

import pytest

from tests.operations.custody.drawn_results import record_day, register_three, usual
from tests.operations.rounds.conftest import listings

ADDRESS = "/testing/quality/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def drifted(opened, cast, clock, keep):
    """On the third day one laboratory finds 3 of its 24 positives; the day after it is told of."""
    from fangxian.operations.custody.drift.raising import watch_drift
    from fangxian.operations.rounds.services import open_round

    def begin():
        row = open_round(
            cast.commander,
            clock,
            outbreak_id=opened,
            kind="testing",
            place_id="43",
            due_at=clock.now() + timedelta(days=9),
            lists={"household-register": listings()},
        )
        register_three(cast.commander, clock, opened)
        for bad in (24, 24, 3):
            record_day(cast.commander, clock, opened, row.id, usual(bad))
            clock.advance(timedelta(days=1))
        watch_drift(cast.commander, clock, outbreak_id=opened)
        return row

    return keep(begin)


def test_before_any_result_the_page_says_so(opened, as_):
    assert "No results to compare yet" in text(as_("commander", "en").get(ADDRESS))
    assert "还没有结果可比" in text(as_("commander").get(ADDRESS))


def test_the_alarm_is_a_sentence_first_on_the_page_and_leads_there_from_the_testing_day(drifted, as_):
    page = text(as_("commander", "en").get(ADDRESS))
    assert "实验室 bad found 3 positives where its share of the tests in the same areas makes 17.0" in page
    assert "Re-test stored samples" in page
    assert page.index("Re-test stored samples") < page.index('class="scores"')
    assert "按其在同地区的检测份额应为 17.0 管" in text(as_("commander").get(ADDRESS))
    for address in ("/testing/", "/testing/laboratories/"):
        assert f'<a href="{ADDRESS}">实验室 bad' in text(as_("commander", "en").get(address))


def test_every_laboratory_street_and_import_has_its_charts_with_the_limit(drifted, as_):
    page = text(as_("commander", "en").get(ADDRESS))
    # Three charts of three laboratories, two of their imports, two of the street.
    assert page.count('class="limit"') == 3 * 3 + 3 * 2 + 2
    assert page.count('<circle class="alarm"') == 1
    assert "3 imports, highest: " in page


def test_whoever_commands_says_what_was_found_and_nobody_else_is_asked(drifted, as_):
    assert "Looked into" not in text(as_("lab_worker", "en").get(ADDRESS))
    told = {"kind": "laboratory", "unit_id": "bad", "reason": "re-tested 40, all negative"}
    assert as_("lab_worker").post(f"{ADDRESS}cleared", told).status_code == 403
    page = text(as_("commander", "en").post(f"{ADDRESS}cleared", told, follow=True))
    assert "No alarm waits to be looked into" in page
    assert "re-tested 40, all negative" in page


def test_a_district_sees_its_own_laboratory_and_streets_and_a_stranger_nothing(drifted, as_):
    own = text(as_("district_commander", "en").get(ADDRESS))
    assert "实验室 bad" in own
    assert "实验室 good" not in own
    assert "You see the laboratories and sampling places of your own places" in own
    stranger = text(as_("stranger", "en").get(ADDRESS))
    assert "实验室" not in stranger
    assert "No results to compare yet" in stranger
