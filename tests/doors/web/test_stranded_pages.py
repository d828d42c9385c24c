"""Stranded visitors on screen: registered, sampled, given a way home, handed over with a code that is shown once."""

from datetime import timedelta

import pytest

FORM = {
    "size": "16",
    "home": "大连市",
    "place": "430102003001",
    "leader": "合成导游",
    "phone": "13800000001",
    "event_id": "01a2227d-dafa-7000-b2b2-c9b2230be3b1",
}
GROUP = f"/stranded/{FORM['event_id']}/"


def text(answer) -> str:
    return answer.content.decode()


@pytest.fixture
def housed(opened, as_):
    assert as_("community_worker").post("/stranded/register", FORM).status_code == 302
    return opened


def test_a_group_pressed_twice_is_registered_once(housed, as_):
    worker = as_("community_worker", "en")
    worker.post("/stranded/register", FORM)
    page = text(worker.get("/stranded/"))
    assert "Still here: groups 1, people 16" in page
    assert page.count(f'href="{GROUP}"') == 1


def test_a_group_is_sampled_gets_a_way_home_and_leaves(housed, as_, clock):
    worker = as_("community_worker", "en")
    assert "The sampling is recorded." in text(
        worker.post(f"{GROUP}test", {"people": "16", "positives": "0"}, follow=True)
    )
    leaves_at = (clock.now() + timedelta(hours=24)).strftime("%Y-%m-%dT%H:%M")
    planned = worker.post(f"{GROUP}plan", {"leaves_at": leaves_at, "leaves_by": "train"}, follow=True)
    assert "by train" in text(planned)
    assert "16 of 16" in text(planned)
    gone = text(worker.post(f"{GROUP}left", {}, follow=True))
    assert "has left" in gone
    assert "Way home set" in text(worker.get("/stranded/"))


def test_a_city_is_handed_its_groups_and_is_late_when_it_does_not_answer(housed, as_, clock):
    cdc = as_("city_cdc", "en")
    assert "Hand over to 大连市" in text(cdc.get("/stranded/?home=大连市"))
    letter = text(cdc.post("/stranded/hand-over", {"home": "大连市"}, follow=True))
    assert "Code to acknowledge it, shown once" in letter
    assert "groups 1, people 16" in letter
    clock.advance(timedelta(hours=7))
    assert "home city has not answered in time" in text(cdc.get("/stranded/?state=late"))


def test_a_worker_may_not_hand_over_and_a_stranger_sees_no_group(housed, as_):
    assert as_("community_worker").post("/stranded/hand-over", {"home": "大连市"}).status_code == 403
    stranger = as_("stranger")
    assert stranger.get(GROUP).status_code == 404
    page = text(stranger.get("/stranded/"))
    assert "大连市" not in page
    assert "没有滞留旅客" in page


def test_who_reads_no_register_is_told_so(housed, as_):
    assert "Your role reads no register of people" in text(as_("police_officer", "en").get("/stranded/"))


def test_a_group_moves_out_of_sight(housed, as_):
    moved = as_("commander", "en").post(f"{GROUP}move", {"place": "430105001004"}, follow=True)
    assert "They are housed elsewhere now." in text(moved)
    assert as_("community_worker").get(GROUP).status_code == 404
    assert "合成导游" in text(as_("stranger").get(GROUP))
