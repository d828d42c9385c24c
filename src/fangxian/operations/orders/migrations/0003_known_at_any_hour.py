"""What stands is given numbers, paths and the states its events left, so that any earlier hour can be read."""

from collections import defaultdict
from itertools import groupby
from uuid import uuid4

from django.db import migrations

from fangxian.operations.orders.folding import fold
from fangxian.operations.orders.paths import lay_paths


def fill(apps, schema_editor):
    for number_of, orders in groupby(
        apps.get_model("orders", "Order").objects.order_by("outbreak_id", "issued_at", "id"),
        key=lambda order: order.outbreak_id,
    ):
        last = 0
        for last, order in enumerate(orders, start=1):
            order.number = last
            order.save(update_fields=["number"])
            _amend(apps, order)
            _fill_dispatches(apps, order)
        apps.get_model("orders", "Numbering").objects.create(outbreak_id=number_of, last=last)


def _amend(apps, order):
    amendments = apps.get_model("orders", "Amendment").objects
    said = {"order": order, "people": order.people, "lapses_at": order.lapses_at}
    amendments.create(kind="issued", recorded_at=order.issued_at, **said)
    if order.revoked_at:
        amendments.create(kind="revoked", recorded_at=order.revoked_at, revoked_at=order.revoked_at, **said)


def _fill_dispatches(apps, order):
    dispatches = list(apps.get_model("orders", "Dispatch").objects.filter(order=order).order_by("id"))
    paths = lay_paths({one.id: one.parent_id for one in dispatches})
    happened = defaultdict(list)
    for event in apps.get_model("orders", "Event").objects.filter(dispatch__order=order).order_by("recorded_at", "id"):
        happened[event.dispatch_id].append(event)
    for one in dispatches:
        one.path, one.issued_at, one.first_due_at = paths[one.id], order.issued_at, one.due_at
        events = [*happened[one.id], *_silent(apps, order, one, happened[one.id])]
        _count(one, events)
        one.nth, one.changed_at = len(events), max([order.issued_at, *(event.recorded_at for event in events)])
        one.save(update_fields=["path", "issued_at", "first_due_at", "nth", "changed_at"])
    apps.get_model("orders", "Task").objects.filter(dispatch__order=order).update(created_at=order.issued_at)


def _silent(apps, order, dispatch, events):
    """What changed a status without an event: done because all below were, or the order was taken back."""
    if dispatch.status == fold(event.kind for event in events):
        return
    at = {"revoked": order.revoked_at, "done": dispatch.done_at, "verified": dispatch.verified_at}.get(dispatch.status)
    if at is not None:
        yield apps.get_model("orders", "Event")(
            id=uuid4(), dispatch=dispatch, kind=dispatch.status, event_at=at, recorded_at=at, detail={"from": "below"}
        )


def _count(dispatch, events):
    for nth, event in enumerate(events, start=1):
        event.nth, event.due_at = nth, dispatch.due_at
        event.status = fold(one.kind for one in events[:nth])
        event.save()


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_more_than_one_task")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
