"""Several writers and sudden deaths: no segment is lost, nothing half written is ever read."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from fangxian.engines.problems import Problem
from fangxian.stores.presence import (
    CORRECTIONS,
    SegmentStore,
    add_presences,
    build_store,
    compact,
    correct_presences,
    delete_person,
)
from tests.engines.tracing.drawing import drawn
from tests.stores.presence.sources import RECORDED_AT, ZONE

LONG_AGO, FAR_AHEAD = datetime(2015, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

IMPORT = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from fangxian.engines import tables
from fangxian.stores.presence import add_presences
folder, person = Path(sys.argv[1]), sys.argv[2]
at = datetime(2021, 7, 30, tzinfo=UTC)
rows = [{"person_id": person, "place_id": f"place-{n}", "arrive_at": at} for n in range(50)]
found = add_presences(tables.PRESENCES.rows(rows), folder, timezone="Asia/Shanghai", recorded_at=at)
print(found.accepted)
"""

DIE = """
import os, signal, sys
import fangxian.stores.presence.changing as changing
def die(*_):
    os.kill(os.getpid(), signal.SIGKILL)
setattr(changing, sys.argv.pop(1), die)
exec(sys.argv.pop(1))
"""


def run(*arguments: object) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def folders(store) -> set[str]:
    return {path.name for path in store.iterdir() if path.is_dir()}


def test_imports_at_once_each_leave_their_segment(tmp_path):
    with ThreadPoolExecutor(4) as pool:
        people = [f"p-{number}" for number in range(4)]
        done = list(pool.map(lambda person: run(IMPORT, tmp_path / "store", person), people))
    assert [ran.stdout for ran in done] == ["50\n"] * 4, done[0].stderr
    store = SegmentStore(tmp_path / "store")
    assert (len(store.entries), store.rows) == (4, 200)
    assert [entry.number for entry in store.entries] == [1, 2, 3, 4]


def test_the_same_import_twice_at_once_is_held_once(tmp_path):
    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(lambda _: run(IMPORT, tmp_path / "store", "p"), range(2)))
    assert sorted(ran.stdout for ran in done) == ["0\n", "50\n"]
    assert SegmentStore(tmp_path / "store").rows == 50


@pytest.mark.parametrize("moment", ["write_segment", "write_manifest"])
def test_a_crash_before_the_manifest_leaves_the_store_as_it_was(tmp_path, moment):
    build_store(drawn("ann cafe |####|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT - HOUR)
    before = SegmentStore(tmp_path)
    died = run(DIE, moment, IMPORT, tmp_path, "p")
    assert died.returncode == -signal.SIGKILL
    after = SegmentStore(tmp_path)
    assert (after.id, after.rows) == (before.id, 1)
    assert folders(tmp_path) > {entry.folder for entry in after.entries}
    # The next import clears away what the dead one left, and is not kept waiting by its lock.
    assert run(IMPORT, tmp_path, "p").stdout == "50\n"
    assert folders(tmp_path) == {entry.folder for entry in SegmentStore(tmp_path).entries}


def test_a_crash_while_forgetting_leaves_no_trace_once_it_is_repeated(tmp_path):
    build_store(drawn("ann cafe |####|\nzoe cafe |##|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    forget = (
        "import sys; from pathlib import Path; from datetime import UTC, datetime\n"
        "from fangxian.stores.presence import delete_person\n"
        "delete_person(Path(sys.argv[1]), 'zoe', datetime(2021, 7, 31, tzinfo=UTC))"
    )
    assert run(DIE, "remove_orphans", forget, tmp_path).returncode == -signal.SIGKILL
    run(forget, tmp_path)
    assert not [path for path in tmp_path.rglob("*") if path.is_file() and b"zoe" in path.read_bytes()]
    assert SegmentStore(tmp_path).rows == 1


def test_what_was_opened_before_a_change_still_answers(tmp_path):
    store = build_store(
        drawn("ann cafe |####|\nzoe cafe |##|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT
    )
    assert store.stays_of(["zoe"], LONG_AGO, FAR_AHEAD).height == 1
    delete_person(tmp_path, "zoe", RECORDED_AT + HOUR)
    assert store.stays_of(["ann"], LONG_AGO, FAR_AHEAD).height == 1
    assert SegmentStore(tmp_path).stays_of(["zoe"], LONG_AGO, FAR_AHEAD).height == 0


def test_a_store_opened_before_a_person_was_forgotten_reads_it_without_them(tmp_path):
    build_store(drawn("ann cafe |####|\nzoe cafe |##|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    store = SegmentStore(tmp_path)
    delete_person(tmp_path, "zoe", RECORDED_AT + HOUR)
    assert set(store.stays_of(["ann", "zoe"], LONG_AGO, FAR_AHEAD)["person_id"]) == {"ann"}
    assert store.id == SegmentStore(tmp_path).id


def test_a_store_opened_before_its_segments_were_merged_asks_to_be_opened_again(tmp_path):
    for number, drawing in enumerate(("ann cafe |####|", "bo cafe |##|")):
        at = RECORDED_AT + number * HOUR
        build_store(drawn(drawing), tmp_path, timezone=ZONE, recorded_at=at)
    store = SegmentStore(tmp_path)
    compact(tmp_path, RECORDED_AT + HOUR)
    with pytest.raises(Problem) as changed:
        store.stays_of(["ann"], LONG_AGO, FAR_AHEAD)
    assert changed.value.code == "presence-store-changed"


def test_what_was_known_is_never_changed_afterwards(tmp_path):
    build_store(drawn("ann cafe |####|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT)
    nothing = CORRECTIONS.empty()
    with pytest.raises(Problem) as late:
        add_presences(drawn("bo cafe |##|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT - HOUR)
    with pytest.raises(Problem):
        correct_presences(tmp_path, nothing, RECORDED_AT - HOUR)
    assert late.value.code == "recorded-out-of-order"


def test_the_lock_does_not_outlive_its_process(tmp_path):
    build_store(drawn("ann cafe |####|"), tmp_path, timezone=ZONE, recorded_at=RECORDED_AT - HOUR)
    hold = (
        "import sys, time; from pathlib import Path\n"
        "from fangxian.stores.presence.changing import changing\n"
        "with changing(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold, tmp_path], stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "held\n"
        waiting = subprocess.Popen(
            [sys.executable, "-c", IMPORT, tmp_path, "p"], stdout=subprocess.PIPE, text=True
        )
        with pytest.raises(subprocess.TimeoutExpired):
            waiting.wait(timeout=4)
        os.kill(holder.pid, signal.SIGKILL)
        assert waiting.communicate(timeout=60)[0] == "50\n"
