"""The world behind the hot path: `ground` lays it, `peer` writes row by row, `drain` applies, `count` looks for keys.

Each prints a line of JSON.
"""

import json
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fangxian.site.start import prepare_database, start

COMMUNITIES, DEVICES, THREADS = 200, 1_000, 8


def ground() -> dict[str, Any]:
    """A city of 200 communities, a site lead in each, a thousand devices with a token of their own."""
    from fangxian.engines import tables
    from fangxian.engines.problems import Text
    from fangxian.operations.accounts.cast import Post
    from fangxian.operations.accounts.queries import get_system_actor, get_world_clock
    from fangxian.operations.accounts.services import appoint_cast
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak
    from fangxian.operations.places.services import load_places
    from fangxian.operations.tokens.services import create_token

    prepare_database()
    clock = get_world_clock()
    rows = [{"place_id": "1", "name": "城", "level": "city"}]
    rows += [
        {"place_id": f"1-{n}", "name": f"社区{n}", "level": "community", "parent_id": "1"}
        for n in range(COMMUNITIES)
    ]
    load_places(get_system_actor("measured"), clock, tables.PLACES.rows(rows), source="measured")
    system = get_system_actor("measured")
    new = NewOutbreak(
        "measured", "测量", "Measured", "sars-cov-2-delta", "cn-covid19-8e-2021", "8", "1", "Asia/Shanghai"
    )
    open_outbreak(system, clock, outbreak=new)
    name = Text("点长", "Lead")
    appoint_cast(
        system,
        clock,
        [Post(f"lead-{n}", "site-lead", f"1-{n}", "command_office", name) for n in range(COMMUNITIES)],
    )
    day = timedelta(days=1)
    return {
        "devices": [
            (create_token(system, clock, handle=f"lead-{n % COMMUNITIES}", purpose="x", valid_for=day), f"1-{n % COMMUNITIES}")
            for n in range(DEVICES)
        ]
    }  # fmt: skip


def peer(for_s: str) -> dict[str, Any]:
    """Rows a second that eight threads insert and commit one by one."""
    from django.db import connection, transaction

    from fangxian.operations.accounts.queries import get_world_clock
    from fangxian.operations.registrations.models import Registration

    at, made = get_world_clock().now(), list[UUID]()
    ends_s = time.perf_counter() + float(for_s)

    def write() -> None:
        while time.perf_counter() < ends_s:
            with transaction.atomic():
                row = Registration.objects.create(
                    id=uuid4(), kind="registration", outbreak_id="measured", place_id="1-1", person_key="p", event_at=at,
                    recorded_at=at, user_id="u", office_id="o", payload={"tube": "t"}, cursor_id=0, number=0, entry_id=uuid4(),
                )  # fmt: skip
            made.append(row.id)
        connection.close()

    threads = [threading.Thread(target=write) for _ in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    Registration.objects.all().delete()
    return {"a_second": len(made) / float(for_s)}


def drain() -> dict[str, Any]:
    """Wait until the server has put everything on record."""
    from fangxian.operations.accounts.queries import get_world_clock
    from fangxian.operations.registrations.queries import find_lag

    clock = get_world_clock()
    while find_lag(clock.now()).records:
        time.sleep(0.2)
    return {}


def count(path: str) -> dict[str, Any]:
    """How many of the keys in a file are on record, and how many rows there are."""
    from fangxian.operations.registrations.models import Registration

    kept = set(Registration.objects.values_list("id", flat=True))
    content = Path(path).read_bytes()
    promised = {UUID(bytes=content[at : at + 16]) for at in range(0, len(content), 16)}
    return {"acknowledged": len(promised), "lost": len(promised - kept), "kept": len(kept)}


if __name__ == "__main__":
    start()
    print(
        json.dumps(
            {"ground": ground, "peer": peer, "drain": drain, "count": count}[sys.argv[1]](*sys.argv[2:])
        )
    )
