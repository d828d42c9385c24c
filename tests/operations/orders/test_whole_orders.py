"""Changing a whole order: later, taken back, replaced by another. Every office is told; both orders name each other."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.orders.changing import postpone, revoke
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import get_order, list_events, list_my_tasks, list_orders
from fangxian.operations.orders.services import complete
from fangxian.operations.orders.superseding import supersede

FURONG, COMMUNITY = "430102", "430102003001"


def read(command, order_id):
    return get_order(command.cast.commander.reach, order_id, command.clock.now())


def replace(command, order_id, hours=30, **more):
    due_at = command.clock.now() + timedelta(hours=hours)
    made = supersede(
        command.cast.commander, command.clock, order_id=order_id, due_at=due_at, reason="改为两班", **more
    )
    return made.ids[0]


def test_an_order_that_replaces_another_goes_to_the_same_offices_and_both_name_each_other(command):
    old_id = command.order("duty-24h", FURONG)
    told = {(office.place_id, office.department) for office in command.offices(old_id)}
    new_id = replace(command, old_id, instruction=Text("排两班", "Two shifts"))
    assert {(office.place_id, office.department) for office in command.offices(new_id)} == told
    old, new = read(command, old_id), read(command, new_id)
    assert (old.superseded_by.number, new.supersedes.number) == (2, 1)
    assert (old.revoked_at, old.revoke_reason) == (command.clock.now(), "改为两班")
    assert new.instruction == Text("排两班", "Two shifts")
    assert new.title == old.title


def test_every_office_finds_in_its_copy_which_order_replaced_it(command):
    old_id = command.order("duty-24h", FURONG)
    office = command.office(old_id, COMMUNITY)
    replace(command, old_id)
    (event,) = list_events(command.cast.community_worker.reach, office.id)
    assert (event.kind, event.detail["by_number"]) == ("revoked", 2)
    (task,) = list_my_tasks(command.cast.community_worker, command.clock.now())
    assert task.number == 2


def test_what_was_done_under_the_old_order_stays_on_record_there(command):
    old_id = command.order("duty-24h", FURONG)
    task = command.office(old_id, COMMUNITY).task_id
    proof = ProofGiven("list", {"items": ["甲"]})
    complete(command.cast.community_worker, command.clock, task_id=task, proof=proof)
    new_id = replace(command, old_id)
    assert read(command, old_id).counts.done == 1
    assert read(command, new_id).counts.done == 0


def test_an_order_is_replaced_once_and_what_was_replaced_is_not_worked_on(command):
    old_id = command.order("duty-24h", FURONG)
    replace(command, old_id)
    for act in (
        lambda: replace(command, old_id),
        lambda: revoke(command.cast.commander, command.clock, order_id=old_id, reason="x"),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == "order-revoked"


def test_more_time_for_everybody_who_has_not_finished(command):
    order_id = command.order("duty-24h", FURONG)
    done = command.office(order_id, COMMUNITY)
    proof = ProofGiven("list", {"items": ["甲"]})
    complete(command.cast.community_worker, command.clock, task_id=done.task_id, proof=proof)
    later = command.clock.now() + timedelta(days=2)
    told = postpone(
        command.cast.commander, command.clock, order_id=order_id, due_at=later, reason="暴雨，道路中断"
    )
    dues = {office.place_id: office.due_at for office in command.offices(order_id)}
    assert told == len(list(command.offices(order_id))) - 1
    assert dues.pop(COMMUNITY) == done.due_at
    assert set(dues.values()) == {later}


def test_whoever_gave_an_order_by_hand_takes_it_back_with_a_reason(command):
    order_id = command.order("duty-24h", FURONG, actor=command.cast.district_commander)
    with pytest.raises(Problem) as refused:
        revoke(command.cast.district_commander, command.clock, order_id=order_id, reason="")
    assert refused.value.code == "reason-needed"
    revoke(command.cast.district_commander, command.clock, order_id=order_id, reason="解除应急")
    assert {office.status for office in command.offices(order_id)} == {"revoked"}
    assert read(command, order_id).counts.issued == 0


def test_an_order_on_a_signed_decision_is_taken_back_by_whoever_decides(command):
    desk = command.desk
    desk.report("one")
    desk.respond()
    desk.sign_all()
    signed = [
        row
        for row in list_orders(command.cast.commander.reach, "tiny", command.clock.now())
        if not row.by_hand
    ]
    with pytest.raises(Problem) as refused:
        revoke(command.cast.street_worker, command.clock, order_id=signed[0].id, reason="x")
    assert refused.value.code in ("not-your-role", "not-found")


def test_an_order_of_another_district_does_not_exist_for_its_neighbour(command):
    order_id = command.order("duty-24h", "430105")
    for act in (
        lambda: revoke(command.cast.district_commander, command.clock, order_id=order_id, reason="x"),
        lambda: get_order(command.cast.district_commander.reach, order_id, command.clock.now()),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == "not-found"


def test_signing_the_same_again_keeps_what_was_changed_by_hand(command):
    desk = command.desk
    desk.report("one")
    desk.respond()
    desk.sign_all()
    reach = command.cast.commander.reach
    (screening,) = [
        row for row in list_orders(reach, "tiny", desk.clock.now()) if row.measure == "community-screening"
    ]
    later = desk.clock.now() + timedelta(days=9)
    postpone(command.cast.commander, desk.clock, order_id=screening.id, due_at=later, reason="雨")
    desk.respond()
    desk.sign_all()
    (after,) = [
        row
        for row in list_orders(reach, "tiny", desk.clock.now())
        if row.measure == "community-screening" and row.revoked_at is None
    ]
    assert (after.id, after.due_at) == (screening.id, later)
