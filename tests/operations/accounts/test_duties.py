"""Who serves where, in which role, and what that lets them do and see."""

from dataclasses import fields
from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.accounts.actor import ROLES
from fangxian.operations.accounts.cast import DEMO_CAST
from fangxian.operations.accounts.models import Duty, User
from fangxian.operations.accounts.queries import (
    find_world,
    get_actor,
    get_system_actor,
    get_world_clock,
    list_duties,
    list_offices,
)
from fangxian.operations.accounts.services import (
    appoint,
    appoint_cast,
    create_office,
    create_user,
    end_duty,
    open_world,
)
from fangxian.operations.clock import SystemClock
from fangxian.operations.places.reach import Reach


def test_every_role_of_the_cast_is_known(cast):
    played = {getattr(cast, field.name).role for field in fields(cast)}
    assert played <= set(ROLES)
    assert {post.role for post in DEMO_CAST} == played


def test_in_the_demonstration_two_offices_may_sanction_and_a_third_hears_the_appeal():
    def offices(act: str) -> set[tuple[str, str]]:
        return {(post.place_id, post.department) for post in DEMO_CAST if act in ROLES[post.role]}

    assert len(offices("sanction")) == 2
    assert offices("hear") - offices("sanction")


def test_the_commander_sees_the_whole_tree_the_worker_one_community(cast):
    assert cast.commander.reach.covers("4302")
    assert cast.community_worker.reach.keys() == {"430102003001", "v-teahouse"}
    assert not cast.stranger.reach.covers("430102003001")


def test_the_auditor_sees_everywhere_but_no_identity(cast):
    assert cast.auditor.reach.covers("430102003001")
    assert not cast.auditor.reach.identities
    assert cast.commander.reach.identities


@pytest.mark.parametrize(
    ("role", "act", "may"),
    [
        ("commander", "decide", True),
        ("city-cdc", "sign", True),
        ("district-cdc", "decide", False),
        ("street-worker", "work", True),
        ("community-worker", "sign", False),
        ("auditor", "work", False),
        ("auditor", "audit", True),
        ("commander", "audit", False),
        ("discipline-head", "sanction", True),
        ("discipline-head", "sign", False),
        ("discipline-head", "hear", False),
    ],
)
def test_what_a_role_may_do(role, act, may):
    assert (act in ROLES[role]) is may


def test_appointing_the_same_cast_again_changes_nothing(cast, clock):
    before = (User.objects.count(), Duty.objects.count())
    appoint_cast(get_system_actor(), clock, DEMO_CAST)
    assert (User.objects.count(), Duty.objects.count()) == before


def test_when_a_duty_ends_so_does_what_it_let_one_see(cast, clock):
    user_id = cast.community_worker.user_id
    [duty] = list_duties(user_id, clock.now())
    clock.advance(timedelta(hours=1))
    end_duty(get_system_actor(), clock, duty_id=duty.duty_id, reason="moved away")
    with pytest.raises(Problem) as raised:
        get_actor(user_id, clock.now())
    assert raised.value.code == "no-duty"


def test_an_ended_duty_cannot_be_ended_again(cast, clock):
    [duty] = list_duties(cast.auditor.user_id, clock.now())
    end_duty(get_system_actor(), clock, duty_id=duty.duty_id, reason="retired")
    with pytest.raises(Problem) as raised:
        end_duty(get_system_actor(), clock, duty_id=duty.duty_id, reason="retired")
    assert raised.value.code == "not-found"


def test_somebody_with_two_duties_acts_in_the_one_chosen(cast, clock):
    system = get_system_actor()
    clock.advance(timedelta(hours=1))
    office = create_office(system, clock, place_id="430105", department="cdc")
    user_id = cast.district_cdc.user_id
    appoint(system, clock, user_id=user_id, office_id=office.office_id, role="district-cdc")
    assert get_actor(user_id, clock.now()).place_id == "430105"
    chosen = get_actor(user_id, clock.now(), office_id=cast.district_cdc.office_id)
    assert chosen.place_id == "430102"


def test_a_stranger_to_the_database_has_no_duty(cast, clock):
    for user_id in ("", "not-an-id", "00000000-0000-7000-8000-000000000000"):
        with pytest.raises(Problem) as raised:
            get_actor(user_id, clock.now())
        assert raised.value.code == "no-duty"


def test_an_unknown_role_is_refused_with_the_roles_there_are(cast, clock):
    with pytest.raises(Problem) as raised:
        appoint(
            get_system_actor(),
            clock,
            user_id=cast.auditor.user_id,
            office_id=cast.auditor.office_id,
            role="king",
        )
    assert "commander" in raised.value.in_("en")


def test_a_handle_belongs_to_one_user(cast, clock):
    with pytest.raises(Problem) as raised:
        create_user(get_system_actor(), clock, handle="commander", name=Text("某人", "Somebody"))
    assert raised.value.code == "handle-taken"


def test_only_who_manages_appoints(cast, clock):
    with pytest.raises(Problem) as raised:
        create_office(cast.district_cdc, clock, place_id="430102", department="police")
    assert raised.value.code == "not-your-role"


def test_offices_are_listed_within_reach_only(cast):
    assert {row.place_id for row in list_offices(cast.district_cdc.reach)} == {
        "430102",
        "430102003",
        "430102003001",
    }
    assert list_offices(Reach.nothing()) == []


def test_a_drill_opened_in_2021_has_a_clock_of_2021(cast, clock):
    offset = clock.now() - SystemClock().now()
    open_world(get_system_actor(), clock, name="hunan-2021", kind="drill", clock_offset=offset)
    world = find_world()
    assert world is not None
    assert (world.name, world.kind) == ("hunan-2021", "drill")
    assert abs(get_world_clock().now() - clock.now()) < timedelta(minutes=1)


def test_opening_the_world_again_leaves_one_world(cast, clock):
    for name in ("first", "second"):
        open_world(get_system_actor(), clock, name=name, kind="live", clock_offset=timedelta())
    world = find_world()
    assert world is not None
    assert world.name == "second"
