"""What if sites stood elsewhere, asked by a program."""

import pytest

from tests.operations.siting.seated import seat

pytestmark = pytest.mark.django_db
FURONG = "place_id=430102"


@pytest.fixture
def tree_frame(tree_frame):
    """The tiny tree, its communities with their seats."""
    return seat(tree_frame)


def test_an_answer_accounts_for_everybody_and_is_opened(outbreak, program):
    address, command = f"/outbreaks/{outbreak}/siting", program("commander")
    told = command.get(f"{address}?{FURONG}&capacity=3500&door_percent=10").json()
    assert (told["population"], told["visited_at_home"], told["unserved"]) == (6_000, 600, 0)
    assert sum(one["people"] for one in told["assignments"]) == 5_400
    assert {one["desks"] for one in told["sites"]} == {2}
    assert told["bound"] <= told["objective"]
    wished = {"place_id": "430102", "capacity": 3_500, "door_percent": 10}
    assert command.post(f"{address}/opened", wished).json() == {"opened": 2, "unchanged": 0}
    assert program("district-cdc").post(f"{address}/opened", wished).status_code == 403


def test_a_stranger_finds_nothing_and_a_wrong_wish_is_refused(outbreak, program):
    address = f"/outbreaks/{outbreak}/siting"
    assert program("other-district-worker").get(f"{address}?{FURONG}").status_code == 404
    assert program("commander").get(f"{address}?{FURONG}&capacity=1").status_code == 422
