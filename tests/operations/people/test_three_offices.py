"""A contact who lives here, was exposed there and is isolated elsewhere is seen by exactly those three offices."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Text
from fangxian.operations.accounts.queries import get_actor, get_system_actor, list_duties
from fangxian.operations.accounts.services import appoint, create_office, create_user, end_duty
from fangxian.operations.people.queries import find_person, names_of
from fangxian.operations.people.services import (
    NewPerson,
    NewStake,
    add_stakes,
    end_stakes,
    move_person,
    register_persons,
)

LIVES, EXPOSED, ISOLATED, FOURTH = "430102003001", "430102003002", "430105001004", "430105001005"
CONTACT = "p-contact"


@pytest.fixture
def office_at(cast, clock):
    """`office_at(place)`: what the worker of a community sees now."""

    def look(place_id: str):
        system, handle = get_system_actor(), f"w-{place_id}"
        from fangxian.operations.accounts.queries import find_user

        user = find_user(handle) or create_user(system, clock, handle=handle, name=Text("网格员", "Worker"))
        office = create_office(system, clock, place_id=place_id, department="command_office")
        appoint(system, clock, user_id=user.user_id, office_id=office.office_id, role="community-worker")
        return get_actor(user.user_id, clock.now())

    return look


@pytest.fixture
def contact(cast, clock) -> str:
    """Lives here, was exposed there, is isolated elsewhere."""
    register_persons(cast.commander, clock, [NewPerson(CONTACT, "合成甲", residence_place_id=LIVES)])
    stakes = [(EXPOSED, "exposure"), (ISOLATED, "isolation")]
    add_stakes(cast.commander, clock, [NewStake(CONTACT, place, kind, clock.now()) for place, kind in stakes])
    return CONTACT


def seen_by(office_at, clock) -> set[str]:
    places = (LIVES, EXPOSED, ISOLATED, FOURTH)
    return {place for place in places if names_of(office_at(place).reach, [CONTACT], clock.now())}


def test_exactly_three_offices_see_the_contact(office_at, contact, clock):
    assert seen_by(office_at, clock) == {LIVES, EXPOSED, ISOLATED}


def test_when_the_isolation_ends_its_office_sees_them_no_longer(office_at, contact, cast, clock):
    clock.advance(timedelta(days=1))
    ended = {"person_key": contact, "kind": "isolation", "ended_at": clock.now(), "reason": "released"}
    end_stakes(cast.commander, clock, **ended)
    assert seen_by(office_at, clock) == {LIVES, EXPOSED}


def test_who_moves_is_seen_by_the_next_read_in_the_new_place_alone(office_at, contact, cast, clock):
    worker = office_at(LIVES)
    clock.advance(timedelta(milliseconds=1))
    move_person(
        cast.commander,
        clock,
        key=contact,
        to_place_id=FOURTH,
        moved_at=clock.now(),
        reason="moved in with family",
    )
    assert find_person(worker.reach, contact, clock.now()) is None
    assert seen_by(office_at, clock) == {FOURTH, EXPOSED, ISOLATED}


def test_a_duty_that_ended_opens_nothing_at_the_next_request(office_at, contact, cast, clock):
    from fangxian.engines.problems import Problem

    worker = office_at(LIVES)
    [duty] = list_duties(worker.user_id, clock.now())
    clock.advance(timedelta(milliseconds=1))
    end_duty(get_system_actor(), clock, duty_id=duty.duty_id, reason="moved away")
    with pytest.raises(Problem) as refused:
        get_actor(worker.user_id, clock.now())
    assert refused.value.code == "no-duty"
