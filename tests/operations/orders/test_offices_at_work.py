"""An office at work on its copy: details for its branch, parts with one owner each, and an answer when it cannot."""

from datetime import timedelta

import pytest

from fangxian.engines.problems import Problem, Text
from fangxian.operations.orders.answering import (
    answer_not_feasible,
    escalate,
    give_time,
    insist,
    nudge,
    reassign,
    relieve,
)
from fangxian.operations.orders.dividing import Part, add_detail, assign_task, split
from fangxian.operations.orders.models import Dispatch
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import (
    count_orders,
    get_order,
    list_events,
    list_late,
    list_my_tasks,
    list_raised,
    list_tasks_of,
    roll_up,
)
from fangxian.operations.orders.services import acknowledge, complete, send_back, verify

FURONG, STREET, COMMUNITY, NEXT_DOOR = "430102", "430102003", "430102003001", "430102003002"
SHIFTS = ProofGiven("list", {"items": ["合成甲 08:00-16:00"]})


@pytest.fixture
def duty(command):
    """The district's order for duty round the clock, by its own commander."""
    return command.order("duty-24h", FURONG, actor=command.cast.district_commander)


def my_tasks(command, actor=None):
    return list_my_tasks(actor or command.cast.community_worker, command.clock.now())


def counts(command):
    return count_orders(command.cast.commander.reach, "tiny", command.clock.now())


def say_no(command, order_id, place=COMMUNITY, reason="两人在岗，排不出三班"):
    office = command.office(order_id, place)
    answer_not_feasible(command.cast.community_worker, command.clock, dispatch_id=office.id, reason=reason)
    return command.office(order_id, place)


def test_the_orders_of_an_outbreak_are_counted_from_one(command):
    numbers = [
        get_order(command.cast.commander.reach, command.order(), command.clock.now()).number for _ in range(3)
    ]
    assert numbers == [1, 2, 3]


def test_what_a_street_adds_is_read_in_its_communities_and_nowhere_else(command, duty):
    street = command.office(duty, STREET)
    add_detail(command.cast.street_worker, command.clock, dispatch_id=street.id, words="名单报到街道二楼")
    (task,) = my_tasks(command)
    assert [(one.words, one.place.en) for one in task.details] == [("名单报到街道二楼", "Wenyilu Street")]
    organisation = command.office(duty, FURONG, "organisation")
    (beside,) = list_tasks_of(command.cast.commander.reach, organisation.id, command.clock.now())
    assert beside.details == ()


def test_an_office_splits_its_copy_into_parts_with_one_owner_each(command, duty):
    office = command.office(duty, COMMUNITY)
    parts = [Part("白班", owner="community-worker"), Part("夜班", owner="grid-worker"), Part("张贴名单")]
    split(command.cast.community_worker, command.clock, dispatch_id=office.id, parts=parts)
    assert [(task.words, task.owner and task.owner.en) for task in my_tasks(command)] == [
        ("白班", "Tongyinli community worker"),
        ("夜班", "Grid worker"),
        ("张贴名单", None),
    ]


def test_an_office_is_done_with_its_last_part_and_verified_with_its_last_part(command, duty):
    office = command.office(duty, COMMUNITY)
    split(
        command.cast.community_worker,
        command.clock,
        dispatch_id=office.id,
        parts=[Part("白班"), Part("夜班")],
    )
    day, night = my_tasks(command)
    worker, second = command.cast.community_worker, command.cast.district_commander
    assert complete(worker, command.clock, task_id=day.id, proof=SHIFTS) == "acknowledged"
    assert complete(worker, command.clock, task_id=night.id, proof=SHIFTS) == "done"
    assert verify(second, command.clock, task_id=day.id) == "done"
    assert verify(second, command.clock, task_id=night.id) == "verified"


def test_a_task_goes_only_to_somebody_of_its_office(command, duty):
    (task,) = my_tasks(command)
    assign_task(command.cast.street_worker, command.clock, task_id=task.id, owner="grid-worker")
    assert my_tasks(command)[0].owner.en == "Grid worker"
    with pytest.raises(Problem) as refused:
        assign_task(command.cast.street_worker, command.clock, task_id=task.id, owner="other-district-worker")
    assert refused.value.code == "no-such-owner"


