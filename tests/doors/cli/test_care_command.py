"""`fangxian care` as somebody at a terminal meets it: a county without anything closed, then one household cared for."""

import pytest

OUTBREAK = ("--outbreak", "measles-alder-2024")
NAME_ONE = """
from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
from fangxian.operations.places.queries import frame
from fangxian.operations.screening.services import KeyPersonGiven, name_carers
actor, clock = get_system_actor("test"), get_world_clock()
place = frame(actor.reach).filter(level="tract")["place_id"].sort()[0]
given = KeyPersonGiven(place, "door-1", "somebody", ("dialysis",), ())
name_carers(actor, clock, outbreak_id="measles-alder-2024", given=given)
"""


@pytest.fixture(scope="module")
def county(shared):
    """A county; somebody in it needs dialysis."""
    assert shared.run("load", *OUTBREAK).returncode == 0
    shared.program(NAME_ONE)
    return shared


def test_people_are_listed_without_names_and_where_nothing_is_closed_no_visit_is_due(county):
    said = county.say("care", "list", *OUTBREAK)
    assert "somebody door-1" in said
    assert "dialysis" in said
    assert county.say("care", "list", *OUTBREAK, "--late").strip() == "0"


def test_where_nothing_is_closed_no_household_lacks_a_carer(county):
    assert "households · 户: 0 = 0 with nobody" in county.say("care", "lacking", *OUTBREAK)


def test_an_unknown_outbreak_is_named(county):
    assert "not-found" in county.run("care", "lacking", "--outbreak", "no-such").stderr
