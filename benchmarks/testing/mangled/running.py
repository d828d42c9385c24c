"""`python -m benchmarks.testing.mangled.running first end seed`: every file on one database; prints a line of JSON."""

import json
import sys
import time
from collections import Counter
from datetime import UTC, datetime
from typing import Any

from fangxian.site.start import prepare_database, start


def main(first: int, end: int, seed: int) -> None:
    """Lay the ground, import, count."""
    start()
    prepare_database()
    from benchmarks.testing.mangled.judging import Judge, make_file

    ground = _lay_ground()
    judge = Judge(ground)
    began = time.perf_counter()
    counts, rows, failures = Counter[str](), Counter[str](), list[list[str]]()
    for number in range(first, end):
        made = make_file(number, ground.tubes, seed)
        verdict = judge.judge(made)
        for name in {*made.done, f"{made.kind}:", f"{made.form}:", "all:"}:
            counts[f"{name}|{verdict.outcome}"] += 1
        rows += Counter(
            {name: getattr(verdict, name) for name in ("read", "accepted", "duplicate", "rejected")}
        )
        rows["counted"] += verdict.counted
        if verdict.outcome == "failure":
            failures.append([str(number), made.kind, made.form, " + ".join(made.done), verdict.told])
    took = time.perf_counter() - began
    print(json.dumps({"counts": counts, "rows": rows, "failures": failures, "seconds": took}))


def _lay_ground() -> Any:
    from benchmarks.testing.mangled.ground import draw_tree, lay_ground
    from fangxian.operations.accounts.cast import DEMO_CAST
    from fangxian.operations.accounts.queries import get_actor, get_system_actor, get_user
    from fangxian.operations.accounts.services import appoint_cast
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.places.services import load_places

    clock, system = FixedClock(datetime(2021, 7, 31, 10, tzinfo=UTC)), get_system_actor("measuring")
    load_places(system, clock, draw_tree(), source="made up")
    appoint_cast(get_system_actor("measuring"), clock, DEMO_CAST)
    actors = [get_actor(get_user(handle).user_id, clock.now()) for handle in ("commander", "lab-worker")]
    return lay_ground(*actors, clock)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:4]))
