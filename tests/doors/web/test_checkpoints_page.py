"""Checkpoints on screen: set up by command, three taps at the gate, acknowledged in the community, late in red."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import TONGYINLI

PATH = "/checkpoints/"
NORTH = f"{PATH}at/north/"
GATE = {"key": "north", "kind": "road", "name": "北口", "place": TONGYINLI, "least_crew": "2"}


def text(answer) -> str:
    return answer.content.decode()


def passing(direction: str = "in", **more) -> dict[str, str]:
    return {
        "event_id": f"{uuid4()}",
        "direction": direction,
        "origin_risk": "low",
        "code_seen": "green",
    } | more


@pytest.fixture
def gate(opened, as_):
    """A checkpoint of 桐荫里, set up by the page."""
    assert as_("commander").post(f"{PATH}open", GATE).status_code == 302


def test_without_checkpoints_the_page_says_what_would_fill_it(opened, as_):
    assert "There is no checkpoint yet." in text(as_("commander", "en").get(PATH))
    assert "设置卡口" in text(as_("commander").get(PATH))
    assert "设置卡口" not in text(as_("checkpoint_worker").get(PATH))


def test_three_taps_record_a_passage_and_pressed_twice_it_is_one(gate, as_):
    worker, told = as_("checkpoint_worker", "en"), passing()
    assert "tap In or Out to record" in text(worker.get(NORTH))
    for _ in range(2):
        assert worker.post(f"{NORTH}passage", told).status_code == 302
    assert worker.post(f"{NORTH}passage", passing("out")).status_code == 302
    page = text(worker.get(NORTH))
    assert "in · low risk" in page
    assert "out · low risk" in page
    assert page.count('<td class="number">1</td>') == 2


def test_whoever_comes_from_a_risk_area_waits_for_the_community_and_is_late_in_time(gate, as_, clock):
    told = passing(origin_risk="high", full_name="合成吴", phone="130", place=TONGYINLI)
    assert as_("checkpoint_worker").post(f"{NORTH}passage", told).status_code == 302
    assert "合成吴" not in text(as_("checkpoint_worker").get(PATH))
    clock.advance(timedelta(hours=3))
    page = text(as_("community_worker", "en").get(PATH))
    assert "合成吴" in page
    assert "late" in page
    handed = page.split("/checkpoints/handed/")[1].split("/")[0]
    assert as_("community_worker").post(f"{PATH}handed/{handed}/acknowledge").status_code == 302
    assert "Nobody waits to be acknowledged." in text(as_("community_worker", "en").get(PATH))


def test_the_queue_is_told_and_the_checkpoint_closed_with_a_reason(gate, as_):
    assert as_("checkpoint_worker").post(f"{NORTH}queue", {"waiting": "12"}).status_code == 302
    assert "12" in text(as_("commander").get(PATH))
    assert as_("commander").post(f"{NORTH}close", {"reason": "area ended"}).status_code == 302
    assert "closed" in text(as_("commander", "en").get(PATH))


def test_a_stranger_finds_no_checkpoint_and_a_form_that_is_wrong_says_what_was_expected(gate, as_):
    assert as_("stranger").get(NORTH).status_code == 404
    assert "北口" not in text(as_("stranger").get(PATH))
    wrong = as_("checkpoint_worker", "en").post(f"{NORTH}passage", passing(code_seen="purple"))
    assert wrong.status_code == 400
    assert "The passage is not clear" in text(wrong)
