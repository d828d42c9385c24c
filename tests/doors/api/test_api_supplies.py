"""Supplies through the API: counted, planned, handed over from a phone that had no signal; a stranger finds nothing."""

from datetime import timedelta
from uuid import uuid4

import pytest

from tests.operations.rounds.conftest import TONGYINLI

pytestmark = pytest.mark.django_db


@pytest.fixture
def supplies(outbreak, program, cast, clock, keep) -> str:
    """A closed community with one household, a depot with everything; the address of the outbreak."""
    at = f"/outbreaks/{outbreak}"

    def begin() -> None:
        from fangxian.operations.areas.services import record_official_measure

        columns = {
            "id": "m-1", "outbreak_id": outbreak, "place_id": TONGYINLI, "measure": "stay-home", "title_zh": "居家",
            "title_en": "Stay at home", "starts_at": clock.now(), "rule": "official", "source": "a notice",
            "ends_at": clock.now() + timedelta(days=9), "restricts": True,
        }  # fmt: skip
        record_official_measure(cast.commander, clock, columns=columns, effective_at=clock.now())
        officer = program("supplies-officer")
        depot = {"name": "Gym", "place_id": "430102", "lat": 28.18, "lon": 112.99}
        assert officer.ask("PUT", f"{at}/depots/gym", depot).json()["id"] == "gym"
        for item in ("grain", "vegetables", "protein", "oil"):
            lot = {"depot_id": "gym", "item": item, "quantity": 50_000}
            assert officer.post(f"{at}/lots", lot).status_code == 201
        homes = [{"household_id": "door-1", "place_id": TONGYINLI, "adults": 2, "lat": 28.19, "lon": 113.0}]
        told = program("community-worker").post(f"{at}/supplied-households", {"households": homes})
        assert told.json() == {"written": 1}

    keep(begin)
    return at


def accept(program, at: str, clock) -> dict:
    given = {"starts_at": clock.now().isoformat(), "hours": 4}
    answer = program("supplies-officer").post(f"{at}/deliveries", given)
    assert answer.status_code == 201, answer.content.decode()
    return answer.json()


def test_from_the_count_to_the_door_and_what_the_phone_kept_is_answered_one_by_one(supplies, program, clock):
    assert program("commander").get(supplies + "/supplies").json()["unserved"] == 1
    assert accept(program, supplies, clock)["planned"] == 1
    worker = program("grid-worker")
    (row,) = worker.get(f"{supplies}/deliveries").json()
    (drop,) = worker.get(f"/deliveries/{row['id']}").json()["drops"]
    word = (
        program("community-worker").get(f"{supplies}/supplied-households/{TONGYINLI}/words").json()["door-1"]
    )
    good = {"id": str(uuid4()), "drop_id": drop["id"], "outcome": "word", "word": word}
    good["event_at"] = clock.now().isoformat()
    lost = {**good, "id": str(uuid4()), "drop_id": str(uuid4())}
    found = worker.post("/handed-supplies", {"handed": [lost, good, good]}).json()
    assert [one["accepted"] for one in found] == [False, True, True]
    assert found[0]["problem"]["code"] == "not-found"
    board = program("commander").get(f"{supplies}/supplies").json()
    assert (board["served"], board["on_the_way"], board["unserved"]) == (1, 0, 0)


def test_proposing_writes_nothing_and_the_forecast_names_a_day(supplies, program, clock):
    officer = program("supplies-officer")
    given = {"starts_at": clock.now().isoformat(), "hours": 4}
    assert officer.post(f"{supplies}/deliveries/proposed", given).json()["planned"] == 1
    assert officer.get(f"{supplies}/deliveries").json() == []
    days = {one["item"]: one["runs_out_on"] for one in officer.get(f"{supplies}/supplies/forecast").json()}
    assert days["grain"] is None
    asked = {"id": str(uuid4()), "household_id": "door-1", "item": "formula", "quantity": 1, "urgent": True}
    assert program("community-worker").post(f"{supplies}/supply-requests", {"requests": [asked]}).json() == {
        "written": 1
    }
    first = officer.get(f"{supplies}/supplies/forecast").json()[0]
    assert (first["item"], first["runs_out_on"]) == ("formula", "2021-07-31")


def test_lots_on_the_way_come_are_written_off_and_expire(supplies, program):
    officer = program("supplies-officer")
    lot = {"depot_id": "gym", "item": "water", "quantity": 9, "arrives_on": "2021-08-02"}
    key = officer.post(f"{supplies}/lots", lot).json()["id"]
    assert officer.post(f"/lots/{key}/came", {"quantity": 8}).status_code == 204
    assert officer.post(f"/lots/{key}/written-off", {"quantity": 9, "reason": "wet"}).status_code == 409
    assert officer.post(f"/lots/{key}/written-off", {"quantity": 3, "reason": "wet"}).status_code == 204
    assert officer.post(f"{supplies}/lots/expired", {}).json() == {"written": 0}
    row = next(one for one in officer.get(f"{supplies}/lots").json() if one["id"] == key)
    assert (row["received"], row["in_stock"], row["written_off"]) == (8, 5, 3)


def test_a_donation_takes_its_steps(supplies, program):
    officer = program("supplies-officer")
    offered = {"place_id": "430102", "kind": "goods", "donor": "商会", "item": "grain", "quantity": 900}
    key = officer.post(f"{supplies}/donations", offered).json()["id"]
    assert officer.post(f"/donations/{key}/acknowledged", {}).status_code == 409
    assert officer.post(f"/donations/{key}/received", {"depot_id": "gym"}).status_code == 204
    assert officer.post(f"/donations/{key}/acknowledged", {}).status_code == 204
    assert officer.post(f"/donations/{key}/published", {}).status_code == 403
    assert program("publicity-officer").post(f"/donations/{key}/published", {}).status_code == 204
    (row,) = officer.get(f"{supplies}/donations").json()
    assert set(row["steps"]) == {"received", "acknowledged", "published"}


def test_donated_money_is_spent_by_a_receipt(supplies, program):
    officer = program("supplies-officer")
    offered = {"place_id": "430102", "kind": "money", "donor": "商会", "amount_yuan": 900}
    key = officer.post(f"{supplies}/donations", offered).json()["id"]
    assert officer.post(f"/donations/{key}/received", {}).status_code == 204
    bought = {"place_id": "430102", "depot_id": "gym", "item": "water", "quantity": 50, "seller": "商店"}
    bought |= {"receipt": "7", "amount_yuan": 901}
    assert officer.post(f"{supplies}/purchases", bought).json()["code"] == "money-short"
    assert officer.post(f"{supplies}/purchases", {**bought, "amount_yuan": 300}).status_code == 201
    assert officer.get(f"{supplies}/donations/money").json() == {"received": 900, "spent": 300, "left": 600}
    (row,) = officer.get(f"{supplies}/purchases").json()
    assert (row["receipt"], row["quantity"]) == ("7", 50)
    assert program("other-district-worker").get(f"{supplies}/purchases").json() == []


def test_a_stranger_finds_nothing_and_changes_nothing(supplies, program, clock):
    accept(program, supplies, clock)
    stranger = program("other-district-worker")
    assert stranger.get(f"{supplies}/supplies").json()["households"] == 0
    for part in ("depots", "lots", "deliveries", "donations", "supplies/unserved"):
        assert stranger.get(f"{supplies}/{part}").json() == []
    assert stranger.get(f"{supplies}/supplied-households/{TONGYINLI}/words").status_code == 404
    (row,) = program("grid-worker").get(f"{supplies}/deliveries").json()
    assert stranger.get(f"/deliveries/{row['id']}").status_code == 404