def test_what_is_done_is_not_split_or_given_away(command, duty):
    (task,) = my_tasks(command)
    complete(command.cast.community_worker, command.clock, task_id=task.id, proof=SHIFTS)
    for act in (
        lambda: split(
            command.cast.community_worker, command.clock, dispatch_id=task.dispatch_id, parts=[Part("x")]
        ),
        lambda: assign_task(command.cast.street_worker, command.clock, task_id=task.id, owner="grid-worker"),
        lambda: say_no(command, duty),
    ):
        with pytest.raises(Problem) as refused:
            act()
        assert refused.value.code == "already-done"


def test_whoever_looks_and_finds_it_not_done_sends_it_back_and_the_offices_above_fall_back_too(command):
    order_id = command.order("duty-24h", STREET, cascade_to="here", actor=command.cast.district_commander)
    command.office(order_id, STREET)
    order_id = command.order("duty-24h", STREET, actor=command.cast.district_commander)
    for place in (COMMUNITY, NEXT_DOOR):
        task = command.office(order_id, place).task_id
        complete(command.cast.street_worker, command.clock, task_id=task, proof=SHIFTS)
    assert command.office(order_id, STREET).status == "done"
    task = command.office(order_id, COMMUNITY).task_id
    send_back(command.cast.district_commander, command.clock, task_id=task, reason="只有两班")
    assert {command.office(order_id, place).status for place in (STREET, COMMUNITY)} == {"acknowledged"}
    (mine,) = [row for row in my_tasks(command) if row.id == task]
    assert (mine.status, mine.reason, mine.done_by_id) == ("acknowledged", "只有两班", None)


def test_an_office_that_cannot_says_why_and_stops_the_clock(command, duty):
    office = say_no(command, duty)
    assert (office.status, office.raised, office.reason) == ("blocked", True, "两人在岗，排不出三班")
    command.clock.advance(timedelta(days=2))
    late = list_late(command.cast.commander.reach, "tiny", command.clock.now())
    assert office.id not in {row.dispatch_id for row in late}
    assert counts(command).blocked == 1
    assert counts(command).overdue == counts(command).issued - 1


def test_not_feasible_needs_a_reason(command, duty):
    with pytest.raises(Problem) as refused:
        say_no(command, duty, reason=" ")
    assert refused.value.code == "reason-needed"


def test_blocked_is_counted_at_every_level(command, duty):
    say_no(command, duty)
    now, reach = command.clock.now(), command.cast.commander.reach
    for place, blocked in (("43", 1), ("4301", 1), (FURONG, 1), (STREET, 1), (COMMUNITY, 1), ("430105", 0)):
        (rolled,) = roll_up(reach, "tiny", [place], now)
        assert rolled.counts.blocked == blocked
    assert command.office(duty, STREET).counts.blocked == 1


def test_it_waits_for_the_office_one_level_up_and_for_nobody_else(command, duty):
    office = say_no(command, duty)
    now = command.clock.now()
    (waiting,) = list_raised(command.cast.street_worker, "tiny", now)
    assert (waiting.dispatch_id, waiting.kind) == (office.id, "blocked")
    assert list_raised(command.cast.district_commander, "tiny", now) == ()
    assert list_raised(command.cast.community_worker, "tiny", now) == ()


def test_escalated_again_it_rises_to_the_office_that_gave_the_order(command, duty):
    office = say_no(command, duty)
    for _ in range(2):
        escalate(command.cast.street_worker, command.clock, dispatch_id=office.id, reason="街道也派不出人")
    (waiting,) = list_raised(command.cast.district_commander, "tiny", command.clock.now())
    assert (waiting.dispatch_id, waiting.reason) == (office.id, "街道也派不出人")
    assert list_raised(command.cast.street_worker, "tiny", command.clock.now()) == ()


