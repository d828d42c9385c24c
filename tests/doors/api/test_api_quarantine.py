"""Quarantine sites through the API: a room only on a restriction that stands, a stranger sees nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db
SITE = {
    "site_id": "inn",
    "place_id": TONGYINLI,
    "name": "桐荫里宾馆",
    "lat": 28.2,
    "lon": 113.0,
    "floors": [{"floor": "2", "rooms": 3, "offers": ["infant"], "air": "east"}],
}


@pytest.fixture
def at(outbreak, program) -> str:
    """The address of the outbreak's quarantine; the inn is open."""
    at = f"/outbreaks/{outbreak}/quarantine"
    assert program("commander").post(f"{at}/sites", SITE).status_code == 204
    return at


@pytest.fixture
def key(outbreak, cast, clock, keep) -> str:
    """The restriction of somebody a case named."""
    from fangxian.operations.restrictions.queries import list_restrictions
    from tests.operations.response.conftest import Desk

    def begin() -> str:
        desk = Desk(cast, clock, keep, outbreak)
        desk.report("one", friends=("friend",))
        desk.respond()
        desk.sign_all()
        now = clock.now()
        rows = list_restrictions(cast.commander.reach, outbreak, now, now)
        return next(row.key for row in rows if row.person_id == "friend")

    return keep(begin)


def test_a_room_is_ordered_on_a_standing_restriction_and_the_day_goes_on(at, key, program, clock):
    worker = program("community-worker")
    (one,) = worker.get(f"{at}/suggested").json()
    assert (one["person_id"], one["site_id"], one["why"]["en"]) == ("friend", "inn", "the nearest site")
    asked = {"restriction_key": key, "site_id": "inn", "room": "201"}
    refused = worker.post(f"{at}/stays", {"stays": [{**asked, "restriction_key": "r-none"}]})
    assert refused.json()["code"] == "no-standing-restriction"
    (stay,) = worker.post(f"{at}/stays", {"stays": [asked]}).json()["stays"]
    assert worker.post(f"/stays/{stay}/picked-up", {}).status_code == 204
    assert worker.post(f"/stays/{stay}/arrived", {}).status_code == 204
    row = worker.get(f"/stays/{stay}").json()
    day = {"due_on": row["days"][0]["on"]}
    assert worker.post(f"/stays/{stay}/samples", day).status_code == 204
    assert worker.post(f"/stays/{stay}/results", {**day, "result": "negative"}).status_code == 204
    flag = worker.post(f"/stays/{stay}/flags", {"symptoms": ["cough"]}).json()["flag_id"]
    doctor = program("clinician")
    assert doctor.post(f"/stay-flags/{flag}/seen", {}).status_code == 204
    assert doctor.post(f"/stay-flags/{flag}/settle", {"ending": "well"}).status_code == 204
    assert doctor.get(f"{at}/flags").json() == []
    assert worker.post(f"/stays/{stay}/release", {"reason": "served"}).json()["code"] == "release-lacks"
    assert (
        program("commander").post(f"/stays/{stay}/restart", {"reason": "x"}).json()["code"] == "not-positive"
    )
    (site,) = worker.get(f"{at}/sites").json()
    assert (site["taken"], site["contacts"], site["managed"]) == (1, 1, 0)
    assert worker.get(f"{at}/free").json()[0]["taken"] == 1
    assert worker.get(f"{at}/restarts").json() == []
    before = (clock.now() - timedelta(days=1)).isoformat().replace("+", "%2B")
    assert worker.get(f"{at}/stays?known_at={before}").json() == []
    assert worker.post(f"/stays/{stay}/left", {"why": "to-hospital"}).status_code == 204
    assert worker.get(f"{at}/stays").json() == []


def test_a_site_is_closed_by_who_commands(at, program):
    assert program("community-worker").post(f"{at}/sites/inn/close", {}).json()["code"] == "not-your-role"
    assert program("commander").post(f"{at}/sites/inn/close", {}).status_code == 204


def test_a_stranger_reads_and_writes_nothing(at, key, program):
    asked = {"stays": [{"restriction_key": key, "site_id": "inn", "room": "201"}]}
    (stay,) = program("community-worker").post(f"{at}/stays", asked).json()["stays"]
    stranger = program("other-district-worker")
    assert stranger.get(f"{at}/sites").json() == []
    assert stranger.get(f"{at}/stays").json() == []
    assert stranger.get(f"{at}/suggested").json() == []
    assert stranger.get(f"/stays/{stay}").status_code == 404
    assert stranger.post(f"/stays/{stay}/arrived", {}).status_code == 404
    assert stranger.post(f"/stay-flags/{uuid4()}/seen", {}).status_code in (403, 404)


def test_a_consent_is_signed_read_and_taken_back(at, outbreak, cast, clock, keep, program):
    from fangxian.operations.restraining import answer_offers, offer_first
    from fangxian.operations.restrictions.offers import Answered
    from tests.operations.response.conftest import Desk

    desk, worker = Desk(cast, clock, keep, outbreak), program("community-worker")
    desk.report("one", friends=("friend",))
    desk.respond()
    asked = {"outbreak_id": outbreak, "measure": "central-quarantine"}
    offer_first(cast.community_worker, clock, **asked, people=["friend"])
    answer_offers(cast.community_worker, clock, **asked, answers=[Answered("friend", "agreed")])
    (one,) = worker.get(f"{at}/agreed").json()
    given = {"person_id": "friend", "measure": one["measure"], "channel": "visit", "language": "zh"}
    refused = worker.post(f"{at}/consents", {**given, "signed": "thumb"})
    assert refused.json()["code"] == "not-a-consent"
    key = worker.post(f"{at}/consents", {**given, "signed": "own-hand"}).json()["consent_id"]
    (room,) = worker.get(f"{at}/suggested").json()
    asked = {"consent_id": key, "site_id": room["site_id"], "room": room["room"]}
    (stay,) = worker.post(f"{at}/stays", {"stays": [asked]}).json()["stays"]
    told = worker.get(f"/stays/{stay}").json()
    assert (told["bound"], told["stands"], told["restriction_key"]) == (False, True, "")
    assert worker.post(f"/consents/{key}/taken-back", {}).status_code == 204
    (row,) = worker.get(f"{at}/consents").json()
    assert (row["stands"], row["why_ended"]) == (False, "taken-back")
    assert program("other-district-worker").get(f"{at}/consents").json() == []
