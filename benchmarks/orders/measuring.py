"""One database: the tree, the orders, the pages. Prints a line of JSON."""

import json
import os
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any

from fangxian.site.start import prepare_database, start

OPEN_TASKS = 100_000
REPEATS = 7
OUTBREAK = "measured"
Taken = tuple[float, ...]
"""Milliseconds on the clock, and of this process's processor time (a database's server has its own)."""


def main() -> None:
    """Build it and measure it."""
    start()
    prepare_database()
    actor, clock = _lay_ground()
    issued, orders = [], []
    open_tasks = 0
    while open_tasks < OPEN_TASKS:
        began = _read_clocks()
        made = _issue(actor, clock)
        issued.append(_since(began))
        orders.append(made.ids[0])
        open_tasks += _count_tasks(made.ids[0])
    _work(actor, clock, orders[0])
    now, then = _pages(actor, clock, orders[0])
    now["an order to every community"] = _medians(issued)
    print(
        json.dumps(
            {
                "communities": _count_communities(),
                "open_tasks": open_tasks,
                "orders": len(orders),
                "repeats": REPEATS,
                "load": round(os.getloadavg()[0], 1),
                "first_order_ms": issued[0],
                "now": now,
                "then": then,
            }
        )
    )


def _lay_ground() -> tuple[Any, Any]:
    from fangxian.operations.accounts.cast import DEMO_CAST
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast, open_world
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.places.services import load_places
    from fangxian.stores.places import read_place_pack

    clock, pack = FixedClock(datetime(2021, 7, 31, 10, tzinfo=UTC)), read_place_pack("hunan-4")
    system = get_system_actor("measuring")
    load_places(system, clock, pack.tree, source=pack.id)
    system = get_system_actor("measuring")
    open_world(system, clock, name="measured", kind="drill", clock_offset=clock.now() - datetime.now(UTC))  # noqa: TID251
    appoint_cast(system, clock, DEMO_CAST)
    commander = get_actor(get_user("commander").user_id, clock.now())
    new = NewOutbreak(
        OUTBREAK, "测量", "Measured", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", pack.root, pack.timezone
    )
    open_outbreak(commander, clock, outbreak=new)
    return commander, clock


def _issue(actor: Any, clock: Any) -> Any:
    from fangxian.operations.mobilising import issue_by_hand

    return issue_by_hand(
        actor,
        clock,
        outbreak_id=OUTBREAK,
        measure="mobilise-all-levels",
        place_id=actor.place_id,
        instruction=None,
        due_at=clock.now() + timedelta(hours=12),
    )


def _count_tasks(order_id: Any) -> int:
    from fangxian.operations.orders.models import Task

    return Task.objects.filter(dispatch__order_id=order_id, done_at=None).count()


def _count_communities() -> int:
    from fangxian.operations.places.models import Place

    return Place.objects.filter(level="community").count()


def _work(actor: Any, clock: Any, order_id: Any) -> None:
    """Some offices acknowledge, an hour later some are done: the record has a past."""
    from fangxian.operations.orders.models import Task
    from fangxian.operations.orders.proofs import ProofGiven
    from fangxian.operations.orders.services import acknowledge, complete

    tasks = list(Task.objects.filter(dispatch__order_id=order_id).values_list("dispatch_id", "id")[:200])
    for dispatch_id, _ in tasks:
        acknowledge(actor, clock, dispatch_id=dispatch_id)
    clock.advance(timedelta(hours=1))
    for _, task_id in tasks[:100]:
        complete(actor, clock, task_id=task_id, proof=ProofGiven("tap"))
    clock.advance(timedelta(hours=14))


def _pages(actor: Any, clock: Any, order_id: Any) -> tuple[dict[str, Taken], dict[str, Taken]]:
    from django.conf import settings
    from django.test import Client

    from fangxian.doors.web import desk
    from fangxian.operations.orders.models import Dispatch

    desk.get_world_clock = lambda: clock
    settings.ALLOWED_HOSTS = ["*"]
    city = Dispatch.objects.filter(
        order_id=order_id, parent__isnull=False, office__department="command_office"
    )
    top = city.order_by("path").values_list("id", flat=True)[0]
    addresses = {
        "the list of orders": "/orders/",
        "one order": f"/orders/{order_id}/",
        "a branch of it": f"/orders/{order_id}/branch/{top}/",
        "the tasks of an office": "/tasks/",
    }
    seen = []
    for known_at in (None, clock.now() - timedelta(hours=14, minutes=30)):
        client = Client()
        session = client.session
        session["user_id"] = actor.user_id
        if known_at is not None:
            session["known_at"] = known_at.isoformat()
        session.save()
        client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
        seen.append({name: _time(partial(_get, client, url)) for name, url in addresses.items()})
    return seen[0], seen[1]


def _get(client: Any, url: str) -> None:
    answer = client.get(url, secure=True)
    if answer.status_code != 200:
        raise SystemExit(f"{url} answered {answer.status_code}")


def _time(ask: Callable[[], None]) -> Taken:
    ask()
    taken = []
    for _ in range(REPEATS):
        began = _read_clocks()
        ask()
        taken.append(_since(began))
    return _medians(taken)


def _read_clocks() -> Taken:
    return time.perf_counter(), time.process_time()


def _since(began: Taken) -> Taken:
    return tuple(round((end - start) * 1000, 1) for end, start in zip(_read_clocks(), began, strict=True))


def _medians(taken: list[Taken]) -> Taken:
    return tuple(median(column) for column in zip(*taken, strict=True))


if __name__ == "__main__":
    main()