@pytest.mark.parametrize("how", ["insist", "give_time", "relieve", "reassign"])
def test_the_office_above_decides_and_nothing_waits_any_longer(command, duty, how):
    office = say_no(command, duty)
    street, clock, more = command.cast.street_worker, command.clock, {"reason": "区里研究后决定"}
    later = clock.now() + timedelta(days=3)
    if how == "insist":
        insist(street, clock, dispatch_id=office.id, **more)
    elif how == "give_time":
        give_time(street, clock, dispatch_id=office.id, due_at=later, **more)
    elif how == "relieve":
        relieve(street, clock, dispatch_id=office.id, **more)
    else:
        reassign(street, clock, dispatch_id=office.id, place_id=NEXT_DOOR, department="police", **more)
    assert list_raised(street, "tiny", clock.now()) == ()
    after = command.office(duty, COMMUNITY)
    assert after.status == {"relieve": "revoked", "reassign": "revoked"}.get(how, "acknowledged")
    assert (after.due_at == later) == (how == "give_time")
    assert counts(command).blocked == 0


def test_another_office_gets_it_in_the_same_place_of_the_tree(command, duty):
    office = say_no(command, duty)
    new_id = reassign(
        command.cast.street_worker,
        command.clock,
        dispatch_id=office.id,
        place_id=COMMUNITY,
        department="police",
        reason="由派出所排班",
    )
    new = command.office(duty, COMMUNITY, "police")
    assert (new.id, new.status, new.tasks) == (new_id, "issued", 1)
    assert Dispatch.objects.get(id=new_id).parent_id == Dispatch.objects.get(id=office.id).parent_id
    kinds = [
        (event.kind, event.whom and event.whom.zh)
        for event in list_events(command.cast.commander.reach, office.id)
    ]
    assert kinds[-1] == ("relieved", "桐荫里社区居委会公安部门")


def test_an_office_gets_an_order_once_and_one_with_offices_below_keeps_it(command, duty):
    street = command.cast.street_worker
    office, top = command.office(duty, COMMUNITY), command.office(duty, STREET)
    given = {"department": "command_office", "reason": "调整"}
    for dispatch, place, actor, code in (
        (office, NEXT_DOOR, street, "office-has-it"),
        (top, "4301", command.cast.district_commander, "has-offices-below"),
        (office, "430105", street, "not-found"),
    ):
        with pytest.raises(Problem) as refused:
            reassign(actor, command.clock, dispatch_id=dispatch.id, place_id=place, **given)
        assert refused.value.code == code


def test_only_an_office_above_decides(command, duty):
    office = say_no(command, duty)
    for act in (insist, relieve, nudge):
        given = {"words": "x"} if act is nudge else {"reason": "x"}
        with pytest.raises(Problem) as refused:
            act(command.cast.community_worker, command.clock, dispatch_id=office.id, **given)
        assert refused.value.code == "not-the-office-above"
        with pytest.raises(Problem) as hidden:
            act(command.cast.stranger, command.clock, dispatch_id=office.id, **given)
        assert hidden.value.code == "not-found"


def test_when_every_office_below_is_relieved_the_office_above_has_nothing_left(command):
    order_id = command.order("duty-24h", STREET, actor=command.cast.district_commander)
    for place in (COMMUNITY, NEXT_DOOR):
        relieve(
            command.cast.district_commander,
            command.clock,
            dispatch_id=command.office(order_id, place).id,
            reason="改由区里统一安排",
        )
    assert {office.status for office in command.offices(order_id)} == {"revoked"}


def test_a_nudge_is_seen_by_those_who_are_late_and_changes_nothing_else(command, duty):
    office = command.office(duty, COMMUNITY)
    nudge(command.cast.street_worker, command.clock, dispatch_id=office.id, words="今晚要")
    (task,) = my_tasks(command)
    assert (task.nudged_at, task.status) == (command.clock.now(), "issued")


def test_an_acknowledgement_after_the_answer_does_not_take_the_answer_back(command, duty):
    office = say_no(command, duty)
    assert acknowledge(command.cast.community_worker, command.clock, dispatch_id=office.id) == "blocked"


def test_an_order_in_words_says_what_and_where(command):
    words = Text("报数", "Report")
    order_id = command.order("in-words", FURONG, instruction=words, title=words, source="R03")
    row = get_order(command.cast.commander.reach, order_id, command.clock.now())
    assert (row.by_hand, row.source, row.issued_by.en) == (True, "R03", "Hunan command office")
