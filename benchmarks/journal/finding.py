"""`python -m benchmarks.journal.finding [acts] [folder]`: 10,000 random acts of tampering, each looked for and undone.

Each is looked for in bulk, as in a long journal, and by looking at every entry: both have to say the same. Between
them the untouched journal is verified, which must find nothing. Writes found.json into the folder (by
default `benchmarks/journal/results`).
"""

import json
import sys
import tempfile
from collections import Counter
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ACTS = 10_000
LENGTH = 200
BEHIND_THE_ANCHOR = 20
HONEST_EVERY = 20


class UndoneError(Exception):
    """Takes an act back."""


def main(acts: int, folder: Path) -> None:
    """Tamper, look, undo; print and keep what was found."""
    import os

    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"FANGXIAN_HOME": home, "FANGXIAN_DATABASE_URL": ""}
        from fangxian.site.start import prepare_database, start

        start()
        prepare_database()
        result = find_all(acts)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "found.json").write_text(json.dumps(result, indent=1) + "\n")
    print(json.dumps(result, indent=1))


def find_all(acts: int, seed: int = 4) -> dict[str, Any]:
    """Return how many acts of each kind were done and found, and how often an untouched journal was suspected."""
    from django.db import transaction

    from benchmarks.journal.tampering import Intruder
    from fangxian.operations.journal.models import Seal

    head = _prepare()
    intruder = Intruder(seed, Seal.objects.count(), head.seq)
    done, found, false = Counter[str](), Counter[str](), 0
    for number in range(acts):
        with suppress(UndoneError), transaction.atomic():
            name = intruder.act()
            done[name] += 1
            found[name] += _is_found(head)
            raise UndoneError
        if number % HONEST_EVERY == 0:
            false += not _is_whole(head)
    return {
        "acts": acts,
        "found": sum(found.values()),
        "false": false,
        "honest": -(-acts // HONEST_EVERY),
        "by_act": {name: [done[name], found[name]] for name in sorted(done)},
    }


def _is_found(head: Any) -> bool:
    in_bulk, carefully = _verify_both_ways(head)
    return not in_bulk.ok and in_bulk == carefully


def _is_whole(head: Any) -> bool:
    in_bulk, carefully = _verify_both_ways(head)
    return in_bulk.ok and in_bulk == carefully


def _verify_both_ways(head: Any) -> tuple[Any, Any]:
    from fangxian.operations.journal import scanning
    from fangxian.operations.journal.queries import verify

    usual = scanning.WORTH_COMPILING
    try:
        scanning.WORTH_COMPILING = 0
        in_bulk = verify([head])
        scanning.WORTH_COMPILING = ACTS
        return in_bulk, verify([head])
    finally:
        scanning.WORTH_COMPILING = usual


def _prepare() -> Any:
    """Appoint a few people, record acts with awkward words, anchor, and go on a little."""
    from django.db import transaction

    from fangxian.engines import tables
    from fangxian.engines.problems import Text
    from fangxian.operations.accounts.queries import get_system_actor
    from fangxian.operations.accounts.services import appoint, create_office, create_user
    from fangxian.operations.clock import FixedClock
    from fangxian.operations.journal.services import anchor, record, seal
    from fangxian.operations.places.services import load_places

    clock = FixedClock(datetime(2021, 7, 31, 10, tzinfo=UTC))
    system = get_system_actor("tests")
    city = tables.PLACES.rows([{"place_id": "4301", "name": "长沙市", "level": "city"}])
    load_places(system, clock, city, source="drawn")
    office = create_office(system, clock, place_id="4301", department="command")
    for number in range(5):
        name = Text(f"合成{number}", f"Synthetic {number}")
        user = create_user(system, clock, handle=f"user-{number}", name=name)
        appoint(system, clock, user_id=user.user_id, office_id=office.office_id, role="commander")
    _raise_areas(system, clock)

    def write(first: int, last: int) -> None:
        with transaction.atomic():
            for number in range(first, last):
                reason = ("", '说“再看”, "later"', "back\\slash\nline")[number % 3]
                key = (f"C-{number}", f'C-"{number}"')[number % 7 == 0]
                record(system, "reported", "note", key, at=clock.now(), after={"n": number}, reason=reason)
        seal()

    write(0, LENGTH)
    head = anchor("discipline office", clock)
    write(LENGTH, LENGTH + BEHIND_THE_ANCHOR)
    return head


def _raise_areas(system: Any, clock: Any) -> None:
    """Three areas of an authority elsewhere; one is raised and ended, so that it has a past."""
    from fangxian.operations.areas.services import (
        record_official_area,
        record_official_change,
        record_official_end,
    )
    from fangxian.operations.cases.reports import NewOutbreak
    from fangxian.operations.cases.services import open_outbreak

    plan = ("sars-cov-2-delta", "cn-covid19-8e-2021", "8")
    outbreak = NewOutbreak("tiny", "小疫情", "Tiny outbreak", *plan, "4301", "Asia/Shanghai")
    open_outbreak(system, clock, outbreak=outbreak)
    at = clock.now()
    for number in range(3):
        columns = {"id": f"area-{number}", "outbreak_id": "tiny", "place_id": "4301", "starts_at": at}
        columns |= {"rule": "official", "level": "medium", "source": "bulletin 1"}
        record_official_area(system, clock, columns=columns, effective_at=at)
    clock.advance(timedelta(hours=1))
    later = clock.now()
    change = {"key": "area-0", "level": "high", "source": "bulletin 2"}
    record_official_change(system, clock, **change, effective_at=later)
    clock.advance(timedelta(hours=1))
    record_official_end(system, clock, key="area-0", source="bulletin 3", effective_at=clock.now())


if __name__ == "__main__":
    given = sys.argv[1:]
    main(
        int(given[0]) if given else ACTS,
        Path(given[1]) if len(given) > 1 else Path(__file__).parent / "results",
    )
