"""An order on its way: acknowledged, done with a proof, verified by a second person; sent twice, counted once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.operations.ids import new_id
from fangxian.operations.journal.queries import verify as verify_journal
from fangxian.operations.journal.services import seal
from fangxian.operations.orders.folding import fold
from fangxian.operations.orders.models import Event, Proof
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import (
    count_orders,
    get_task,
    list_branch,
    list_events,
    list_late,
    list_my_tasks,
    list_orders,
    roll_up,
)
from fangxian.operations.orders.services import acknowledge, complete, revoke, take_task, verify

GOOD = {
    "tap": {},
    "count": {"count": 12},
    "list": {"items": ["gate 1"]},
    "location": {"lat": 28.2, "lon": 113.0},
}


@pytest.fixture
def working(desk, keep):
    """One case; everything signed; the community worker of 桐荫里 has tasks."""

    def begin() -> None:
        desk.report("one", friends=("friend",))
        desk.respond()
        desk.sign_all()

    keep(begin)
    return desk


def tasks_of(desk, actor=None):
    return list_my_tasks(actor or desk.cast.community_worker, desk.clock.now())


def finish(desk, task, **more):
    proof = ProofGiven(task.proof, GOOD[task.proof])
    return complete(desk.cast.community_worker, desk.clock, task_id=task.id, proof=proof, **more)


def counts(desk, actor=None):
    return count_orders((actor or desk.cast.commander).reach, "tiny", desk.clock.now())


def test_the_community_worker_sees_the_tasks_of_that_community(working):
    tasks = tasks_of(working)
    assert tasks
    assert {task.place_id for task in tasks} == {"430102003001"}
    assert all(task.title.zh and task.instruction.zh for task in tasks)


def test_the_worker_of_another_district_has_no_task_of_that_community(working):
    ours = {task.id for task in tasks_of(working)}
    theirs = {task.id for task in tasks_of(working, working.cast.stranger)}
    assert not ours & theirs
    for task_id in ours:
        with pytest.raises(Problem) as refused:
            get_task(working.cast.stranger.reach, task_id, working.clock.now())
        assert refused.value.status == 404


def test_a_task_done_with_its_proof_is_counted_as_done(working):
    before, task = counts(working).done, tasks_of(working)[0]
    assert finish(working, task) == "done"
    assert counts(working).done >= before + 1
    assert get_task(working.cast.community_worker.reach, task.id, working.clock.now()).status == "done"


def test_the_same_event_sent_twice_changes_nothing(working):
    task, event_id = tasks_of(working)[0], new_id()
    first = finish(working, task, event_id=event_id)
    again = finish(working, task, event_id=event_id)
    assert first == again == "done"
    assert Event.objects.filter(dispatch_id=task.dispatch_id).count() == 1
    assert Proof.objects.filter(task_id=task.id).count() == 1


def test_an_event_id_used_for_something_else_is_refused(working):
    one, two, *_ = tasks_of(working)
    event_id = new_id()
    finish(working, one, event_id=event_id)
    with pytest.raises(Problem) as refused:
        finish(working, two, event_id=event_id)
    assert refused.value.code == "event-id-taken"


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("count", {}),
        ("count", {"count": -1}),
        ("list", {"items": [" "]}),
        ("location", {"lat": 128.2, "lon": 0}),
    ],
)
def test_a_proof_that_shows_nothing_is_refused(working, kind, content):
    fitting = [task for task in tasks_of(working) if task.proof == kind] or tasks_of(working)
    with pytest.raises(Problem) as refused:
        complete(
            working.cast.community_worker,
            working.clock,
            task_id=fitting[0].id,
            proof=ProofGiven(kind, content),
        )
    assert refused.value.code == "proof-not-enough"


def test_whoever_did_it_does_not_verify_it(working):
    task = tasks_of(working)[0]
    finish(working, task)
    with pytest.raises(Problem) as refused:
        verify(working.cast.community_worker, working.clock, task_id=task.id)
    assert refused.value.code == "second-person-needed"
    assert verify(working.cast.district_cdc, working.clock, task_id=task.id) == "verified"


def test_from_the_report_to_a_verified_proof_the_journal_vouches_for_every_step(working):
    task = tasks_of(working)[0]
    acknowledge(working.cast.community_worker, working.clock, dispatch_id=task.dispatch_id)
    finish(working, task)
    verify(working.cast.district_cdc, working.clock, task_id=task.id)
    seal()
    told = verify_journal()
    assert (told.ok, told.waiting) == (True, 0)
    assert told.sealed > 10


def test_nothing_is_verified_before_it_is_done(working):
    with pytest.raises(Problem) as refused:
        verify(working.cast.district_cdc, working.clock, task_id=tasks_of(working)[0].id)
    assert refused.value.code == "not-done-yet"


def test_a_stranger_cannot_touch_a_dispatch_and_learns_nothing_from_trying(working):
    task = tasks_of(working)[0]
    for dispatch_id in (task.dispatch_id, new_id()):
        with pytest.raises(Problem) as refused:
            acknowledge(working.cast.stranger, working.clock, dispatch_id=dispatch_id)
        assert (refused.value.code, refused.value.status) == ("not-found", 404)
    assert list_events(working.cast.community_worker.reach, task.dispatch_id) == ()


def test_a_task_has_one_owner(working):
    task = tasks_of(working)[0]
    take_task(working.cast.community_worker, working.clock, task_id=task.id)
    take_task(working.cast.community_worker, working.clock, task_id=task.id)
    with pytest.raises(Problem) as refused:
        take_task(working.cast.district_cdc, working.clock, task_id=task.id)
    assert refused.value.code == "task-taken"


def test_an_office_is_done_when_all_below_it_are(working):
    reach, now = working.cast.commander.reach, working.clock.now()
    (screening,) = [
        order for order in list_orders(reach, "tiny", now) if order.measure == "community-screening"
    ]
    for node in _leaves(reach, screening.id, now):
        proof = ProofGiven(screening.proof, GOOD[screening.proof])
        complete(working.cast.commander, working.clock, task_id=node.task_id, proof=proof)
    top = list_branch(reach, screening.id, None, now)
    assert {node.status for node in top} == {"done"}
    assert {(node.counts.done, node.counts.overdue) for node in top} == {
        (node.counts.issued, 0) for node in top
    }


def _leaves(reach, order_id, now, above=None):
    for node in list_branch(reach, order_id, above, now):
        yield from _leaves(reach, order_id, now, node.id) if node.children else ()
        if node.task_id:
            yield node


def test_the_roll_up_of_a_city_is_the_sum_of_its_districts(working):
    reach, now = working.cast.commander.reach, working.clock.now()
    (city,) = roll_up(reach, "tiny", ["4301"], now)
    districts = roll_up(reach, "tiny", ["430102", "430105"], now)
    own = sum(node.counts.issued for node in roll_up(reach, "tiny", ["4301", "430102", "430105"], now)) - sum(
        node.counts.issued for node in districts
    )
    assert city.counts.issued == own + sum(row.counts.issued for row in districts)


def test_what_is_late_is_listed_with_the_longest_first(working):
    from datetime import timedelta

    assert counts(working).overdue < counts(working).issued
    working.clock.advance(timedelta(days=30))
    late = list_late(working.cast.commander.reach, "tiny", working.clock.now())
    assert [row.hours_late for row in late] == sorted((row.hours_late for row in late), reverse=True)
    assert late[0].hours_late > 0


def test_a_deadline_that_counts_from_the_decision_counts_from_the_signature(desk):
    from datetime import timedelta

    from fangxian.stores.packs import read_plan

    desk.report("one")
    desk.respond()
    desk.clock.advance(timedelta(hours=30))
    (broadcast,) = desk.waiting("measure", "broadcast")
    desk.sign([broadcast])
    measure = read_plan("cn-covid19-8e-2021").measures["broadcast"]
    assert measure.deadline.clock == "decided"
    (order,) = list_orders(desk.cast.commander.reach, "tiny", desk.clock.now())
    assert order.due_at == desk.clock.now() + timedelta(hours=measure.deadline.hours)
    assert desk.respond().changed == 0


def test_a_revoked_order_leaves_the_task_lists(working):
    task = tasks_of(working)[0]
    revoke(
        working.cast.commander, working.clock, order_id=task.order_id, reason="the experts decided otherwise"
    )
    assert task.id not in {left.id for left in tasks_of(working)}
    with pytest.raises(Problem) as refused:
        finish(working, task)
    assert refused.value.code == "order-revoked"


@given(st.lists(st.sampled_from(["acknowledged", "done", "verified"]), max_size=8))
def test_the_status_never_goes_back_and_repeating_an_event_changes_nothing(kinds):
    once = fold(kinds)
    assert fold([*kinds, *kinds]) == once
    assert fold(sorted(kinds)) == once


@given(st.lists(st.sampled_from(["acknowledged", "done", "verified", "extended"]), max_size=8))
def test_nothing_follows_a_revocation(kinds):
    assert fold(["revoked", *kinds]) == "revoked"
