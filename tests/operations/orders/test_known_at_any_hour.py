"""Orders as they were known: what is read for an earlier hour is what was read live at that hour."""

from contextlib import contextmanager
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fangxian.engines.problems import Problem
from fangxian.operations.orders.answering import (
    answer_not_feasible,
    escalate,
    give_time,
    insist,
    nudge,
    reassign,
    relieve,
)
from fangxian.operations.orders.changing import extend_orders, postpone, revoke
from fangxian.operations.orders.dividing import Part, add_detail, assign_task, split
from fangxian.operations.orders.folding import fold
from fangxian.operations.orders.models import Dispatch, Order
from fangxian.operations.orders.proofs import ProofGiven
from fangxian.operations.orders.queries import (
    count_orders,
    find_statuses,
    list_branch,
    list_events,
    list_late,
    list_orders,
    list_raised,
    list_tasks_of,
    roll_up,
)
from fangxian.operations.orders.services import acknowledge, complete, send_back, take_task, verify
from fangxian.operations.orders.superseding import supersede

PLACES = ("43", "4301", "430102", "430102003", "430102003001")
SHIFTS = ProofGiven("list", {"items": ["合成甲"]})


class Evening:
    """One order in a district and a night of acts on it, drawn at random."""

    def __init__(self, command):
        self.command, self.clock, self.cast = command, command.clock, command.cast
        self.order_id = command.order("duty-24h", "430102", actor=self.cast.district_commander)

    def do(self, act: str, pick: int) -> None:
        """Do it, or be refused: both are part of a night."""
        self.clock.advance(timedelta(minutes=40))
        try:
            with transaction.atomic():
                getattr(self, act)(pick)
        except Problem:
            pass

    def _office(self, pick):
        rows = list(
            Dispatch.objects.filter(order_id=self.order_id).order_by("path").values_list("id", flat=True)
        )
        return rows[pick % len(rows)]

    def _task(self, pick):
        tasks = list_tasks_of(self.cast.commander.reach, self._office(pick), self.clock.now())
        return tasks[pick % len(tasks)].id if tasks else self._office(pick)

    def acknowledge(self, pick):
        acknowledge(self.cast.commander, self.clock, dispatch_id=self._office(pick))

    def complete(self, pick):
        complete(self.cast.commander, self.clock, task_id=self._task(pick), proof=SHIFTS)

    def verify(self, pick):
        verify(self.cast.district_commander, self.clock, task_id=self._task(pick))

    def send_back(self, pick):
        send_back(self.cast.district_commander, self.clock, task_id=self._task(pick), reason="不全")

    def take(self, pick):
        take_task(self.cast.community_worker, self.clock, task_id=self._task(pick))

    def assign(self, pick):
        assign_task(self.cast.street_worker, self.clock, task_id=self._task(pick), owner="grid-worker")

    def split(self, pick):
        parts = [Part("白班"), Part("夜班", owner="street-worker")]
        split(
            self.cast.street_worker, self.clock, dispatch_id=self._office(pick), parts=parts[: 1 + pick % 2]
        )

    def detail(self, pick):
        add_detail(self.cast.street_worker, self.clock, dispatch_id=self._office(pick), words=f"细则{pick}")

    def cannot(self, pick):
        answer_not_feasible(self.cast.commander, self.clock, dispatch_id=self._office(pick), reason="没有人")

    def escalate(self, pick):
        escalate(self.cast.commander, self.clock, dispatch_id=self._office(pick), reason="再上一级")

    def insist(self, pick):
        insist(self.cast.commander, self.clock, dispatch_id=self._office(pick), reason="照办")

    def nudge(self, pick):
        nudge(self.cast.commander, self.clock, dispatch_id=self._office(pick))

    def give_time(self, pick):
        due = self.clock.now() + timedelta(hours=pick + 1)
        give_time(self.cast.commander, self.clock, dispatch_id=self._office(pick), due_at=due, reason="雨")

    def relieve(self, pick):
        relieve(self.cast.commander, self.clock, dispatch_id=self._office(pick), reason="区里办")

    def reassign(self, pick):
        place = PLACES[pick % len(PLACES)]
        reassign(
            self.cast.commander, self.clock,
            dispatch_id=self._office(pick), place_id=place, department="police", reason="由公安办",
        )  # fmt: skip

    def postpone(self, pick):
        due = self.clock.now() + timedelta(hours=pick + 1)
        postpone(self.cast.commander, self.clock, order_id=self.order_id, due_at=due, reason="雨")

    def more_people(self, pick):
        key = Order.objects.get(id=self.order_id).measure_key
        extend_orders(self.cast.commander, self.clock, people_by_key={key: pick}, outbreak_id="tiny")

    def supersede(self, pick):
        due = self.clock.now() + timedelta(hours=pick + 1)
        made = supersede(
            self.cast.commander, self.clock, order_id=self.order_id, due_at=due, reason="改为两班"
        )
        self.order_id = made.ids[0]

    def revoke(self, pick):
        if pick == 0:
            revoke(self.cast.commander, self.clock, order_id=self.order_id, reason="解除")


ACTS = sorted(name for name in vars(Evening) if not name.startswith("_") and name != "do")
NIGHTS = st.lists(st.tuples(st.sampled_from(ACTS), st.integers(0, 7)), min_size=1, max_size=10)


@contextmanager
def forgotten(command):
    """A night that is forgotten before the next."""
    start = command.clock.at
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    command.clock.at = start


def look(command, now, known_at=None):
    """Everything a page shows of orders, as one value."""
    reach, then = command.cast.commander.reach, {"known_at": known_at}
    orders = list_orders(reach, "tiny", now, **then)

    def branch(order_id, above=None):
        for node in list_branch(reach, order_id, above, now, **then):
            tasks = list_tasks_of(reach, node.id, now, **then)
            events = list_events(reach, node.id, **then)
            yield node, tasks, events, tuple(branch(order_id, node.id)) if node.children else ()

    return (
        orders,
        tuple(tuple(branch(order.id)) for order in orders),
        count_orders(reach, "tiny", now, **then),
        list_late(reach, "tiny", now, **then),
        roll_up(reach, "tiny", PLACES, now, **then),
        list_raised(command.cast.district_commander, "tiny", now, **then),
        list_raised(command.cast.street_worker, "tiny", now, **then),
        find_statuses([order.id for order in orders], **then),
    )


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(night=NIGHTS)
def test_the_fold_at_any_hour_is_the_snapshot_taken_live_at_that_hour(command, night):
    with forgotten(command):
        evening, seen = Evening(command), {}
        for act, pick in night:
            evening.do(act, pick)
            seen[command.clock.now()] = look(command, command.clock.now())
        for hour, snapshot in seen.items():
            assert look(command, hour, known_at=hour) == snapshot


@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(night=NIGHTS)
def test_the_cached_status_is_the_fold_of_the_events(command, night):
    with forgotten(command):
        evening = Evening(command)
        for act, pick in night:
            evening.do(act, pick)
        for dispatch in Dispatch.objects.all():
            kinds = list(dispatch.events.order_by("nth").values_list("kind", flat=True))
            assert (dispatch.status, dispatch.nth) == (fold(kinds), len(kinds))


def test_before_an_order_was_given_there_is_none(command):
    now = command.clock.now()
    command.clock.advance(timedelta(hours=1))
    command.order("duty-24h")
    assert list_orders(command.cast.commander.reach, "tiny", now, known_at=now) == ()
    assert count_orders(command.cast.commander.reach, "tiny", now, known_at=now).issued == 0
