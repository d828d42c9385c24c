"""The round on the phone, without JavaScript: doors by role, one form a door, sent twice it counts once."""

import re

import pytest

from tests.operations.follow_ups.conftest import desk  # noqa: F401
from tests.operations.visits.conftest import TONGYINLI, Walk, walk  # noqa: F401


@pytest.fixture
def page(walk, as_, monkeypatch) -> Walk:  # noqa: F811
    """The morning of the round, with a screening of the whole community."""
    from fangxian.doors.web import desk as desks
    from fangxian.doors.web.pages.sign_in import views

    for module in (desks, views):
        monkeypatch.setattr(module, "get_world_clock", lambda: walk.clock)
    walk.order("community-screening")
    return walk


def test_the_worker_sees_each_door_once_and_records_everybody_with_one_tap(page, as_):
    worker, visit = as_("community_worker", "en"), page.visit_of("guest-1")
    listed = worker.get("/visits/").content.decode()
    assert len(re.findall(r'class="task visit', listed)) == 2
    form = worker.get(f"/visits/{visit.door_id}/").content.decode()
    assert form.count("take the temperature") == 2, "once for each of two people"
    sent = {
        name: re.findall(rf'name="{name}" value="([^"]+)"', form)
        for name in ("followed", "riding", "event_id")
    }
    for _ in range(2):
        assert worker.post(f"/visits/{visit.door_id}/record", {**sent, "all": "well"}).status_code == 302
    assert visit.door_id not in worker.get("/visits/").content.decode()
    assert page.round().wide[0].asked == 1


def test_what_was_not_tapped_stays_due(page, as_):
    visit = page.visit_of("guest-1")
    first = visit.of_kind("check")[0].subject
    keys = [part.subject for part in visit.of_kind("check")]
    sent = {"followed": keys, f"result-{first}": "well"}
    as_("community_worker").post(f"/visits/{visit.door_id}/record", sent)
    assert len(page.visit_of("guest-2").of_kind("check")) == 1


@pytest.mark.parametrize("who", ["stranger", "police_officer"])
def test_others_see_no_door_and_cannot_tell_one_from_none(page, as_, who):
    client, door = as_(who), page.visit_of("guest-1").door_id
    assert "合成guest-1" not in client.get("/visits/").content.decode()
    real, none = (client.get(f"/visits/{key}/") for key in (door, "nothing"))
    assert (real.status_code, none.status_code) == (404, 404)
    assert client.get(f"/visits/?place={TONGYINLI}").status_code in (
        404,
        200 if who == "police_officer" else 404,
    )
