"""Which roles read registers, which read them without names, and who reads none wherever they serve."""

from dataclasses import fields

import pytest

from fangxian.engines.problems import Problem
from fangxian.operations.accounts.actor import ROLES, SEES_NO_IDENTITY, SEES_NO_REGISTER
from fangxian.operations.people.queries import (
    find_person,
    list_identities,
    list_persons,
    reach_people,
    visible_keys,
)
from fangxian.operations.people.services import NewPerson, NewStake, add_stakes, end_stakes, register_persons
from fangxian.operations.places.reach import Reach

HOME = "430102003001"


@pytest.fixture
def resident(cast, clock) -> str:
    """Somebody who lives where the community worker, the grid worker and the checkpoint serve."""
    register_persons(cast.commander, clock, [NewPerson("p-resident", "合成甲", residence_place_id=HOME)])
    return "p-resident"


def test_every_role_that_reads_no_register_reads_no_name_either():
    assert SEES_NO_REGISTER < SEES_NO_IDENTITY < set(ROLES)


def test_police_and_migration_read_no_register():
    assert {"police-officer", "migration-officer"} <= SEES_NO_REGISTER


@pytest.mark.parametrize("handle", sorted(role.replace("-", "_") for role in SEES_NO_REGISTER))
def test_who_reads_no_register_finds_nobody_even_at_home(cast, clock, resident, handle):
    reach, now = getattr(cast, handle).reach, clock.now()
    assert find_person(reach, resident, now) is None
    assert visible_keys(reach, [resident], now) == set()
    assert list_persons(reach, [resident], now) == []
    assert not reach_people(reach, now).exists()


@pytest.mark.parametrize("handle", ["auditor", "inspector", "discipline_head", "publicity_officer"])
def test_who_reads_without_names_sees_a_row_and_nobody_in_it(cast, clock, resident, handle):
    reach, now = getattr(cast, handle).reach, clock.now()
    assert find_person(reach, resident, now)
    assert list_identities(reach, [resident], now) == {}


def test_everybody_of_the_cast_has_a_reach_of_the_instant_it_was_asked_for(cast, clock):
    assert {getattr(cast, field.name).reach.at for field in fields(cast)} == {clock.now()}


def test_a_narrower_reach_keeps_what_it_may_not_see(cast, clock):
    narrow = cast.police_officer.reach.narrow(HOME)
    assert (narrow.places, narrow.registers, narrow.identities) == (frozenset({HOME}), False, False)


def test_looking_back_shows_nobody_who_has_gone_since(cast, clock, resident):
    """Else the time slider would undo a move: the old community would look at yesterday."""
    from datetime import timedelta

    from fangxian.operations.accounts.queries import get_actor

    before = clock.now()
    clock.advance(timedelta(hours=2))
    end_stakes(
        cast.commander, clock, person_key=resident, kind="residence", ended_at=clock.now(), reason="moved"
    )
    add_stakes(cast.commander, clock, [NewStake(resident, "430105001004", "residence", clock.now())])
    worker = get_actor(cast.community_worker.user_id, clock.now())
    assert find_person(worker.reach, resident, before) is None
    assert not reach_people(worker.reach, before).exists()
    commander = get_actor(cast.commander.user_id, clock.now())
    assert find_person(commander.reach, resident, before).residence_place_id == HOME


def test_nothing_at_all_is_seen_without_a_duty(clock, resident):
    assert visible_keys(Reach.nothing(), [resident], clock.now()) == set()


def test_a_person_out_of_reach_and_one_that_never_was_raise_the_same(cast, clock, resident):
    from fangxian.operations.people.queries import get_person

    answers = set()
    for key in (resident, "p-nobody"):
        with pytest.raises(Problem) as refused:
            get_person(cast.police_officer.reach, key, clock.now())
        answers.add((refused.value.code, refused.value.in_("en").replace(key, "?")))
    assert len(answers) == 1
