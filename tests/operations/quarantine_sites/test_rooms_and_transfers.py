"""Rooms only for whoever a standing restriction binds; a transfer has a clock; one person a room."""

from datetime import timedelta

import pytest

from fangxian.engines.following import last_day
from fangxian.engines.problems import Problem
from fangxian.operations.quarantine_sites import services
from fangxian.operations.quarantine_sites.rows import FloorGiven, SiteGiven
from fangxian.operations.quarantine_sites.services import RoomAsked
from tests.operations.quarantine_sites.conftest import PLACE


def refusal(do, *args, **more) -> str:
    """The code of the problem an act ends in."""
    with pytest.raises(Problem) as raised:
        do(*args, **more)
    return raised.value.code


def ask(inn, key: str, room: str = "201", actor=None):
    given = {"outbreak_id": inn.desk.outbreak_id, "asked": [RoomAsked(key, "inn", room)]}
    return services.order_stays(actor or inn.worker, inn.clock, **given)


def test_without_a_standing_restriction_nobody_gets_a_room(inn):
    assert refusal(ask, inn, "r-nobody") == "no-standing-restriction"
    key = inn.key("friend-1")
    inn.wait(days=30)
    assert refusal(ask, inn, key) == "no-standing-restriction"


def test_a_restriction_that_takes_no_room_is_no_ground_for_one(inn):
    from fangxian.operations.cases.queries import get_outbreak
    from fangxian.operations.quarantine_sites.rules import list_room_measures

    outbreak = get_outbreak(inn.worker.reach, inn.desk.outbreak_id)
    assert "central-quarantine" in list_room_measures(outbreak)
    assert "test-contacts" not in list_room_measures(outbreak)


def test_who_is_released_before_the_pick_up_is_not_picked_up(inn):
    from fangxian.operations.restrictions.services import release

    stay = inn.order("friend-1", "201")
    release(inn.desk.cast.commander, inn.clock, key=inn.key("friend-1"), reason="the case was discarded")
    assert refusal(services.note_pick_up, inn.worker, inn.clock, stay_id=stay) == "no-standing-restriction"
    assert inn.row(stay).release_due


def test_a_transfer_is_late_after_the_hours_of_the_rules_and_late_ones_come_first(inn):
    inn.order("friend-1", "201")
    inn.wait(hours=5)
    inn.order("friend-2", "202")
    assert [row.late for row in inn.rows()] == [False, False]
    inn.wait(hours=4)
    assert [(row.person_id, row.late) for row in inn.rows()] == [("friend-1", True), ("friend-2", False)]
    assert (inn.site().coming, inn.site().late) == (2, 1)


def test_picked_up_arrived_left_each_once_and_in_this_turn(inn):
    stay = inn.order("friend-1", "201")
    services.note_pick_up(inn.worker, inn.clock, stay_id=stay)
    services.note_arrival(inn.worker, inn.clock, stay_id=stay)
    assert refusal(services.note_pick_up, inn.worker, inn.clock, stay_id=stay) == "step-out-of-turn"
    assert (
        refusal(services.note_leaving, inn.worker, inn.clock, stay_id=stay, why="released") == "not-a-leaving"
    )
    services.note_leaving(inn.worker, inn.clock, stay_id=stay, why="to-hospital")
    assert inn.rows() == ()
    assert inn.row(stay).why_left == "to-hospital"
    assert inn.site().free == 7


def test_one_person_a_room_but_those_of_a_party_share_it(inn):
    inn.order("friend-1", "201", party="family")
    assert refusal(inn.order, "friend-2", "201") == "room-taken"
    inn.order("friend-2", "201", party="family")
    assert refusal(inn.order, "friend-1", "202") == "stays-already"
    assert refusal(inn.order, "friend-3", "209") == "no-such-room"
    assert (inn.site().taken, inn.site().free) == (1, 6)


def test_nobody_is_sent_to_a_site_that_is_closed(inn):
    services.close_site(inn.desk.cast.commander, inn.clock, outbreak_id=inn.desk.outbreak_id, site_id="inn")
    assert refusal(inn.order, "friend-1", "201") == "no-such-room"


@pytest.mark.parametrize(
    "wrong",
    [
        {"site_id": "the inn"},
        {"name": " "},
        {"lat": 128.0},
        {"floors": ()},
        {"floors": (FloorGiven("2", 0),)},
        {"floors": (FloorGiven("2", 3, ("a pony",)),)},
    ],
)
def test_what_is_no_site_is_refused(inn, wrong):
    told = {
        "site_id": "b",
        "place_id": PLACE,
        "name": "b",
        "lat": 28.0,
        "lon": 113.0,
        "floors": (FloorGiven("2", 3),),
    }
    given = SiteGiven(**{**told, **wrong})
    commander, outbreak = inn.desk.cast.commander, inn.desk.outbreak_id
    assert (
        refusal(services.open_site, commander, inn.clock, outbreak_id=outbreak, given=given)
        == "not-a-quarantine-site"
    )


def test_only_who_commands_opens_a_site(inn):
    given = SiteGiven("b", PLACE, "b", 28.0, 113.0, (FloorGiven("2", 3),))
    outbreak = inn.desk.outbreak_id
    assert (
        refusal(services.open_site, inn.worker, inn.clock, outbreak_id=outbreak, given=given)
        == "not-your-role"
    )


def test_a_stranger_the_police_and_a_site_lead_see_nobody(inn):
    stay = inn.settle("friend-1", "201")
    for role in ("stranger", "police_officer", "site_lead"):
        actor = getattr(inn.desk.cast, role)
        assert inn.rows(actor) == ()
        with pytest.raises(Problem):
            inn.row(stay, actor)
    key = inn.key("friend-2")
    assert refusal(ask, inn, key, "202", actor=inn.desk.cast.stranger) in (
        "not-found",
        "no-standing-restriction",
    )


def test_rooms_are_suggested_for_whoever_is_bound_and_has_none(inn):
    from fangxian.operations.quarantine_sites.board import suggest_rooms

    inn.order("friend-1", "201")
    found = suggest_rooms(inn.worker.reach, inn.desk.outbreak_id, inn.clock.now())
    assert [one.person_id for one in found] == ["friend-2", "friend-3", "friend-4"]
    rooms = [one.room for one in found]
    assert len(set(rooms)) == 3
    assert "201" not in rooms
    asked = [RoomAsked(one.restriction_key, one.site_id, one.room, one.party_id) for one in found]
    services.order_stays(inn.worker, inn.clock, outbreak_id=inn.desk.outbreak_id, asked=asked)
    assert suggest_rooms(inn.worker.reach, inn.desk.outbreak_id, inn.clock.now()) == ()


def test_rooms_free_by_day_follow_the_end_of_each_restriction(inn):
    from fangxian.operations.quarantine_sites.board import count_free

    inn.settle("friend-1", "201")
    days = count_free(inn.worker.reach, inn.desk.outbreak_id, inn.clock.now(), days=20)
    assert (days[0].rooms, days[0].free) == (7, 6)
    assert days[-1].free == 7
    leaves = next(day.on for day in days if day.free == 7)
    assert leaves == last_day(inn.rows()[0].ends_at, "Asia/Shanghai") + timedelta(days=1)


def test_contacts_and_other_managed_persons_are_counted_apart(inn):
    inn.settle("friend-1", "201")
    assert (inn.site().contacts, inn.site().managed) == (1, 0)
