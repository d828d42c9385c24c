"""Sampling sites through the API: opened in bulk, run, watched; a stranger finds nothing of them."""

from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import FUCHENG, TONGYINLI

pytestmark = pytest.mark.django_db


def site(key: str = "north-1", place: str = TONGYINLI, **more) -> dict:
    return {"key": key, "place_id": place, "lat": 28.19, "lon": 113.0, "capacity": 3_600} | more


@pytest.fixture
def sites(outbreak, program) -> str:
    """Two sites are open; the address of all."""
    address = f"/outbreaks/{outbreak}/sites"
    answer = program("commander").post(address, {"sites": [site(), site("south-1", FUCHENG)]})
    assert answer.json() == {"opened": 2, "unchanged": 0}
    return address


def test_opening_again_changes_nothing_and_each_office_lists_its_own(sites, program):
    again = program("commander").post(sites, {"sites": [site()]})
    assert again.json() == {"opened": 0, "unchanged": 1}
    listed = program("community-worker").get(sites).json()
    assert [(one["site"]["id"], one["site"]["desks"], one["is_open"]) for one in listed] == [
        ("north-1", 2, True)
    ]
    assert [one["site"]["id"] for one in program("other-district-worker").get(sites).json()] == ["south-1"]


def test_a_queue_too_long_is_an_alarm_somebody_answers(sites, outbreak, program, cast, clock):
    from fangxian.operations.at_sites.watching import watch_sites

    worker = program("community-worker")
    assert worker.post(f"{sites}/north-1/queue", {"waiting": 900}).json()["waiting"] == 900
    watch_sites(cast.commander, clock, outbreak_id=outbreak)
    (alarm,) = worker.get(f"/outbreaks/{outbreak}/site-alarms").json()
    assert (alarm["kind"], alarm["measured"], alarm["allowed"]) == ("crowded", 900, 150)
    assert program("other-district-worker").get(f"/outbreaks/{outbreak}/site-alarms").json() == []
    address = f"/site-alarms/{alarm['id']}/answer"
    assert program("other-district-worker").post(address, {"said": "no"}).status_code == 404
    assert worker.post(address, {"said": "two desks more"}).status_code == 204
    assert worker.post(address, {"said": "again"}).status_code == 409


def test_a_shift_sent_again_is_one_and_ends(sites, program, clock):
    from datetime import timedelta

    worker, shift = program("community-worker"), str(uuid4())
    told = {"id": shift, "person_id": "p-sampler"}
    assert worker.post(f"{sites}/north-1/shifts", told).status_code == 201
    assert worker.post(f"{sites}/north-1/shifts", told).json()["id"] == shift
    clock.advance(timedelta(hours=2))
    assert worker.post(f"{sites}/north-1/shifts/{shift}/ended", {}).json()["to_at"]
    assert [one["person_id"] for one in worker.get(f"{sites}/north-1/shifts").json()] == ["p-sampler"]
    assert program("other-district-worker").get(f"{sites}/north-1/shifts").status_code == 404


def test_a_closed_site_takes_no_queue(sites, program):
    assert program("commander").post(f"{sites}/north-1/closed", {}).json()["closed_at"]
    answer = program("community-worker").post(f"{sites}/north-1/queue", {"waiting": 3})
    assert answer.status_code == 409
    assert answer.json()["code"] == "site-closed"
