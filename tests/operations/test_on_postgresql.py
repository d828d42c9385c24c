"""The same operations tests once more, on a real PostgreSQL: what holds on one database holds on both."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
LEFT_OUT = (
    "follow_ups/test_many_follow_ups.py",
    "loading",
    "orders/test_known_at_any_hour.py",
    "response/test_acceptance_cholera.py",
    "response/test_replay.py",
    "response/test_snapshots.py",
    "areas/test_ending_areas.py",
    "clocks/test_countdowns.py",
    "follow_ups/test_acceptance_r29.py",
    "follow_ups/test_releasing.py",
    "oversight/test_acceptance_r31.py",
    "response/test_acceptance_r11.py",
    "response/test_ending.py",
    "response/test_living_response_on_record.py",
    "visits/test_every_part_in_one_visit.py",
)
"""Worlds of twenty thousand, whole packs, drawn days, and what a plan decides from rows once they are read: minutes of
filling in and of engines at work, and no SQL the others do not reach."""


@pytest.mark.postgresql
def test_every_test_of_operations_holds_on_postgresql_too(postgresql_cluster):
    ignored = [f"--ignore={HERE / name}" for name in LEFT_OUT]
    run = subprocess.run(
        [sys.executable, "-m", "pytest", str(HERE), *ignored, "-m", "not postgresql", "-x", "-p", "no:xdist"],
        cwd=HERE.parent.parent,
        env={**os.environ, "FANGXIAN_DATABASE_URL": postgresql_cluster.url},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout[-6_000:] + run.stderr[-2_000:]
