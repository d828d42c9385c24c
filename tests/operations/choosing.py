"""Chooses the tests that run once more on PostgreSQL: `python -m tests.operations.choosing` writes `on_postgresql.txt`.

What may differ between two databases is what they are asked. Every test of operations is run on SQLite and the kinds of
statement (`statements.py`) the product sends in it are noted; chosen are the cheapest tests in which every kind is sent
there is, and all of `ALWAYS`. Whatever a plan or an engine decides once rows are read is proven on SQLite alone.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError

from tests.operations.statements import kinds_of

HERE = Path(__file__).parent
CHOSEN = HERE / "on_postgresql.txt"
ALWAYS = (
    "journal/test_many_writers.py",
    "journal/test_recording.py",
    "journal/test_where_rows_lie.py",
    "test_bulk.py",
    "test_ids_and_clock.py",
    "test_versions.py",
)
"""Locks, isolation, bulk writing, moments and intervals: what a statement's text does not show."""
ROAD = "response/test_orders_at_work.py::test_from_the_report_to_a_verified_proof_the_journal_vouches_for_every_step"
"""Report, respond, sign, order, proof, and the journal over all of it."""
TOO_LONG_S = 6.0
"""Whole worlds: what they ask is asked in small as well, or is left to SQLite."""

Asked = dict[str, set[str]]
_LOCK = re.compile(r" FOR (?:NO KEY )?UPDATE(?: OF .*)?")


@dataclass
class Listener:
    """A plugin of pytest that notes what each test has the product ask the database, and the seconds it takes."""

    asked: Asked = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    _of_works: dict[Any, set[str]] = field(default_factory=dict)
    _now: set[str] = field(default_factory=set)

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        """Listen to one test; its drawn examples count as one."""
        from django.db import connection

        name = item.nodeid.split("[")[0]
        connection.execute_wrappers[:] = [self._hear]
        connection.features.has_select_for_update = connection.features.has_select_for_update_of = True
        self._now, begun = self.asked[name], process_time()
        yield
        self.seconds[name] += process_time() - begun

    def pytest_sessionstart(self) -> None:
        """What a kept world asked when it was built counts for every test that stands on it."""
        from keeping import Keep

        keeping = Keep.__call__

        def keep(kept: Keep, build: Callable[[], Any], *of: Any) -> Any:
            test, self._now = self._now, set()
            returned = keeping(kept, build, *of)
            of_work = self._of_works.setdefault((build.__code__, of), set())
            of_work |= self._now
            self._now = test
            self._now |= of_work
            return returned

        Keep.__call__ = keep  # type: ignore[method-assign]

    def _hear(self, execute: Callable[..., Any], sql: Any, *rest: Any) -> Any:
        if _is_sent_by_the_product():
            self._now |= kinds_of(str(sql), _may_be_empty())
        try:
            # SQLite has no locks of rows: it is told so in the text, which it could not read.
            return execute(_LOCK.sub("", str(sql)), *rest)
        except DatabaseError:
            self._now |= {f"{kind}, and is refused" for kind in kinds_of(str(sql))}
            raise


@cache
def _may_be_empty() -> frozenset[str]:
    fields = [field for model in apps.get_models() for field in model._meta.concrete_fields if field.null]
    return frozenset(f'"{field.model._meta.db_table}"."{field.column}"' for field in fields)


def _is_sent_by_the_product() -> bool:
    """What a test and its fixtures send is their own: an edit by hand, a row looked at."""
    frame = sys._getframe(1)
    while frame := frame.f_back:
        path = frame.f_code.co_filename
        if "/src/fangxian/" in path or path.startswith(str(HERE.parent)):
            return "/src/fangxian/" in path
    return False


def choose(asked: Mapping[str, set[str]], seconds: Mapping[str, float]) -> list[str]:
    """Return the tests that together ask all that is asked by tests of bearable length, and whatever always runs.

    >>> choose({"a.py::x": {"1", "2"}, "a.py::y": {"2"}, "a.py::z": {"3"}}, {"a.py::x": 1, "a.py::y": 1, "a.py::z": 1})
    ['a.py::x', 'a.py::z']
    """
    always = {name for name in asked if any(one in name for one in (*ALWAYS, ROAD))}
    able = {name: kinds for name, kinds in asked.items() if seconds[name] < TOO_LONG_S}
    wanted = set[str]().union(*able.values()).difference(*(asked[name] for name in always))
    chosen, left = list[str](), set(wanted)
    while left:
        best = max(able, key=lambda name: len(able[name] & left) / (seconds[name] + 0.1))
        chosen.append(best)
        left -= able[best]
    # What was cheap when it was chosen may be asked by those chosen later too.
    for name in sorted(chosen, key=lambda name: -seconds[name]):
        others = set[str]().union(*(able[other] for other in chosen if other != name))
        if wanted <= others:
            chosen.remove(name)
    return sorted(always.union(chosen))


def main() -> int:
    """Run the tests, write the list, and say how many there are of how many."""
    listener = Listener()
    ended = pytest.main([str(HERE), "-m", "not postgresql", "-p", "no:xdist"], plugins=[listener])
    if ended == 0:
        chosen = choose(listener.asked, listener.seconds)
        CHOSEN.write_text("\n".join(chosen) + "\n")
        print(f"{len(chosen)} of {len(listener.asked)} tests run on PostgreSQL too")
    return int(ended)


if __name__ == "__main__":
    sys.exit(main())
